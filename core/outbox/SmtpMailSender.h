// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountNet.h"
#include "core/net/smtp/SmtpSession.h"
#include "core/outbox/Delivery.h"

namespace tern::outbox {

/// What a transaction's result means for the ledger. Pure.
[[nodiscard]] DeliveryOutcome outcomeOf(const smtp::TransactionResult &result);

/// Delivers over an account's submission server, one connection a message.
/// Thread: any; several lanes at once.
class SmtpMailSender final : public MailSender {
public:
    explicit SmtpMailSender(accounts::AccountNet &net) : m_net(net) {}
    [[nodiscard]] DeliveryOutcome deliver(const store::AccountRecord &account, const Request &request, const StopToken &stop) override;

private:
    accounts::AccountNet &m_net;
};

} // namespace tern::outbox
