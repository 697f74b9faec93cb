// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/TextTokens.h"

#include <QChar>
#include <QString>

#include <array>

namespace tern::search {

namespace {

constexpr std::size_t kLongestWord = 64;
struct Decoded {
    char32_t character = 0;
    int bytes = 1;
};

/// One character of UTF-8; an invalid byte is a separator of its own.
Decoded decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t place) { return at + place < text.size() ? static_cast<unsigned char>(text[at + place]) : 0u; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return {first, 1};
    const int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4)
        return {0, 1};
    char32_t character = first & (0xFFu >> (length + 1));
    for (int place = 1; place < length; ++place) {
        const unsigned next = byte(static_cast<std::size_t>(place));
        if ((next & 0xC0) != 0x80)
            return {0, 1};
        character = (character << 6) | (next & 0x3F);
    }
    return {character, length};
}

bool isWordCharacter(char32_t character)
{
    if (character < 0x80)
        return (character >= '0' && character <= '9') || ((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
    return QChar::isLetterOrNumber(character) || QChar::isMark(character);
}

bool isSpace(char32_t character)
{
    return character < 0x80 ? (character == ' ' || (character >= '\t' && character <= '\r')) : QChar::isSpace(character);
}

/// Letters that no decomposition takes apart.
QStringView plainLetter(QChar letter)
{
    switch (letter.unicode()) {
    case u'ø': return u"o";
    case u'đ': return u"d";
    case u'ł': return u"l";
    case u'ħ': return u"h";
    case u'ı': return u"i";
    case u'æ': return u"ae";
    case u'œ': return u"oe";
    case u'ß': return u"ss";
    case u'þ': return u"th";
    case u'ð': return u"d";
    default: return {};
    }
}

/// Case, compatibility forms and diacritics out of a word that is not plain ASCII.
std::string fold(std::string_view word)
{
    const QString decomposed =
        QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    for (const QChar character : decomposed) {
        if (character.category() == QChar::Mark_NonSpacing)
            continue;
        const QStringView plain = plainLetter(character);
        if (plain.isEmpty())
            folded += character;
        else
            folded += plain;
    }
    return folded.normalized(QString::NormalizationForm_C).toStdString();
}

/// Conjoining jamo, kana with separate voice marks, half-width kana and compatibility ideographs are written in more than one way.
bool needsComposition(std::string_view text)
{
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        if (first < 0xE1)
            continue;
        const auto second = static_cast<unsigned char>(text[at + 1]);
        const auto third = static_cast<unsigned char>(text[at + 2]);
        if ((first == 0xE1 && second >= 0x84 && second <= 0x87) || (first == 0xE3 && second == 0x82 && (third == 0x99 || third == 0x9A))
            || (first == 0xEF && ((second >= 0xA4 && second <= 0xAB) || second == 0xBD || second == 0xBE))
            || (first == 0xE2 && second >= 0xBA && second <= 0xBF))
            return true;
    }
    return false;
}

} // namespace

bool standsAlone(char32_t character)
{
    if (character < 0x1100)
        return false;
    struct Range {
        char32_t first, last;
    };
    static constexpr std::array kRanges{
        Range{0x1100, 0x11FF},   // Hangul jamo
        Range{0x2E80, 0x2FDF},   // radicals
        Range{0x3005, 0x3007},   // 々〆〇
        Range{0x3041, 0x30FA},   // Hiragana, Katakana
        Range{0x30FC, 0x312F},   // ー … Bopomofo
        Range{0x3130, 0x318F},   // Hangul compatibility jamo
        Range{0x31A0, 0x31BF},   // Bopomofo extended
        Range{0x31F0, 0x31FF},   // Katakana extensions
        Range{0x3400, 0x4DBF},   // Han A
        Range{0x4E00, 0x9FFF},   // Han
        Range{0xAC00, 0xD7A3},   // Hangul
        Range{0xF900, 0xFAFF},   // Han compatibility
        Range{0x1B000, 0x1B16F}, // Kana supplement
        Range{0x20000, 0x3FFFD}, // Han B and beyond
    };
    for (const Range &range : kRanges) {
        if (character < range.first)
            return false;
        if (character <= range.last)
            return true;
    }
    return false;
}

void tokenize(std::string_view text, const std::function<bool(const Token &)> &emit)
{
    std::string composed;
    if (needsComposition(text)) {
        // Offsets are those of the composed text then; nothing of ours uses them.
        composed = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).normalized(QString::NormalizationForm_KC).toStdString();
        text = composed;
    }
    bool afterIdeograph = false;
    bool gap = false;
    std::string word;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded here = decode(text, at);
        const auto begin = static_cast<int>(at);
        if (standsAlone(here.character)) {
            if (gap && !emit({kGap, begin, begin}))
                return;
            at += static_cast<std::size_t>(here.bytes);
            if (!emit({text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(here.bytes)), begin, static_cast<int>(at)}))
                return;
            afterIdeograph = true;
            gap = false;
            continue;
        }
        if (!isWordCharacter(here.character)) {
            gap = gap || (afterIdeograph && !isSpace(here.character));
            at += static_cast<std::size_t>(here.bytes);
            continue;
        }
        bool ascii = true;
        std::size_t characters = 0;
        word.clear();
        while (at < text.size() && characters < kLongestWord) {
            const Decoded next = decode(text, at);
            if (standsAlone(next.character) || !isWordCharacter(next.character))
                break;
            ascii = ascii && next.character < 0x80;
            if (next.character >= 'A' && next.character <= 'Z')
                word += static_cast<char>(next.character | 0x20);
            else
                word.append(text, at, static_cast<std::size_t>(next.bytes));
            at += static_cast<std::size_t>(next.bytes);
            ++characters;
        }
        if (!ascii)
            word = fold(word);
        // Combining marks alone fold to nothing.
        if (!word.empty() && !emit({word, begin, static_cast<int>(at), true}))
            return;
        afterIdeograph = false;
        gap = false;
    }
}

} // namespace tern::search
