// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/net/smtp/SmtpSession.h"
#include "core/outbox/Delivery.h"

namespace tern::outbox {

/// Signs in at the party's server for sending.
/// Errors: those of AccountNet::context and credentials, and of smtp::SmtpSession::connect. Thread: any; blocks.
[[nodiscard]] Result<std::unique_ptr<smtp::SmtpSession>> connectTo(const accounts::SignInParty &party, accounts::AccountNet &net, const StopToken &stop);

/// What a transaction's result means for the ledger. Pure.
[[nodiscard]] DeliveryOutcome outcomeOf(const smtp::TransactionResult &result);

/// Delivers over a submission server: all of a queue over one connection, and over another where a server takes only so many on each.
/// Thread: any; several lanes at once.
class SmtpMailSender final : public MailSender {
public:
    explicit SmtpMailSender(accounts::AccountNet &net) : m_net(net) {}
    [[nodiscard]] std::function<void()> deliver(const Submission &to, MailQueue &queue, const StopToken &stop) override;

private:
    accounts::AccountNet &m_net;
};

} // namespace tern::outbox
