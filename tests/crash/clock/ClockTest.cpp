// SPDX-License-Identifier: GPL-3.0-or-later
// The wall clock is set, by hours and by years, while Tern runs and between its runs: nothing waits for years, nothing is lost, nothing spins.
#include "tests/support/engine/EngineDriver.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/model/ModelImapServer.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace tern::test {
namespace {

constexpr UnixMillis kHour = 3'600'000;
constexpr UnixMillis kYear = 365 * 24 * kHour;

/// The system's, set by somebody.
class SetClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override { return m_system.now() + m_offset; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady() const override { return m_system.steady(); }
    void set(UnixMillis offset) { m_offset = offset; }

private:
    SystemClock m_system;
    std::atomic<UnixMillis> m_offset{0};
};

struct Jump {
    const char *name;
    UnixMillis by;
};
const Jump kJumps[] = {{"TenYearsBack", -10 * kYear}, {"TenYearsOn", 10 * kYear}, {"HourBack", -kHour}, {"HourOn", kHour}, {"DayBack", -24 * kHour}};

double cpuSeconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

class Clocks : public ::testing::TestWithParam<Jump> {
protected:
    Clocks() : folder(QString::fromStdString(faultFolder() + "/tern-clock-XXXXXX"))
    {
        server.edit([](ModelMail &mail) { mail["Drafts"].attributes = "\\Drafts"; });
        for (const char *name : {"one", "two", "three"})
            server.deliver("INBOX", name);
    }
    void open()
    {
        EngineDriver::Options options;
        options.profile = folder.filePath(QStringLiteral("profile")).toStdString();
        options.automatic = true;
        options.undoTime = std::chrono::milliseconds(700);
        options.clock = &clock;
        driver = std::make_unique<EngineDriver>(options);
        if (driver->accounts().empty())
            (void)driver->addAccount("receiver@qq.test", server.port());
        account = driver->accounts().front();
        ASSERT_TRUE(driver->waitFor([&] { return driver->rows(account, "INBOX").size() + driver->rows(account, "Archive").size() >= 3; }));
    }
    void move(const std::string &name)
    {
        const auto row = driver->row(account, "INBOX", name);
        ASSERT_TRUE(row);
        (void)EngineDriver::need(EngineDriver::wait<engine::Engine::OperationIds>(
            [&](auto done) { driver->engine().move({row->placement}, driver->mailbox(account, "Archive"), std::move(done)); }));
    }
    void saveDraft(const char *subject)
    {
        store::DraftRecord draft;
        draft.account = account;
        draft.from = QStringLiteral("receiver@qq.test");
        draft.subject = QLatin1String(subject);
        (void)EngineDriver::need(EngineDriver::wait<store::DraftRecord>([&](auto done) { driver->engine().saveDraft(draft, std::move(done)); }));
    }
    [[nodiscard]] bool arrives(const std::string &mailbox, const std::vector<std::string> &names)
    {
        return driver->waitFor([&] { return server.names(mailbox) == names && driver->operations() == 0; }, std::chrono::seconds(10));
    }

    SetClock clock;
    QTemporaryDir folder;
    ModelImapServer server;
    std::unique_ptr<EngineDriver> driver;
    AccountId account;
};
INSTANTIATE_TEST_SUITE_P(Every, Clocks, ::testing::ValuesIn(kJumps), [](const auto &jump) { return std::string(jump.param.name); });

TEST_P(Clocks, SetWhileAMoveIsHeld)
{
    open();
    move("one");
    EXPECT_EQ(server.names("Archive"), std::vector<std::string>{}) << "held for undo";
    clock.set(GetParam().by);
    // The lane looks again when anything happens; a second move is what happens.
    move("two");
    EXPECT_TRUE(arrives("Archive", {"one", "two"})) << driver->traced();
    countFaults("clocks set at work", 1);
}

TEST_P(Clocks, SetWhileAnOperationWaitsForTheServer)
{
    open();
    server.setDown(true);
    move("one");
    ASSERT_TRUE(driver->waitFor([&] {
        const auto statuses = driver->engine().accountStatus();
        return !statuses.empty() && statuses.front().state == engine::AccountStatus::State::Offline;
    }));
    clock.set(GetParam().by);
    server.setDown(false);
    EXPECT_TRUE(arrives("Archive", {"one"})) << driver->traced();
}

TEST_P(Clocks, SetBetweenRuns)
{
    open();
    server.setDown(true);
    move("one");
    saveDraft("kept");
    driver.reset();
    clock.set(GetParam().by);
    server.setDown(false);
    open();
    EXPECT_TRUE(arrives("Archive", {"one"})) << driver->traced();
    EXPECT_TRUE(driver->waitFor([&] { return server.names("Drafts") == std::vector<std::string>{"kept"}; }, std::chrono::seconds(20))) << driver->traced();
    // Mail that comes now is dated by the server, in order with the rest.
    server.deliver("INBOX", "later");
    EXPECT_TRUE(driver->waitFor([&] { return driver->shows(account, "INBOX", "later"); }));
    countFaults("clocks set between runs", 1);
}

TEST_P(Clocks, NothingSpins)
{
    open();
    move("one");
    saveDraft("waits");
    clock.set(GetParam().by);
    ASSERT_TRUE(arrives("Archive", {"one"}));
    server.clearLog();
    const double before = cpuSeconds();
    (void)driver->waitFor([] { return false; }, std::chrono::milliseconds(800)); // what is measured is a span of time
    EXPECT_LT(cpuSeconds() - before, 0.4);
    EXPECT_LT(server.log().size(), 60U);
}

} // namespace
} // namespace tern::test
