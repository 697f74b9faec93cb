// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerDoctor.h"

#include "core/accounts/ServerProbe.h"
#include "core/net/LineSocket.h"
#include "core/net/NetWait.h"
#include "core/net/Resolver.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/net/smtp/SmtpSession.h"

#include <QStringList>

namespace tern::accounts {
namespace {

using Kind = DoctorStep::Kind;

QString joined(const std::vector<std::string> &words)
{
    QStringList list;
    for (const std::string &word : words)
        list.append(QString::fromStdString(word));
    return list.join(QLatin1Char(' '));
}

QString describe(const smtp::SmtpCapabilities &offered)
{
    QStringList words;
    for (const auto &[has, name] : {std::pair(offered.pipelining, "PIPELINING"), std::pair(offered.eightBitMime, "8BITMIME"), std::pair(offered.smtpUtf8, "SMTPUTF8")}) {
        if (has)
            words.append(QString::fromLatin1(name));
    }
    if (offered.size)
        words.append(QStringLiteral("SIZE ") + QString::number(offered.maxSize));
    if (!offered.authMechanisms.empty())
        words.append(QStringLiteral("AUTH ") + joined(offered.authMechanisms));
    return words.join(QStringLiteral(", "));
}

QString describe(const imap::ServerInfo &server)
{
    QStringList words;
    for (const auto &[key, value] : server.id)
        words.append(QString::fromStdString(key) + QLatin1Char('=') + QString::fromStdString(value));
    return words.isEmpty() ? QStringLiteral("tells nothing") : words.join(QStringLiteral(", "));
}

} // namespace

bool ServerDoctor::step(Kind kind, const Step &work)
{
    DoctorStep told;
    told.server = m_server;
    told.kind = kind;
    const auto since = std::chrono::steady_clock::now();
    auto outcome = work();
    told.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
    told.ok = outcome.ok();
    if (outcome)
        told.detail = *outcome;
    else
        told.error = outcome.error();
    m_listener(told);
    return told.ok;
}

/// What an earlier step brought along.
void ServerDoctor::told(Kind kind, QString detail)
{
    static_cast<void>(step(kind, [&]() -> Result<QString> { return std::move(detail); }));
}

bool ServerDoctor::examine(DoctorStep::Server server, const Endpoint &endpoint, const std::string &user, const std::optional<crypto::Secret> &secret)
{
    m_server = server;
    if (!reach(endpoint) || !greet(endpoint))
        return false;
    if (!secret)
        return true;
    switch (server) {
    case DoctorStep::Server::Imap: return signInImap(endpoint, user, *secret);
    case DoctorStep::Server::Pop3: return signInPop3(endpoint, user, *secret);
    case DoctorStep::Server::Smtp: break;
    }
    return signInSmtp(endpoint, user, *secret);
}

WireProtocol ServerDoctor::protocol() const
{
    switch (m_server) {
    case DoctorStep::Server::Imap: return WireProtocol::Imap;
    case DoctorStep::Server::Pop3: return WireProtocol::Pop3;
    case DoctorStep::Server::Smtp: break;
    }
    return WireProtocol::Smtp;
}

bool ServerDoctor::reach(const Endpoint &endpoint)
{
    const bool named = step(Kind::Dns, [&]() -> Result<QString> {
        if (m_context.proxy && m_context.proxy->appliesTo(endpoint.host))
            return QStringLiteral("left to the proxy");
        Resolver own;
        auto addresses = (m_context.resolver ? *m_context.resolver : own)
                             .resolve(endpoint.host, endpoint.port, NetWait{m_context.stop, std::chrono::steady_clock::now() + m_context.connectTimeout});
        if (!addresses)
            return addresses.error();
        std::vector<std::string> texts;
        for (const SocketAddress &address : *addresses)
            texts.push_back(address.toString());
        return joined(texts);
    });
    return named && step(Kind::Tcp, [&]() -> Result<QString> {
        Endpoint plain = endpoint;
        plain.security = Security::Plain;
        auto socket = LineSocket::connect(plain, protocol(), m_context);
        if (!socket)
            return socket.error();
        return QString::fromStdString((*socket)->peerAddress());
    });
}

/// The handshake and the greeting are one connection; which of the two failed shows in the error.
bool ServerDoctor::greet(const Endpoint &endpoint)
{
    const auto since = std::chrono::steady_clock::now();
    auto report = probeServer(endpoint, protocol(), m_context);
    DoctorStep told;
    told.server = m_server;
    told.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
    if (!report) {
        const ErrorKind kind = report.error().kind;
        const bool isTls = kind == ErrorKind::TlsFailed || kind == ErrorKind::CertificateInvalid || kind == ErrorKind::Unsupported;
        told.kind = isTls ? Kind::Tls : Kind::Greeting;
        told.error = report.error();
        m_listener(told);
        return false;
    }
    told.ok = true;
    if (endpoint.security != Security::Plain) {
        told.kind = Kind::Tls;
        told.detail = QString::fromStdString(report->tls);
        m_listener(told);
        told.took = {};
    }
    told.kind = Kind::Greeting;
    told.detail = QString::fromStdString(report->greeting).trimmed();
    m_listener(told);
    return true;
}

bool ServerDoctor::signInImap(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret)
{
    std::unique_ptr<imap::ImapSession> session;
    const bool signedIn = step(Kind::SignIn, [&]() -> Result<QString> {
        imap::ImapConnectOptions options;
        options.endpoint = endpoint;
        options.user = user;
        options.secret = secret;
        auto made = imap::ImapSession::connect(options, m_context);
        if (!made)
            return made.error();
        session = std::move(*made);
        return QString::fromStdString(user);
    });
    if (!signedIn)
        return false;
    told(Kind::Capabilities, joined(session->capabilities().names()));
    told(Kind::Id, describe(session->serverInfo()));
    const bool selected = step(Kind::Select, [&]() -> Result<QString> {
        auto inbox = session->select("INBOX");
        if (!inbox)
            return inbox.error();
        return QStringLiteral("INBOX, %1 messages").arg(inbox->exists);
    });
    session->logout();
    return selected;
}

bool ServerDoctor::signInPop3(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret)
{
    std::unique_ptr<pop3::Pop3Session> session;
    const bool signedIn = step(Kind::SignIn, [&]() -> Result<QString> {
        auto made = pop3::Pop3Session::connect({endpoint, user, secret}, m_context);
        if (!made)
            return made.error();
        session = std::move(*made);
        return QString::fromStdString(user);
    });
    if (!signedIn)
        return false;
    const pop3::Capabilities &found = session->capabilities();
    std::vector<std::string> names;
    for (const auto &[has, name] : {std::pair{found.uidl, "UIDL"}, {found.top, "TOP"}, {found.pipelining, "PIPELINING"}, {found.stls, "STLS"}, {found.user, "USER"}}) {
        if (has)
            names.emplace_back(name);
    }
    for (const std::string &mechanism : found.sasl)
        names.push_back("SASL " + mechanism);
    told(Kind::Capabilities, found.known ? joined(names) : QStringLiteral("none told"));
    const bool counted = step(Kind::Select, [&]() -> Result<QString> {
        auto count = session->count();
        if (!count)
            return count.error();
        return QStringLiteral("maildrop, %1 messages").arg(*count);
    });
    (void)session->quit();
    return counted;
}

bool ServerDoctor::signInSmtp(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret)
{
    std::unique_ptr<smtp::SmtpSession> session;
    const bool signedIn = step(Kind::SignIn, [&]() -> Result<QString> {
        auto made = smtp::SmtpSession::connect({endpoint, user, secret}, m_context);
        if (!made)
            return made.error();
        session = std::move(*made);
        return QString::fromStdString(user);
    });
    if (!signedIn)
        return false;
    told(Kind::Capabilities, describe(session->capabilities()));
    session->quit();
    return true;
}

} // namespace tern::accounts
