// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/stops/StopScenario.h"

#include "tests/support/model/ModelImapServer.h"

namespace tern::test {
namespace {

using engine::Engine;
using OperationIds = Engine::OperationIds;
using Names = std::vector<std::string>;

void wanted(EngineDriver &driver, const std::function<void(Engine &, engine::Completion<OperationIds>)> &act)
{
    (void)EngineDriver::need(EngineDriver::wait<OperationIds>([&](auto done) { act(driver.engine(), std::move(done)); }));
}

void wantedOf(EngineDriver &driver, const std::function<void(Engine &, engine::Completion<void>)> &act)
{
    EngineDriver::need(EngineDriver::wait<void>([&](auto done) { act(driver.engine(), std::move(done)); }));
}

std::vector<PlacementId> shownOf(EngineDriver &driver, AccountId account, const std::string &mailbox, const Names &names)
{
    std::vector<PlacementId> found;
    for (const std::string &name : names) {
        if (const auto row = driver.row(account, mailbox, name))
            found.push_back(row->placement);
    }
    return found;
}

void flag(EngineDriver &driver, AccountId account, AccountId)
{
    if (const auto row = driver.row(account, "INBOX", "one"); row && (row->flags & store::FlagSeen) == 0) {
        wanted(driver, [&](Engine &engine, auto done) {
            engine.changeFlags(shownOf(driver, account, "INBOX", {"one", "three"}), store::FlagSeen | store::FlagForwarded, 0, store::OperationIntent::MarkRead, done);
        });
    }
    if (const auto row = driver.row(account, "INBOX", "flagged"); row && (row->flags & store::FlagFlagged) != 0) {
        wanted(driver, [&](Engine &engine, auto done) { engine.changeFlags({row->placement}, 0, store::FlagFlagged, store::OperationIntent::Unflag, done); });
    }
}

void move(EngineDriver &driver, AccountId account, AccountId)
{
    const auto many = shownOf(driver, account, "INBOX", {"two", "three", "without-id"});
    if (!many.empty())
        wanted(driver, [&](Engine &engine, auto done) { engine.move(many, driver.mailbox(account, "Archive"), done); });
    const auto single = shownOf(driver, account, "INBOX", {"one"});
    if (!single.empty())
        wanted(driver, [&](Engine &engine, auto done) { engine.move(single, driver.mailbox(account, "Archive"), done); });
}

/// Chains: an operation on what an earlier one has not made on the server yet.
void chain(EngineDriver &driver, AccountId account, AccountId)
{
    const auto step = [&](const char *from, const char *to) {
        const auto here = shownOf(driver, account, from, {"one", "two"});
        if (!here.empty())
            wanted(driver, [&](Engine &engine, auto done) { engine.move(here, driver.mailbox(account, to), done); });
    };
    step("INBOX", "Archive");
    const auto marked = driver.row(account, "Archive", "one");
    if (marked && (marked->flags & store::FlagFlagged) == 0)
        wanted(driver, [&](Engine &engine, auto done) { engine.changeFlags({marked->placement}, store::FlagFlagged, 0, store::OperationIntent::Flag, done); });
    step("Archive", "Sent");
    const auto seen = driver.row(account, "Sent", "two");
    if (seen && (seen->flags & store::FlagSeen) == 0)
        wanted(driver, [&](Engine &engine, auto done) { engine.changeFlags({seen->placement}, store::FlagSeen, 0, store::OperationIntent::MarkRead, done); });
}

void copy(EngineDriver &driver, AccountId account, AccountId)
{
    if (!driver.shows(account, "Archive", "one")) {
        wanted(driver, [&](Engine &engine, auto done) {
            engine.copy(shownOf(driver, account, "INBOX", {"one", "two", "without-id"}), driver.mailbox(account, "Archive"), done);
        });
    }
}

/// To Trash, and for good what lies there.
void remove(EngineDriver &driver, AccountId account, AccountId)
{
    const auto here = shownOf(driver, account, "INBOX", {"one", "three"});
    if (!here.empty())
        wanted(driver, [&](Engine &engine, auto done) { engine.remove(here, done); });
    const auto there = shownOf(driver, account, "Trash", {"rubbish", "old rubbish"});
    if (!there.empty())
        wanted(driver, [&](Engine &engine, auto done) { engine.remove(there, done); });
}

bool waits(EngineDriver &driver, store::OperationKind kind)
{
    const auto operations = EngineDriver::need(driver.reader().operations());
    return std::any_of(operations.begin(), operations.end(), [&](const store::OperationRecord &operation) { return operation.kind == kind; });
}

void create(EngineDriver &driver, AccountId account, AccountId)
{
    if (!driver.mailbox(account, "Projects").isValid() && !waits(driver, store::OperationKind::CreateMailbox))
        wantedOf(driver, [&](Engine &engine, auto done) { engine.createMailbox(account, QStringLiteral("Projects"), done); });
}

void rename(EngineDriver &driver, AccountId account, AccountId)
{
    const MailboxId old = driver.mailbox(account, "Work");
    if (old.isValid() && !waits(driver, store::OperationKind::RenameMailbox))
        wantedOf(driver, [&](Engine &engine, auto done) { engine.renameMailbox(old, QStringLiteral("Work 2026"), done); });
}

void deleteMailbox(EngineDriver &driver, AccountId account, AccountId)
{
    const MailboxId old = driver.mailbox(account, "Work");
    if (old.isValid() && !waits(driver, store::OperationKind::DeleteMailbox))
        wantedOf(driver, [&](Engine &engine, auto done) { engine.deleteMailbox(old, done); });
}

/// Two drafts; one is written again after it reached the server, the other thrown away.
void append(EngineDriver &driver, AccountId account, AccountId)
{
    const auto find = [&](const char *subject) -> std::optional<store::DraftRecord> {
        for (const store::DraftRecord &draft : EngineDriver::need(driver.reader().drafts())) {
            if (draft.subject == QLatin1String(subject))
                return draft;
        }
        return std::nullopt;
    };
    const auto save = [&](store::DraftRecord draft, const char *text) {
        draft.account = account;
        draft.from = QStringLiteral("receiver@qq.test");
        draft.text = QLatin1String(text);
        (void)EngineDriver::need(EngineDriver::wait<store::DraftRecord>([&](auto done) { driver.engine().saveDraft(draft, done); }));
    };
    const auto setting = EngineDriver::need(driver.reader().setting(QStringLiteral("test.thrown_away")));
    auto kept = find("kept");
    if (!kept) {
        kept.emplace().subject = QStringLiteral("kept");
        save(*kept, "first");
    }
    if (!setting && !find("thrown away")) {
        store::DraftRecord other;
        other.subject = QStringLiteral("thrown away");
        save(other, "never sent");
    }
    kept = find("kept");
    if (kept->text == QStringLiteral("first")) {
        (void)driver.sync();
        save(*find("kept"), "second");
    }
    if (setting)
        return;
    const auto other = find("thrown away");
    if (other && !other->discarded)
        wantedOf(driver, [&](Engine &engine, auto done) { engine.discardDraft(other->id, done); });
    wantedOf(driver, [&](Engine &engine, auto done) { engine.setSetting(QStringLiteral("test.thrown_away"), QStringLiteral("1"), done); });
}

void across(EngineDriver &driver, AccountId account, AccountId other)
{
    const auto here = shownOf(driver, account, "INBOX", {"one", "two", "without-id"});
    if (!here.empty())
        wanted(driver, [&](Engine &engine, auto done) { engine.move(here, driver.mailbox(other, "Archive"), done); });
    if (!driver.shows(other, "Archive", "three")) {
        wanted(driver, [&](Engine &engine, auto done) { engine.copy(shownOf(driver, account, "INBOX", {"three"}), driver.mailbox(other, "Archive"), done); });
    }
}

/// Another client's day.
void changedElsewhere(ModelMail &mail)
{
    ModelMailbox &inbox = mail["INBOX"];
    inbox.add(modelMessage("new one"));
    inbox.add(modelMessage("new two"), {"\\Flagged"});
    inbox.change(*inbox.find(1), {"\\Seen"});
    inbox.remove(2);
    ModelMailbox &archive = mail["Archive"];
    archive.uidValidity = 8;
    archive.add(modelMessage("after the change"));
    mail["Made elsewhere"].add(modelMessage("there"));
    mail.erase("Work");
}

} // namespace

const std::vector<StopScenario> &stopScenarios()
{
    static const std::vector<StopScenario> all{
        {"FirstSync", {}, {}, {}, false, true},
        {"LaterSync", {}, changedElsewhere, {}, true, true},
        {"Flag", {}, {}, flag},
        {"Move", {}, {}, move},
        {"Chain", {}, {}, chain},
        {"Copy", {}, {}, copy},
        {"Delete", {}, {}, remove},
        {"Create", {}, {}, create},
        {"Rename", {}, {}, rename},
        {"DeleteMailbox", {}, {}, deleteMailbox},
        {"Append", {}, {}, append},
        {"MoveAcross", {}, {}, across, true, false, true},
    };
    return all;
}

const std::vector<StopServer> &stopServers()
{
    static const std::vector<StopServer> all{
        {"QResync", ModelImapServer::kModern},
        {"MoveNoUidplus", "IMAP4rev1 ID UNSELECT LITERAL+ IDLE MOVE ENABLE CONDSTORE"},
        {"UidplusNoMove", "IMAP4rev1 ID UNSELECT LITERAL+ IDLE UIDPLUS"},
        {"Plain", ModelImapServer::kPlain},
        {"Together", "IMAP4rev1 ID UNSELECT LITERAL- IDLE UIDPLUS MOVE ENABLE CONDSTORE MULTIAPPEND"},
    };
    return all;
}

} // namespace tern::test
