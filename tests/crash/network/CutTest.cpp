// SPDX-License-Identifier: GPL-3.0-or-later
// A connection to Dovecot that is cut, reset or stalls at every byte of a dialogue: never a wrong action, never a lane that stays stuck.
#include "tests/support/TestServers.h"
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/plainimap/PlainImap.h"
#include "tests/support/proxy/FaultProxy.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <fstream>

namespace tern::test {
namespace {

using std::chrono::milliseconds;

std::string mailNamed(const std::string &name, std::size_t size = 200)
{
    std::string raw = "From: a@b.test\r\nTo: receiver@qq.test\r\nSubject: " + name + "\r\nMessage-ID: <" + name
        + "@test>\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n\r\n";
    while (raw.size() < size)
        raw += "A line of the message " + name + " that says nothing.\r\n";
    return raw;
}

class Cuts : public ::testing::Test {
protected:
    Cuts() : folder(QString::fromStdString(faultFolder() + "/tern-cuts-XXXXXX")), proxy(servers.imap.plain), truth(servers.imap.plain, user(), password())
    {
        for (const char *name : {"flagged", "moved", "bystander"})
            truth.append("INBOX", mailNamed(name));
    }
    [[nodiscard]] const std::string &user() const { return servers.receiver().user; }
    [[nodiscard]] const std::string &password() const { return servers.receiver().password; }

    void open()
    {
        driver = std::make_unique<EngineDriver>(EngineDriver::Options{folder.filePath(QStringLiteral("profile")).toStdString()});
        if (driver->accounts().empty())
            (void)driver->addAccount(servers.receiver().email, proxy.port(), 0, password());
        account = driver->accounts().front();
    }
    /// A flag and a move, each the other way than before.
    void ask()
    {
        isFlagged = !isFlagged;
        isMoved = !isMoved;
        const auto flagged = driver->row(account, "INBOX", "flagged");
        ASSERT_TRUE(flagged);
        (void)EngineDriver::need(EngineDriver::wait<engine::Engine::OperationIds>([&](auto done) {
            const store::Flags flag = store::FlagFlagged;
            driver->engine().changeFlags({flagged->placement}, isFlagged ? flag : 0, isFlagged ? 0 : flag, store::OperationIntent::Flag, std::move(done));
        }));
        const auto moved = driver->row(account, isMoved ? "INBOX" : "Archive", "moved");
        ASSERT_TRUE(moved);
        (void)EngineDriver::need(EngineDriver::wait<engine::Engine::OperationIds>(
            [&](auto done) { driver->engine().move({moved->placement}, driver->mailbox(account, isMoved ? "Archive" : "INBOX"), std::move(done)); }));
    }
    /// With no fault any more everything comes to its end.
    void settle()
    {
        for (int time = 0; time < 5; ++time) {
            const auto synced = driver->sync();
            if (synced && driver->operations() == 0)
                break;
            for (const auto &operation : EngineDriver::need(driver->reader().operations()))
                (void)EngineDriver::wait<void>([&](auto done) { driver->engine().retryOperation(operation.id, std::move(done)); });
        }
        ASSERT_EQ(driver->operations(), 0U) << driver->traced();
        std::map<std::string, std::string> found;
        for (const char *mailbox : {"INBOX", "Archive", "Trash"}) {
            for (const PlainImap::Message &message : truth.messages(mailbox)) {
                std::string &places = found[message.messageId];
                places += std::string(places.empty() ? "" : ", ") + mailbox;
                for (const std::string &flag : message.flags)
                    places += " " + flag;
            }
        }
        const std::map<std::string, std::string> wanted{
            {"flagged@test", isFlagged ? "INBOX \\Flagged" : "INBOX"}, {"moved@test", isMoved ? "Archive" : "INBOX"}, {"bystander@test", "INBOX"}};
        ASSERT_EQ(found, wanted) << driver->traced();
        ASSERT_EQ(driver->shows(account, isMoved ? "Archive" : "INBOX", "moved"), true);
        ASSERT_TRUE(driver->takeNotices().empty());
    }
    /// The fault at byte `after` of the dialogue that carries out what is asked. \return whether it came.
    bool strikeAt(ProxyFault fault)
    {
        proxy.resetConnections();
        proxy.arm(fault);
        ask();
        if (HasFatalFailure())
            return false;
        if (fault.kind == ProxyFault::Kind::Stall)
            return stallAndQuit();
        (void)driver->sync();
        const bool struck = proxy.struck() > 0;
        proxy.lift();
        settle();
        return struck;
    }
    /// A person quits while nothing comes any more.
    bool stallAndQuit()
    {
        std::promise<void> ended;
        auto end = ended.get_future();
        driver->engine().syncNow({}, [&](const Result<engine::SyncSummary> &) { ended.set_value(); });
        const bool stalled = driver->waitFor([&] { return proxy.struck() > 0 || end.wait_for(milliseconds(0)) == std::future_status::ready; });
        EXPECT_TRUE(stalled);
        const bool struck = proxy.struck() > 0;
        const auto since = std::chrono::steady_clock::now();
        driver.reset();
        const auto took = std::chrono::steady_clock::now() - since;
        EXPECT_LT(took, milliseconds(1'000));
        longest = std::max(longest, std::chrono::duration_cast<milliseconds>(took));
        EXPECT_EQ(end.wait_for(milliseconds(0)), std::future_status::ready) << "the sync was not told of its end";
        proxy.lift();
        open();
        settle();
        return struck;
    }
    /// \return how many came.
    int walk(ProxyFault::Kind kind, ProxyWay way, int most, int stride, int few)
    {
        std::mt19937 random = faultRandom("cuts" + std::to_string(static_cast<int>(kind)) + std::to_string(static_cast<int>(way)));
        int came = 0;
        const auto length = static_cast<int>(dialogue[way == ProxyWay::ToServer ? 0 : 1]);
        const int steps = isLongFaultRun() ? std::min(most, length + stride) / stride : few;
        for (int step = 1; step <= steps; ++step) {
            const int after = isLongFaultRun() ? step * stride : std::uniform_int_distribution(1, length)(random);
            SCOPED_TRACE((way == ProxyWay::ToServer ? "to the server, after " : "to the client, after ") + std::to_string(after));
            came += strikeAt({kind, way, after}) ? 1 : 0;
            if (HasFailure())
                return came;
        }
        return came;
    }
    void begin()
    {
        open();
        EngineDriver::need(driver->sync());
        proxy.resetConnections();
        proxy.arm({});
        ask();
        EngineDriver::need(driver->sync());
        dialogue[0] = proxy.passed(ProxyWay::ToServer);
        dialogue[1] = proxy.passed(ProxyWay::ToClient);
        settle();
    }

    TestServers servers;
    QTemporaryDir folder;
    FaultProxy proxy;
    PlainImap truth;
    std::unique_ptr<EngineDriver> driver;
    AccountId account;
    bool isFlagged = false;
    bool isMoved = false;
    std::int64_t dialogue[2] = {0, 0};
    milliseconds longest{0};
};

TEST_F(Cuts, AtEveryByteOfAShortDialogue)
{
    begin();
    ASSERT_GT(dialogue[0], 200);
    ASSERT_GT(dialogue[1], 1'000);
    int cuts = 0;
    for (const ProxyWay way : {ProxyWay::ToServer, ProxyWay::ToClient}) {
        if (!HasFailure())
            cuts += walk(ProxyFault::Kind::Cut, way, 20'000, 1, 25);
        if (!HasFailure())
            cuts += walk(ProxyFault::Kind::Reset, way, 20'000, 7, 10);
    }
    countFaults("cuts and resets of a short dialogue", cuts);
    EXPECT_GT(cuts, 30);
}

TEST_F(Cuts, AStallDoesNotHoldUpTheEnd)
{
    begin();
    int stalls = 0;
    for (const ProxyWay way : {ProxyWay::ToServer, ProxyWay::ToClient}) {
        if (!HasFailure())
            stalls += walk(ProxyFault::Kind::Stall, way, 20'000, 23, 6);
    }
    countFaults("stalls of a short dialogue", stalls);
    std::printf("longest quit while stalled: %lld ms\n", static_cast<long long>(longest.count()));
    EXPECT_GT(stalls, 6);
}

TEST_F(Cuts, BytesThatComeOneByOneOrLateAreTheSame)
{
    proxy.setPieces(1);
    begin();
    proxy.setPieces(0);
    proxy.setDelay(milliseconds(30));
    proxy.resetConnections();
    ask();
    EngineDriver::need(driver->sync());
    settle();
}

/// By itself: nobody presses anything.
TEST_F(Cuts, LanesComeBackByThemselves)
{
    begin();
    driver.reset();
    EngineDriver::Options options;
    options.profile = folder.filePath(QStringLiteral("profile")).toStdString();
    options.automatic = true;
    driver = std::make_unique<EngineDriver>(options);
    ASSERT_TRUE(driver->waitFor([&] { return proxy.connections() >= 1; }));
    for (const ProxyFault::Kind kind : {ProxyFault::Kind::Cut, ProxyFault::Kind::Reset, ProxyFault::Kind::Stall}) {
        SCOPED_TRACE(static_cast<int>(kind));
        proxy.arm({kind, ProxyWay::ToClient, 40, true});
        ask();
        ASSERT_TRUE(driver->waitFor([&] { return proxy.struck() > 0; }));
        proxy.lift();
        ASSERT_TRUE(driver->waitFor([&] { return driver->operations() == 0; }, std::chrono::seconds(15))) << driver->traced();
    }
}

/// A first sync with bodies, cut again and again on its way.
TEST_F(Cuts, ALongDownloadGoesOnWhereItWas)
{
    constexpr int kMails = 100;
    const std::size_t size = isLongFaultRun() ? 50'000 : 5'000;
    for (int number = 0; number < kMails; ++number)
        truth.append("Archive", mailNamed("long" + std::to_string(number), size));
    const std::int64_t bytes = static_cast<std::int64_t>(size) * kMails;
    int cuts = 0;
    const std::int64_t stride = isLongFaultRun() ? 997 * faultStride() : bytes / 8;
    for (std::int64_t after = stride; after < bytes; after += stride) {
        SCOPED_TRACE("after " + std::to_string(after));
        driver.reset();
        std::filesystem::remove_all(folder.filePath(QStringLiteral("profile")).toStdString());
        open();
        proxy.arm({after % 2 == 0 ? ProxyFault::Kind::Cut : ProxyFault::Kind::Reset, ProxyWay::ToClient, after});
        (void)driver->sync(true);
        cuts += proxy.struck();
        proxy.lift();
        const auto synced = driver->sync(true);
        ASSERT_TRUE(synced.ok()) << synced.error().toString();
        const auto rows = driver->rows(account, "Archive");
        ASSERT_EQ(rows.size(), static_cast<std::size_t>(kMails));
        for (const store::MessageRow &row : rows) {
            const auto raw = EngineDriver::need(driver->reader().content(row.message));
            ASSERT_TRUE(raw) << row.subject.toStdString();
            ASSERT_EQ(raw->toStdString(), mailNamed(row.subject.toStdString(), size));
        }
    }
    countFaults("cuts of a long download", cuts);
    EXPECT_GT(cuts, 4);
}

} // namespace
} // namespace tern::test
