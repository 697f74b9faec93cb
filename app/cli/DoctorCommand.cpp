// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"
#include "core/accounts/ProviderPreset.h"

#include <QLocale>

namespace tern::cli {
namespace {

using engine::DoctorStep;

QString nameOf(DoctorStep::Kind kind)
{
    using Kind = DoctorStep::Kind;
    switch (kind) {
    case Kind::Dns: return QStringLiteral("dns");
    case Kind::Tcp: return QStringLiteral("tcp");
    case Kind::Tls: return QStringLiteral("tls");
    case Kind::Greeting: return QStringLiteral("greeting");
    case Kind::SignIn: return QStringLiteral("sign_in");
    case Kind::Capabilities: return QStringLiteral("capabilities");
    case Kind::Id: return QStringLiteral("id");
    case Kind::Select: return QStringLiteral("select");
    }
    return {};
}

/// What to try, for a terminal.
QString advice(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::HostNotFound: return QStringLiteral("check the server's name, and that this machine's name server works");
    case ErrorKind::Offline: return QStringLiteral("connect this machine to the network");
    case ErrorKind::ConnectionRefused: return QStringLiteral("check the port: 993 or 143 (POP3: 995 or 110) to receive, 465 or 587 to send");
    case ErrorKind::ConnectionLost: return QStringLiteral("try again; if it stays so, the port may want another security (tls or starttls), or something between cuts it");
    case ErrorKind::Timeout: return QStringLiteral("a firewall may swallow this port; try another network");
    case ErrorKind::TlsFailed: return QStringLiteral("check port and security: tls for 993 and 465, starttls for 143 and 587");
    case ErrorKind::CertificateInvalid: return QStringLiteral("don't send a password there; ask whoever runs the server, or give its CA with --ca-file");
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::PasswordNeeded: return QStringLiteral("enter the password again; some providers want an authorization code or app password instead");
    case ErrorKind::LoginDisabled: return QStringLiteral("use tls or starttls");
    case ErrorKind::ServerBusy: return QStringLiteral("wait a few minutes, then try again");
    default: return QStringLiteral("tern-cli trace shows the dialogue");
    }
}

QString serverOf(DoctorStep::Server server)
{
    switch (server) {
    case DoctorStep::Server::Imap: return QStringLiteral("imap");
    case DoctorStep::Server::Pop3: return QStringLiteral("pop3");
    case DoctorStep::Server::Smtp: break;
    }
    return QStringLiteral("smtp");
}

QJsonObject toJson(const DoctorStep &step, const QString &account, const QString &hint)
{
    return {{QStringLiteral("account"), account},
            {QStringLiteral("server"), serverOf(step.server)},
            {QStringLiteral("step"), nameOf(step.kind)},
            {QStringLiteral("ok"), step.ok},
            {QStringLiteral("ms"), static_cast<qint64>(step.took.count())},
            {QStringLiteral("detail"), step.error ? sentence(*step.error) : step.detail},
            {QStringLiteral("advice"), hint}};
}

bool diagnose(Session &session, AccountId account, const QString &email)
{
    Output &out = session.output();
    const auto *preset = session.engine().presetFor(email);
    auto sound = session.wait<bool>([&](auto done) {
        session.engine().diagnose(
            account, email,
            [&](const DoctorStep &step) {
                QString hint = step.error ? advice(*step.error) : QString();
                const bool isSignIn = step.error && step.kind == DoctorStep::Kind::SignIn;
                if (isSignIn && preset && !preset->adviceEnglish.isEmpty())
                    hint = preset->advice(QLocale::system().name());
                out.object(toJson(step, email, hint));
            },
            std::move(done));
    });
    if (!sound)
        out.failure(sound.error());
    return sound && *sound;
}

} // namespace

int doctorCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const bool byEmail = arguments.has(QStringLiteral("email"));
    if (!arguments.words().isEmpty() || (byEmail && arguments.has(QStringLiteral("account"))))
        return out.wrongUsage(QStringLiteral("doctor [--account A | --email A]"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    std::vector<store::AccountRecord> accounts;
    if (arguments.has(QStringLiteral("account"))) {
        auto account = session.account(arguments.value(QStringLiteral("account")));
        if (!account)
            return out.failure(account.error());
        accounts.push_back(*account);
    } else if (!byEmail) {
        auto all = session.reader().accounts();
        if (!all)
            return out.failure(all.error());
        if (all->empty())
            return out.failure(QStringLiteral("there is no account yet; use --email to look at an address's servers"));
        accounts = *all;
    }
    bool sound = true;
    out.beginTable({QStringLiteral("account"), QStringLiteral("server"), QStringLiteral("step"), QStringLiteral("ok"), QStringLiteral("ms"),
                    QStringLiteral("detail"), QStringLiteral("advice")});
    if (byEmail)
        sound = diagnose(session, {}, arguments.value(QStringLiteral("email")));
    for (const store::AccountRecord &account : accounts)
        sound = diagnose(session, account.id, account.email) && sound;
    out.endTable();
    return sound ? kDone : kFailed;
}

} // namespace tern::cli
