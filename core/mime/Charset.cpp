// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"

#include "core/mime/CharsetGuess.h"
#include "core/mime/EncodedWord.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>

namespace tern::mime {
namespace {

struct Alias {
    std::string_view name;
    std::string_view charset;
};

/// What mail calls a charset → what ICU must read it as. A superset is read for each subset that senders mislabel; 8-bit text that
/// claims to be ASCII claims nothing.
constexpr std::array kAliases{
    Alias{"gb2312", "gb18030"}, Alias{"gb_2312-80", "gb18030"}, Alias{"gb2312-80", "gb18030"}, Alias{"euc-cn", "gb18030"},
    Alias{"euccn", "gb18030"}, Alias{"gbk", "gb18030"}, Alias{"x-gbk", "gb18030"}, Alias{"cp936", "gb18030"}, Alias{"ms936", "gb18030"},
    Alias{"windows-936", "gb18030"}, Alias{"big5", "big5-hkscs"}, Alias{"big-5", "big5-hkscs"}, Alias{"cn-big5", "big5-hkscs"},
    Alias{"cp950", "big5-hkscs"}, Alias{"x-x-big5", "big5-hkscs"}, Alias{"hz-gb-2312", "hz"}, Alias{"us-ascii", ""},
    Alias{"ascii", ""}, Alias{"ansi_x3.4-1968", ""}, Alias{"iso-8859-1", "windows-1252"},
    Alias{"latin1", "windows-1252"}, Alias{"iso8859-1", "windows-1252"}, Alias{"ks_c_5601-1987", "windows-949"}, Alias{"ks_c_5601", "windows-949"},
    Alias{"euc-kr", "windows-949"}, Alias{"korean", "windows-949"}, Alias{"shift_jis", "windows-31j"}, Alias{"sjis", "windows-31j"},
    Alias{"x-sjis", "windows-31j"}, Alias{"iso-8859-9", "windows-1254"}, Alias{"iso-8859-11", "windows-874"}, Alias{"tis-620", "windows-874"},
    Alias{"iso-8859-8-i", "iso-8859-8"}, Alias{"iso-8859-6-i", "iso-8859-6"}, Alias{"unicode-1-1-utf-8", "utf-8"}, Alias{"utf8", "utf-8"},
    Alias{"x-unicode-2-0-utf-8", "utf-8"}, Alias{"iso-2022-jp", "iso-2022-jp-2"},
};

std::string normalised(std::string_view name)
{
    std::string result;
    for (const char c : name) {
        if (c == '"' || c == '\'' || c == ' ' || c == '\t')
            continue;
        result += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    // RFC 2231 §5: a language after '*'.
    if (const auto star = result.find('*'); star != std::string::npos)
        result.resize(star);
    return result;
}

bool isUtf7(std::string_view normalisedName)
{
    return normalisedName.find("utf-7") != std::string_view::npos || normalisedName.find("utf7") != std::string_view::npos;
}

/// The name ICU knows, or empty for none and for those that are refused.
std::string icuName(std::string_view charset)
{
    const std::string name = normalised(charset);
    if (name.empty() || name.size() > 60 || isUtf7(name))
        return {};
    for (const Alias &alias : kAliases) {
        if (alias.name == name)
            return std::string(alias.charset);
    }
    return name;
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter openConverter(const std::string &name)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(name.empty() ? nullptr : ucnv_open(name.c_str(), &status), &ucnv_close);
    if (U_FAILURE(status))
        converter.reset();
    return converter;
}

/// One converter of each name is kept per thread: opening costs more than a subject line.
UConverter *converterFor(const std::string &name)
{
    thread_local std::array<std::pair<std::string, Converter>, 8> cache{
        std::pair{std::string(), Converter(nullptr, &ucnv_close)}, std::pair{std::string(), Converter(nullptr, &ucnv_close)},
        std::pair{std::string(), Converter(nullptr, &ucnv_close)}, std::pair{std::string(), Converter(nullptr, &ucnv_close)},
        std::pair{std::string(), Converter(nullptr, &ucnv_close)}, std::pair{std::string(), Converter(nullptr, &ucnv_close)},
        std::pair{std::string(), Converter(nullptr, &ucnv_close)}, std::pair{std::string(), Converter(nullptr, &ucnv_close)}};
    thread_local std::size_t next = 0;
    if (name.empty())
        return nullptr;
    for (auto &[key, converter] : cache) {
        if (converter && key == name) {
            ucnv_reset(converter.get());
            return converter.get();
        }
    }
    Converter made = openConverter(name);
    if (!made)
        return nullptr;
    auto &slot = cache[next];
    next = (next + 1) % cache.size();
    slot.first = name;
    slot.second = std::move(made);
    return slot.second.get();
}

enum class OnError { Replace, Stop };

/// With OnError::Stop nothing is returned for bytes that the charset doesn't have; a character cut off at the end is no such error.
std::optional<QString> convert(UConverter *converter, std::string_view bytes, OnError onError)
{
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter, onError == OnError::Stop ? UCNV_TO_U_CALLBACK_STOP : UCNV_TO_U_CALLBACK_SUBSTITUTE, nullptr, nullptr, nullptr, &status);
    QString text;
    // A byte gives at most two UTF-16 units in every charset that ICU has, plus what a final reset emits.
    text.resize(static_cast<qsizetype>(bytes.size()) * 2 + 8);
    auto *target = reinterpret_cast<UChar *>(text.data());
    UChar *const begin = target;
    const char *source = bytes.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, begin + text.size(), &source, source + bytes.size(), nullptr, true, &status);
    if (U_FAILURE(status) && status != U_TRUNCATED_CHAR_FOUND)
        return std::nullopt;
    text.resize(target - begin);
    // ICU's own sign for "no such character" in charsets of single bytes.
    text.replace(QChar(0x1A), QChar(QChar::ReplacementCharacter));
    if (status == U_TRUNCATED_CHAR_FOUND)
        text += QChar(QChar::ReplacementCharacter);
    return text;
}

bool isAscii(std::string_view bytes)
{
    for (const char c : bytes) {
        if (static_cast<unsigned char>(c) >= 0x80)
            return false;
    }
    return true;
}

/// Escapes of stateful 7-bit charsets (ISO-2022-*, HZ): such text is ASCII to the eye of a byte test.
bool mayBeStateful(std::string_view icu)
{
    return icu.starts_with("iso-2022") || icu == "hz" || icu.starts_with("utf-16") || icu.starts_with("utf-32") || icu.starts_with("ibm")
        || icu.starts_with("cp0") || icu.starts_with("ebcdic");
}

/// What a look at bytes as UTF-8 finds.
struct Utf8Look {
    std::size_t twoBytes = 0;   ///< characters of two bytes
    std::size_t more = 0;       ///< characters of three or four
    std::size_t bad = 0;        ///< bytes that are none
};

Utf8Look lookAtUtf8(std::string_view bytes, bool stopAtBad)
{
    Utf8Look look;
    const auto *p = reinterpret_cast<const unsigned char *>(bytes.data());
    const auto *const end = p + bytes.size();
    while (p < end) {
        const unsigned char c = *p++;
        if (c < 0x80)
            continue;
        int more = 0;
        unsigned char low = 0x80;
        unsigned char high = 0xBF;
        if (c >= 0xC2 && c <= 0xDF) {
            more = 1;
        } else if (c >= 0xE0 && c <= 0xEF) {
            more = 2;
            low = c == 0xE0 ? 0xA0 : 0x80;
            high = c == 0xED ? 0x9F : 0xBF;
        } else if (c >= 0xF0 && c <= 0xF4) {
            more = 3;
            low = c == 0xF0 ? 0x90 : 0x80;
            high = c == 0xF4 ? 0x8F : 0xBF;
        }
        int left = more;
        for (; left > 0 && p < end && *p >= low && *p <= high; --left, low = 0x80, high = 0xBF)
            ++p;
        if (more > 0 && left == 0) {
            ++(more == 1 ? look.twoBytes : look.more);
        } else {
            ++look.bad;
            if (stopAtBad)
                return look;
        }
    }
    return look;
}

bool isSingleByte(UConverter *converter)
{
    return converter != nullptr && ucnv_getMaxCharSize(converter) == 1;
}

/// Whether valid UTF-8 that is labelled otherwise is UTF-8. A wrong label is the commonest defect of all, but the bytes of many a short word
/// in GB2312 (目录) or EUC-KR are two-byte UTF-8 as well; three-byte characters are no accident.
bool overrulesLabel(const Utf8Look &look, const std::string &name)
{
    if (look.more >= 1 && look.more >= look.twoBytes)
        return true;
    UConverter *labelled = converterFor(name);
    return labelled == nullptr || isSingleByte(labelled);
}

/// Every byte that isn't ASCII is a letter of Latin-1.
bool isWestern(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 || static_cast<unsigned char>(c) >= 0xC0; });
}

/// 8-bit text that says nothing of its charset and is not UTF-8.
QString fromUndeclared(std::string_view bytes, std::string_view fallback)
{
    std::string name = icuName(fallback);
    // Between these two the bytes themselves can tell, whoever reads them.
    if (name == "gb18030" && isWestern(bytes) && !readsLikeGbk(bytes))
        name = "windows-1252";
    else if (name == "windows-1252" && readsLikeGbk(bytes))
        name = "gb18030";
    if (UConverter *converter = name == "utf-8" ? nullptr : converterFor(name)) {
        if (auto text = convert(converter, bytes, OnError::Stop))
            return *std::move(text);
    }
    if (UConverter *converter = converterFor("windows-1252"))
        return *convert(converter, bytes, OnError::Replace);
    return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString fromUtf8(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0);
}

/// Marks that turn the direction of the text around them: with them a name can hide its end, or the address behind it.
bool isDirectionMark(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
}

/// An encoded word can hold anything, a line break too. Each run of controls becomes one space, none at the ends.
QString withoutControls(QString text)
{
    if (std::none_of(text.cbegin(), text.cend(), [](QChar c) { return isControl(c) || isDirectionMark(c); }))
        return text;
    QString clean;
    bool space = false;
    for (const QChar c : std::as_const(text)) {
        if (isDirectionMark(c))
            continue;
        if (isControl(c)) {
            space = !clean.isEmpty();
            continue;
        }
        if (space && !clean.endsWith(QLatin1Char(' ')))
            clean += QLatin1Char(' ');
        space = false;
        clean += c;
    }
    return clean;
}

} // namespace

bool isRefusedCharset(std::string_view charset)
{
    return isUtf7(normalised(charset.substr(0, 100)));
}

bool isKnownCharset(std::string_view charset)
{
    const std::string name = icuName(charset);
    return name.empty() ? normalised(charset.substr(0, 100)).size() <= 60 : name == "utf-8" || converterFor(name) != nullptr;
}

bool isValidUtf8(std::string_view bytes)
{
    return lookAtUtf8(bytes, true).bad == 0;
}

QString decodeText(std::string_view bytes, std::string_view charset, std::string_view fallback)
{
    if (bytes.empty())
        return QString::fromLatin1("");
    std::string name = icuName(charset);
    // Old Japanese mail has its escapes in headers without a word about them.
    if (name.empty() && bytes.find("\x1b$") != std::string_view::npos)
        name = "iso-2022-jp-2";
    if (!mayBeStateful(name)) {
        if (isAscii(bytes))
            return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
        const bool saysUtf8 = name == "utf-8";
        const Utf8Look look = lookAtUtf8(bytes, !saysUtf8);
        if (look.bad == 0 && (saysUtf8 || name.empty() || overrulesLabel(look, name)))
            return fromUtf8(bytes);
        // A stray byte, or a text cut off, is still UTF-8; a text with more errors than characters is something else.
        if (saysUtf8)
            return look.twoBytes + look.more >= look.bad ? fromUtf8(bytes) : fromUndeclared(bytes, fallback);
    }
    if (UConverter *converter = converterFor(name))
        return *convert(converter, bytes, OnError::Replace);
    return isValidUtf8(bytes) ? fromUtf8(bytes) : fromUndeclared(bytes, fallback);
}

QString decodeTextAs(std::string_view bytes, std::string_view charset)
{
    const std::string name = icuName(charset);
    if (name == "utf-8")
        return fromUtf8(bytes);
    UConverter *converter = bytes.empty() ? nullptr : converterFor(name);
    return converter ? *convert(converter, bytes, OnError::Replace) : decodeText(bytes, charset);
}

QString decodeHeaderText(std::string_view raw, std::string_view fallback)
{
    return withoutControls(raw.find("=?") == std::string_view::npos ? decodeText(raw, {}, fallback) : decodeEncodedWords(raw, fallback));
}

} // namespace tern::mime
