// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"

#include "core/mime/EncodedWord.h"

#include <unicode/ucnv.h>

#include <array>
#include <memory>
#include <string>

namespace tern::mime {
namespace {

struct Alias {
    std::string_view name;
    std::string_view charset;
};

/// What mail calls a charset → what ICU must read it as. A superset is read for each subset that senders mislabel.
constexpr std::array kAliases{
    Alias{"gb2312", "gb18030"}, Alias{"gb_2312-80", "gb18030"}, Alias{"gb2312-80", "gb18030"}, Alias{"euc-cn", "gb18030"},
    Alias{"euccn", "gb18030"}, Alias{"gbk", "gb18030"}, Alias{"x-gbk", "gb18030"}, Alias{"cp936", "gb18030"}, Alias{"ms936", "gb18030"},
    Alias{"windows-936", "gb18030"}, Alias{"big5", "big5-hkscs"}, Alias{"big-5", "big5-hkscs"}, Alias{"cn-big5", "big5-hkscs"},
    Alias{"cp950", "big5-hkscs"}, Alias{"x-x-big5", "big5-hkscs"}, Alias{"hz-gb-2312", "hz"}, Alias{"us-ascii", "windows-1252"},
    Alias{"ascii", "windows-1252"}, Alias{"ansi_x3.4-1968", "windows-1252"}, Alias{"iso-8859-1", "windows-1252"},
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

/// The name ICU knows, or empty for none and for those that are refused.
std::string icuName(std::string_view charset)
{
    const std::string name = normalised(charset);
    if (name.empty() || name.size() > 60 || name.find("utf-7") != std::string::npos || name.find("utf7") != std::string::npos)
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

QString convert(UConverter *converter, std::string_view bytes)
{
    QString text;
    // A byte gives at most two UTF-16 units in every charset that ICU has, plus what a final reset emits.
    text.resize(static_cast<qsizetype>(bytes.size()) * 2 + 8);
    auto *target = reinterpret_cast<UChar *>(text.data());
    UChar *const begin = target;
    const char *source = bytes.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, begin + text.size(), &source, source + bytes.size(), nullptr, true, &status);
    text.resize(target - begin);
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

QString fromUtf8(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

bool isValidUtf8(std::string_view bytes)
{
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
            if (c == 0xE0)
                low = 0xA0;
            if (c == 0xED)
                high = 0x9F;
        } else if (c >= 0xF0 && c <= 0xF4) {
            more = 3;
            if (c == 0xF0)
                low = 0x90;
            if (c == 0xF4)
                high = 0x8F;
        } else {
            return false;
        }
        for (; more > 0; --more, low = 0x80, high = 0xBF) {
            if (p == end || *p < low || *p > high)
                return false;
            ++p;
        }
    }
    return true;
}

QString decodeText(std::string_view bytes, std::string_view charset, std::string_view fallback)
{
    if (bytes.empty())
        return QString::fromLatin1("");
    const std::string name = icuName(charset);
    const bool utf8Family = name == "utf-8" || name.empty() || !mayBeStateful(name);
    if (utf8Family && isAscii(bytes))
        return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
    // A wrong label on valid UTF-8 is the commonest defect of all; the odds against valid UTF-8 by chance are overwhelming.
    if (utf8Family && isValidUtf8(bytes))
        return fromUtf8(bytes);
    if (name == "utf-8")
        return fromUtf8(bytes);
    if (auto *converter = converterFor(name))
        return convert(converter, bytes);
    if (auto *converter = converterFor(icuName(fallback)))
        return convert(converter, bytes);
    return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString decodeHeaderText(std::string_view raw, std::string_view fallback)
{
    if (raw.find("=?") == std::string_view::npos)
        return decodeText(raw, {}, fallback);
    return decodeEncodedWords(raw, fallback);
}

} // namespace tern::mime
