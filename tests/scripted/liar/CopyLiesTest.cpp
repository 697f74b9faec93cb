// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says of moved, copied, flagged and removed messages.
#include "tests/scripted/liar/LiarWorld.h"

namespace tern::test {
namespace {

using Tell = ModelImapServer::Liar;

constexpr const char *kNoMove = "IMAP4rev1 ID UNSELECT LITERAL+ IDLE UIDPLUS";

/// In answers to COPY and MOVE the COPYUID says this instead.
Tell copyUid(const std::string &arguments)
{
    return [arguments](const ModelCommand &command, std::string &reply) {
        if (command.name != "UID COPY" && command.name != "UID MOVE")
            return;
        const auto at = reply.find("[COPYUID ");
        if (at != std::string::npos)
            reply.replace(at, reply.find(']', at) + 1 - at, arguments.empty() ? std::string("[X]") : "[COPYUID " + arguments + "]");
    };
}

Tell before(const std::string &name, const std::string &lines)
{
    return [name, lines](const ModelCommand &command, std::string &reply) {
        if (command.name == name)
            insertBeforeAnswer(command, reply, lines);
    };
}


const Lie kLies[] = {
    {"CopyUidPairsReversed", copyUid("7 3,4 6,5")},
    {"CopyUidNamesOlderMessages", copyUid("7 6 1")},
    {"CopyUidNamesOlderOnesOfAll", copyUid("7 3:4,6:7 1:4")},
    {"CopyUidOfOtherLength", copyUid("7 3:4 9")},
    {"CopyUidZero", copyUid("7 6 0")},
    {"CopyUidWrapped", copyUid("7 4294967302 4294967297")},
    {"CopyUidOfOtherValidity", copyUid("8 6 5")},
    {"CopyUidOfUnaskedSources", copyUid("7 2,5 1,2")},
    {"CopyUidTwice", copyUid("7 6,6 5,5")},
    {"CopyUidFarAhead", copyUid("7 6 4000000000")},
    {"CopyUidStar", copyUid("7 1:* 1:*")},
    {"CopyUidHugeRange", copyUid("7 1:4294967295 1:4294967295")},
    {"CopyUidMissing", copyUid({})},
    {"CopyUidNoWords", copyUid("")},
    {"NetEaseCopyUidBelow",
     [](const ModelCommand &command, std::string &reply) {
         // STATUS without UIDNEXT leaves nothing to check a COPYUID against.
         if (command.name == "STATUS" || command.name == "LIST") {
             for (int next = 1; next < 30; ++next)
                 replaceAll(reply, " UIDNEXT " + std::to_string(next) + " ", " ");
         }
         copyUid("7 6 2")(command, reply);
     }},
    {"StatusSaysLowUidNext",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "STATUS") {
             for (int next = 2; next < 30; ++next)
                 replaceAll(reply, " UIDNEXT " + std::to_string(next) + " ", " UIDNEXT 1 ");
         }
         copyUid("7 6 5")(command, reply);
     }},
    {"StatusOfAnotherMailbox",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "STATUS")
             replaceAll(reply, "\"Archive\"", "\"INBOX\"");
     }},
    {"MoveOfAllVanishes", before("UID MOVE", "* VANISHED 1:4294967295\r\n")},
    {"MoveExpungesAll", before("UID MOVE", "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 99 EXPUNGE\r\n* 0 EXPUNGE\r\n")},
    {"StoreTellsOfOthers", before("UID STORE", "* 2 FETCH (UID 2 FLAGS (\\Deleted) MODSEQ (99))\r\n* 99 FETCH (FLAGS (\\Deleted))\r\n* 5 FETCH (UID 77 FLAGS ())\r\n")},
    {"StoreModifiedAll",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "UID STORE")
             replaceAll(reply, command.tag + " OK", command.tag + " OK [MODIFIED 1:4294967295]");
     }},
    {"NoToCopies",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "UID COPY" || command.name == "UID MOVE")
             replaceAll(reply, command.tag + " OK", command.tag + " NO [OVERQUOTA]");
     },
     LiarWorld::Held | LiarWorld::Double},
    {"OkForAnotherTag",
     [](const ModelCommand &command, std::string &reply) {
         if (!command.tag.empty())
             reply.insert(0, "X" + command.tag + " OK not yours\r\n" + command.tag + "1 NO nor this\r\n");
     }},
};

class CopyLies : public ::testing::TestWithParam<Lie> {};
INSTANTIATE_TEST_SUITE_P(Every, CopyLies, ::testing::ValuesIn(kLies), lieName);

TEST_P(CopyLies, TouchNoOtherMessage)
{
    LiarWorld world(GetParam().capabilities);
    world.work();
    world.server.lie(GetParam().tell);
    world.syncLiedTo();
    world.checkServer(GetParam().allows);
    world.recover(GetParam().allows);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

TEST(RenumberedMailbox, IsNotTouchedByOldNumbers)
{
    LiarWorld world;
    world.work();
    // Made anew elsewhere with the same messages: each UID is another message's now.
    world.server.setDown(true);
    world.server.edit([](ModelMail &mail) {
        ModelMailbox &inbox = mail["INBOX"];
        inbox.uidValidity = 8;
        for (std::size_t i = 0; i < inbox.messages.size() / 2; ++i)
            std::swap(inbox.messages[i].raw, inbox.messages[inbox.messages.size() - 1 - i].raw);
    });
    const auto inbox = world.server.content("INBOX");
    const auto archive = world.server.content("Archive");
    world.server.setDown(false);
    world.syncLiedTo();
    EXPECT_EQ(world.server.content("INBOX"), inbox);
    EXPECT_EQ(world.server.names("Archive").size(), archive.size());
    world.recover(LiarWorld::Held);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

/// The reply claims what was not done: `refuse` answers without carrying out.
struct Pretence {
    const char *name;
    const char *command;
    const char *answer;
    const char *capabilities = ModelImapServer::kModern;
    unsigned allows = LiarWorld::Nothing;
};
const Pretence kPretences[] = {
    {"MoveOk", "UID MOVE", "OK done"},
    {"MoveOkWithUids", "UID MOVE", "OK [COPYUID 7 3:4 5:6] done"},
    {"CopyOkBeforeExpunge", "UID COPY", "OK done", kNoMove},
    {"CopyOkWithEarlierUids", "UID COPY", "OK [COPYUID 7 3:4,6:7 1:4] done", kNoMove},
    {"StoreOk", "UID STORE", "OK done"},
    {"ExpungeOk", "UID EXPUNGE", "OK done"},
    {"StoreOkBeforeExpunge", "UID STORE", "OK done", kNoMove, LiarWorld::Double},
    {"StatusOk", "STATUS", "OK nothing to say"},
    {"MoveBad", "UID MOVE", "BAD what"},
    {"MoveNo", "UID MOVE", "NO [TRYCREATE] none"},
    {"StoreNo", "UID STORE", "NO [READ-ONLY] no"},
    {"ExpungeNo", "UID EXPUNGE", "NO not now", kNoMove},
};

class Pretences : public ::testing::TestWithParam<Pretence> {};
INSTANTIATE_TEST_SUITE_P(Every, Pretences, ::testing::ValuesIn(kPretences), [](const auto &param) { return std::string(param.param.name); });

TEST_P(Pretences, LoseNothing)
{
    LiarWorld world(GetParam().capabilities);
    world.work();
    world.server.refuse(GetParam().command, GetParam().answer);
    world.syncLiedTo();
    world.checkServer(GetParam().allows);
    world.server.refuse(GetParam().command, {});
    world.recover(GetParam().allows | LiarWorld::Held);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

} // namespace
} // namespace tern::test
