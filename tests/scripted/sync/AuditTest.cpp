// SPDX-License-Identifier: GPL-3.0-or-later
// A local copy that was broken on purpose: the audit names what differs, its repair mends it, and the server's mail stays as it is.
#include "tests/scripted/sync/SyncScript.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace tern::test {
namespace {

const char *nameOf(sync::AuditFinding::Kind kind)
{
    static const char *const kNames[] = {"folder_missing_here", "folder_missing_there", "uidvalidity", "missing_here", "missing_there", "flags",
                                         "size", "place", "shown", "counts", "body", "index"};
    return kNames[static_cast<int>(kind)];
}

class Audit : public SyncScript {
protected:
    /// A listed profile; the lanes are at rest.
    void prepare(const Texts &names)
    {
        deliver("INBOX", names);
        start();
        sync();
        before = server.content("INBOX");
    }
    /// Closes the profile, breaks its cache, opens it again.
    void damage(const std::string &sql)
    {
        rig.close();
        {
            SQLite::Database cache((rig.profile() / "profile" / "cache.db").string(), SQLite::OPEN_READWRITE);
            cache.exec(sql);
        }
        rig.open();
        start();
    }
    /// "kind why uid", with "!" where it was repaired.
    Texts audit(bool repair = false)
    {
        const auto scope = std::make_shared<sync::AuditScope>();
        Texts lines;
        scope->repair = repair;
        scope->found = [&](const sync::AuditFinding &finding) {
            static const char *const kCauses[] = {"pending", "stale", "damaged"};
            lines.push_back(std::string(nameOf(finding.kind)) + " " + kCauses[static_cast<int>(finding.cause)]
                            + (finding.uid.value != 0 ? " " + std::to_string(finding.uid.value) : "") + (finding.repaired ? "!" : ""));
        };
        sync::SyncScope asked;
        asked.replayOperations = false;
        asked.audit = scope;
        server.clearLog();
        const auto done = rig.syncNow(account, std::move(asked));
        EXPECT_TRUE(done.ok()) << done.error().toString();
        compared = scope->compared;
        for (const std::string &command : server.log())
            EXPECT_FALSE(command.starts_with("UID STORE") || command.starts_with("UID MOVE") || command.starts_with("UID COPY")
                         || command.starts_with("UID EXPUNGE") || command.starts_with("EXPUNGE") || command.starts_with("APPEND"))
                << "an audit changes nothing on the server: " << command;
        return lines;
    }
    /// The repair finds the same, and afterwards there is nothing left to find.
    void repairs(const Texts &findings)
    {
        EXPECT_EQ(audit(), findings);
        Texts repaired;
        for (const std::string &finding : findings)
            repaired.push_back(finding + "!");
        EXPECT_EQ(audit(true), repaired);
        EXPECT_EQ(audit(), Texts{});
        EXPECT_EQ(server.content("INBOX"), before);
    }

    Texts before;
    std::int64_t compared = 0;
};
INSTANTIATE_TEST_SUITE_P(Every, Audit, ::testing::Values(kEveryKind[0], kEveryKind[3]), kindName);

TEST_P(Audit, ASoundCopyHasNothingToTell)
{
    prepare({"one", "two", "three"});
    EXPECT_EQ(audit(), Texts{});
    EXPECT_EQ(compared, 3);
}

TEST_P(Audit, ALostRowIsListedAgain)
{
    prepare({"one", "two", "three"});
    damage("DELETE FROM placement WHERE uid = 2");
    const Texts findings = audit();
    ASSERT_EQ(findings, (Texts{"missing_here damaged 2", "counts damaged"}));
    repairs(findings);
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "three", "two"}));
}

TEST_P(Audit, AGhostIsDropped)
{
    prepare({"one", "two"});
    damage("INSERT INTO placement SELECT max(id) + 1, message, mailbox, 77, presence, awaiting, modseq, server_flags, server_keywords, made_by, made_ordinal,"
           " shadow_of, shown_in, flags, keywords, unread, flagged, pending, expected, date, size, has_attachment, to_me, from_key, subject_key, filed, labels"
           " FROM placement WHERE uid = 2; UPDATE mailbox SET total = total + 1, unread = unread + 1 WHERE wire_name = 'INBOX'");
    repairs({can("CONDSTORE") ? "missing_there damaged 77" : "missing_there stale 77"});
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
}

TEST_P(Audit, WrongFlagsAreCorrected)
{
    prepare({"one", "two"});
    damage("UPDATE placement SET server_flags = 1, flags = 1, unread = 0 WHERE uid = 1;"
           "UPDATE mailbox SET unread = unread - 1 WHERE wire_name = 'INBOX'");
    EXPECT_EQ(shown("INBOX"), (Texts{"one seen", "two"}));
    repairs({can("CONDSTORE") ? "flags damaged 1" : "flags stale 1"});
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
}

TEST_P(Audit, AWrongSizeMeansAnotherMessage)
{
    prepare({"one", "two"});
    damage("UPDATE message SET size = 7; UPDATE placement SET size = 7 WHERE uid = 2");
    repairs({"size damaged 1", "size damaged 2"});
    EXPECT_EQ(rig.rows(box("INBOX")).at(0).size, rig.rows(box("INBOX")).at(0).size);
    for (const store::MessageRow &row : rig.rows(box("INBOX")))
        EXPECT_GT(row.size, 7);
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
}

TEST_P(Audit, WhatIsShownWronglyIsFoldedAgain)
{
    prepare({"one", "two"});
    damage("UPDATE placement SET shown_in = NULL WHERE uid = 1; UPDATE placement SET flags = 4, flagged = 1 WHERE uid = 2");
    EXPECT_EQ(shown("INBOX"), (Texts{"two flagged"}));
    repairs({"shown damaged 1", "shown damaged 2", "counts damaged"});
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
}

TEST_P(Audit, CountersAreCountedAgain)
{
    prepare({"one", "two"});
    damage("UPDATE mailbox SET total = 99, unread = -3");
    const Texts findings = audit();
    EXPECT_EQ(findings, Texts(4, "counts damaged")) << "four mailboxes";
    EXPECT_EQ(audit(true), Texts(4, "counts damaged!"));
    EXPECT_EQ(audit(), Texts{});
    const auto inbox = rig.reader().mailbox(box("INBOX"));
    ASSERT_TRUE(inbox.ok());
    EXPECT_EQ(inbox->total, 2);
    EXPECT_EQ(inbox->unread, 2);
}

TEST_P(Audit, ANewUidValidityMeansToListAnew)
{
    prepare({"one", "two"});
    damage("UPDATE mailbox SET uidvalidity = 3 WHERE wire_name = 'INBOX'");
    repairs({"uidvalidity stale"});
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
}

TEST_P(Audit, FoldersThatCameAndWent)
{
    prepare({"one"});
    server.edit([](ModelMail &mail) {
        mail["Neu"];
        mail.erase("Archive");
    });
    EXPECT_EQ(audit(), (Texts{"folder_missing_here stale", "folder_missing_there stale"}));
    EXPECT_EQ(audit(true), (Texts{"folder_missing_here stale!", "folder_missing_there stale!"}));
    EXPECT_TRUE(box("Neu").isValid());
    EXPECT_FALSE(box("Archive").isValid());
    EXPECT_EQ(audit(), Texts{});
}

TEST_P(Audit, ChangesElsewhereAreStaleNotWrong)
{
    prepare({"one", "two"});
    server.edit([](ModelMail &mail) {
        ModelMailbox &inbox = mail["INBOX"];
        inbox.change(*inbox.find(1), {"\\Seen", "$Junk"});
        inbox.remove(2);
        inbox.add(modelMessage("three"), {});
    });
    before = server.content("INBOX");
    repairs({"flags stale 1", "missing_there stale 2", "missing_here stale 3"});
    EXPECT_EQ(shown("INBOX"), (Texts{"one seen", "three"}));
}

TEST_P(Audit, WaitingOperationsAreNamedAndKept)
{
    prepare({"one", "two", "three"});
    store::NewOperation flag;
    flag.placements = {at("INBOX", "one")};
    flag.addFlags = store::FlagFlagged;
    flag.notBefore = SystemClock().now() + 600'000; // held, and not so long that the clock must have been set
    store::NewOperation move = flag;
    move.kind = store::OperationKind::Move;
    move.placements = {at("INBOX", "two")};
    move.addFlags = 0;
    move.target = box("Archive");
    rig.add(flag);
    rig.add(move);
    EXPECT_EQ(audit(true), (Texts{"flags pending 1", "place pending 2"}));
    EXPECT_EQ(rig.operations(), 2U);
    EXPECT_EQ(shown("INBOX"), (Texts{"one flagged", "three"}));
    EXPECT_EQ(shown("Archive"), Texts{"two"});
    // A damaged row with a waiting operation: mended, and the operation is still carried out.
    damage("UPDATE placement SET server_flags = 1, flags = 5, unread = 0 WHERE uid = 1 AND mailbox = (SELECT id FROM mailbox WHERE wire_name = 'INBOX')");
    EXPECT_EQ(audit(true).at(0), can("CONDSTORE") ? "flags damaged 1!" : "flags stale 1!");
    EXPECT_EQ(rig.operations(), 2U);
    EXPECT_EQ(shown("INBOX"), (Texts{"one flagged", "three"}));
    ASSERT_TRUE(rig.store().writeAndWait([](store::StoreWriter &writer) { return writer.releaseHeldOperations(); }).ok());
    sync();
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_EQ(server.content("INBOX").front(), "one \\Flagged");
    EXPECT_EQ(server.names("Archive"), Texts{"two"});
    EXPECT_EQ(shown("INBOX"), (Texts{"one flagged", "three"}));
    EXPECT_EQ(audit(), Texts{});
}

} // namespace
} // namespace tern::test
