// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked ahead, what NOTIFY tells, and how few commands it takes.
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

class RoundTrips : public SyncScript {
protected:
    /// Folders with a message each.
    void fill(int folders)
    {
        server.edit([&](ModelMail &mail) {
            for (int i = 0; i < folders; ++i)
                mail["F" + std::to_string(1000 + i)].add(modelMessage("in " + std::to_string(i)));
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Every, RoundTrips, ::testing::ValuesIn(kEveryKind), kindName);

TEST_P(RoundTrips, ManyFoldersThatChangedAreVisitedTogether)
{
    fill(60);
    start();
    sync();
    server.edit([](ModelMail &mail) {
        for (auto &[name, mailbox] : mail) {
            if (name[0] != 'F')
                continue;
            mailbox.change(*mailbox.find(1), {"\\Seen"});
            mailbox.add(modelMessage("new in " + name));
        }
        mail["F1007"].remove(1);
        mail["F1008"] = ModelMailbox{};
        mail["F1008"].uidValidity = 99;
        mail["F1008"].add(modelMessage("started over"));
    });
    server.clearLog();
    sync();
    EXPECT_EQ(shown("F1003"), (Texts{"in 3 seen", "new in F1003"}));
    EXPECT_EQ(shown("F1007"), Texts{"new in F1007"});
    EXPECT_EQ(shown("F1008"), Texts{"started over"});
    EXPECT_EQ(shown("F1059"), (Texts{"in 59 seen", "new in F1059"}));
    EXPECT_GE(server.mostAhead(), 10) << "commands were on their way before the ones in front of them were answered";
    server.clearLog();
    sync();
    for (const std::string &command : server.log())
        EXPECT_EQ(command.find("BODYSTRUCTURE"), std::string::npos) << "listed again: " << command;
    if (can("CONDSTORE")) {
        EXPECT_EQ(server.count("SELECT"), 0);
    }
}

TEST_P(RoundTrips, OneThatWentDoesNotHideOneThatCameAfterStatus)
{
    fill(3);
    start();
    sync();
    server.edit([](ModelMail &mail) {
        for (auto &[name, mailbox] : mail) {
            if (name[0] == 'F')
                mailbox.change(*mailbox.find(1), {"\\Seen"});
        }
    });
    server.at("SELECT \"F1001\"", [](ModelMail &mail) {
        mail["F1001"].remove(1);
        mail["F1001"].add(modelMessage("came"));
    });
    sync();
    EXPECT_EQ(shown("F1001"), Texts{"came"}) << "as many as before, and other ones";
    EXPECT_EQ(shown("F1002"), Texts{"in 2 seen"});
}

TEST_P(RoundTrips, TheNewestPageIsAskedForWithSelectAndTheRestAhead)
{
    for (int i = 1; i <= 450; ++i)
        server.deliver("INBOX", "m" + std::to_string(1000 + i));
    start();
    sync();
    EXPECT_EQ(rig.rows(box("INBOX")).size(), 450U);
    const Texts log = server.log();
    const auto select = std::find_if(log.begin(), log.end(), [](const std::string &line) { return line.starts_with("SELECT \"INBOX\""); });
    ASSERT_NE(select, log.end());
    const std::string first = can("PARTIAL") ? "UID FETCH 1:*" : "FETCH 351:*";
    EXPECT_TRUE((select + 1)->starts_with(first)) << *(select + 1);
    EXPECT_TRUE((select + 2)->starts_with("FETCH 1:350")) << *(select + 2);
}

TEST_P(RoundTrips, AnEmptyMailboxAndOneThatShrankMeanwhile)
{
    for (int i = 1; i <= 150; ++i)
        server.deliver("INBOX", "m" + std::to_string(1000 + i));
    server.at("SELECT \"INBOX\"", [](ModelMail &mail) {
        for (std::uint32_t uid = 11; uid <= 150; ++uid)
            mail["INBOX"].remove(uid);
    });
    start();
    sync();
    EXPECT_EQ(rig.rows(box("INBOX")).size(), 10U) << "STATUS told of 150, SELECT of 10";
    EXPECT_TRUE(rig.reader().mailbox(box("INBOX"))->fullyListed);
    EXPECT_EQ(shown("Archive"), Texts{});
    EXPECT_TRUE(rig.reader().mailbox(box("Archive"))->fullyListed);
}

TEST_P(RoundTrips, UnknownNamesComeAndGoInAnyAlphabet)
{
    server.edit([](ModelMail &mail) {
        mail["&V4NXPnux-"].add(modelMessage("junk"));
        mail["A&-B"].add(modelMessage("ampersand"));
    });
    start();
    sync();
    EXPECT_EQ(shown("&V4NXPnux-"), Texts{"junk"}) << "the key is the same whatever is spoken";
    EXPECT_EQ(shown("A&-B"), Texts{"ampersand"});
    EXPECT_EQ(rig.reader().mailbox(box("&V4NXPnux-"))->name, QStringLiteral("垃圾箱"));
    rig.move({at("&V4NXPnux-", "junk")}, box("A&-B"));
    sync();
    EXPECT_EQ(server.names("A&-B"), (Texts{"ampersand", "junk"}));
    EXPECT_EQ(server.count("SELECT \"垃圾箱\"") > 0, can("UTF8=ACCEPT"));
    EXPECT_EQ(rig.operations(), 0U);
}

class Notified : public SyncScript {
protected:
    void watch()
    {
        start(true);
        ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching; }));
        ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, sync::LaneKind::Background).state == sync::LaneStatus::State::Idle; }));
    }
};
INSTANTIATE_TEST_SUITE_P(Every, Notified, ::testing::Values(kEveryKind[4]), kindName);

TEST_P(Notified, MailInAnotherFolderShowsAtOnce)
{
    deliver("INBOX", {"one"});
    deliver("Archive", {"old"});
    watch();
    ASSERT_TRUE(rig.waitFor([&] { return shown("Archive") == Texts{"old"}; }));
    rig.sync(account).setFocus(box("Archive"));
    ASSERT_TRUE(rig.waitFor([&] { return server.count("SELECT \"Archive\"") > 0; }));
    const auto since = std::chrono::steady_clock::now();
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds{5}) << "not at the next walk";
    server.edit([](ModelMail &mail) {
        mail["INBOX"].change(*mail["INBOX"].find(1), {"\\Seen"});
        mail["Trash"].add(modelMessage("gone"));
    });
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one seen", "two"} && shown("Trash") == Texts{"gone"}; }));
}

TEST_P(Notified, ANewFolderShowsAtOnceAndOneThatIsGoneGoes)
{
    watch();
    server.edit([](ModelMail &mail) { mail["Fresh"].add(modelMessage("inside")); });
    EXPECT_TRUE(rig.waitFor([&] { return box("Fresh").isValid(); }));
    server.edit([](ModelMail &mail) { mail.erase("Trash"); });
    EXPECT_TRUE(rig.waitFor([&] { return !box("Trash").isValid(); }));
}

TEST_P(Notified, AServerThatRefusesIsOneWithout)
{
    server.refuse("NOTIFY", "NO not now");
    deliver("INBOX", {"one"});
    watch();
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; }));
    EXPECT_EQ(server.count("NOTIFY"), 1);
}

} // namespace
} // namespace tern::test
