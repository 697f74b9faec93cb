// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChangeMerger.h"

#include <future>
#include <gtest/gtest.h>

namespace tern::engine {
namespace {

store::ChangeSet inserted(std::int64_t placement)
{
    store::ChangeSet changes;
    changes.mailboxes[MailboxId{1}].inserted.push_back(PlacementId{placement});
    return changes;
}

TEST(ChangeMerger, MergesWithoutGaps)
{
    std::mutex mutex;
    std::vector<store::ChangeSet> told;
    ChangeMerger merger([&](const store::ChangeSet &changes) {
        const std::lock_guard lock(mutex);
        told.push_back(changes);
    }, std::chrono::milliseconds(20));
    for (int i = 1; i <= 500; ++i)
        merger.add(inserted(i));
    merger.stop();
    ASSERT_FALSE(told.empty());
    EXPECT_LT(told.size(), 100U);
    std::size_t rows = 0;
    for (std::size_t i = 0; i < told.size(); ++i) {
        EXPECT_EQ(told[i].number, i + 1);
        rows += told[i].mailboxes.at(MailboxId{1}).inserted.size();
    }
    EXPECT_EQ(rows, 500U) << "stop() tells what is left";
}

TEST(ChangeMerger, TheFirstAfterAQuietTimeIsToldAtOnce)
{
    std::promise<void> told;
    ChangeMerger merger([&](const store::ChangeSet &) { told.set_value(); }, std::chrono::hours(1));
    merger.add(inserted(1));
    EXPECT_EQ(told.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST(ChangeMerger, NothingIsNotTold)
{
    int count = 0;
    {
        ChangeMerger merger([&](const store::ChangeSet &) { ++count; });
        merger.add({});
    }
    EXPECT_EQ(count, 0);
}

} // namespace
} // namespace tern::engine
