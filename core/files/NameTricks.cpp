// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/FileLook.h"
#include "core/mime/Lookalike.h"

#include <algorithm>

namespace tern::files {
namespace {

constexpr qsizetype kMostLooked = 5'000;   // characters
constexpr int kManySpaces = 8;

bool changesDirection(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F || u == 0x061C;
}

/// "pdf" of "invoice.pdf.exe": what a person takes for the ending when the last one is not shown.
bool hasDoubleEnding(const QString &name)
{
    const FileKind last = typeByName(name).kind;
    if (!isProgramKind(last))
        return false;
    const FileKind before = typeByName(name.left(name.lastIndexOf(u'.'))).kind;
    return before != FileKind::Unknown && !isProgramKind(before);
}

/// Blanks of any width, also those that no font draws.
bool hasFarEnding(const QString &name)
{
    const auto dot = name.lastIndexOf(u'.');
    int run = 0;
    for (qsizetype i = 0; i < dot; ++i) {
        const char16_t u = name[i].unicode();
        const bool blank = name[i].isSpace() || u == 0x3164 || u == 0x2800 || u == 0x115F || u == 0xFFA0;
        run = blank ? run + 1 : 0;
        if (run >= kManySpaces)
            return true;
    }
    return false;
}

} // namespace

FileLook::NameTrick trickInName(const QString &whole)
{
    using Trick = FileLook::NameTrick;
    const QString name = whole.size() > kMostLooked ? whole.right(kMostLooked) : whole;
    if (std::any_of(name.begin(), name.end(), changesDirection))
        return Trick::HiddenDirection;
    if (hasFarEnding(name))
        return Trick::FarEnding;
    if (hasDoubleEnding(name))
        return Trick::DoubleEnding;
    const bool trailing = name.endsWith(u'.') || (!name.isEmpty() && name.back().isSpace());
    if (trailing && isProgramKind(typeByName(name).kind))
        return Trick::LostEnding;
    return mime::wordOfMixedAlphabets(name).isEmpty() ? Trick::None : Trick::MixedLetters;
}

} // namespace tern::files
