// SPDX-License-Identifier: GPL-3.0-or-later
// The whole engine against maildrops of every habit: each message comes once, and goes from the server only when it is durably here.
#include "tests/scripted/maildrop/MaildropWorld.h"

namespace tern::test {
namespace {

/// The system's, moved on.
class AheadClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override { return m_system.now() + m_ahead; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady() const override { return m_system.steady() + std::chrono::milliseconds(m_ahead); }
    void advance(std::chrono::milliseconds by) { m_ahead += by.count(); }

private:
    SystemClock m_system;
    std::atomic<std::int64_t> m_ahead{0};
};

TEST(Maildrop, IsVisitedAsOftenAsThePersonChose)
{
    AheadClock clock;      // the engine in the world looks at it to the end
    MaildropWorld world(store::MaildropPolicy{.visitMinutes = 30});
    world.server.deliver("a");
    world.driver.reset();
    world.driver.emplace(EngineDriver::Options{.profile = world.folder.path() / "profile", .automatic = true, .clock = &clock});
    ASSERT_TRUE(world.driver->waitFor([&] { return world.subjects() == Names{"a"}; }));
    // A sync of a folder that isn't the maildrop's goes through the lane without a visit, and then the lane looks whether one is due: when it has served
    // the second, it had looked.
    const MailboxId trash = world.driver->mailbox(world.id, "Trash");
    ASSERT_TRUE(trash.isValid());
    const auto wake = [&] {
        for (int time = 0; time < 2; ++time) {
            engine::Engine::SyncRequest request;
            request.account = world.id;
            request.mailbox = trash;
            request.sendOutbox = false;
            (void)EngineDriver::need(EngineDriver::wait<engine::SyncSummary>([&](auto done) { world.driver->engine().syncNow(request, std::move(done)); }));
        }
    };
    wake();      // the visit has ended
    world.server.deliver("b");
    clock.advance(std::chrono::minutes(29));
    wake();
    EXPECT_EQ(world.server.count("UIDL"), 1);
    clock.advance(std::chrono::minutes(2));
    wake();
    EXPECT_TRUE(world.driver->waitFor([&] { return world.subjects() == Names{"a", "b"}; })) << world.driver->traced();
    EXPECT_EQ(world.server.count("UIDL"), 2);

    // More often: it counts from now on.
    auto record = world.driver->reader().account(world.id).value();
    record.maildrop.visitMinutes = 2;
    EngineDriver::need(EngineDriver::wait<void>([&](auto done) { world.driver->engine().updateAccount(record, {}, std::move(done)); }));
    EXPECT_TRUE(world.driver->waitFor([&] { return world.server.count("UIDL") == 3; }));
    EXPECT_TRUE(world.driver->waitFor([&] { return world.server.count("QUIT") == 3; }));
    wake();
    clock.advance(std::chrono::minutes(3));
    wake();
    EXPECT_TRUE(world.driver->waitFor([&] { return world.server.count("UIDL") == 4; }));
}

TEST(Maildrop, FetchesEachMessageOnceWhateverTheServerLacks)
{
    for (int bits = 0; bits < 32; ++bits) {
        ModelPop3Server::Habits habits;
        habits.capa = (bits & 1) == 0;
        habits.uidl = (bits & 2) == 0;
        habits.top = (bits & 4) == 0;
        habits.pipelining = (bits & 8) == 0;
        const bool leave = (bits & 16) == 0;
        SCOPED_TRACE(bits);
        MaildropWorld world(leave ? kLeave : kTake);
        world.server.setHabits(habits);
        for (const char *name : {"a", "b", "c"})
            world.server.deliver(name);
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.subjects(), (Names{"a", "b", "c"}));
        ASSERT_TRUE(world.driver->sync());
        world.server.deliver("d");
        ASSERT_TRUE(world.driver->sync());
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.subjects(), (Names{"a", "b", "c", "d"}));
        EXPECT_EQ(world.left(), leave ? (Names{"a", "b", "c", "d"}) : Names{});
        EXPECT_EQ(world.removedTooEarly, 0);
        for (const char *name : {"a", "b", "c", "d"})
            EXPECT_TRUE(world.isKept(maildropMessage(name))) << name;
    }
}

TEST(Maildrop, NeedsTwoRoundTripsWhenNothingIsNew)
{
    MaildropWorld world;
    for (int i = 0; i < 200; ++i)
        world.server.deliver("m" + std::to_string(i));
    ASSERT_TRUE(world.driver->sync());
    world.server.clearLog();
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.server.log(), (Names{"UIDL", "LIST", "QUIT"}));
    // CAPA, USER and PASS before them.
    EXPECT_EQ(world.server.roundTrips(), 3 + 2);
}

TEST(Maildrop, KnowsMessagesAgainWhoseHeadersTheServerWritesInto)
{
    MaildropWorld world;
    world.server.setHabits({.uidl = false, .headerLines = true});
    world.server.deliver("a");
    world.server.deliver("b");
    ASSERT_TRUE(world.driver->sync());
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects(), (Names{"a", "b"}));
    EXPECT_EQ(world.server.count("RETR"), 2);
}

TEST(Maildrop, KeepsApartMessagesOfOneUidl)
{
    MaildropWorld world;
    world.server.edit([](auto &messages) { messages = {{maildropMessage("a"), "same"}, {maildropMessage("b"), "same"}, {maildropMessage("c"), "other"}}; });
    ASSERT_TRUE(world.driver->sync());
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects(), (Names{"a", "b", "c"}));
    // One goes by another hand, and one comes under the same name.
    world.server.edit([](auto &messages) {
        messages.erase(messages.begin());
        messages.push_back({maildropMessage("d"), "same"});
    });
    ASSERT_TRUE(world.driver->sync());
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects(), (Names{"a", "b", "c", "d"}));
    // Now the name is its own again.
    world.server.edit([](auto &messages) { messages.pop_back(); });
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects(), (Names{"a", "b", "c", "d"}));
}

TEST(Maildrop, KeepsBothOfTwoThatAreTheSame)
{
    for (const bool uidl : {true, false}) {
        MaildropWorld world(kTake);
        world.server.setHabits({.uidl = uidl});
        world.server.edit([](auto &messages) { messages = {{maildropMessage("a"), "1"}, {maildropMessage("a"), "2"}}; });
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.subjects(), (Names{"a", "a"}));
        EXPECT_EQ(world.left(), Names{});
    }
}

TEST(Maildrop, KnowsMessagesAgainWhenAllUidlsChange)
{
    for (const auto &policy : {kLeave, kTake}) {
        MaildropWorld world(kLeave);
        for (const char *name : {"a", "b", "c"})
            world.server.deliver(name);
        ASSERT_TRUE(world.driver->sync());
        world.remove("INBOX", "b");
        auto record = world.driver->reader().account(world.id).value();
        record.maildrop = policy;
        record.maildrop.untilDeleted = false;
        EngineDriver::need(EngineDriver::wait<void>([&](auto done) { world.driver->engine().updateAccount(record, {}, std::move(done)); }));
        world.server.edit([](auto &messages) {
            for (auto &message : messages)
                message.uidl = "new-" + message.uidl;
        });
        world.server.deliver("d");
        ASSERT_TRUE(world.driver->sync());
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.subjects(), (Names{"a", "c", "d"}));
        EXPECT_EQ(world.subjects("Trash"), Names{"b"});
        EXPECT_EQ(world.left(), policy.leave ? (Names{"a", "b", "c", "d"}) : Names{});
        EXPECT_EQ(world.removedTooEarly, 0);
    }
}

TEST(Maildrop, FetchesAMessageThatTookAnOldUidl)
{
    // Of another size, and of the same.
    for (const char *name : {"another", "b"}) {
        MaildropWorld world(kLeave);
        world.server.deliver("a");
        ASSERT_TRUE(world.driver->sync());
        world.remove("INBOX", "a");
        world.server.edit([&](auto &messages) { messages.front().raw = maildropMessage(name); });
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.removedTooEarly, 0);
        EXPECT_EQ(world.subjects(), Names{name});
        EXPECT_EQ(world.left(), Names{name});
    }
}

TEST(Maildrop, BelievesNoCounts)
{
    for (const bool extra : {true, false}) {
        MaildropWorld world(kTake);
        world.server.setHabits({.extraLines = extra, .missingLines = !extra});
        for (const char *name : {"a", "b"})
            world.server.deliver(name);
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.subjects(), (Names{"a", "b"}));
        EXPECT_EQ(world.left(), Names{});
        EXPECT_EQ(world.removedTooEarly, 0);
    }
}

TEST(Maildrop, RemovesWhatIsDeletedHere)
{
    MaildropWorld world;
    for (const char *name : {"a", "b", "c"})
        world.server.deliver(name);
    ASSERT_TRUE(world.driver->sync());
    world.remove("INBOX", "b");
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.left(), (Names{"a", "c"}));
    EXPECT_EQ(world.subjects("Trash"), Names{"b"});
    world.remove("Trash", "b");
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects("Trash"), Names{});
    EXPECT_EQ(world.left(), (Names{"a", "c"}));
}

/// A clock that a test sets.
class SetClock final : public Clock {
public:
    UnixMillis now() const override { return SystemClock().now() + ahead; }
    std::chrono::steady_clock::time_point steady() const override { return SystemClock().steady(); }
    std::atomic<UnixMillis> ahead{0};
};

TEST(Maildrop, RemovesAfterSoManyDays)
{
    constexpr UnixMillis kDay = 24LL * 3'600'000;
    SetClock clock;
    MaildropWorld world({true, 14, false});
    world.driver.reset();
    world.open(&clock);
    world.server.deliver("a");
    ASSERT_TRUE(world.driver->sync());
    clock.ahead = 10 * kDay;
    world.server.deliver("b");
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.left(), (Names{"a", "b"}));
    clock.ahead = 14 * kDay + 1000;
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.left(), Names{"b"});
    clock.ahead = 25 * kDay;
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.left(), Names{});
    EXPECT_EQ(world.subjects(), (Names{"a", "b"}));
}

TEST(Maildrop, WaitsForABusyMaildropAndTellsAWrongPassword)
{
    for (const auto &[answer, kind] : {std::pair{"[IN-USE] another session", ErrorKind::ServerBusy}, {"[LOGIN-DELAY] too soon", ErrorKind::ServerBusy},
                                       {"[SYS/TEMP] later", ErrorKind::ServerBusy}, {"[AUTH] wrong", ErrorKind::AuthenticationFailed}}) {
        MaildropWorld world;
        world.server.deliver("a");
        world.server.setHabits({.refuseSignIn = answer});
        const auto refused = world.driver->sync();
        ASSERT_FALSE(refused) << answer;
        EXPECT_EQ(refused.error().kind, kind) << answer;
        world.server.setHabits({});
        ASSERT_TRUE(world.driver->sync());
        EXPECT_EQ(world.subjects(), Names{"a"});
    }
}

TEST(Maildrop, SharesAMaildropWithAnother)
{
    MaildropWorld world;
    for (const char *name : {"a", "b", "c"})
        world.server.deliver(name);
    ASSERT_TRUE(world.driver->sync());
    world.server.edit([](auto &messages) { messages.erase(messages.begin() + 1); });
    world.server.deliver("d");
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects(), (Names{"a", "b", "c", "d"}));
}

TEST(Maildrop, ListsAgainWhatACacheHasLost)
{
    MaildropWorld world(kTake);
    for (const char *name : {"a", "b", "c"})
        world.server.deliver(name);
    ASSERT_TRUE(world.driver->sync(true));
    world.remove("INBOX", "b");
    world.driver.reset();
    for (const char *name : {"cache.db", "content.db"})
        std::filesystem::remove(world.folder.path() / "profile" / name);
    world.open();
    ASSERT_TRUE(world.driver->sync(true));
    EXPECT_EQ(world.subjects(), (Names{"a", "c"}));
    EXPECT_EQ(world.subjects("Trash"), Names{"b"});
    EXPECT_TRUE(world.isKept(maildropMessage("b")));
    EXPECT_TRUE(world.driver->row(world.id, "INBOX", "a")->bodyStored);
}

} // namespace
} // namespace tern::test
