// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of an engine, or of an account, that doesn't speak to any server: the answer says why.
#include "tests/support/TemporaryFolder.h"
#include "tests/support/engine/EngineDriver.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using engine::AuditSummary;
using engine::SyncSummary;

class NotRunning : public ::testing::Test {
protected:
    EngineDriver &open(bool start)
    {
        EngineDriver::Options options;
        options.profile = folder.path() / "profile";
        options.start = start;
        driver = std::make_unique<EngineDriver>(options);
        return *driver;
    }
    Result<AuditSummary> audit(AccountId account)
    {
        return EngineDriver::wait<AuditSummary>([&](auto done) {
            engine::Engine::AuditRequest request;
            request.account = account;
            driver->engine().audit(std::move(request), std::move(done));
        });
    }
    Result<SyncSummary> sync(AccountId account)
    {
        return EngineDriver::wait<SyncSummary>([&](auto done) {
            engine::Engine::SyncRequest request;
            request.account = account;
            driver->engine().syncNow(request, std::move(done));
        });
    }

    TemporaryFolder folder;
    std::unique_ptr<EngineDriver> driver;
};

TEST_F(NotRunning, BeforeTheStartItSaysSo)
{
    const AccountId account = open(false).addAccount("a@b.test", 1);
    for (const AccountId asked : {account, AccountId{}}) {
        const auto audited = audit(asked);
        ASSERT_FALSE(audited.ok()) << "an audit of nothing finds nothing wrong";
        EXPECT_EQ(audited.error().kind, ErrorKind::InvalidInput);
        EXPECT_EQ(audited.error().where, "engine.not_started");
        const auto synced = sync(asked);
        ASSERT_FALSE(synced.ok());
        EXPECT_EQ(synced.error().where, "engine.not_started");
    }
}

TEST_F(NotRunning, AfterTheStopItIsCancelled)
{
    const AccountId account = open(true).addAccount("a@b.test", 1);
    driver->engine().stop();
    EXPECT_EQ(audit(account).error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(sync(account).error().kind, ErrorKind::Cancelled);
}

TEST_F(NotRunning, AnAccountThatIsSwitchedOffIsNotGone)
{
    const AccountId account = open(true).addAccount("a@b.test", 1);
    auto record = EngineDriver::need(driver->reader().account(account));
    record.enabled = false;
    EngineDriver::need(EngineDriver::wait<void>([&](auto done) { driver->engine().updateAccount(record, std::nullopt, std::move(done)); }));
    const auto synced = sync(account);
    ASSERT_FALSE(synced.ok());
    EXPECT_EQ(synced.error().where, "engine.account_off");
    EXPECT_EQ(synced.error().detail, "a@b.test");
    const auto audited = audit(account);
    ASSERT_TRUE(audited.ok());
    ASSERT_EQ(audited->unreachable.size(), 1U);
    EXPECT_EQ(audited->unreachable[0].second.where, "engine.account_off");
    EXPECT_EQ(sync(AccountId{account.value + 1}).error().kind, ErrorKind::NotFound);
}

} // namespace
} // namespace tern::test
