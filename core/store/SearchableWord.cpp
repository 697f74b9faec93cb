// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchableWord.h"

#include <algorithm>

namespace tern::store {

namespace {

/// What is indexed by its place, character by character.
bool isIdeographic(QChar character)
{
    switch (character.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo: return true;
    default: return character.unicode() >= 0x3000 && character.unicode() < 0x3200;
    }
}

} // namespace

QString searchableWord(const QString &text)
{
    constexpr qsizetype kLooked = 4'000;
    constexpr qsizetype kEnough = 24;
    const QStringView head = QStringView(text).left(kLooked);
    qsizetype best = 0;
    qsizetype length = 0;
    for (qsizetype at = 0; at < head.size() && length < kEnough;) {
        qsizetype end = at;
        // A word or ideographs: the words of texts have no order, so that two of them are no phrase.
        while (end < head.size() && end - at < kEnough
               && ((head[end].isLetterOrNumber() && isIdeographic(head[end]) == isIdeographic(head[at])) || (end > at && head[end].isMark())))
            ++end;
        if (end - at > length) {
            best = at;
            length = end - at;
        }
        at = std::max(end, at + 1);
    }
    if (length == 0)
        return {};
    const bool isCut = length == kEnough || best + length == head.size();
    return QLatin1Char('"') + head.mid(best, length) + (isCut ? QLatin1String("\" *") : QLatin1String("\""));
}

} // namespace tern::store
