// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tern::imap {

/// Walks over one complete response, literals included, without copying. Every take… leaves the cursor where it was when it fails.
/// Thread: any; a value over borrowed bytes.
class ImapCursor final {
public:
    static constexpr int kMaxDepth = 64;

    explicit ImapCursor(std::string_view text) : m_at(text.data()), m_end(text.data() + text.size()) {}

    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] char peek() const { return m_at == m_end ? '\0' : *m_at; }
    [[nodiscard]] std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }
    [[nodiscard]] const char *position() const { return m_at; }
    void skip(std::size_t count) { m_at += std::min(count, static_cast<std::size_t>(m_end - m_at)); }
    void skipSpaces()
    {
        while (m_at != m_end && *m_at == ' ')
            ++m_at;
    }
    [[nodiscard]] bool take(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    /// A decimal number; false when there is none or it doesn't fit.
    [[nodiscard]] bool takeNumber(std::uint64_t &number);
    /// As takeNumber within 32 bits.
    [[nodiscard]] bool takeNumber32(std::uint32_t &number);
    /// As takeNumber, for a mod-sequence [RFC 7162 §3.1]: one beyond 63 bits is none, and reads as 0.
    [[nodiscard]] bool takeModSeq(std::uint64_t &number);
    /// Characters up to a space, parenthesis, quote or the end; may be empty. Flags keep their backslash.
    [[nodiscard]] std::string_view takeAtom();
    /// A quoted string, literal, atom or NIL. The view is into the response, or into `scratch` when there was something to unescape.
    /// \param isNil  may be null; NIL gives an empty view.
    [[nodiscard]] bool takeString(std::string_view &text, std::string &scratch, bool *isNil = nullptr);
    /// As takeString, copied.
    [[nodiscard]] bool takeString(std::string &text, bool *isNil = nullptr);
    /// Passes over any one value: string, literal, atom, or a list at most kMaxDepth deep.
    [[nodiscard]] bool skipValue();

private:
    [[nodiscard]] bool takeQuoted(std::string_view &text, std::string &scratch);
    [[nodiscard]] bool takeLiteral(std::string_view &text);

    const char *m_at;
    const char *m_end;
};

/// ASCII only, as protocol words are.
[[nodiscard]] bool equalsNoCase(std::string_view a, std::string_view b);
[[nodiscard]] std::string upperCase(std::string_view text);
[[nodiscard]] std::string lowerCase(std::string_view text);

} // namespace tern::imap
