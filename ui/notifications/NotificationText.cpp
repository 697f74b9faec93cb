// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/NotificationText.h"

#include <QCoreApplication>

namespace tern::ui {
namespace {

constexpr int kMostNamed = 3;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(NotificationText)
};

QString sender(const store::MessageRow &row)
{
    return row.fromName.isEmpty() ? row.fromAddress : row.fromName;
}

QString subject(const store::MessageRow &row)
{
    return row.subject.isEmpty() ? Words::tr("(no subject)") : row.subject;
}

} // namespace

NotificationText notificationText(const std::vector<store::MessageRow> &rows, const QString &account)
{
    if (rows.size() == 1) {
        QString body = subject(rows.front());
        if (!rows.front().snippet.isEmpty())
            body += QLatin1Char('\n') + rows.front().snippet;
        return {sender(rows.front()), body};
    }
    QStringList lines;
    for (std::size_t i = 0; i < rows.size() && i < kMostNamed; ++i)
        lines << sender(rows[i]) + QLatin1String(": ") + subject(rows[i]);
    if (rows.size() > kMostNamed)
        lines << Words::tr("and %n more", nullptr, int(rows.size()) - kMostNamed);
    return {Words::tr("%n new message(s) in %1", nullptr, int(rows.size())).arg(account), lines.join(QLatin1Char('\n'))};
}

} // namespace tern::ui
