// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerDoctor.h"

#include "core/accounts/ServerEndpoint.h"
#include "core/accounts/ServerProbe.h"
#include "core/crypto/CertificateBook.h"
#include "core/net/NetWait.h"
#include "core/net/Resolver.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/net/smtp/SmtpSession.h"

#include <QStringList>

#include <algorithm>

namespace tern::accounts {
namespace {

QString describe(const imap::ServerInfo &server)
{
    QStringList words;
    for (const auto &[key, value] : server.id)
        words.append(QString::fromStdString(key) + QLatin1Char('=') + QString::fromStdString(value));
    return words.isEmpty() ? QStringLiteral("tells nothing") : words.join(QStringLiteral(", "));
}

/// One line of several.
QString inOneLine(const std::string &lines)
{
    const QString text = QString::fromStdString(lines).split(QLatin1Char('\n'), Qt::SkipEmptyParts).join(QStringLiteral(", ")).trimmed();
    return text.isEmpty() ? QStringLiteral("tells nothing") : text;
}

} // namespace

bool ServerDoctor::examine(Server server)
{
    m_server = server;
    m_endpoint = endpointOf(settings());
    m_way = way();
    if (!findAddress() || !meet())
        return false;
    if (!m_patient.signsIn)
        return true;
    switch (server) {
    case Server::Imap: return useImap();
    case Server::Pop3: return usePop3();
    case Server::Smtp: break;
    }
    return useSmtp();
}

const store::ServerSettings &ServerDoctor::settings() const
{
    return m_server != Server::Smtp ? m_patient.account.imap : m_patient.identity ? m_patient.identity->smtp : m_patient.account.smtp;
}

WireProtocol ServerDoctor::protocol() const
{
    switch (m_server) {
    case Server::Imap: return WireProtocol::Imap;
    case Server::Pop3: return WireProtocol::Pop3;
    case Server::Smtp: break;
    }
    return WireProtocol::Smtp;
}

/// The steps to this server, in order.
std::vector<ServerDoctor::Kind> ServerDoctor::way() const
{
    std::vector<Kind> steps{Kind::Dns, Kind::Tcp};
    if (m_endpoint.security == Security::Tls)
        steps.push_back(Kind::Tls);
    steps.push_back(Kind::Greeting);
    if (m_endpoint.security == Security::StartTls)
        steps.push_back(Kind::Tls);
    steps.push_back(Kind::Capabilities);
    if (!m_patient.signsIn)
        return steps;
    steps.push_back(Kind::SignIn);
    if (m_server == Server::Smtp) {
        steps.push_back(Kind::MailFrom);
        return steps;
    }
    if (m_server == Server::Imap)
        steps.push_back(Kind::Id);
    steps.push_back(Kind::Select);
    return steps;
}

DoctorStep ServerDoctor::newStep(Kind kind) const
{
    DoctorStep step;
    step.server = m_server;
    step.addresses = m_patient.addresses;
    step.kind = kind;
    step.endpoint = m_endpoint;
    return step;
}

void ServerDoctor::begin(Kind kind)
{
    m_step = newStep(kind);
    m_since = Clock::now();
    m_listener(m_step);
}

void ServerDoctor::pass(QString detail)
{
    m_step.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_since);
    m_step.state = DoctorStep::State::Passed;
    m_step.detail = std::move(detail);
    m_listener(m_step);
}

/// \return false.
bool ServerDoctor::fail(const Error &error)
{
    m_step.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_since);
    m_step.state = DoctorStep::State::Failed;
    m_step.error = error;
    if (error.kind == ErrorKind::CertificateInvalid)
        m_step.certificate = m_net.certificates().refused(m_endpoint.host, m_endpoint.port);
    if (m_step.kind == Kind::SignIn) {
        m_step.trouble = signInTrouble(error, m_patient.preset, !party().provider().empty() ? SignInProof::Token
                                                                : !party().certificate().empty() ? SignInProof::Certificate
                                                                                                 : SignInProof::Password);
        m_step.provider = m_patient.preset ? m_patient.preset->id : std::string();
    }
    m_listener(m_step);
    skipRest();
    return false;
}

void ServerDoctor::skipRest()
{
    auto next = std::find(m_way.begin(), m_way.end(), m_step.kind);
    while (++next < m_way.end()) {
        DoctorStep skipped = newStep(*next);
        skipped.state = DoctorStep::State::Skipped;
        m_listener(skipped);
    }
}

bool ServerDoctor::findAddress()
{
    begin(Kind::Dns);
    if (m_context.proxy && m_context.proxy->appliesTo(m_endpoint.host)) {
        pass(QStringLiteral("left to the proxy"));
        return true;
    }
    Resolver own;
    const NetWait wait{m_context.stop, Clock::now() + m_context.connectTimeout};
    auto addresses = (m_context.resolver ? *m_context.resolver : own).resolve(m_endpoint.host, m_endpoint.port, wait);
    if (!addresses)
        return fail(addresses.error());
    QStringList texts;
    for (const SocketAddress &address : *addresses)
        texts.append(QString::fromStdString(address.toString()));
    pass(texts.join(QLatin1Char(' ')));
    return true;
}

/// One connection, from TCP to what the server can do.
bool ServerDoctor::meet()
{
    const auto last = std::find(m_way.begin(), m_way.end(), Kind::Capabilities);
    auto current = std::find(m_way.begin(), m_way.end(), Kind::Tcp);
    begin(*current);
    auto report = examineServer(m_endpoint, protocol(), m_context, [&](ProbeStage stage, const std::string &seen) {
        pass(stage == ProbeStage::Introduced ? inOneLine(seen) : QString::fromStdString(seen).trimmed());
        if (current != last)
            begin(*++current);
    });
    // What comes behind the last stage is a goodbye.
    return report || (m_step.kind == Kind::Capabilities && m_step.state == DoctorStep::State::Passed) ? true : fail(report.error());
}

/// On a new connection, as the account itself does it.
template <typename Connect>
auto ServerDoctor::signIn(const Connect &connect) -> decltype(connect(Credentials{}))
{
    begin(Kind::SignIn);
    // While another certificate waits for the person's decision no password leaves, to none of the servers.
    for (const store::ServerSettings *server : {&m_patient.account.imap, &m_patient.account.smtp, &settings()}) {
        if (m_net.certificates().isDisputed(server->host, server->port))
            return makeError(ErrorKind::CertificateInvalid, crypto::kPinChanged, server->host + ":" + std::to_string(server->port));
    }
    if (m_patient.noCredentials)
        return *m_patient.noCredentials;
    const std::string user = settings().user.empty() ? party().address().toStdString() : settings().user;
    return m_net.signIn(party(), m_context, [&](Credentials credentials) {
        credentials.user = user;
        return connect(credentials);
    });
}

bool ServerDoctor::useImap()
{
    auto session = signIn([&](const Credentials &credentials) {
        imap::ImapConnectOptions options;
        options.endpoint = m_endpoint;
        options.user = credentials.user;
        options.secret = credentials.secret;
        options.method = credentials.method;
        return imap::ImapSession::connect(options, m_context);
    });
    if (!session)
        return fail(session.error());
    // Many servers tell the most of themselves only now.
    QStringList names;
    for (const std::string &name : (*session)->capabilities().names())
        names.append(QString::fromStdString(name));
    pass(names.join(QLatin1Char(' ')));
    begin(Kind::Id);
    pass(describe((*session)->serverInfo()));
    begin(Kind::Select);
    auto inbox = (*session)->select("INBOX");
    if (!inbox)
        return fail(inbox.error());
    pass(QStringLiteral("INBOX, %1 messages").arg(inbox->exists));
    (*session)->logout();
    return true;
}

bool ServerDoctor::usePop3()
{
    auto session = signIn([&](const Credentials &credentials) {
        return pop3::Pop3Session::connect({m_endpoint, credentials.user, credentials.secret, credentials.method}, m_context);
    });
    if (!session)
        return fail(session.error());
    pass(QStringLiteral("signed in"));
    begin(Kind::Select);
    auto count = (*session)->count();
    if (!count)
        return fail(count.error());
    pass(QStringLiteral("maildrop, %1 messages").arg(*count));
    (void)(*session)->quit();
    return true;
}

bool ServerDoctor::useSmtp()
{
    auto session = signIn([&](const Credentials &credentials) {
        return smtp::SmtpSession::connect({m_endpoint, credentials.user, credentials.secret, credentials.method}, m_context);
    });
    if (!session)
        return fail(session.error());
    pass(QStringLiteral("signed in"));
    begin(Kind::MailFrom);
    auto words = (*session)->trySender(party().address().toStdString());
    if (!words)
        return fail(words.error());
    pass(QString::fromStdString(*words));
    (*session)->quit();
    return true;
}

} // namespace tern::accounts
