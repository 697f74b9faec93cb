// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"
#include "core/net/SecretMask.h"

namespace tern {

enum class WireProtocol { Imap, Smtp, Pop3, Http };

/// Turns one connection's bytes into trace lines. It follows the dialogue far enough to know what is secret: SASL initial responses and
/// continuations, LOGIN arguments in every form, PASS, AUTH LOGIN. Cheap: with no sink every call returns at once.
/// Thread: the connection's.
class ConnectionTrace final {
public:
    /// \param sink  may be null.
    ConnectionTrace(TraceSink *sink, WireProtocol protocol, std::string account, std::string endpoint);

    [[nodiscard]] bool isOn() const { return m_sink != nullptr; }
    [[nodiscard]] std::int64_t connectionId() const { return m_id; }

    /// Bytes as they are sent: whole commands, or pieces of literals.
    void client(std::string_view bytes);
    /// Message data being sent (APPEND, DATA): counted, shown as one line by endClientData().
    void clientData(std::size_t bytes);
    void endClientData();
    /// One line (or logical response) from the server, without CRLF; cut at kMaxTraceText.
    void server(std::string_view line);
    /// While signing in: takes the secret out of whatever would be shown, as servers repeat what they don't understand; to be used for its words in errors too.
    [[nodiscard]] SecretMask &mask() { return m_mask; }
    /// What happened beside the dialogue: "connected to 1.2.3.4", "TLS 1.3, …".
    void note(std::string_view text);
    /// Whether serverBulk() would show its next line; a caller may skip making it.
    [[nodiscard]] bool showsBulk() const;
    /// A response of a long series (FETCH): the first few are shown, the rest is counted.
    /// \param bytes  size on the wire.
    void serverBulk(std::string_view line, std::size_t bytes);
    /// Ends a series with its sum, when some were not shown.
    void endBulk();

private:
    enum class Secrecy {
        None,
        Exchange,   // SASL: every client line until the server's final answer
        Command     // the rest of this command, literals included
    };
    /// What is shown for a secret word; servers that repeat it are not shown with it either.
    [[nodiscard]] std::string_view hidden(std::string_view response);
    void clientLine(std::string_view line);
    void imapLine(std::string_view line);
    void mailLine(std::string_view line);
    void endOfExchange(std::string_view serverLine);
    void emitLine(TraceDirection direction, std::string_view text);

    TraceSink *m_sink;
    WireProtocol m_protocol;
    std::int64_t m_id;
    std::string m_account;
    std::string m_endpoint;
    std::string m_pending;          // an unfinished client line; wiped after use
    SecretMask m_mask;
    Secrecy m_secrecy = Secrecy::None;
    bool m_continued = false;       // the next client line goes on with a command after its literal
    std::string m_tag;              // of the command that m_secrecy or m_continued is about
    std::size_t m_literalLeft = 0;
    std::size_t m_clientData = 0;
    std::size_t m_bulkLines = 0;
    std::size_t m_bulkHidden = 0;
    std::size_t m_bulkBytes = 0;
};

} // namespace tern
