// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"
#include "core/mime/Tnef.h"

#include <algorithm>
#include <array>

namespace tern::mime {
namespace {

constexpr std::size_t kDictionary = 4'096;

/// MS-OXRTFCP §2.1.2.1: what the dictionary holds at the beginning.
constexpr std::string_view kInitial =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman"
    "Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static_assert(kInitial.size() == 207);

std::uint32_t numberAt(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

/// The words behind these are no text of the message.
bool isHiddenGroup(std::string_view word)
{
    return word == "fonttbl" || word == "colortbl" || word == "stylesheet" || word == "info" || word == "pict" || word == "object" || word == "themedata"
        || word == "listtable" || word == "generator" || word == "*";
}

class RtfReader {
public:
    explicit RtfReader(std::string_view rtf) : m_rtf(rtf) {}

    QString run()
    {
        while (m_at < m_rtf.size()) {
            const char c = m_rtf[m_at++];
            if (c == '{') {
                ++m_depth;
            } else if (c == '}') {
                if (m_depth == m_hiddenFrom)
                    m_hiddenFrom = 0;
                m_depth = m_depth > 0 ? m_depth - 1 : 0;
            } else if (c == '\\') {
                control();
            } else if (c != '\r' && c != '\n') {
                put(c);
            }
        }
        flush();
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool hidden() const { return m_hiddenFrom > 0 && m_depth >= m_hiddenFrom; }

    void put(char c)
    {
        if (m_skip > 0)
            --m_skip;
        else if (!hidden())
            m_bytes += c;
    }

    void flush()
    {
        m_out += decodeText(m_bytes, m_charset);
        m_bytes.clear();
    }

    void control()
    {
        if (m_at >= m_rtf.size())
            return;
        const char c = m_rtf[m_at];
        if (c == '\'') {
            const std::string_view digits = m_rtf.substr(m_at + 1, 2);
            m_at = std::min(m_at + 3, m_rtf.size());
            unsigned value = 0;
            for (const char digit : digits)
                value = value * 16 + (digit <= '9' ? static_cast<unsigned>(digit - '0') : (static_cast<unsigned>(digit | 0x20) - 'a' + 10)) % 16;
            put(static_cast<char>(value));
            return;
        }
        if ((c | 0x20) < 'a' || (c | 0x20) > 'z') {
            ++m_at;
            if (c == '*' && m_hiddenFrom == 0)
                m_hiddenFrom = m_depth;
            else if (c == '~')
                put(' ');
            else if (c == '\\' || c == '{' || c == '}' || c == '\n' || c == '\r')
                put(c == '\r' ? '\n' : c);
            return;
        }
        word();
    }

    void word()
    {
        const std::size_t begin = m_at;
        while (m_at < m_rtf.size() && (m_rtf[m_at] | 0x20) >= 'a' && (m_rtf[m_at] | 0x20) <= 'z')
            ++m_at;
        const std::string_view name = m_rtf.substr(begin, m_at - begin);
        const bool minus = m_at < m_rtf.size() && m_rtf[m_at] == '-';
        m_at += minus ? 1 : 0;
        int value = 0;
        for (; m_at < m_rtf.size() && m_rtf[m_at] >= '0' && m_rtf[m_at] <= '9'; ++m_at)
            value = value < 1'000'000 ? value * 10 + (m_rtf[m_at] - '0') : value;
        if (m_at < m_rtf.size() && m_rtf[m_at] == ' ')
            ++m_at;
        apply(name, minus ? -value : value);
    }

    void apply(std::string_view name, int value)
    {
        if (isHiddenGroup(name)) {
            if (m_hiddenFrom == 0)
                m_hiddenFrom = m_depth;
        } else if (name == "ansicpg" && value > 0) {
            m_charset = "cp" + std::to_string(value);
        } else if (hidden()) {
            return;
        } else if (name == "par" || name == "line" || name == "row") {
            m_bytes += '\n';
        } else if (name == "tab" || name == "cell") {
            m_bytes += '\t';
        } else if (name == "uc") {
            m_fallbacks = value;
        } else if (name == "u") {
            flush();
            m_out += QChar(static_cast<char16_t>(value));
            m_skip = m_fallbacks;
        }
    }

    std::string_view m_rtf;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_hiddenFrom = 0;        // depth of a group that is not shown
    int m_fallbacks = 1;         // characters that stand for a \u where it isn't known
    int m_skip = 0;
    std::string m_charset = "cp1252";
    std::string m_bytes;
    QString m_out;
};

} // namespace

QByteArray unpackRtf(const QByteArray &packed, std::size_t most)
{
    const std::string_view bytes(packed.constData(), static_cast<std::size_t>(packed.size()));
    if (bytes.size() < 16)
        return {};
    const std::size_t size = std::min<std::size_t>(numberAt(bytes, 4), most);
    if (numberAt(bytes, 8) == 0x414C454D) // "MELA": as it is
        return packed.mid(16, static_cast<qsizetype>(size));
    if (numberAt(bytes, 8) != 0x75465A4C) // "LZFu"
        return {};
    std::array<char, kDictionary> dictionary{};
    std::copy(kInitial.begin(), kInitial.end(), dictionary.begin());
    std::size_t write = kInitial.size();
    QByteArray out;
    const auto put = [&](char c) {
        out += c;
        dictionary[write] = c;
        write = (write + 1) % kDictionary;
    };
    std::size_t at = 16;
    while (at < bytes.size() && static_cast<std::size_t>(out.size()) < size) {
        const auto control = static_cast<unsigned char>(bytes[at++]);
        for (int bit = 0; bit < 8 && at < bytes.size() && static_cast<std::size_t>(out.size()) < size; ++bit) {
            if ((control >> bit & 1) == 0) {
                put(bytes[at++]);
                continue;
            }
            if (at + 1 >= bytes.size())
                return out;
            const unsigned reference = static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8 | static_cast<unsigned char>(bytes[at + 1]);
            at += 2;
            std::size_t from = reference >> 4;
            if (from == write)
                return out;
            for (unsigned count = (reference & 0xF) + 2; count > 0; --count, from = (from + 1) % kDictionary)
                put(dictionary[from]);
        }
    }
    return out;
}

QString rtfToText(const QByteArray &rtf)
{
    return RtfReader({rtf.constData(), static_cast<std::size_t>(rtf.size())}).run();
}

} // namespace tern::mime
