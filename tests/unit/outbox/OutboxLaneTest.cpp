// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/outbox/LaneWorld.h"

namespace tern::outbox::test {
namespace {

using store::OutboxState;
using Names = std::vector<std::string>;

TEST(OutboxLane, DeliversAndSavesTheCopy)
{
    LaneWorld world;
    world.sender.script = {FakeSender::accept};
    const OutboxId id = world.enqueue();
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.item(id).state == OutboxState::SentCopySaved; }));
    EXPECT_EQ(world.item(id).serverReply, QStringLiteral("250 2.0.0 queued"));
    EXPECT_EQ(world.folders.idsIn("Sent"), Names{"one@example.org"});
    EXPECT_EQ(world.events.told(), Names{"sent"});
    world.pass();
    EXPECT_EQ(world.sender.tries(), 1U) << "one more run changes nothing";
    EXPECT_EQ(world.folders.appends, 1);
}

TEST(OutboxLane, NoCopyWhereTheProviderKeepsOne)
{
    LaneWorld world;
    ASSERT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) {
        auto account = writer.reader().account(world.account);
        account->saveSentCopy = false;
        return writer.updateAccount(*account);
    }).ok());
    world.sender.script = {FakeSender::accept};
    const OutboxId id = world.enqueue();
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::SentCopySaved);
    EXPECT_EQ(world.folders.appends, 0);
}

TEST(OutboxLane, WaitsForTheServerAndGoesOnce)
{
    LaneWorld world;
    world.sender.script = {FakeSender::refuseConnection, FakeSender::refuseConnection, FakeSender::accept};
    const OutboxId id = world.enqueue();
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.item(id).state == OutboxState::Waiting; }));
    EXPECT_EQ(world.item(id).attempts, 1);
    EXPECT_EQ(world.item(id).notBefore, world.clock.now() + 1000);
    world.lane->retryNow();
    ASSERT_TRUE(eventually([&] { return world.sender.tries() == 2; }));
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::SentCopySaved);
    EXPECT_EQ(world.folders.appends, 1);
}

TEST(OutboxLane, WakesByItselfWhenItsTimeComes)
{
    LaneWorld world;
    world.sender.script = {FakeSender::refuseConnection, FakeSender::accept};
    const OutboxId id = world.enqueue();
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.item(id).state == OutboxState::Waiting; }));
    world.clock.advance(std::chrono::milliseconds(1000));
    ASSERT_TRUE(eventually([&] { return world.item(id).state == OutboxState::SentCopySaved; }));
}

TEST(OutboxLane, LostAnswerIsLookedUpThenAsked)
{
    LaneWorld world;
    world.sender.script = {FakeSender::loseAfterDot, FakeSender::accept};
    const OutboxId id = world.enqueue();
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::Unknown);
    EXPECT_EQ(world.events.told(), Names{"unknown"});
    world.pass();
    world.reopen();
    world.pass();
    EXPECT_EQ(world.sender.tries(), 1U) << "never again silently";
}

TEST(OutboxLane, LostAnswerSettledBySent)
{
    LaneWorld world;
    world.folders.boxes["Sent"].push_back({Uid{1}, "one@example.org"});
    world.sender.script = {FakeSender::loseAfterDot};
    const OutboxId id = world.enqueue();
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::SentCopySaved);
    EXPECT_EQ(world.folders.appends, 0) << "it is there already";
    EXPECT_EQ(world.events.told(), Names{"sent"});
}

TEST(OutboxLane, AppendWhoseAnswerWasLostIsNotDoubled)
{
    LaneWorld world;
    world.sender.script = {FakeSender::accept};
    world.folders.answerLost = true;
    const OutboxId id = world.enqueue();
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::Accepted);
    world.reopen();
    world.folders.answerLost = false;
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::SentCopySaved);
    EXPECT_EQ(world.folders.appends, 1);
}

TEST(OutboxLane, RefusedForGoodIsKeptAndTold)
{
    LaneWorld world;
    world.sender.script = {[](const MailRequest &) {
        DeliveryOutcome outcome;
        outcome.recipients = {{QStringLiteral("ann@example.org"), RecipientOutcome::Kind::Refused, QStringLiteral("550 no such user")}};
        outcome.error = makeError(ErrorKind::RecipientRefused, "test");
        return outcome;
    }};
    const OutboxId id = world.enqueue();
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::Failed);
    EXPECT_EQ(world.item(id).recipients[0].reply, QStringLiteral("550 no such user"));
    EXPECT_EQ(world.events.told(), Names{"failed"});
    EXPECT_EQ(world.folders.appends, 0);
    EXPECT_TRUE(world.reader->outboxFile(id).ok());
}

TEST(OutboxLane, CancelledMeanwhileIsNotSent)
{
    LaneWorld world;
    world.sender.script = {FakeSender::accept};
    const OutboxId id = world.enqueue();
    ASSERT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) {
        auto item = writer.reader().outboxItem(id);
        (*item)->state = OutboxState::Cancelled;
        return writer.updateOutbox(**item);
    }).ok());
    world.pass();
    EXPECT_EQ(world.sender.tries(), 0U);
}

std::vector<OutboxId> enqueueMany(LaneWorld &world, int count)
{
    std::vector<OutboxId> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(world.enqueue({QStringLiteral("ann@example.org")}, {}, "m" + std::to_string(i)));
    return ids;
}

class OutboxSeries : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Asking, OutboxSeries, ::testing::Bool(), [](const auto &one) { return one.param ? "Ahead" : "InTurn"; });

TEST_P(OutboxSeries, AllGoInOneDeliveryAndTheirCopiesAfterThem)
{
    for (const int count : {3, 50}) {
        LaneWorld world;
        world.sender.asksAhead = GetParam();
        int copiesDuring = 0;
        world.sender.script = {[&](const MailRequest &request) {
            copiesDuring += world.folders.appends;
            return FakeSender::accept(request);
        }};
        const auto ids = enqueueMany(world, count);
        world.pass();
        EXPECT_EQ(world.sender.deliveries, 1);
        EXPECT_EQ(world.sender.tries(), ids.size());
        EXPECT_EQ(copiesDuring, 0);
        EXPECT_EQ(world.folders.appends, count);
        for (const OutboxId id : ids)
            EXPECT_EQ(world.item(id).state, OutboxState::SentCopySaved);
        EXPECT_EQ(world.events.told(), Names(ids.size(), "sent"));
        world.pass();
        EXPECT_EQ(world.sender.tries(), ids.size());
    }
}

TEST_P(OutboxSeries, OneThatIsRefusedOrLostDoesNotKeepTheOthers)
{
    for (const int count : {5, 40}) {
        LaneWorld world;
        world.sender.asksAhead = GetParam();
        world.sender.script = {FakeSender::accept,
                               [](const MailRequest &) {
                                   DeliveryOutcome outcome;
                                   outcome.recipients = {{QStringLiteral("ann@example.org"), RecipientOutcome::Kind::Refused, QStringLiteral("550 no such user")}};
                                   outcome.error = makeError(ErrorKind::RecipientRefused, "test");
                                   return outcome;
                               },
                               FakeSender::loseAfterDot, FakeSender::accept};
        const auto ids = enqueueMany(world, count);
        world.pass();
        EXPECT_EQ(world.item(ids[1]).state, OutboxState::Failed);
        EXPECT_EQ(world.item(ids[2]).state, OutboxState::Unknown);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (i != 1 && i != 2) {
                EXPECT_EQ(world.item(ids[i]).state, OutboxState::SentCopySaved) << i;
            }
        }
        world.pass();
        EXPECT_EQ(world.sender.tries(), ids.size());
    }
}

TEST_P(OutboxSeries, AServerOutOfReachIsTriedWithOneAndAllSayWhy)
{
    LaneWorld world;
    world.sender.asksAhead = GetParam();
    world.sender.script = {FakeSender::refuseConnection, FakeSender::accept};
    const auto ids = enqueueMany(world, 30);
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.item(ids.back()).state == OutboxState::Waiting; }));
    EXPECT_EQ(world.sender.tries(), 1U);
    for (const OutboxId id : ids) {
        const auto item = world.item(id);
        EXPECT_EQ(item.state, OutboxState::Waiting);
        ASSERT_TRUE(item.reason);
        EXPECT_EQ(item.reason->kind, ErrorKind::ConnectionRefused);
        EXPECT_EQ(item.attempts, id == ids.front() ? 1 : 0);
    }
    world.clock.advance(std::chrono::milliseconds(1000));
    EXPECT_TRUE(eventually([&] { return world.item(ids.back()).state == OutboxState::SentCopySaved; }));
    EXPECT_EQ(world.sender.tries(), ids.size() + 1);
}

TEST_P(OutboxSeries, WhatComesBehindALostAnswerIsNotInDoubt)
{
    LaneWorld world;
    world.sender.asksAhead = GetParam();
    world.sender.hangsUp = true;
    world.sender.script = {FakeSender::loseAfterDot, FakeSender::accept};
    const auto ids = enqueueMany(world, 3);
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.item(ids.back()).state == OutboxState::Waiting; }));
    EXPECT_EQ(world.item(ids[0]).state, OutboxState::Unknown);
    for (const std::size_t behind : {1U, 2U}) {
        const auto item = world.item(ids[behind]);
        ASSERT_TRUE(item.reason);
        EXPECT_EQ(item.reason->kind, ErrorKind::ConnectionLost);
    }
    world.clock.advance(std::chrono::milliseconds(1000));
    EXPECT_TRUE(eventually([&] { return world.item(ids.back()).state == OutboxState::SentCopySaved; }));
    EXPECT_EQ(world.sender.tries(), ids.size());
}

TEST(OutboxLane, AMessageForLaterIsNotSentByAPassThatIgnoresPauses)
{
    LaneWorld world;
    world.sender.script = {FakeSender::accept};
    const OutboxId id = world.enqueue();
    ASSERT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) {
        auto item = writer.reader().outboxItem(id);
        (*item)->notBefore = world.clock.now() + 60'000;
        return writer.updateOutbox(**item);
    }).ok());
    world.pass();
    EXPECT_EQ(world.sender.tries(), 0U);
    world.clock.advance(std::chrono::minutes(1));
    world.pass();
    EXPECT_EQ(world.item(id).state, OutboxState::SentCopySaved);
}

TEST(OutboxLane, ANewMessageDoesNotWaitForTheCopiesOfAThousand)
{
    LaneWorld world;
    world.sender.script = {FakeSender::accept};
    enqueueMany(world, 40);
    std::atomic<int> copiesBefore{-1};
    world.folders.appended = [&](int count) {
        if (count != 5)
            return;
        world.enqueue({QStringLiteral("bob@example.org")}, {}, "new");
        world.sender.script = {[&](const MailRequest &request) {
            copiesBefore = world.folders.appends.load();
            return FakeSender::accept(request);
        }};
        world.lane->wake();
    };
    world.pass();
    ASSERT_TRUE(eventually([&] { return world.folders.appends == 41; }));
    EXPECT_EQ(copiesBefore, 5);
}

TEST(OutboxLane, WhatAPersonHoldsBackIsHeldThoughTheNetworkIsBack)
{
    LaneWorld world;
    world.sender.script = {FakeSender::accept};
    const OutboxId undo = world.enqueue();
    const OutboxId later = world.enqueue();
    world.change(undo, [&](store::OutboxRecord &item) { item.notBefore = world.clock.now() + 10'000; });
    world.change(later, [&](store::OutboxRecord &item) { item.sendAt = item.notBefore = world.clock.now() + 86'400'000; });
    world.lane->retryNow();
    world.pass();
    EXPECT_EQ(world.sender.tries(), 0u);
    world.clock.advance(std::chrono::seconds(11));
    world.pass();
    EXPECT_EQ(world.sender.tries(), 1u);
    EXPECT_EQ(world.item(later).state, store::OutboxState::Queued);
    // The program was not running when its time came.
    world.clock.advance(std::chrono::hours(72));
    world.reopen();
    world.lane->wake();
    world.pass();
    EXPECT_EQ(world.item(later).state, store::OutboxState::SentCopySaved);
    EXPECT_EQ(world.sender.tries(), 2u);
}

TEST(OutboxLane, TheLedgerSaysThroughWhichServerWithWhichTlsAndWhenAndWhereTheCopyIs)
{
    LaneWorld world;
    world.sender.server = {QStringLiteral("smtp.example.org:465"), QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384"), true};
    world.sender.script = {FakeSender::accept};
    const OutboxId id = world.enqueue();
    world.change(id, [](store::OutboxRecord &item) { item.reportDelivery = item.requireTls = true; });
    world.pass();
    const store::OutboxRecord item = world.item(id);
    EXPECT_EQ(item.server, QStringLiteral("smtp.example.org:465"));
    EXPECT_EQ(item.tls, QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384"));
    EXPECT_EQ(item.sent, world.clock.now());
    EXPECT_EQ(item.copyMailbox, "Sent");
    EXPECT_EQ(item.copied, world.clock.now());
    EXPECT_TRUE(item.reportTaken);
    ASSERT_EQ(world.sender.requests.size(), 1u);
    EXPECT_EQ(world.sender.requests[0].id, "one@example.org");
    EXPECT_TRUE(world.sender.requests[0].reportDelivery);
    EXPECT_TRUE(world.sender.requests[0].requireTls);
    const auto steps = world.reader->outboxSteps(id).value();
    ASSERT_EQ(steps.size(), 3u);
    EXPECT_EQ(steps[1].state, store::OutboxState::Accepted);
    EXPECT_EQ(steps[1].reply, QStringLiteral("250 2.0.0 queued"));
    EXPECT_EQ(steps[1].tls, item.tls);
}

TEST(OutboxLane, WhatWentUnknownSaysThroughWhichServer)
{
    LaneWorld world;
    world.sender.server = {QStringLiteral("smtp.example.org:465"), QStringLiteral("TLSv1.2"), false};
    world.sender.script = {FakeSender::loseAfterDot};
    const OutboxId id = world.enqueue();
    world.change(id, [](store::OutboxRecord &item) { item.reportDelivery = true; });
    world.pass();
    EXPECT_EQ(world.item(id).state, store::OutboxState::Unknown);
    EXPECT_EQ(world.item(id).tls, QStringLiteral("TLSv1.2"));
    EXPECT_EQ(world.item(id).sent, 0);
    EXPECT_FALSE(world.item(id).reportTaken);
}

TEST(OutboxLane, WhatIsDueGoesServerByServer)
{
    LaneWorld world;
    IdentityId own;
    IdentityId plain;
    ASSERT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        plain = *writer.saveIdentity({{}, world.account, {}, QStringLiteral("me@example.org"), {}, {}, {}});
        own = *writer.saveIdentity({{}, world.account, {}, QStringLiteral("me@work.example"), {}, {"smtp.work.example", 587, 1, "me"}, "session"});
        store::AccountRecord account = *writer.reader().account(world.account);
        account.smtp = {"smtp.example.org", 465, 0, "me"};
        account.saveSentCopy = false;       // its provider keeps copies, of what goes through its own server
        return writer.updateAccount(account);
    }).ok());
    const OutboxId first = world.enqueue();
    const OutboxId second = world.enqueue({QStringLiteral("bob@example.org")}, {}, "two");
    const OutboxId third = world.enqueue({QStringLiteral("ann@example.org")}, {}, "three");
    for (const OutboxId id : {first, second, third})
        world.change(id, [&](store::OutboxRecord &record) { record.identity = id == second ? own : plain; });
    // The one server is away: the other's mail goes all the same.
    world.sender.script = {FakeSender::refuseConnection, FakeSender::accept};
    world.pass();
    EXPECT_EQ(world.sender.servers, (std::vector<QString>{QStringLiteral("smtp.example.org:465"), QStringLiteral("smtp.work.example:587")}));
    EXPECT_EQ(world.item(first).state, store::OutboxState::Waiting);
    EXPECT_EQ(world.item(third).state, store::OutboxState::Waiting);
    EXPECT_EQ(world.item(second).state, store::OutboxState::SentCopySaved);
    EXPECT_EQ(world.folders.idsIn("Sent"), std::vector<std::string>{"two@example.org"});
    world.pass();
    EXPECT_EQ(world.item(first).state, store::OutboxState::SentCopySaved);
    EXPECT_EQ(world.item(third).state, store::OutboxState::SentCopySaved);
    EXPECT_EQ(world.folders.idsIn("Sent"), std::vector<std::string>{"two@example.org"});

    // An identity whose mail waits can't go: another server might not take it.
    const OutboxId waiting = world.enqueue({QStringLiteral("bob@example.org")}, {}, "four");
    world.change(waiting, [&](store::OutboxRecord &record) { record.identity = own; });
    const auto remove = [&] { return world.storage->writeAndWait([&](store::StoreWriter &writer) { return writer.removeIdentity(own); }); };
    EXPECT_EQ(remove().error().where, store::kIdentityInUse);
    world.pass();
    EXPECT_TRUE(remove().ok());
    EXPECT_EQ(world.storage->writeAndWait([&](store::StoreWriter &writer) { return writer.removeIdentity(plain); }).error().kind, ErrorKind::InvalidInput);
}

TEST(OutboxLane, AddressesOfOneServerShareItsConnection)
{
    LaneWorld world;
    std::vector<IdentityId> ids;
    ASSERT_TRUE(world.storage->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        const auto add = [&](const char *address, const store::ServerSettings &server, const std::string &auth = {}) {
            ids.push_back(*writer.saveIdentity({{}, world.account, {}, QString::fromLatin1(address), {}, server, "session", auth}));
        };
        add("me@work.example", {"smtp.work.example", 587, 1, "me"});
        add("sales@work.example", {"smtp.work.example", 587, 1, "me"});
        add("other@work.example", {"smtp.work.example", 587, 1, "other"});
        add("page@work.example", {"smtp.work.example", 587, 1, "me"}, "oauth:ours");
        return {};
    }).ok());
    for (std::size_t i = 0; i < 8; ++i) {
        const OutboxId id = world.enqueue({QStringLiteral("bob@example.org")}, {}, "m" + std::to_string(i));
        world.change(id, [&](store::OutboxRecord &record) { record.identity = ids[i % ids.size()]; });
    }
    world.sender.script.assign(8, FakeSender::accept);
    world.pass();
    EXPECT_EQ(world.sender.servers.size(), 3u) << "one for the two of the same user, one for the other user, one for the other way to sign in";
    EXPECT_EQ(world.sender.requests.size(), 8u);
}

TEST(OutboxLane, StopsAtOnceWhileWaiting)
{
    LaneWorld world;
    world.sender.script = {FakeSender::refuseConnection};
    const OutboxId id = world.enqueue();
    world.lane->wake();
    ASSERT_TRUE(eventually([&] { return world.item(id).state == OutboxState::Waiting; }));
    const auto before = std::chrono::steady_clock::now();
    world.lane->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(1));
}

} // namespace
} // namespace tern::outbox::test
