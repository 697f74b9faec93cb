// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/UidSet.h"

#include <gtest/gtest.h>
#include <random>
#include <set>

namespace tern::imap {
namespace {

TEST(UidSet, MergesAndPrints)
{
    UidSet set{Uid{5}, Uid{1}, Uid{3}, Uid{2}, Uid{9}};
    EXPECT_EQ(set.toString(), "1:3,5,9");
    set.add(Uid{4}, Uid{8});
    EXPECT_EQ(set.toString(), "1:9");
    set.remove(Uid{5});
    EXPECT_EQ(set.toString(), "1:4,6:9");
    set.remove(Uid{5});
    set.remove(Uid{1});
    set.remove(Uid{9});
    EXPECT_EQ(set.toString(), "2:4,6:8");
    EXPECT_EQ(set.count(), 6U);
    EXPECT_TRUE(set.contains(Uid{6}));
    EXPECT_FALSE(set.contains(Uid{5}));
    set.add(Uid{0});
    set.add(Uid{3}, Uid{2});
    EXPECT_EQ(set.toString(), "2:4,6:8");
}

TEST(UidSet, HoldsTheLargestUid)
{
    UidSet set = UidSet::all();
    EXPECT_EQ(set.toString(), "1:4294967295");
    EXPECT_EQ(set.count(), 4294967295U);
    set.add(Uid{4294967295});
    EXPECT_EQ(set.ranges().size(), 1U);
    EXPECT_EQ(UidSet::range(Uid{4294967294}, Uid{4294967295}).uids().size(), 2U);
}

TEST(UidSet, AgreesWithAStandardSet)
{
    std::mt19937 engine(7);
    const auto random = [&engine] { return static_cast<std::uint32_t>(engine()); };
    UidSet set;
    std::set<Uid> reference;
    for (int i = 0; i < 5000; ++i) {
        const Uid uid{1 + random() % 300};
        const Uid last{uid.value + random() % 5};
        if (random() % 3 == 0) {
            set.remove(uid);
            reference.erase(uid);
        } else {
            set.add(uid, last);
            for (Uid at = uid; at <= last; ++at.value)
                reference.insert(at);
        }
        ASSERT_EQ(set.uids(), std::vector<Uid>(reference.begin(), reference.end())) << i;
    }
    EXPECT_EQ(UidSet::parse(set.toString()), set);
}

TEST(UidSet, ParsesWhatServersWrite)
{
    EXPECT_EQ(UidSet::parse("9:5,1,7:12")->toString(), "1,5:12");
    EXPECT_TRUE(UidSet::parse("")->isEmpty());
    for (const char *bad : {"*", "1:*", "0", "1,", ",1", "1:2:3", "1 2", "-1", "4294967296", "a"})
        EXPECT_FALSE(UidSet::parse(bad).has_value()) << bad;
    EXPECT_FALSE(UidSet::parse("1,3,5", 2).has_value());
}

TEST(UidSet, SplitsByLengthAndCount)
{
    UidSet set;
    for (std::uint32_t i = 1; i < 4000; i += 2)
        set.add(Uid{i});
    UidSet together;
    for (const UidSet &piece : set.split(500)) {
        EXPECT_LE(piece.toString().size(), 500U);
        together.add(piece);
    }
    EXPECT_EQ(together, set);
    const auto counted = UidSet::range(Uid{1}, Uid{1001}).split(4000, 500);
    ASSERT_EQ(counted.size(), 3U);
    EXPECT_EQ(counted[2].toString(), "1001");
    EXPECT_TRUE(UidSet().split().empty());
}

TEST(UidSet, ExpandsInTheOrderWritten)
{
    EXPECT_EQ(expandInOrder("3:1,9"), (std::vector<Uid>{{3}, {2}, {1}, {9}}));
    EXPECT_FALSE(expandInOrder("1:4294967295", 100).has_value());
    EXPECT_FALSE(expandInOrder("1:*").has_value());
}

} // namespace
} // namespace tern::imap
