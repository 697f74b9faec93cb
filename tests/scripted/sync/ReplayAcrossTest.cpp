// SPDX-License-Identifier: GPL-3.0-or-later
// Moves and copies from one account to another.
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

/// Two servers and a profile with an account on each.
struct TwoAccounts {
    explicit TwoAccounts(const char *capabilities, std::size_t mostTogether = 1'000) : from({capabilities}), to({.capabilities = capabilities, .mostTogether = mostTogether})
    {
        for (const char *name : {"one", "two", "three"})
            from.deliver("INBOX", name, {"\\Seen"});
        to.deliver("Archive", "older");
        rig.open();
        source = rig.addAccount("sender@163.test", from.port());
        target = rig.addAccount("receiver@qq.test", to.port());
        rig.startAll(false);
        for (const AccountId account : {source, target}) {
            if (const auto summary = rig.syncNow(account); !summary)
                throw std::runtime_error(summary.error().toString());
        }
        from.clearLog();
        to.clearLog();
    }
    [[nodiscard]] PlacementId at(const std::string &name) { return rig.placement(source, "INBOX", name); }
    [[nodiscard]] MailboxId archive() { return rig.mailbox(target, "Archive"); }
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            const auto sourceDone = rig.syncNow(source);
            EXPECT_TRUE(sourceDone.ok()) << sourceDone.error().toString();
            const auto targetDone = rig.syncNow(target);
            EXPECT_TRUE(targetDone.ok()) << targetDone.error().toString();
        }
    }

    ModelImapServer from;
    ModelImapServer to;
    SyncRig rig;
    AccountId source;
    AccountId target;
};

class AcrossAccounts : public ::testing::TestWithParam<ServerKind> {
protected:
    [[nodiscard]] bool can(const char *capability) const { return std::string(GetParam().capabilities).find(capability) != std::string::npos; }
    /// What the source has left, apart from what is marked as deleted where it can't be removed.
    static Texts left(ModelImapServer &server)
    {
        Texts lines;
        for (const std::string &line : server.content("INBOX")) {
            if (line.find("\\Deleted") == std::string::npos)
                lines.push_back(line.substr(0, line.find(' ')));
        }
        return lines;
    }
};
INSTANTIATE_TEST_SUITE_P(Every, AcrossAccounts, ::testing::ValuesIn(kEveryKind), kindName);

TEST_P(AcrossAccounts, MovesByteForByte)
{
    TwoAccounts both(GetParam().capabilities);
    both.rig.move({both.at("one"), both.at("three")}, both.archive());
    EXPECT_EQ(both.rig.shown(both.target, "Archive"), (Texts{"older", "one seen", "three seen"})) << "before any command";
    both.settle();
    EXPECT_EQ(both.to.content("Archive"), (Texts{"older", "one \\Seen", "three \\Seen"}));
    both.to.edit([](ModelMail &mail) { EXPECT_EQ(mail["Archive"].find(2)->raw, modelMessage("one")); });
    EXPECT_EQ(left(both.from), Texts{"two"});
    EXPECT_EQ(both.rig.operations(), 0U);
    EXPECT_EQ(both.rig.shown(both.source, "INBOX"), Texts{"two seen"});
    EXPECT_EQ(both.rig.shown(both.target, "Archive"), (Texts{"older", "one seen", "three seen"}));
    EXPECT_EQ(both.from.count("EXPUNGE"), 0);
}

/// Many go in as few commands as there may be, and one by one where the server takes no more.
TEST_P(AcrossAccounts, ManyGoTogether)
{
    for (const std::size_t most : {std::size_t{1'000}, std::size_t{5}}) {
        SCOPED_TRACE(most);
        TwoAccounts both(GetParam().capabilities, most);
        Texts names{"one", "two", "three"};
        for (int i = 0; i < 22; ++i) {
            names.push_back("m" + std::to_string(100 + i));
            both.from.deliver("INBOX", names.back());
        }
        both.settle();
        std::vector<PlacementId> all;
        for (const std::string &name : names)
            all.push_back(both.at(name));
        both.to.clearLog();
        both.rig.move(all, both.archive());
        both.settle();
        Texts wanted{"older"};
        wanted.insert(wanted.end(), names.begin(), names.end());
        EXPECT_EQ(both.to.names("Archive"), wanted) << "in their order";
        EXPECT_EQ(left(both.from), Texts{});
        EXPECT_EQ(both.rig.shown(both.target, "Archive").size(), wanted.size());
        EXPECT_TRUE(both.rig.notices().empty());
        // 20 and 5. What is refused together goes alone, and is not tried together again.
        EXPECT_EQ(both.to.count("APPEND"), !can("MULTIAPPEND") ? 25 : most == 5 ? 1 + 20 + 1 : 2);
    }
}

TEST_P(AcrossAccounts, WhatIsLargeGoesAlone)
{
    TwoAccounts both(GetParam().capabilities);
    const Texts large{"a", "b", "c"};
    both.from.edit([&](ModelMail &mail) {
        for (const std::string &name : large)
            mail["INBOX"].add(modelMessage(name, std::string(600'000, 'x')));
    });
    both.settle();
    both.to.clearLog();
    both.rig.move({both.at("a"), both.at("one"), both.at("b"), both.at("two"), both.at("c")}, both.archive());
    both.settle();
    Texts there = both.to.names("Archive");
    std::ranges::sort(there);
    EXPECT_EQ(there, (Texts{"a", "b", "c", "older", "one", "two"}));
    EXPECT_EQ(both.to.count("APPEND"), can("MULTIAPPEND") ? 3 : 5) << "a with one, b with two, c";
    EXPECT_TRUE(both.rig.notices().empty());
}

TEST_P(AcrossAccounts, Copies)
{
    TwoAccounts both(GetParam().capabilities);
    both.rig.copy({both.at("two")}, both.archive());
    both.settle();
    EXPECT_EQ(both.to.names("Archive"), (Texts{"older", "two"}));
    EXPECT_EQ(both.from.names("INBOX"), (Texts{"one", "two", "three"}));
    EXPECT_EQ(both.rig.operations(), 0U);
    EXPECT_EQ(both.rig.shown(both.target, "Archive").size(), 2U);
}

TEST_P(AcrossAccounts, ARefusedAppendLeavesTheOriginal)
{
    TwoAccounts both(GetParam().capabilities);
    both.to.refuse("APPEND", "NO [NOPERM] not here");
    both.rig.move({both.at("one")}, both.archive());
    (void)both.rig.syncNow(both.source);
    EXPECT_EQ(both.from.names("INBOX"), (Texts{"one", "two", "three"}));
    EXPECT_EQ(both.rig.shown(both.source, "INBOX"), (Texts{"one seen", "three seen", "two seen"}));
    ASSERT_EQ(both.rig.notices().size(), 1U);
    EXPECT_NE(both.rig.notices()[0].error.detail.find("not here"), std::string::npos);
}

TEST_P(AcrossAccounts, ATargetThatIsOfflineIsWaitedFor)
{
    TwoAccounts both(GetParam().capabilities);
    both.to.setDown(true);
    const OperationId id = both.rig.move({both.at("one")}, both.archive());
    (void)both.rig.syncNow(both.source);
    EXPECT_EQ(both.rig.operations(), 1U);
    EXPECT_EQ(both.from.names("INBOX").size(), 3U);
    EXPECT_TRUE(both.rig.notices().empty());
    both.to.setDown(false);
    EXPECT_TRUE(both.rig.store().writeAndWait([&](store::StoreWriter &writer) { return writer.operationRetry(id); }).ok());
    both.settle();
    EXPECT_EQ(both.to.names("Archive"), (Texts{"older", "one"}));
    EXPECT_EQ(left(both.from), (Texts{"two", "three"}));
}

/// Connections lost at every command of either server in turn, before and after it was carried out.
TEST_P(AcrossAccounts, ALostReplyNeitherLosesNorRepeats)
{
    int broken = 0;
    for (const bool atTarget : {false, true}) {
        for (const ModelFault fault : {ModelFault::LostBefore, ModelFault::LostAfter}) {
            for (int n = 1;; ++n) {
                SCOPED_TRACE(std::string(atTarget ? "target " : "source ") + (fault == ModelFault::LostBefore ? "before " : "after ") + std::to_string(n));
                TwoAccounts both(GetParam().capabilities);
                both.rig.move({both.at("one"), both.at("two")}, both.archive());
                ModelImapServer &server = atTarget ? both.to : both.from;
                server.failAt(n, fault);
                (void)both.rig.syncNow(both.source);
                const bool hit = server.hasFailed();
                const auto waiting = both.rig.reader().operations().value();
                for (const auto &operation : waiting)
                    EXPECT_TRUE(both.rig.store().writeAndWait([&](store::StoreWriter &writer) { return writer.operationRetry(operation.id); }).ok());
                both.settle();
                EXPECT_EQ(both.to.names("Archive"), (Texts{"older", "one", "two"})) << both.rig.traced();
                EXPECT_EQ(left(both.from), Texts{"three"});
                EXPECT_EQ(both.rig.operations(), 0U);
                EXPECT_EQ(both.rig.shown(both.target, "Archive").size(), 3U);
                EXPECT_EQ(both.rig.shown(both.source, "INBOX").size(), 1U);
                EXPECT_TRUE(both.rig.notices().empty());
                if (HasFailure())
                    return;
                if (!hit)
                    break;
                ++broken;
            }
        }
    }
    EXPECT_GT(broken, 8);
}

} // namespace
} // namespace tern::test
