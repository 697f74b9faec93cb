// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"
#include "core/accounts/ServerEndpoint.h"
#include "core/crypto/SecretStore.h"

#include <QFile>
#include <QFileInfo>

#include <iostream>

namespace tern::cli {
namespace {

constexpr const char *kUsage = "identity add --address A [--account A] [--name N] [--signature-file F] [--smtp HOST:PORT:SEC [--user U] --password-file F | --certificate F | --page] | "
                               "list [--account A] | remove A";

/// The password, or the passphrase of the certificate's file.
void takePassword(Output &out, const QString &file, store::IdentityRecord &identity, engine::IdentityProof &proof)
{
    if (file == QLatin1String("-")) {
        std::string line;
        std::getline(std::cin, line);
        proof.password = QString::fromStdString(line);
        return;
    }
    const std::string path = QFile::encodeName(QFileInfo(file).absoluteFilePath()).toStdString();
    identity.secretSource = "file:" + path;
    if (crypto::isReadableByOthers(path))
        out.failure(QStringLiteral("note: others can read %1").arg(file));
}

/// The own server, and what to sign in with there, into the record. \return the exit code; nothing: go on.
std::optional<int> takeServer(Session &session, const Arguments &arguments, store::IdentityRecord &identity, engine::IdentityProof &proof)
{
    Output &out = session.output();
    const QString file = arguments.value(QStringLiteral("password-file"));
    const QString certificate = arguments.value(QStringLiteral("certificate"));
    const bool byPage = arguments.has(QStringLiteral("page"));
    if (!arguments.has(QStringLiteral("smtp"))) {
        const bool belongs = arguments.has(QStringLiteral("user")) || !file.isEmpty() || !certificate.isEmpty() || byPage;
        return belongs ? std::optional(out.wrongUsage(QStringLiteral("--user, --password-file, --certificate and --page belong to --smtp"))) : std::nullopt;
    }
    const auto endpoint = accounts::parseEndpoint(arguments.value(QStringLiteral("smtp")).toStdString());
    if (!endpoint)
        return out.wrongUsage(QStringLiteral("--smtp needs HOST:PORT:tls, starttls or plain"));
    if (int(byPage) + int(!certificate.isEmpty()) + int(!file.isEmpty() && certificate.isEmpty()) != 1)
        return out.wrongUsage(QStringLiteral("--smtp needs --password-file (- reads standard input), --certificate or --page"));
    const QString user = arguments.has(QStringLiteral("user")) ? arguments.value(QStringLiteral("user")) : identity.address;
    identity.smtp = accounts::settingsOf(*endpoint, user.toStdString());
    if (!certificate.isEmpty())
        identity.auth = "certificate:" + QFile::encodeName(QFileInfo(certificate).absoluteFilePath()).toStdString();
    if (!file.isEmpty())
        takePassword(out, file, identity, proof);
    return std::nullopt;
}

/// With an open session: signs in, at the provider's page if that is the way.
Result<void> tryServer(Session &session, bool byPage, store::IdentityRecord &identity, engine::IdentityProof &proof)
{
    if (byPage) {
        const std::string provider = session.engine().browserProvider(identity.address);
        if (provider.empty())
            return makeError(ErrorKind::AuthenticationUnavailable, "oauth.client", "there is no client id for the provider of " + identity.address.toStdString());
        identity.auth = "oauth:" + provider;
    }
    const auto showPage = [](const QString &page) { std::cerr << "Sign in on this page, then come back:\n" << page.toStdString() << "\n"; };
    auto checked = session.wait<engine::CheckedIdentity>([&](auto done) { session.engine().checkIdentity({identity, proof, {}}, showPage, std::move(done)); });
    if (!checked)
        return checked.error();
    proof.tokens = std::move(checked->tokens);
    return {};
}

int add(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    store::IdentityRecord identity;
    identity.address = arguments.value(QStringLiteral("address"));
    if (identity.address.isEmpty())
        return out.wrongUsage(QString::fromLatin1(kUsage));
    engine::IdentityProof proof;
    if (const auto ended = takeServer(session, arguments, identity, proof))
        return *ended;
    if (arguments.has(QStringLiteral("signature-file"))) {
        QFile file(arguments.value(QStringLiteral("signature-file")));
        if (!file.open(QIODevice::ReadOnly))
            return out.failure(makeError(QFile::exists(file.fileName()) ? ErrorKind::ReadOnly : ErrorKind::NotFound, "identity", file.fileName().toStdString()));
        identity.signature = QString::fromUtf8(file.readAll()).trimmed();
    }
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    auto account = session.account(arguments.value(QStringLiteral("account")));
    if (!account)
        return out.failure(account.error());
    identity.account = account->id;
    identity.name = arguments.has(QStringLiteral("name")) ? arguments.value(QStringLiteral("name")) : account->name;
    if (auto known = session.sender(identity.address); known)
        return out.failure(makeError(ErrorKind::InvalidInput, "identity", "this address is there already"));
    if (!identity.smtp.host.empty()) {
        if (auto tried = tryServer(session, arguments.has(QStringLiteral("page")), identity, proof); !tried)
            return out.failure(tried.error());
    }
    auto saved = session.wait<IdentityId>([&](auto done) { session.engine().saveIdentity(identity, proof, std::move(done)); });
    if (!saved)
        return out.failure(saved.error());
    auto identities = session.reader().identities(account->id);
    if (!identities)
        return out.failure(identities.error());
    for (const store::IdentityRecord &one : *identities) {
        if (one.id != *saved)
            continue;
        out.object(toJson(one));
        if (one.secretSource == "session")
            out.failure(QStringLiteral("note: there is no secret store here, so the password is forgotten now; use --password-file with a file"));
    }
    return kDone;
}

int list(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    std::vector<store::AccountRecord> accounts;
    if (arguments.has(QStringLiteral("account"))) {
        auto account = session.account(arguments.value(QStringLiteral("account")));
        if (!account)
            return out.failure(account.error());
        accounts.push_back(*std::move(account));
    } else {
        auto all = session.reader().accounts();
        if (!all)
            return out.failure(all.error());
        accounts = *std::move(all);
    }
    out.beginTable({QStringLiteral("id"), QStringLiteral("address"), QStringLiteral("name"), QStringLiteral("smtp")});
    for (const store::AccountRecord &account : accounts) {
        auto identities = session.reader().identities(account.id);
        if (!identities)
            return out.failure(identities.error());
        for (const store::IdentityRecord &identity : *identities)
            out.object(toJson(identity));
    }
    out.endTable();
    return kDone;
}

int remove(Session &session, const QString &named)
{
    Output &out = session.output();
    auto accounts = session.reader().accounts();
    if (!accounts)
        return out.failure(accounts.error());
    for (const store::AccountRecord &account : *accounts) {
        auto identities = session.reader().identities(account.id);
        if (!identities)
            return out.failure(identities.error());
        for (const store::IdentityRecord &identity : *identities) {
            if (identity.address.compare(named, Qt::CaseInsensitive) != 0 && QString::number(identity.id.value) != named)
                continue;
            auto removed = session.wait<void>([&](auto done) { session.engine().removeIdentity(identity.id, std::move(done)); });
            if (!removed)
                return out.failure(removed.error());
            out.object(toJson(identity));
            return kDone;
        }
    }
    return out.failure(makeError(ErrorKind::NotFound, "identity", "no identity " + named.toStdString()));
}

} // namespace

int identityCommand(Session &session, const Arguments &arguments)
{
    const QString what = arguments.words().value(0);
    const auto words = arguments.words().size();
    if (what == QLatin1String("add") && words == 1)
        return add(session, arguments);
    const bool isList = what == QLatin1String("list") && words == 1;
    if (!isList && !(what == QLatin1String("remove") && words == 2))
        return session.output().wrongUsage(QString::fromLatin1(kUsage));
    if (auto opened = session.open(); !opened)
        return session.output().failure(opened.error());
    return isList ? list(session, arguments) : remove(session, arguments.words().at(1));
}

} // namespace tern::cli
