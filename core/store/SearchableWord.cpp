// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchableWord.h"

namespace tern::store {

QString searchableWord(const QString &text)
{
    constexpr qsizetype kLooked = 4'000;
    constexpr qsizetype kEnough = 24;
    const QStringView head = QStringView(text).left(kLooked);
    qsizetype best = 0;
    qsizetype length = 0;
    for (qsizetype at = 0; at < head.size() && length < kEnough;) {
        qsizetype end = at;
        while (end < head.size() && end - at < kEnough && (head[end].isLetterOrNumber() || (end > at && head[end].isMark())))
            ++end;
        if (end - at > length) {
            best = at;
            length = end - at;
        }
        at = end + 1;
    }
    if (length == 0)
        return {};
    const bool isCut = length == kEnough || best + length == head.size();
    return QLatin1Char('"') + head.mid(best, length) + (isCut ? QLatin1String("\" *") : QLatin1String("\""));
}

} // namespace tern::store
