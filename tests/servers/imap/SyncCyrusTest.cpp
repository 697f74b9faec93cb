// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of sync against a real Cyrus, which differs from Dovecot wherever it can, and can less and less.
#include "tests/support/TestServers.h"
#include "tests/support/plainimap/PlainImap.h"
#include "tests/support/sync/SyncRig.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace tern::test {
namespace {

using Texts = std::vector<std::string>;

struct Lack {
    const char *name;
    const char *suppressed;     ///< capabilities
};
const Lack kLacks[] = {{"Nothing", ""},
                       {"QResync", "QRESYNC"},
                       {"Condstore", "QRESYNC CONDSTORE OBJECTID"},
                       {"ListStatus", "LIST-STATUS LIST-EXTENDED SPECIAL-USE OBJECTID MULTIAPPEND"},
                       {"Move", "MOVE UIDPLUS LITERAL+ IDLE NAMESPACE"}};

/// Cyrus without something, an account on it, and another client that sees the truth.
class CyrusLacks : public ::testing::TestWithParam<Lack> {
protected:
    CyrusLacks() : servers(options(GetParam().suppressed)), other(servers.cyrus.plain, servers.receiver().user, servers.receiver().password)
    {
        for (const std::string &line : other.command("CAPABILITY")) {
            std::istringstream words(GetParam().suppressed);
            for (std::string word; words >> word;)
                EXPECT_EQ((line + " ").find(" " + word + " "), std::string::npos) << word;
        }
        rig.open();
        account = rig.addAccount(servers.receiver().email, servers.cyrus.plain, servers.receiver().password);
    }
    ~CyrusLacks() override
    {
        rig.close();
        if (HasFailure())
            ADD_FAILURE() << rig.traced().substr(0, 20'000);
    }

    static TestServersOptions options(const std::string &suppressed)
    {
        TestServersOptions options;
        options.cyrus = true;
        options.users = {"bob@qq.test"};
        if (!suppressed.empty())
            options.cyrusConf = "suppress_capabilities: " + suppressed;
        if (suppressed.find("IDLE") != std::string::npos)
            options.cyrusConf += "\nimapidlepoll: 0";
        return options;
    }
    [[nodiscard]] bool lacks(const std::string &word) const { return std::string(GetParam().suppressed).find(word) != std::string::npos; }
    void deliver(const std::string &mailbox, const std::string &subject)
    {
        other.append(mailbox, "From: a@b.test\r\nTo: c@d.test\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                                  + "@b.test>\r\nDate: Tue, 14 Nov 2023 22:00:00 +0000\r\n\r\nHello " + subject + "\r\n");
    }
    void sync()
    {
        const auto summary = rig.syncNow(account);
        ASSERT_TRUE(summary.ok()) << summary.error().toString();
    }
    /// The operations that wait, carried out.
    void carryOut()
    {
        rig.kick();
        ASSERT_TRUE(rig.waitFor([&] { return rig.operations() == 0; }));
    }
    [[nodiscard]] Texts shown(const std::string &mailbox) { return rig.shown(account, mailbox); }
    /// "subject flags" as the server has it.
    [[nodiscard]] Texts there(const std::string &mailbox)
    {
        Texts lines;
        for (const PlainImap::Message &message : other.messages(mailbox)) {
            std::string line = message.subject;
            for (const auto &[flag, name] : {std::pair("\\Seen", " seen"), std::pair("\\Flagged", " flagged"), std::pair("\\Deleted", " deleted")}) {
                if (message.flags.contains(flag))
                    line += name;
            }
            lines.push_back(std::move(line));
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }

    TestServers servers;
    PlainImap other;
    SyncRig rig;
    AccountId account;
};
INSTANTIATE_TEST_SUITE_P(Every, CyrusLacks, ::testing::ValuesIn(kLacks), [](const auto &lacks) { return std::string(lacks.param.name); });

TEST_P(CyrusLacks, WhatChangesThereIsSeenHere)
{
    for (const char *folder : {"INBOX/A", "INBOX/B", "INBOX/C"}) {
        other.command(std::string("CREATE ") + folder);
        for (const char *name : {"one", "two", "three"})
            deliver(folder, name);
    }
    rig.startAll(false);
    sync();
    EXPECT_EQ(shown("INBOX/B"), (Texts{"one", "three", "two"}));
    EXPECT_EQ(rig.reader().mailboxByRole(account, store::MailboxRole::Sent).value()->wireName, "INBOX/Sent");

    // The last message goes too: what Cyrus tells of `*` then ends below it.
    for (const char *folder : {"INBOX/A", "INBOX/B", "INBOX/C"}) {
        other.command(std::string("SELECT ") + folder);
        other.command("UID STORE 1 +FLAGS (\\Seen \\Flagged)");
        other.command("UID STORE 2:3 +FLAGS (\\Deleted)");
        other.command("EXPUNGE");
    }
    deliver("INBOX/C", "four");
    sync();
    EXPECT_EQ(shown("INBOX/A"), (Texts{"one seen flagged"}));
    EXPECT_EQ(shown("INBOX/B"), (Texts{"one seen flagged"}));
    EXPECT_EQ(shown("INBOX/C"), (Texts{"four", "one seen flagged"}));
    other.command("SELECT INBOX");
    other.command("DELETE INBOX/A");
    sync();
    EXPECT_FALSE(rig.mailbox(account, "INBOX/A").isValid());
}

TEST_P(CyrusLacks, WhatIsDoneHereArrivesThere)
{
    for (const char *name : {"one", "two", "three", "four"})
        deliver("INBOX", name);
    rig.startAll(false);
    sync();
    rig.flag({rig.placement(account, "INBOX", "one")}, store::FlagSeen | store::FlagFlagged);
    rig.move({rig.placement(account, "INBOX", "two"), rig.placement(account, "INBOX", "three")}, rig.mailbox(account, "INBOX/Archive"));
    rig.copy({rig.placement(account, "INBOX", "one")}, rig.mailbox(account, "INBOX/Sent"));
    rig.expunge({rig.placement(account, "INBOX", "four")});
    store::NewOperation create;
    create.kind = store::OperationKind::CreateMailbox;
    create.account = account;
    create.mailboxName = "INBOX/New";
    rig.add(create);
    carryOut();
    // Without UIDPLUS nothing is expunged that others may have marked: it stays, marked and hidden.
    const bool marks = lacks("UIDPLUS");
    EXPECT_EQ(there("INBOX"), marks ? (Texts{"four deleted", "one seen flagged", "three deleted", "two deleted"}) : (Texts{"one seen flagged"}));
    EXPECT_EQ(there("INBOX/Archive"), (Texts{"three", "two"}));
    EXPECT_EQ(there("INBOX/Sent"), (Texts{"one seen flagged"}));
    sync();
    EXPECT_EQ(shown("INBOX/Archive"), (Texts{"three", "two"}));
    EXPECT_EQ(shown("INBOX/Sent"), (Texts{"one seen flagged"}));
    EXPECT_TRUE(rig.mailbox(account, "INBOX/New").isValid());

    store::NewOperation rename;
    rename.kind = store::OperationKind::RenameMailbox;
    rename.account = account;
    rename.mailboxName = "INBOX/New";
    rename.newMailboxName = "INBOX/Newer";
    rig.add(rename);
    carryOut();
    const auto names = other.mailboxes();
    EXPECT_NE(std::find(names.begin(), names.end(), "INBOX/Newer"), names.end());
    EXPECT_EQ(std::find(names.begin(), names.end(), "INBOX/New"), names.end());
}

TEST_P(CyrusLacks, ARenamedFolderKeepsItsMessagesAndBodies)
{
    for (const char *name : {"one", "two", "three"})
        deliver("INBOX", name);
    other.command("CREATE INBOX/A");
    other.command("CREATE INBOX/B");
    deliver("INBOX/A", "alpha");
    deliver("INBOX/A", "beta");
    deliver("INBOX/B", "gamma");
    rig.startAll(false);
    sync::SyncScope withBodies;
    withBodies.bodies = true;
    ASSERT_TRUE(rig.syncNow(account, withBodies).ok());
    const auto before = rig.mailbox(account, "INBOX/A");
    const PlacementId alpha = rig.placement(account, "INBOX/A", "alpha");
    other.command("RENAME INBOX/A INBOX/Z");
    other.command("DELETE INBOX/B");
    other.command("CREATE INBOX/Y");
    deliver("INBOX/Y", "delta");
    deliver("INBOX/Z", "epsilon");
    sync();
    EXPECT_EQ(rig.mailbox(account, "INBOX/Z"), before);
    EXPECT_EQ(shown("INBOX/Z"), (Texts{"alpha", "beta", "epsilon"}));
    EXPECT_EQ(shown("INBOX/Y"), (Texts{"delta"}));
    EXPECT_FALSE(rig.mailbox(account, "INBOX/A").isValid());
    EXPECT_EQ(rig.placement(account, "INBOX/Z", "alpha"), alpha);
    EXPECT_TRUE(rig.reader().row(alpha).value()->bodyStored);
}

TEST_P(CyrusLacks, ThePrefixIsHiddenAndOtherPeoplesFoldersAreToldApart)
{
    const ServerAccount &bob = servers.account("bob@qq.test");
    PlainImap his(servers.cyrus.plain, bob.user, bob.password);
    for (const char *folder : {"INBOX/Team", "INBOX/Quiet"}) {
        his.command(std::string("CREATE ") + folder);
        his.append(folder, "Subject: his\r\nMessage-ID: <his@b.test>\r\n\r\nHello\r\n");
        his.command(std::string("SETACL ") + folder + " receiver@qq.test lrs");
    }
    other.command("SUBSCRIBE user/bob/Team");
    rig.startAll(false);
    sync();
    if (!lacks("NAMESPACE")) {
        const auto team = rig.reader().mailboxByName(account, "user/bob/Team").value();
        ASSERT_TRUE(team.has_value());
        EXPECT_EQ(team->space, store::MailboxSpace::OtherUsers);
        EXPECT_EQ(team->path, QStringLiteral("Other users/bob/Team"));
        EXPECT_EQ(shown("user/bob/Team"), (Texts{"his"}));
        EXPECT_TRUE(shown("user/bob/Quiet").empty()) << "nobody asked for it";
    } else {
        his.command("SETACL INBOX/Team receiver@qq.test \"\"");
        his.command("SETACL INBOX/Quiet receiver@qq.test \"\"");
        sync();     // then all that is listed lies below INBOX
    }
    const auto archive = rig.reader().mailboxByName(account, "INBOX/Archive").value();
    ASSERT_TRUE(archive.has_value());
    EXPECT_EQ(archive->path, QStringLiteral("Archive"));
    EXPECT_TRUE(archive->parentPath.isEmpty());
    EXPECT_EQ(archive->prefix, "INBOX/");
    EXPECT_EQ(archive->role, store::MailboxRole::Archive);
}

TEST_P(CyrusLacks, MessagesOfAnotherAccountArriveTogether)
{
    const ServerAccount &sender = servers.sender();
    PlainImap dovecot(servers.imap.plain, sender.user, sender.password);
    Texts names;
    for (int i = 0; i < 25; ++i) {
        names.push_back("moved" + std::to_string(100 + i));
        dovecot.append("INBOX", "Subject: " + names.back() + "\r\nMessage-ID: <" + names.back() + "@b.test>\r\n\r\nHello\r\n");
    }
    const AccountId from = rig.addAccount(sender.email, servers.imap.plain, sender.password);
    rig.startAll(false);
    sync();
    ASSERT_TRUE(rig.syncNow(from).ok());
    std::vector<PlacementId> placements;
    for (const std::string &name : names)
        placements.push_back(rig.placement(from, "INBOX", name));
    rig.move(placements, rig.mailbox(account, "INBOX/Archive"));
    carryOut();
    EXPECT_EQ(there("INBOX/Archive"), names);
    EXPECT_TRUE(dovecot.messages("INBOX").empty());
    sync();
    EXPECT_EQ(shown("INBOX/Archive"), names);
    int appends = 0;
    const std::string dialogue = rig.traced();
    for (auto at = dialogue.find(" APPEND \""); at != std::string::npos; at = dialogue.find(" APPEND \"", at + 1))
        ++appends;
    EXPECT_EQ(appends, lacks("MULTIAPPEND") ? 25 : 2);
}

TEST_P(CyrusLacks, NewMailShowsWhileWatching)
{
    deliver("INBOX", "one");
    rig.times.poll = std::chrono::milliseconds(500);
    rig.close();
    rig.open();
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.mailbox(account, "INBOX").isValid() && shown("INBOX") == Texts{"one"}; }));
    ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching; }));
    deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
    other.command("SELECT INBOX");
    other.command("UID STORE 1 +FLAGS (\\Deleted)");
    other.command("EXPUNGE");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"two"}; }));
}

} // namespace
} // namespace tern::test
