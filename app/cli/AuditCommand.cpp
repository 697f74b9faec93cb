// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/ValueNames.h"

#include <QJsonArray>

namespace tern::cli {
namespace {

using engine::AuditFinding;
using engine::AuditSummary;

QString nameOf(AuditFinding::Kind kind)
{
    using Kind = AuditFinding::Kind;
    switch (kind) {
    case Kind::FolderMissingHere: return QStringLiteral("folder_missing_here");
    case Kind::FolderMissingThere: return QStringLiteral("folder_missing_there");
    case Kind::UidValidity: return QStringLiteral("uidvalidity");
    case Kind::MissingHere: return QStringLiteral("missing_here");
    case Kind::MissingThere: return QStringLiteral("missing_there");
    case Kind::Flags: return QStringLiteral("flags");
    case Kind::Size: return QStringLiteral("size");
    case Kind::Place: return QStringLiteral("place");
    case Kind::Shown: return QStringLiteral("shown");
    case Kind::Counts: return QStringLiteral("counts");
    case Kind::Body: return QStringLiteral("body");
    case Kind::Index: return QStringLiteral("index");
    }
    return {};
}

QString nameOf(AuditFinding::Cause cause)
{
    using Cause = AuditFinding::Cause;
    switch (cause) {
    case Cause::Pending: return QStringLiteral("pending");
    case Cause::Stale: return QStringLiteral("stale");
    case Cause::Damaged: return QStringLiteral("damaged");
    }
    return {};
}

QJsonObject toJson(const AuditFinding &finding, const QString &account)
{
    return {{QStringLiteral("account"), account},
            {QStringLiteral("mailbox"), finding.folder},
            {QStringLiteral("kind"), nameOf(finding.kind)},
            {QStringLiteral("why"), nameOf(finding.cause)},
            {QStringLiteral("uid"), finding.uid.value == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(finding.uid.value))},
            {QStringLiteral("local"), finding.local},
            {QStringLiteral("server"), finding.server},
            {QStringLiteral("repaired"), finding.repaired}};
}

QJsonObject toJson(const AuditSummary &summary)
{
    const auto number = [](std::int64_t value) { return QJsonValue(static_cast<qint64>(value)); };
    return {{QStringLiteral("event"), QStringLiteral("summary")},
            {QStringLiteral("folders"), number(summary.folders)},
            {QStringLiteral("compared"), number(summary.compared)},
            {QStringLiteral("listed"), number(summary.held.messages)},
            {QStringLiteral("server_bytes"), number(summary.held.serverBytes)},
            {QStringLiteral("stored_bytes"), number(summary.held.bytes)},
            {QStringLiteral("pending"), number(summary.pending)},
            {QStringLiteral("stale"), number(summary.stale)},
            {QStringLiteral("damaged"), number(summary.damaged)},
            {QStringLiteral("repaired"), number(summary.repaired)},
            {QStringLiteral("messages"), number(summary.messages)},
            {QStringLiteral("bodies"), number(summary.bodies)},
            {QStringLiteral("bodies_intact"), number(summary.bodiesIntact)},
            {QStringLiteral("headers_indexed"), number(summary.headersIndexed)},
            {QStringLiteral("texts_indexed"), number(summary.textsIndexed)},
            {QStringLiteral("texts_waiting"), number(summary.textsWaiting)},
            {QStringLiteral("bytes_on_disk"), number(summary.bytesOnDisk)}};
}

void printSummary(Output &out, const AuditSummary &summary)
{
    const auto percent = [](std::int64_t part, std::int64_t whole) { return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole); };
    out.line(QStringLiteral("%1 folders, %2 messages compared: %3 waiting, %4 changed on the server since, %5 wrong here, %6 repaired")
                 .arg(summary.folders)
                 .arg(summary.compared)
                 .arg(summary.pending)
                 .arg(summary.stale)
                 .arg(summary.damaged)
                 .arg(summary.repaired));
    out.line(QStringLiteral("of the servers' mail: %1 of %2 messages listed here, %3 of %4 MB stored whole")
                 .arg(summary.held.messages)
                 .arg(summary.compared)
                 .arg(static_cast<double>(summary.held.bytes) / 1e6, 0, 'f', 1)
                 .arg(static_cast<double>(summary.held.serverBytes) / 1e6, 0, 'f', 1));
    out.line(QStringLiteral("local copy: %1 messages, %2 bodies (%3 %), %4 intact; found by search: %5 headers, %6 texts (%7 still to be read); %8 MB on disk")
                 .arg(summary.messages)
                 .arg(summary.bodies)
                 .arg(percent(summary.bodies, summary.messages), 0, 'f', 1)
                 .arg(summary.bodiesIntact)
                 .arg(summary.headersIndexed)
                 .arg(summary.textsIndexed)
                 .arg(summary.textsWaiting)
                 .arg(static_cast<double>(summary.bytesOnDisk) / 1e6, 0, 'f', 1));
}

} // namespace

int auditCommand(Session &session, const Arguments &arguments)
{
    Output &out = session.output();
    if (!arguments.words().isEmpty())
        return out.wrongUsage(QStringLiteral("audit takes options only"));
    if (auto opened = session.open(); !opened)
        return out.failure(opened.error());
    engine::Engine::AuditRequest request;
    request.repair = arguments.has(QStringLiteral("repair"));
    if (arguments.has(QStringLiteral("account"))) {
        auto account = session.account(arguments.value(QStringLiteral("account")));
        if (!account)
            return out.failure(account.error());
        request.account = account->id;
    }
    if (arguments.has(QStringLiteral("folder"))) {
        auto folder = session.folder(arguments.value(QStringLiteral("folder")), arguments.value(QStringLiteral("account")));
        if (!folder)
            return out.failure(folder.error());
        request.account = folder->account;
        request.mailbox = folder->id;
    }
    auto accounts = session.reader().accounts();
    if (!accounts)
        return out.failure(accounts.error());
    std::map<AccountId, QString> names;
    for (const store::AccountRecord &account : *accounts)
        names[account.id] = account.email;
    out.beginTable({QStringLiteral("account"), QStringLiteral("mailbox"), QStringLiteral("kind"), QStringLiteral("why"), QStringLiteral("uid"),
                    QStringLiteral("local"), QStringLiteral("server"), QStringLiteral("repaired")});
    request.found = [&](const AuditFinding &finding) {
        const auto name = names.find(finding.account);
        out.object(toJson(finding, name == names.end() ? QString() : name->second));
    };
    auto done = session.wait<AuditSummary>([&](auto completion) { session.engine().audit(request, std::move(completion)); });
    out.endTable();
    if (!done)
        return out.failure(done.error());
    // What the index lacked is read again.
    if (request.repair) {
        if (auto indexed = session.wait<void>([&](auto completion) { session.engine().whenIndexed(std::move(completion)); }); !indexed)
            return out.failure(indexed.error());
    }
    if (out.isJson())
        out.object(toJson(*done));
    else
        printSummary(out, *done);
    for (const auto &[account, error] : done->unreachable)
        out.failure(QStringLiteral("%1: %2").arg(names[account], sentence(error)));
    return done->unreachable.empty() ? kDone : kFailed;
}

} // namespace tern::cli
