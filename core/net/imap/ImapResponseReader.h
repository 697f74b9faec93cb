// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tern {
class LineSocket;
}

namespace tern::imap {

/// One complete response [RFC 9051 §7]. The views live until the reader's next call.
struct ImapResponse {
    enum class Kind { Untagged, Tagged, Continuation };
    Kind kind = Kind::Untagged;
    std::string_view tag;           ///< Tagged
    std::uint32_t number = 0;       ///< "12" of "* 12 FETCH", else 0
    std::string_view name;          ///< "FETCH", "OK", "LIST": as written
    std::string_view rest;          ///< what follows the name and a space, literals inline
    [[nodiscard]] bool is(std::string_view word) const;
};

/// "[CODE args] text" of OK, NO, BAD, BYE, PREAUTH.
struct StatusText {
    std::string_view code;          ///< as written, may be empty
    std::string_view arguments;
    std::string_view text;
};
[[nodiscard]] StatusText parseStatusText(std::string_view rest);

/// Cuts one response (without its final CRLF) into its parts. A line that fits nothing becomes an untagged response with an empty name.
[[nodiscard]] ImapResponse parseResponse(std::string_view text);

/// What becomes of a literal that is too big to stay in memory with its response.
class BigLiteralHandler {
public:
    enum class Fate {
        Keep,       ///< in the response after all (bounded by Limits::response)
        Stream,     ///< to data(); the response shows an empty literal
        Skip        ///< read and thrown away; the response shows an empty literal
    };
    virtual ~BigLiteralHandler() = default;
    /// \param before  the response so far, up to the literal's brace.
    [[nodiscard]] virtual Fate announce(std::string_view before, std::uint64_t size) = 0;
    virtual Result<void> data(std::string_view bytes) = 0;
    virtual Result<void> end() = 0;
};

/// Reads responses from a socket: finds where each ends, bounded in every direction, and hands it over in one piece, without copying unless a
/// big literal is inside.
/// Thread: the session's.
class ImapResponseReader final {
public:
    struct Limits {
        std::size_t line = 4'000'000;               ///< bytes without literals
        std::size_t response = 9'000'000;           ///< bytes with the literals that a handler wants kept inside
        std::size_t unasked = 2'000'000;            ///< bytes with the literals that nobody was asked about
        std::size_t inlined = 1'000'000;            ///< bytes of a response that wait in the socket's buffer until it is complete
        std::uint64_t inlineLiteral = 128 * 1024;   ///< bigger ones are offered to the handler
        std::uint64_t literal = 2'147'483'648;      ///< the longest accepted at all
    };

    explicit ImapResponseReader(LineSocket &socket) : m_socket(socket) {}
    ImapResponseReader(LineSocket &socket, Limits limits) : m_socket(socket), m_limits(limits) {}

    /// The next response. Errors: those of the socket; ProtocolError at a limit.
    /// \param handler  may be null: big literals are kept up to Limits::unasked, or skipped, as small ones are beyond it.
    [[nodiscard]] Result<ImapResponse> next(BigLiteralHandler *handler = nullptr);
    /// Gives back the last response's bytes, so that waiting on the socket is about new ones. Ends the life of its views.
    void release();
    /// Whether a whole line is here already, so that next() won't wait for its first line.
    [[nodiscard]] bool hasBufferedLine() const;

private:
    Result<void> takeLiteral(std::uint64_t size, BigLiteralHandler *handler);
    Error refuse(const std::string &what);
    void trace(std::string_view text, std::uint64_t wireBytes);

    LineSocket &m_socket;
    Limits m_limits;
    std::size_t m_held = 0;         // bytes of the last response, still in the socket's buffer
    std::string m_assembled;        // the response so far, once a literal was inside that is too much for the buffer
};

/// The size announced by a "{12}" or "{12+}" at the end of a line; nothing when there is none. UINT64_MAX when it doesn't fit.
[[nodiscard]] std::optional<std::uint64_t> literalAtEnd(std::string_view line);

} // namespace tern::imap
