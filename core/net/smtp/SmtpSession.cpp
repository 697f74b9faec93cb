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
    // After a goodbye or a lost answer nothing more can be made of the connection.
    if (result.error && (result.error->kind == ErrorKind::ServerBye || result.phase == TransactionPhase::FinalDotSent))
        m_impl->dialogue.drop();
    return result;
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
