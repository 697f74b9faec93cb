// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSocket.h"
#include "core/net/smtp/SmtpReply.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace tern::smtp {

/// Commands and replies on one connection. After an error the connection is unusable.
/// Errors of all calls: those of LineSocket; ProtocolError for what is no reply or has no end.
/// Thread: the connection's; blocks.
class SmtpDialogue final {
public:
    explicit SmtpDialogue(std::unique_ptr<LineSocket> socket) : m_socket(std::move(socket)) {}

    [[nodiscard]] LineSocket &socket() { return *m_socket; }
    [[nodiscard]] const LineSocket &socket() const { return *m_socket; }
    /// Takes single bytes from the kernel, so that nothing behind a reply is buffered: until STARTTLS is done.
    void setUnbuffered(bool unbuffered) { m_unbuffered = unbuffered; }
    void setTimeout(std::chrono::milliseconds timeout) { m_socket->setReplyTimeout(timeout); }

    /// \param line  without CRLF, without CR, LF or NUL in it.
    Result<void> send(std::string_view line);
    [[nodiscard]] Result<SmtpReply> readReply();
    /// What the server said though nothing was asked, if it did: replies that came too early would be taken for the answers to what follows.
    /// Nothing until STARTTLS is done.
    [[nodiscard]] Result<std::optional<SmtpReply>> earlyReply();
    [[nodiscard]] Result<SmtpReply> command(std::string_view line);
    /// Says no more on this connection.
    void drop() { m_socket->close(); }
    [[nodiscard]] bool isUsable() const { return m_socket->isOpen(); }

private:
    [[nodiscard]] Error broken(Error error);

    std::unique_ptr<LineSocket> m_socket;
    bool m_unbuffered = false;
};

} // namespace tern::smtp
