// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/RecipientText.h"

namespace tern::ui {
namespace {

bool isSeparator(QChar c)
{
    switch (c.unicode()) {
    case ',':
    case ';':
    case '\n':
    case '\r':
    case '\t':
    case 0x2028: // a line break pasted into one line
    case 0x2029:
    case 0xFF0C: // ，
    case 0xFF1B: // ；
    case 0x3001: // 、
        return true;
    default:
        return false;
    }
}

} // namespace

std::vector<mime::Address> takeRecipients(QString &text, bool all)
{
    // The parser knows the ASCII separators alone.
    QString list = text;
    qsizetype last = -1;
    bool quoted = false;
    bool escaped = false;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QChar c = list.at(i);
        if (escaped) {
            escaped = false;
        } else if (quoted && c == QLatin1Char('\\')) {
            escaped = true;
        } else if (c == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (!quoted && isSeparator(c)) {
            list[i] = QLatin1Char(',');
            last = i;
        }
    }
    const QString taken = all ? list : list.left(last < 0 ? 0 : last);
    text = all ? QString() : text.mid(last + 1);
    std::vector<mime::Address> found;
    if (taken.trimmed().isEmpty())
        return found;
    for (mime::Address &address : mime::parseAddressList(taken)) {
        if (!address.address.trimmed().isEmpty() || !address.name.trimmed().isEmpty())
            found.push_back(std::move(address));
    }
    return found;
}

bool isSendable(const mime::Address &address)
{
    return address.address.contains(QLatin1Char('@')) && mime::isValidAddrSpec(address.address.toStdString());
}

} // namespace tern::ui
