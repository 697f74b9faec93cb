// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says while it is only listened to. The lanes run as in the window.
#include "tests/scripted/liar/LiarWorld.h"

namespace tern::test {
namespace {

using Tell = ModelImapServer::Liar;

/// Said as soon as IDLE begins.
Tell onIdle(const std::string &lines)
{
    return [lines](const ModelCommand &command, std::string &reply) {
        if (command.name == "IDLE")
            reply += lines;
    };
}

std::string flood()
{
    std::string lines;
    for (int i = 0; i < 20'000; ++i)
        lines += "* 3 FETCH (FLAGS (\\Seen))\r\n* 9 EXISTS\r\n";
    return lines;
}

const Lie kLies[] = {
    {"VanishedAll", onIdle("* VANISHED 1:4294967295\r\n")},
    {"ExpungeStorm", onIdle([] {
         std::string lines;
         for (int i = 0; i < 20'000; ++i)
             lines += "* 1 EXPUNGE\r\n";
         return lines;
     }())},
    {"ExistsLargest", onIdle("* 4294967295 EXISTS\r\n")},
    {"FlagsOfUnknown", onIdle("* 4000000 FETCH (FLAGS (\\Deleted))\r\n* 3 FETCH (UID 900 FLAGS (\\Deleted))\r\n")},
    {"Flood", onIdle(flood())},
    {"Bye", [](const ModelCommand &command, std::string &reply) { if (command.name == "IDLE") reply = "* BYE away\r\n" + std::string(1, ModelImapServer::kHangUp); }},
    {"EndsIdleAtOnce", [](const ModelCommand &command, std::string &reply) { if (command.name == "IDLE") reply = "+ idling\r\n" + command.tag + " OK done already\r\n"; }},
    {"IdleNo", [](const ModelCommand &command, std::string &reply) { if (command.name == "IDLE") reply = command.tag + " NO not here\r\n"; }},
    {"UidValidityToldAnew", onIdle("* OK [UIDVALIDITY 77] new\r\n")},
};

class LiveLies : public ::testing::TestWithParam<Lie> {};
INSTANTIATE_TEST_SUITE_P(Every, LiveLies, ::testing::ValuesIn(kLies), lieName);

TEST_P(LiveLies, NeitherLoseNorSpin)
{
    ModelImapServer server;
    for (const char *name : {"one", "two", "three"})
        server.deliver("INBOX", name);
    const auto content = server.content("INBOX");
    server.lie(GetParam().tell);
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("receiver@qq.test", server.port());
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return server.count("IDLE") > 0; }));
    // Whatever the server says, it isn't asked again and again.
    EXPECT_FALSE(rig.waitFor([&] { return server.count("IDLE") > 40; }, std::chrono::milliseconds{1'000}));
    EXPECT_LE(server.log().size(), 400U);
    // And a person's click gets its turn.
    const MailboxId inbox = rig.mailbox(account, "INBOX");
    if (inbox.isValid() && rig.rows(inbox).size() == 3) {
        rig.flag({rig.placement(account, "INBOX", "two")}, store::FlagFlagged);
        rig.kick();
        EXPECT_TRUE(rig.waitFor([&] { return server.content("INBOX")[1] == "two \\Flagged"; })) << "the flag waits";
    }
    server.lie({});
    server.deliver("INBOX", "four");
    server.setDown(true);
    server.setDown(false);
    EXPECT_TRUE(rig.waitFor([&] {
        static_cast<void>(rig.syncNow(account));
        return rig.shown(account, "INBOX").size() == 4;
    })) << rig.traced();
    EXPECT_EQ(server.names("INBOX").size(), 4U);
}

} // namespace
} // namespace tern::test
