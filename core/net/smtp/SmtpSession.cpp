// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpSession.h"

#include "core/net/smtp/SmtpDialogue.h"
#include "core/net/smtp/SmtpSignIn.h"
#include "core/net/smtp/SmtpTransaction.h"

namespace tern::smtp {
namespace {

constexpr std::chrono::milliseconds kGoodbye{2000};

} // namespace

class SmtpSession::Impl {
public:
    SmtpDialogue dialogue;
    SmtpCapabilities capabilities;
    std::chrono::milliseconds minute;

    /// After a goodbye or a lost answer nothing more can be made of the connection.
    void dropAfter(const TransactionResult &result)
    {
        if (result.error && (result.error->kind == ErrorKind::ServerBye || result.phase == TransactionPhase::FinalDotSent))
            dialogue.drop();
    }
};

SmtpSession::SmtpSession(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

SmtpSession::~SmtpSession() = default;

Result<std::unique_ptr<SmtpSession>> SmtpSession::connect(const SmtpConnectOptions &options, const NetContext &context)
{
    auto socket = LineSocket::connect(options.endpoint, WireProtocol::Smtp, context);
    if (!socket)
        return socket.error();
    std::unique_ptr<Impl> impl(new Impl{SmtpDialogue(*std::move(socket)), {}, context.replyTimeout});
    SmtpSignIn signIn(impl->dialogue, options);
    if (auto signedIn = signIn.run(); !signedIn)
        return signedIn.error();
    impl->capabilities = signIn.capabilities();
    return std::unique_ptr<SmtpSession>(new SmtpSession(std::move(impl)));
}

const SmtpCapabilities &SmtpSession::capabilities() const
{
    return m_impl->capabilities;
}

bool SmtpSession::isUsable() const
{
    return m_impl->dialogue.isUsable();
}

std::string SmtpSession::tlsDescription() const
{
    return m_impl->dialogue.socket().tlsDescription();
}

TransactionResult SmtpSession::send(const Envelope &envelope, ByteSource &source, const std::function<Result<void>()> &beforeFinalDot,
                                    const std::function<void(std::uint64_t, std::uint64_t)> &progress)
{
    SmtpTransaction transaction(m_impl->dialogue, m_impl->capabilities, m_impl->minute);
    TransactionResult result = transaction.run(envelope, source, beforeFinalDot, progress);
    m_impl->dropAfter(result);
    return result;
}

void SmtpSession::sendAll(OutgoingSeries &series)
{
    struct Running {
        OutgoingSeries::Mail mail;
        SmtpTransaction transaction;
    };
    const auto begin = [&]() -> std::unique_ptr<Running> {
        auto mail = series.next();
        if (!mail)
            return nullptr;
        auto running = std::make_unique<Running>(Running{*std::move(mail), {m_impl->dialogue, m_impl->capabilities, m_impl->minute}});
        running->transaction.begin(running->mail.envelope);
        return running;
    };
    m_impl->dialogue.socket().acknowledgeAtOnce();
    auto current = begin();
    while (current) {
        current->transaction.transfer(*current->mail.source, current->mail.beforeFinalDot, current->mail.progress);
        std::unique_ptr<Running> following;
        if (current->transaction.awaitsVerdict() && m_impl->capabilities.pipelining)
            following = begin();
        const TransactionResult result = current->transaction.conclude();
        m_impl->dropAfter(result);
        series.settled(result);
        if (!following && isUsable())
            following = begin();
        current = std::move(following);
    }
}

Result<std::string> SmtpSession::trySender(const std::string &address)
{
    Envelope envelope;
    envelope.from = address;
    envelope.recipients = {address};    // of which no command is sent
    auto wire = prepareEnvelope(envelope, m_impl->capabilities);
    if (!wire)
        return wire.error();
    auto reply = m_impl->dialogue.command(wire->mail);
    if (!reply)
        return reply.error();
    if (!reply->isPositive())
        return errorFromReply(*reply, ErrorKind::SenderRefused, "smtp.mail");
    if (auto reset = m_impl->dialogue.command("RSET"); !reset)
        return reset.error();
    return std::to_string(reply->code) + " " + reply->text();
}

void SmtpSession::quit()
{
    if (!isUsable())
        return;
    m_impl->dialogue.setTimeout(std::min(kGoodbye, m_impl->minute));
    static_cast<void>(m_impl->dialogue.command("QUIT"));
    m_impl->dialogue.drop();
}

} // namespace tern::smtp
