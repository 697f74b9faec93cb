// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSocket.h"
#include "core/net/imap/ImapResponseReader.h"
#include "core/net/imap/ImapTypes.h"

#include <optional>
#include <string>
#include <vector>

namespace tern::imap {

/// From a connected socket to the authenticated state: greeting, STARTTLS, CAPABILITY by ourselves, LOGIN or AUTHENTICATE by vmime
/// (access tokens and certificates by ourselves), which is shown a clean greeting and only what answers its own commands.
/// Thread: the connection's; blocks. Used once.
class ImapSignIn final {
public:
    ImapSignIn(LineSocket &socket, const ImapConnectOptions &options) : m_socket(socket), m_options(options) {}

    /// Errors: TlsFailed, LoginDisabled, AuthenticationFailed (its retry tells whether the server said so by a code, or in words alone), AuthenticationUnavailable, ServerBusy, ServerBye, InvalidInput, those of the socket.
    Result<void> run();

    /// As far as the server told them behind the sign-in; else empty.
    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }
    [[nodiscard]] const std::string &greeting() const { return m_greeting; }

private:
    struct Answer {
        bool ok = false;
        bool bad = false;
        Error error;
    };
    Result<void> signIn();
    Result<std::string> readLine();
    Result<void> readGreeting();
    Result<void> startTls();
    Result<void> askCapabilities();
    Result<void> authenticate();
    /// \param mechanism  a SASL mechanism, or empty for LOGIN.
    Result<Answer> tryMechanism(const std::string &mechanism);
    /// OAUTHBEARER, XOAUTH2, EXTERNAL.
    Result<Answer> exchange(const std::string &mechanism, bool initialResponse);
    [[nodiscard]] std::vector<std::string> mechanisms() const;
    void noteUntagged(std::string_view line);

    // What vmime's socket does.
    [[nodiscard]] bool takeFromVmime(std::string_view bytes);
    Result<void> sendForVmime(const std::string &line);
    [[nodiscard]] Result<std::string> nextForVmime();

    LineSocket &m_socket;
    const ImapConnectOptions &m_options;
    Capabilities m_capabilities;
    std::string m_greeting;
    bool m_preauth = false;
    bool m_initialResponse = false;             // goes with AUTHENTICATE [SASL-IR]
    std::string m_heldCommand;                  // AUTHENTICATE, until vmime has said its first word
    std::string m_outgoing;                     // vmime's command while it is incomplete
    std::string m_tag;                          // of vmime's last command
    std::string m_forVmime;                     // ready to be read by it
    std::optional<Error> m_sendError;
    std::optional<Answer> m_answer;
};

} // namespace tern::imap
