// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"
#include "core/accounts/DoctorReport.h"
#include "core/accounts/ProviderPreset.h"

#include <QLocale>

namespace tern::cli {
namespace {

using engine::DoctorStep;

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
    case ErrorKind::SenderRefused: return QStringLiteral("sign in as the owner of this address, or send from one that belongs to the account");
    case ErrorKind::ServerBusy: return QStringLiteral("wait a few minutes, then try again");
    default: return QStringLiteral("tern-cli trace shows the dialogue");
    }
}

QJsonObject toJson(const DoctorStep &step, const QString &account, const QString &hint)
{
    return {{QStringLiteral("account"), account},
            {QStringLiteral("server"), accounts::doctorServerName(step.server)},
            {QStringLiteral("addresses"), step.addresses.join(QStringLiteral(", "))},
            {QStringLiteral("step"), accounts::doctorStepName(step.kind)},
            {QStringLiteral("ok"), step.state == DoctorStep::State::Passed},
            {QStringLiteral("ms"), static_cast<qint64>(step.took.count())},
            {QStringLiteral("detail"), step.error ? sentence(*step.error) : step.detail},
            {QStringLiteral("advice"), hint}};
}

/// What the steps of one run are shown as.
struct Shown {
    bool asReport = false;          ///< a text without names, to be shown to others
    const store::AccountRecord *account = nullptr;     ///< null: an address without an account
};

bool diagnose(Session &session, AccountId account, const QString &email, const Shown &shown)
{
    Output &out = session.output();
    const auto *preset = session.engine().presetFor(email);
    std::vector<DoctorStep> steps;
    auto sound = session.wait<bool>([&](auto done) {
        session.engine().diagnose(
            account, email,
            [&](const DoctorStep &step) {
                if (step.state == DoctorStep::State::Running)
                    return;
                steps.push_back(step);
                if (shown.asReport || step.state == DoctorStep::State::Skipped)
                    return;
                QString hint = step.error ? advice(*step.error) : QString();
                const bool isSignIn = step.error && step.kind == DoctorStep::Kind::SignIn;
                if (isSignIn && preset && !preset->adviceEnglish.isEmpty())
                    hint = preset->advice(QLocale::system().name());
                out.object(toJson(step, email, hint));
            },
            std::move(done));
    });
    if (shown.asReport) {
        store::AccountRecord nobody;
        nobody.email = email;
        const auto identities = account.isValid() ? session.reader().identities(account).valueOr({}) : std::vector<store::IdentityRecord>();
        const QString report = accounts::doctorReport(steps, accounts::privacyOf(shown.account ? *shown.account : nobody, identities));
        if (out.isJson())
            out.object({{QStringLiteral("report"), report}});
        else
            out.raw(report.toUtf8());
    }
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
        return out.wrongUsage(QStringLiteral("doctor [--account A | --email A] [--report]"));
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
    const bool asReport = arguments.has(QStringLiteral("report"));
    bool sound = true;
    if (!asReport) {
        out.beginTable({QStringLiteral("account"), QStringLiteral("server"), QStringLiteral("addresses"), QStringLiteral("step"), QStringLiteral("ok"), QStringLiteral("ms"),
                        QStringLiteral("detail"), QStringLiteral("advice")});
    }
    if (byEmail)
        sound = diagnose(session, {}, arguments.value(QStringLiteral("email")), {asReport, nullptr});
    for (const store::AccountRecord &account : accounts)
        sound = diagnose(session, account.id, account.email, {asReport, &account}) && sound;
    if (!asReport)
        out.endTable();
    return sound ? kDone : kFailed;
}

} // namespace tern::cli
