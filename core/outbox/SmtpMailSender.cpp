// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/SmtpMailSender.h"

#include "core/accounts/ServerEndpoint.h"
#include "core/outbox/WireMessage.h"

#include <deque>

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

/// A MailQueue as the session wants it. What can't even be read has its outcome in its turn.
class Series final : public smtp::OutgoingSeries {
public:
    explicit Series(MailQueue &queue) : m_queue(queue) {}

    /// Whether there is anything to send; asks for it.
    [[nodiscard]] bool hasNext()
    {
        if (!m_next)
            m_next = fetch();
        return m_next.has_value();
    }
    /// The server can't be talked to.
    void refuseNext(const Error &error)
    {
        m_next.reset();
        m_going.pop_back();
        m_queue.settled(notTried(error));
    }
    [[nodiscard]] int answered() const { return m_answered; }

    std::optional<Mail> next() override
    {
        if (!m_next)
            m_next = fetch();
        return std::exchange(m_next, std::nullopt);
    }
    void settled(const smtp::TransactionResult &result) override
    {
        if (result.code != 0 || result.accepted)
            ++m_answered;
        m_going.pop_front();
        m_queue.settled(outcomeOf(result));
        settleUnread();
    }

private:
    std::optional<Mail> fetch()
    {
        while (auto request = m_queue.next()) {
            auto message = WireMessage::open(request->file, WireMessage::Bcc::Drop, request->dated);
            if (!message) {
                m_going.emplace_back(message.error());
                settleUnread();
                continue;
            }
            m_going.emplace_back(std::nullopt);
            Mail mail;
            mail.envelope.from = std::move(request->from);
            mail.envelope.recipients = std::move(request->recipients);
            mail.envelope.id = std::move(request->id);
            mail.envelope.reportDelivery = request->reportDelivery;
            mail.envelope.requireTls = request->requireTls;
            mail.envelope.size = (*message)->size();
            mail.envelope.eightBit = (*message)->hasEightBit();
            mail.source = *std::move(message);
            mail.beforeFinalDot = std::move(request->beforeEnd);
            mail.progress = std::move(request->progress);
            return mail;
        }
        return std::nullopt;
    }
    void settleUnread()
    {
        while (!m_going.empty() && m_going.front()) {
            const Error error = *m_going.front();
            m_going.pop_front();
            m_queue.settled(notTried(error));
        }
    }

    MailQueue &m_queue;
    std::optional<Mail> m_next;
    std::deque<std::optional<Error>> m_going;   ///< without an outcome, in order; with an error: could not be read
    int m_answered = 0;
};

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

Result<std::unique_ptr<smtp::SmtpSession>> connectTo(const accounts::SignInParty &party, accounts::AccountNet &net, const StopToken &stop)
{
    auto context = net.context(party, stop);
    if (!context)
        return context.error();
    const store::ServerSettings &server = party.submission();
    return net.signIn(party, *context, [&](const accounts::Credentials &credentials) {
        return smtp::SmtpSession::connect({accounts::endpointOf(server), server.user, credentials.secret, credentials.method}, *context);
    });
}

std::function<void()> SmtpMailSender::deliver(const Submission &to, MailQueue &queue, const StopToken &stop)
{
    Series series(queue);
    std::shared_ptr<smtp::SmtpSession> session;
    while (series.hasNext()) {
        auto connected = connectTo({to.account, to.own}, m_net, stop);
        if (!connected) {
            series.refuseNext(connected.error());
            break;
        }
        session = *std::move(connected);
        queue.connected({to.serverName(), QString::fromStdString(session->tlsDescription()), session->capabilities().dsn});
        const int before = series.answered();
        session->sendAll(series);
        // Lost after some messages: a server that takes only so many on a connection. Lost before any: one that is to be left alone for a while.
        if (session->isUsable() || series.answered() == before)
            break;
    }
    return session ? [session] { session->quit(); } : std::function<void()>();
}

} // namespace tern::outbox
