// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/CharsetMenu.h"

#include <array>

namespace tern::ui {

namespace {

struct Entry {
    const char *charset;
    const char *name;
};

constexpr std::array kEntries{
    Entry{"UTF-8", QT_TRANSLATE_NOOP("CharsetMenu", "Unicode")},
    Entry{"GB18030", QT_TRANSLATE_NOOP("CharsetMenu", "Chinese, simplified")},
    Entry{"Big5-HKSCS", QT_TRANSLATE_NOOP("CharsetMenu", "Chinese, traditional")},
    Entry{"Shift_JIS", QT_TRANSLATE_NOOP("CharsetMenu", "Japanese")},
    Entry{"EUC-JP", QT_TRANSLATE_NOOP("CharsetMenu", "Japanese")},
    Entry{"ISO-2022-JP", QT_TRANSLATE_NOOP("CharsetMenu", "Japanese")},
    Entry{"EUC-KR", QT_TRANSLATE_NOOP("CharsetMenu", "Korean")},
    Entry{"Windows-1252", QT_TRANSLATE_NOOP("CharsetMenu", "Western European")},
    Entry{"Windows-1250", QT_TRANSLATE_NOOP("CharsetMenu", "Central European")},
    Entry{"Windows-1251", QT_TRANSLATE_NOOP("CharsetMenu", "Cyrillic")},
    Entry{"KOI8-R", QT_TRANSLATE_NOOP("CharsetMenu", "Cyrillic")},
    Entry{"Windows-1253", QT_TRANSLATE_NOOP("CharsetMenu", "Greek")},
    Entry{"Windows-1254", QT_TRANSLATE_NOOP("CharsetMenu", "Turkish")},
    Entry{"Windows-1255", QT_TRANSLATE_NOOP("CharsetMenu", "Hebrew")},
    Entry{"Windows-1256", QT_TRANSLATE_NOOP("CharsetMenu", "Arabic")},
    Entry{"Windows-1257", QT_TRANSLATE_NOOP("CharsetMenu", "Baltic")},
    Entry{"Windows-1258", QT_TRANSLATE_NOOP("CharsetMenu", "Vietnamese")},
    Entry{"TIS-620", QT_TRANSLATE_NOOP("CharsetMenu", "Thai")},
};

} // namespace

CharsetMenu::CharsetMenu(const engine::OpenedMessage &message, QWidget *parent) : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const QString current = QString::fromStdString(message.charset);
    if (!message.parsed.messageId.empty())
        fill(*this, engine::CharsetScope::Message, QString::fromStdString(message.parsed.messageId), current);
    if (message.parsed.from.empty() || message.parsed.from.front().address.isEmpty())
        return;
    const QString sender = message.parsed.from.front().address;
    addSeparator();
    QMenu *always = addMenu(tr("Always for %1").arg(QString(sender).replace(u'&', QStringLiteral("&&"))));
    fill(*always, engine::CharsetScope::Sender, sender, current);
}

void CharsetMenu::fill(QMenu &menu, engine::CharsetScope scope, const QString &of, const QString &current)
{
    const auto add = [&](const QString &text, const QString &charset) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(charset.compare(current, Qt::CaseInsensitive) == 0);
        connect(action, &QAction::triggered, this, [this, scope, of, charset] { Q_EMIT chosen(scope, of, charset); });
    };
    add(tr("As the message says"), {});
    menu.addSeparator();
    for (const Entry &entry : kEntries)
        add(tr("%1 (%2)").arg(tr(entry.name), QLatin1String(entry.charset)), QLatin1String(entry.charset));
}

} // namespace tern::ui
