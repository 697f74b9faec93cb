// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"
#include "core/accounts/ProviderPreset.h"
#include "core/accounts/ServerEndpoint.h"
#include "core/crypto/SecretStore.h"

#include <QFile>
#include <QFileInfo>

#include <iostream>

namespace tern::cli {
namespace {

QString nameOf(engine::CheckStep::Kind kind)
{
    using Kind = engine::CheckStep::Kind;
    switch (kind) {
    case Kind::Settings: return QStringLiteral("settings");
    case Kind::Way: break;
    case Kind::Receive: return QStringLiteral("receive");
    case Kind::Send: return QStringLiteral("send");
    case Kind::Browser: return QStringLiteral("browser");
    case Kind::SignInReceive: return QStringLiteral("sign in to receive");
    case Kind::SignInSend: return QStringLiteral("sign in to send");
    }
    return {};
}

/// Progress goes to standard error, so that standard output stays one JSON object.
void printStep(const engine::CheckStep &step)
{
    using State = engine::CheckStep::State;
    if (step.kind == engine::CheckStep::Kind::Browser && step.state == State::Running && !step.fact.isEmpty())
        std::cerr << "Sign in on this page, then come back:\n" << step.fact.toStdString() << "\n";
    if (step.state == State::Running)
        return;
    if (step.kind == engine::CheckStep::Kind::Way) {
        const QString found = step.state == State::Passed ? step.fact : step.state == State::Skipped ? QStringLiteral("not needed") : sentence(*step.error);
        std::cerr << QStringLiteral("  %1: %2").arg(QLatin1String(accounts::settingsWayName(step.way)), found).toStdString() << "\n";
        return;
    }
    const QString how = step.state == State::Passed ? step.fact : step.state == State::Skipped ? QStringLiteral("skipped") : sentence(*step.error);
    std::cerr << QStringLiteral("%1: %2  %3").arg(nameOf(step.kind), step.subject, how).toStdString() << "\n";
}

/// The endpoint of an option into the setup. \return false when it is none.
bool takeEndpoint(const Arguments &arguments, const QString &option, store::ServerSettings &into)
{
    if (!arguments.has(option))
        return true;
    const auto endpoint = accounts::parseEndpoint(arguments.value(option).toStdString());
    if (!endpoint)
        return false;
    into = accounts::settingsOf(*endpoint, arguments.value(QStringLiteral("user")).toStdString());
    return true;
}

/// "always", "never" or a number of days. \return false when it is none.
bool takeLeave(const QString &text, store::MaildropPolicy &policy)
{
    bool isNumber = false;
    const int days = text.toInt(&isNumber);
    policy.leave = text != QLatin1String("never");
    policy.days = isNumber ? days : 0;
    return text == QLatin1String("always") || text == QLatin1String("never") || (isNumber && days > 0 && days <= 3650);
}

/// The options about a maildrop into the policy. \return the exit code; nothing: go on.
std::optional<int> takeMaildrop(Output &out, const Arguments &arguments, store::MaildropPolicy &policy)
{
    if (arguments.has(QStringLiteral("leave")) && !takeLeave(arguments.value(QStringLiteral("leave")), policy))
        return out.wrongUsage(QStringLiteral("--leave needs always, never or a number of days"));
    if (!arguments.has(QStringLiteral("visit-every")))
        return std::nullopt;
    policy.visitMinutes = arguments.value(QStringLiteral("visit-every")).toInt();
    if (policy.visitMinutes < store::kLeastVisitMinutes || policy.visitMinutes > store::kMostVisitMinutes)
        return out.wrongUsage(QStringLiteral("--visit-every needs a number of minutes from %1 to %2").arg(store::kLeastVisitMinutes).arg(store::kMostVisitMinutes));
    return std::nullopt;
}

int addLocal(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    engine::CheckedAccount local;
    local.setup.kind = store::AccountKind::Local;
    local.setup.name = arguments.value(QStringLiteral("name"));
    local.setup.email = local.setup.name;
    if (local.setup.name.isEmpty() || arguments.has(QStringLiteral("email")))
        return out.wrongUsage(QStringLiteral("account add --local needs --name and no address"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto added = session.wait<AccountId>([&](auto done) { session.engine().addAccount(local, std::move(done)); });
    if (!added)
        return out.failure(added.error());
    auto record = session.reader().account(*added);
    if (!record)
        return out.failure(record.error());
    out.object(toJson(*record));
    return kDone;
}

int addAccount(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (arguments.has(QStringLiteral("local")))
        return addLocal(session, arguments);
    engine::AccountSetup setup;
    const bool byPop3 = arguments.has(QStringLiteral("pop3"));
    setup.email = arguments.value(QStringLiteral("email"));
    setup.name = arguments.value(QStringLiteral("name"));
    setup.allowPlaintext = arguments.has(QStringLiteral("allow-plaintext"));
    const QString file = arguments.value(QStringLiteral("password-file"));
    const QString certificate = arguments.value(QStringLiteral("certificate"));
    if (setup.email.isEmpty() || (file.isEmpty() && certificate.isEmpty()))
        return out.wrongUsage(QStringLiteral("account add needs --email, and --password-file (- reads standard input) or --certificate"));
    if (!certificate.isEmpty())
        setup.clientCertificate = QFile::encodeName(QFileInfo(certificate).absoluteFilePath()).toStdString();
    if (byPop3 && arguments.has(QStringLiteral("imap")))
        return out.wrongUsage(QStringLiteral("an account has --imap or --pop3, not both"));
    if (byPop3)
        setup.kind = store::AccountKind::Pop3;
    if (const auto ended = takeMaildrop(out, arguments, setup.maildrop))
        return *ended;
    setup.maildrop.untilDeleted = !arguments.has(QStringLiteral("leave-deleted"));
    for (const auto &[option, into] : {std::pair{QStringLiteral("imap"), &setup.imap}, std::pair{QStringLiteral("pop3"), &setup.imap},
                                      std::pair{QStringLiteral("smtp"), &setup.smtp}}) {
        if (!takeEndpoint(arguments, option, *into))
            return out.wrongUsage(QStringLiteral("--%1 needs HOST:PORT:tls, :starttls or :plain").arg(option));
    }
    if (arguments.has(QStringLiteral("ca-file")))
        setup.caFile = QFile::encodeName(QFileInfo(arguments.value(QStringLiteral("ca-file"))).absoluteFilePath()).toStdString();
    if (file == QLatin1String("-")) {
        std::string line;
        std::getline(std::cin, line);
        setup.password = QString::fromStdString(line);
    } else if (!file.isEmpty()) {
        setup.secretFile = QFile::encodeName(QFileInfo(file).absoluteFilePath()).toStdString();
        if (crypto::isReadableByOthers(setup.secretFile))
            out.failure(QStringLiteral("note: others can read %1").arg(file));
    }
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto checked = session.wait<engine::CheckedAccount>([&](auto done) { session.engine().checkAccount(setup, printStep, std::move(done)); });
    if (!checked) {
        if (const auto *preset = session.engine().presetFor(setup.email); preset && !preset->adviceEnglish.isEmpty())
            out.failure(preset->advice(QLocale::system().name()));
        return out.failure(checked.error());
    }
    auto added = session.wait<AccountId>([&](auto done) { session.engine().addAccount(*checked, std::move(done)); });
    if (!added)
        return out.failure(added.error());
    auto record = session.reader().account(*added);
    if (!record)
        return out.failure(record.error());
    out.object(toJson(*record));
    if (record->secretSource == "session" && !setup.password.isEmpty())
        out.failure(QStringLiteral("note: there is no secret store here, so the password is forgotten now; use --password-file with a file"));
    return kDone;
}

/// Changes what the options name of a POP3 account.
int setAccount(Session &session, const Arguments &arguments, store::AccountRecord account)
{
    Output &out = session.output();
    if (account.kind != store::AccountKind::Pop3)
        return out.wrongUsage(QStringLiteral("account set is for POP3 accounts"));
    if (const auto ended = takeMaildrop(out, arguments, account.maildrop))
        return *ended;
    auto set = session.wait<void>([&](auto done) { session.engine().updateAccount(account, std::nullopt, std::move(done)); });
    if (!set)
        return out.failure(set.error());
    out.object(toJson(account));
    return kDone;
}

int listAccounts(Session &session)
{
    Output &out = session.output();
    auto accounts = session.reader().accounts();
    if (!accounts)
        return out.failure(accounts.error());
    out.beginTable({QStringLiteral("id"), QStringLiteral("email"), QStringLiteral("name"), QStringLiteral("kind"), QStringLiteral("imap"), QStringLiteral("pop3"),
                    QStringLiteral("smtp")});
    for (const store::AccountRecord &account : *accounts)
        out.object(toJson(account));
    out.endTable();
    return kDone;
}

} // namespace

int accountCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    const QString what = arguments.words().value(0);
    if (what == QLatin1String("add") && arguments.words().size() == 1)
        return addAccount(session, arguments);
    const bool isList = what == QLatin1String("list") && arguments.words().size() == 1;
    const bool isRemove = what == QLatin1String("remove") && arguments.words().size() == 2;
    const bool isSet = what == QLatin1String("set") && arguments.words().size() == 2;
    if (!isList && !isRemove && !isSet)
        return out.wrongUsage(QStringLiteral("account add|list|set|remove"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    if (isList)
        return listAccounts(session);
    auto account = session.account(arguments.words().at(1));
    if (!account)
        return out.failure(account.error());
    if (isSet)
        return setAccount(session, arguments, *account);
    auto removed = session.wait<void>([&](auto done) { session.engine().removeAccount(account->id, std::move(done)); });
    if (!removed)
        return out.failure(removed.error());
    out.object(toJson(*account));
    return kDone;
}

} // namespace tern::cli
