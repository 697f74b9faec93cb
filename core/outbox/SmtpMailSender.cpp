// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/SmtpMailSender.h"

#include "core/accounts/ServerEndpoint.h"
#include "core/outbox/WireMessage.h"

namespace tern::outbox {
namespace {

DeliveryOutcome notTried(const Error &error)
{
    DeliveryOutcome outcome;
    outcome.error = error;
    return outcome;
}

/// "250 2.0.0 Ok": the code belongs to what the server said.
QString replyText(int code, const std::string &words)
{
    const QString text = QString::fromStdString(words);
    const QString number = QString::number(code);
    return code == 0 || text.startsWith(number) ? text : number % QLatin1Char(' ') % text;
}

} // namespace

DeliveryOutcome outcomeOf(const smtp::TransactionResult &result)
{
    DeliveryOutcome outcome;
    for (const smtp::RecipientResult &told : result.recipients) {
        RecipientOutcome recipient;
        recipient.address = QString::fromStdString(told.address);
        recipient.reply = replyText(told.code, told.reply);
        if (told.ok)
            recipient.kind = RecipientOutcome::Kind::Accepted;
        else if (told.code != 0)
            recipient.kind = told.temporary ? RecipientOutcome::Kind::RefusedForNow : RecipientOutcome::Kind::Refused;
        outcome.recipients.push_back(std::move(recipient));
    }
    outcome.error = result.error;
    outcome.mayHaveArrived = result.phase == smtp::TransactionPhase::FinalDotSent;
    if (result.accepted)
        outcome.acceptedReply = replyText(result.code, result.reply);
    else if (!outcome.error)
        outcome.error = makeError(ErrorKind::ServerRefused, "outbox.deliver", replyText(result.code, result.reply).toStdString());
    return outcome;
}

DeliveryOutcome SmtpMailSender::deliver(const store::AccountRecord &account, const Request &request, const StopToken &stop)
{
    auto message = WireMessage::open(request.file, WireMessage::Bcc::Drop);
    if (!message)
        return notTried(message.error());
    auto context = m_net.context(account, stop);
    if (!context)
        return notTried(context.error());
    auto session = m_net.signIn(account, *context, [&](const accounts::Credentials &credentials) {
        return smtp::SmtpSession::connect({accounts::endpointOf(account.smtp), account.smtp.user, credentials.secret, credentials.method}, *context);
    });
    if (!session)
        return notTried(session.error());

    smtp::Envelope envelope;
    envelope.from = request.from;
    envelope.recipients = request.recipients;
    envelope.size = (*message)->size();
    envelope.eightBit = (*message)->hasEightBit();
    auto outcome = outcomeOf((*session)->send(envelope, **message, request.beforeEnd, request.progress));
    outcome.farewell = [session = std::shared_ptr<smtp::SmtpSession>(std::move(*session))] { session->quit(); };
    return outcome;
}

} // namespace tern::outbox
