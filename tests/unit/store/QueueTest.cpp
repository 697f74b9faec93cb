// SPDX-License-Identifier: GPL-3.0-or-later
// In which order writes are made, and what happens to their WAL files meanwhile.
#include "tests/unit/store/StoreFixture.h"

#include <future>

namespace tern::store {
namespace {

class QueueTest : public ::testing::Test {
protected:
    QueueTest()
    {
        StoreOptions options;
        options.profile = m_folder.path() / "profile";
        search::addSearch(options);
        auto opened = Store::open(options);
        EXPECT_TRUE(opened.ok()) << opened.error().toString();
        store = std::move(*opened);
    }
    /// Writes `name` down when it is made.
    std::function<Result<void>(StoreWriter &)> noting(const std::string &name)
    {
        return [this, name](StoreWriter &writer) {
            order.push_back(name);
            return writer.setSetting(QString::fromStdString(name), QStringLiteral("x"));
        };
    }
    /// Keeps the store thread busy until the promise is kept.
    void hold(std::promise<void> &until)
    {
        std::promise<void> began;
        store->write([&](StoreWriter &) -> Result<void> {
            began.set_value();
            until.get_future().wait();
            return {};
        });
        began.get_future().wait();
    }

    TemporaryFolder m_folder;
    std::unique_ptr<Store> store;
    std::vector<std::string> order;     // of the store thread; read after close()
};

TEST_F(QueueTest, WhatAPersonDoesGoesBeforeBulk)
{
    std::promise<void> go;
    hold(go);
    for (const char *name : {"bulk1", "bulk2", "bulk3"})
        store->writeBulk(noting(name), {});
    store->write(noting("click1"));
    store->write(noting("click2"));
    go.set_value();
    store->close();
    EXPECT_EQ(order, (std::vector<std::string>{"click1", "click2", "bulk1", "bulk2", "bulk3"}));
}

TEST_F(QueueTest, AClosedStoreTellsBulkSo)
{
    store->close();
    std::optional<Error> told;
    store->writeBulk(noting("late"), [&](const Result<void> &outcome) { told = outcome.error(); });
    ASSERT_TRUE(told.has_value());
    EXPECT_EQ(told->kind, ErrorKind::Cancelled);
    EXPECT_TRUE(order.empty());
}

TEST_F(QueueTest, TheWalIsWrittenBackWhileMuchIsWritten)
{
    const auto wal = m_folder.path() / "profile/durable.db-wal";
    const QString large(200'000, QLatin1Char('x'));
    std::uintmax_t largest = 0;
    // 400 MB, were it never written back.
    for (int i = 0; i < 2'000; ++i) {
        ASSERT_TRUE(store->writeAndWait([&](StoreWriter &writer) { return writer.setSetting(QStringLiteral("one"), large + QString::number(i)); }).ok());
        largest = std::max(largest, std::filesystem::file_size(wal));
    }
    EXPECT_LT(largest, 300'000'000U);
    EXPECT_TRUE(eventually([&] {
        auto reader = store->openReader();
        return reader.ok() && (*reader)->setting(QStringLiteral("one")).valueOr({}) == large + QStringLiteral("1999");
    }));
}

TEST_F(QueueTest, BulkPausesSoThatTheWalBeginsAnew)
{
    const auto wal = m_folder.path() / "profile/durable.db-wal";
    const QString large(200'000, QLatin1Char('x'));
    std::uintmax_t largest = 0;
    // 300 MB one behind the other, with no time between two transactions.
    for (int i = 0; i < 1'500; ++i) {
        store->writeBulk(
            [&, i](StoreWriter &writer) {
                largest = std::max(largest, std::filesystem::file_size(wal));
                return writer.setSetting(QStringLiteral("one"), large + QString::number(i));
            },
            {});
    }
    store->close();
    EXPECT_LT(largest, 200'000'000U);
}

} // namespace
} // namespace tern::store
