// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSignIn.h"
#include "core/net/smtp/SmtpDialogue.h"
#include "core/net/smtp/SmtpSession.h"

#include <string>
#include <string_view>
#include <vector>

namespace tern::smtp {

/// From a connected socket to a signed-in submission session: greeting, EHLO (or HELO), STARTTLS and EHLO again, AUTH [RFC 5321, 3207, 4954].
/// The SASL mechanisms are vmime's; the dialogue is ours, because vmime's EHLO tells the name of this host (after a blocking look-up).
/// Thread: the connection's; blocks. Used once.
/// Errors of run(): TlsFailed, AuthenticationFailed, AuthenticationUnavailable, ServerBusy, ServerBye, InvalidInput, those of the socket.
class SmtpSignIn final : public LineSignIn {
public:
    SmtpSignIn(SmtpDialogue &dialogue, const SmtpConnectOptions &options);
    [[nodiscard]] const SmtpCapabilities &capabilities() const { return m_capabilities; }

private:
    Result<void> begin() override;
    Result<Answer> say(std::string_view line) override;
    [[nodiscard]] Error refusal(const std::string &told, bool saidSomething) override;
    Result<void> readGreeting();
    Result<void> sayHello();
    Result<void> startTls();
    [[nodiscard]] std::vector<std::string> mechanisms() const;

    SmtpDialogue &m_dialogue;
    const SmtpConnectOptions &m_options;
    SmtpCapabilities m_capabilities;
    SmtpReply m_reply;          // the last to AUTH
};

/// Reads the lines of an EHLO reply behind the first. Pure.
[[nodiscard]] SmtpCapabilities parseCapabilities(const std::vector<std::string> &lines);

} // namespace tern::smtp
