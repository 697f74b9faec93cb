// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSignIn.h"
#include "core/net/pop3/Pop3Dialogue.h"
#include "core/net/pop3/Pop3Session.h"

#include <string>
#include <vector>

namespace tern::pop3 {

/// From a connected socket to the TRANSACTION state: greeting, CAPA, STLS and CAPA again, then AUTH, APOP or USER and PASS
/// [RFC 1939, 2449, 2595 §4, 5034]. Thread: the connection's; blocks. Used once.
/// Errors of run(): TlsFailed, LoginDisabled, AuthenticationFailed, AuthenticationUnavailable, ServerBusy, ServerRefused, InvalidInput, those of the
/// socket.
class Pop3SignIn final : public LineSignIn {
public:
    Pop3SignIn(Pop3Dialogue &dialogue, const Pop3ConnectOptions &options);
    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }
    [[nodiscard]] const std::string &greeting() const { return m_greeting; }

private:
    Result<void> begin() override;
    Result<Answer> say(std::string_view line) override;
    [[nodiscard]] Error refusal(const std::string &told, bool saidSomething) override;
    Result<void> signInBy(const std::string &way) override;
    Result<void> readGreeting();
    Result<void> askCapabilities();
    Result<void> startTls();
    Result<void> signIn();
    Result<void> apop();
    Result<void> userAndPass();
    [[nodiscard]] std::vector<std::string> ways() const;

    Pop3Dialogue &m_dialogue;
    const Pop3ConnectOptions &m_options;
    Capabilities m_capabilities;
    Pop3Reply m_reply;              // the last to AUTH
    std::string m_greeting;
    std::string m_timestamp;        // of APOP; empty: not offered, or not safe
};

} // namespace tern::pop3
