// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/smtp/SmtpDialogue.h"
#include "core/net/smtp/SmtpSession.h"

#include <string>
#include <string_view>
#include <vector>

namespace tern::smtp {

/// From a connected socket to a signed-in submission session: greeting, EHLO (or HELO), STARTTLS and EHLO again, AUTH [RFC 5321, 3207, 4954].
/// The SASL mechanisms are vmime's; the dialogue is ours, because vmime's EHLO tells the name of this host (after a blocking look-up).
/// Thread: the connection's; blocks. Used once.
class SmtpSignIn final {
public:
    SmtpSignIn(SmtpDialogue &dialogue, const SmtpConnectOptions &options) : m_dialogue(dialogue), m_options(options) {}

    /// Errors: TlsFailed, AuthenticationFailed, AuthenticationUnavailable, ServerBusy, ServerBye, InvalidInput, those of the socket.
    Result<void> run();
    [[nodiscard]] const SmtpCapabilities &capabilities() const { return m_capabilities; }

private:
    Result<void> begin();
    Result<void> readGreeting();
    Result<void> sayHello();
    Result<void> startTls();
    Result<void> signIn();
    Result<void> authenticate(const std::string &mechanism);
    [[nodiscard]] std::vector<std::string> mechanisms() const;

    SmtpDialogue &m_dialogue;
    const SmtpConnectOptions &m_options;
    SmtpCapabilities m_capabilities;
};

/// Reads the lines of an EHLO reply behind the first. Pure.
[[nodiscard]] SmtpCapabilities parseCapabilities(const std::vector<std::string> &lines);

} // namespace tern::smtp
