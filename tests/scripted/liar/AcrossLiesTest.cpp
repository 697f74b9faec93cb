// SPDX-License-Identifier: GPL-3.0-or-later
// Moves to another account whose server lies, or from one that does: the original goes only when its copy is there.
#include "tests/scripted/liar/LiarWorld.h"

#include <algorithm>
#include <stdexcept>

namespace tern::test {
namespace {

using Tell = ModelImapServer::Liar;

struct AcrossLie {
    const char *name;
    Tell to;                ///< how the target's server lies
    Tell from;              ///< and the source's
};

Tell appendUid(const std::string &arguments)
{
    return [arguments](const ModelCommand &command, std::string &reply) {
        const auto at = reply.find("[APPENDUID ");
        if (command.name == "APPEND" && at != std::string::npos)
            reply.replace(at, reply.find(']', at) + 1 - at, arguments.empty() ? std::string() : "[APPENDUID " + arguments + "]");
    };
}

Tell bodies(const std::string &lines)
{
    return [lines](const ModelCommand &command, std::string &reply) {
        if (command.name == "UID FETCH" && command.text.find("BODY.PEEK[]") != std::string::npos)
            reply = lines + command.tag + " OK\r\n";
    };
}

const std::string kOther = "Message-ID: <other@model.test>\r\nSubject: other\r\n\r\nx\r\n";

const AcrossLie kLies[] = {
    {"AppendUidOfAnOlderMessage", appendUid("7 1"), {}},
    {"AppendUidOfOtherValidity", appendUid("9 3"), {}},
    {"AppendUidZero", appendUid("7 0"), {}},
    {"AppendUidWrapped", appendUid("7 4294967297"), {}},
    {"AppendUidMissing", appendUid({}), {}},
    {"NoUidNext",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "STATUS") {
             for (int next = 1; next < 20; ++next)
                 replaceAll(reply, " UIDNEXT " + std::to_string(next) + " ", " ");
         }
         appendUid("7 1")(command, reply);
     },
     {}},
    {"AppendNo",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "APPEND")
             replaceAll(reply, command.tag + " OK", command.tag + " NO [OVERQUOTA]");
     },
     {}},
    {"ByeInPlaceOfTheAnswer",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "APPEND")
             reply = "* BYE sorry\r\n" + std::string(1, ModelImapServer::kHangUp);
     },
     {}},
    {"BodyOfAnotherMessage", {}, bodies("* 1 FETCH (UID 1 BODY[] {" + std::to_string(kOther.size()) + "}\r\n" + kOther + ")\r\n")},
    {"BodyOfAnotherUid", {}, bodies("* 2 FETCH (UID 2 BODY[] {" + std::to_string(kOther.size()) + "}\r\n" + kOther + ")\r\n")},
    {"BodyEmpty", {}, bodies("* 1 FETCH (UID 1 BODY[] {0}\r\n)\r\n")},
    {"BodyNil", {}, bodies("* 1 FETCH (UID 1 BODY[] NIL)\r\n")},
    {"BodyCut", {}, [](const ModelCommand &command, std::string &reply) {
         if (command.name == "UID FETCH" && command.text.find("BODY.PEEK[]") != std::string::npos)
             reply = "* 1 FETCH (UID 1 BODY[] {500}\r\nSubject: one\r\n" + std::string(1, ModelImapServer::kHangUp);
     }},
};

class AcrossLies : public ::testing::TestWithParam<AcrossLie> {};
INSTANTIATE_TEST_SUITE_P(Every, AcrossLies, ::testing::ValuesIn(kLies), [](const auto &param) { return std::string(param.param.name); });

TEST_P(AcrossLies, LoseNothingAndTouchNoOther)
{
    ModelImapServer from;
    ModelImapServer to;
    SyncRig rig;
    for (const char *name : {"one", "two"})
        from.deliver("INBOX", name);
    for (const char *name : {"older1", "older2"})
        to.deliver("Archive", name);
    rig.open();
    const AccountId source = rig.addAccount("sender@163.test", from.port());
    const AccountId target = rig.addAccount("receiver@qq.test", to.port());
    rig.startAll(false);
    ASSERT_TRUE(rig.syncNow(source).ok());
    ASSERT_TRUE(rig.syncNow(target).ok());

    from.lie(GetParam().from);
    to.lie(GetParam().to);
    rig.move({rig.placement(source, "INBOX", "one")}, rig.mailbox(target, "Archive"));
    // With a wrong UID this would be about an older message.
    rig.flag({rig.placement(target, "Archive", "one")}, store::FlagFlagged);
    for (int i = 0; i < 3; ++i) {
        static_cast<void>(rig.syncNow(source));
        static_cast<void>(rig.syncNow(target));
    }
    const auto copies = [&] {
        const auto left = from.names("INBOX");
        const auto there = to.names("Archive");
        return std::pair(std::count(left.begin(), left.end(), "one"), std::count(there.begin(), there.end(), "one"));
    };
    EXPECT_GE(copies().first + copies().second, 1);
    from.lie({});
    to.lie({});
    for (int i = 0; i < 3; ++i) {
        for (const auto &operation : *rig.reader().operations())
            static_cast<void>(rig.store().writeAndWait([&](store::StoreWriter &writer) { return writer.operationRetry(operation.id); }));
        ASSERT_TRUE(rig.syncNow(source).ok());
        ASSERT_TRUE(rig.syncNow(target).ok());
    }
    EXPECT_GE(copies().first + copies().second, 1);
    EXPECT_LE(copies().second, 1);
    const auto archive = to.content("Archive");
    for (const char *name : {"older1", "older2"})
        EXPECT_EQ(std::count(archive.begin(), archive.end(), name), 1) << name;
    const auto inbox = from.content("INBOX");
    EXPECT_EQ(std::count(inbox.begin(), inbox.end(), "two"), 1);
    EXPECT_EQ(rig.operations(), 0U);
    if (HasFailure())
        ADD_FAILURE() << rig.traced();
}

} // namespace
} // namespace tern::test
