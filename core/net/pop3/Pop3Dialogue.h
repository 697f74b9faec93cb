// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSocket.h"
#include "core/net/pop3/Pop3Reply.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <string>

namespace tern::pop3 {

/// Commands and answers on one connection [RFC 1939 §3]. After an error the connection is unusable.
/// Errors of all calls: those of LineSocket; ProtocolError for what is no answer or has no end, CaptivePortal for a web page.
/// Thread: the connection's; blocks.
class Pop3Dialogue final {
public:
    explicit Pop3Dialogue(std::unique_ptr<LineSocket> socket) : m_socket(std::move(socket)) {}

    [[nodiscard]] LineSocket &socket() { return *m_socket; }
    [[nodiscard]] const LineSocket &socket() const { return *m_socket; }
    /// Takes single bytes from the kernel, so that nothing behind a line is buffered: until STLS is done.
    void setUnbuffered(bool unbuffered) { m_unbuffered = unbuffered; }

    /// One command, or several joined by CRLF (pipelining). \param lines  without the last CRLF. Errors also: InvalidInput (a line break inside).
    Result<void> send(std::string_view line);
    Result<void> sendAll(const std::vector<std::string> &lines);
    [[nodiscard]] Result<Pop3Reply> readReply();
    [[nodiscard]] Result<Pop3Reply> command(std::string_view line);

    /// The lines of a multi-line answer behind its status line, dots taken off; each is told, none is kept.
    /// \param cap  most lines; more is a ProtocolError.
    Result<void> readLines(std::size_t cap, const std::function<void(std::string_view)> &line);
    /// The same as one message, CRLF kept as they came. Errors also: MessageTooLarge (the connection is unusable).
    [[nodiscard]] Result<QByteArray> readMessage(std::uint64_t cap, std::uint64_t expected);

    /// Says no more on this connection.
    void drop() { m_socket->close(); }
    [[nodiscard]] bool isUsable() const { return m_socket->isOpen(); }

private:
    [[nodiscard]] Result<std::string> readLine();
    [[nodiscard]] Error broken(Error error);

    std::unique_ptr<LineSocket> m_socket;
    bool m_unbuffered = false;
    bool m_bareLineEnds = false;    ///< the server ends its lines by LF alone
};

/// Takes dots off and finds the end of a multi-line answer, in whatever pieces it comes [RFC 1939 §3]. Only CRLF ends a line, unless
/// `bareLineEnds`: a lone LF within a message must not let its next line be taken for the end. Pure.
class DotDecoder final {
public:
    explicit DotDecoder(bool bareLineEnds) : m_bareLineEnds(bareLineEnds) {}
    /// Takes from the front of `bytes` what belongs to the message and appends it. \return how many were used up.
    std::size_t feed(std::string_view bytes, QByteArray &message);
    [[nodiscard]] bool isDone() const { return m_done; }

private:
    enum class At { LineStart, Dot, DotCr, Inside, Cr };
    At m_at = At::LineStart;
    bool m_bareLineEnds;
    bool m_done = false;
};

} // namespace tern::pop3
