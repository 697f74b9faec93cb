// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/outbox/LaneWorld.h"

namespace tern::outbox::test {
namespace {

using Names = std::vector<std::string>;

store::DraftRecord saveDraft(LaneWorld &world, store::DraftRecord draft)
{
    EXPECT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto saved = writer.saveDraft(draft);
        if (!saved)
            return saved.error();
        draft = *saved;
        return {};
    }).ok());
    return draft;
}

TEST(DraftSync, UploadsTheNewestVersionAndRemovesTheOlder)
{
    LaneWorld world;
    store::DraftRecord draft;
    draft.account = world.account;
    draft.from = QStringLiteral("Me <me@example.org>");
    draft = saveDraft(world, draft);
    world.pass();
    ASSERT_EQ(world.folders.idsIn("Drafts").size(), 1U);
    const std::string first = world.folders.idsIn("Drafts").front();
    EXPECT_TRUE(first.ends_with("-1@example.org")) << first;
    draft.text = QStringLiteral("more");
    draft = saveDraft(world, draft);
    world.pass();
    ASSERT_EQ(world.folders.idsIn("Drafts").size(), 1U);
    EXPECT_NE(world.folders.idsIn("Drafts").front(), first);
    world.pass();
    EXPECT_EQ(world.folders.appends, 2) << "nothing new, nothing uploaded";
}

TEST(DraftSync, WaitsForAPauseInTyping)
{
    LaneWorld world;
    store::DraftRecord draft;
    draft.account = world.account;
    draft.from = QStringLiteral("me@example.org");
    saveDraft(world, draft);
    world.lane->wake();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(world.folders.appends, 0);
    world.clock.advance(std::chrono::seconds(10));
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.folders.idsIn("Drafts").size() == 1; }));
}

TEST(DraftSync, DiscardedTakesItsCopyAlong)
{
    LaneWorld world;
    store::DraftRecord draft;
    draft.account = world.account;
    draft.from = QStringLiteral("me@example.org");
    draft = saveDraft(world, draft);
    world.folders.boxes["Drafts"].push_back({Uid{999}, "another@example.org"});
    world.pass();
    ASSERT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) { return writer.discardDraft(draft.id); }).ok());
    world.folders.offline = true;
    world.pass();
    EXPECT_EQ(world.folders.idsIn("Drafts").size(), 2U);
    world.reopen();
    world.folders.offline = false;
    world.pass();
    EXPECT_EQ(world.folders.idsIn("Drafts"), Names{"another@example.org"});
    EXPECT_FALSE(*world.reader->draft(draft.id));
}

TEST(DraftSync, ACopyWhoseUploadWasNotNotedIsFoundAgain)
{
    LaneWorld world;
    store::DraftRecord draft;
    draft.account = world.account;
    draft.from = QStringLiteral("me@example.org");
    draft = saveDraft(world, draft);
    world.folders.answerLost = true;
    world.pass();
    world.folders.answerLost = false;
    world.reopen();
    world.pass();
    EXPECT_EQ(world.folders.appends, 1);
    EXPECT_EQ(world.folders.idsIn("Drafts").size(), 1U);
}

TEST(DraftSync, AcceptanceDiscardsTheDraft)
{
    LaneWorld world;
    store::DraftRecord draft;
    draft.account = world.account;
    draft.from = QStringLiteral("me@example.org");
    draft = saveDraft(world, draft);
    world.pass();
    ASSERT_EQ(world.folders.idsIn("Drafts").size(), 1U);
    world.sender.script = {FakeSender::accept};
    world.enqueue({QStringLiteral("ann@example.org")}, draft.id);
    world.pass();
    EXPECT_TRUE(world.folders.idsIn("Drafts").empty());
    EXPECT_EQ(world.folders.idsIn("Sent").size(), 1U);
}

} // namespace
} // namespace tern::outbox::test
