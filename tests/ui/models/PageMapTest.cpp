// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/GroupStarts.h"
#include "ui/models/PageMap.h"

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::ui;

namespace {

std::optional<store::PageKey> key(std::int64_t number, std::int64_t id)
{
    return store::PageKey{number, {}, PlacementId{id}};
}

} // namespace

TEST(PageMap, AnEmptyListHasOnePageOfNoRows)
{
    const PageMap map;
    EXPECT_EQ(map.pageCount(), 1);
    EXPECT_EQ(map.rowCount(), 0);
}

TEST(PageMap, FindsThePageOfARow)
{
    const PageMap map({std::nullopt, key(900, 9), key(800, 8)}, 100, 40);
    EXPECT_EQ(map.rowCount(), 240);
    EXPECT_EQ(map.placeOf(0).page, 0);
    EXPECT_EQ(map.placeOf(99).offset, 99);
    EXPECT_EQ(map.placeOf(100).page, 1);
    EXPECT_EQ(map.placeOf(239).page, 2);
    EXPECT_EQ(map.placeOf(239).offset, 39);
}

TEST(PageMap, StepsOverPagesThatWereEmptied)
{
    PageMap map({std::nullopt, key(900, 9), key(800, 8)}, 10, 5);
    map.setRows(1, 0);
    EXPECT_EQ(map.rowCount(), 15);
    EXPECT_EQ(map.placeOf(9).page, 0);
    EXPECT_EQ(map.placeOf(10).page, 2);
}

TEST(PageMap, FindsWhereADateBelongs)
{
    const PageMap newest({std::nullopt, key(900, 9), key(800, 8)}, 10, 5);
    EXPECT_EQ(newest.pageFor(950, PlacementId{1}, false), 0);
    EXPECT_EQ(newest.pageFor(900, PlacementId{9}, false), 0) << "the key is the last row of its page";
    EXPECT_EQ(newest.pageFor(900, PlacementId{8}, false), 1) << "of one date, the later one stands first";
    EXPECT_EQ(newest.pageFor(1, PlacementId{1}, false), 2);
    const PageMap oldest({std::nullopt, key(100, 1), key(200, 2)}, 10, 5);
    EXPECT_EQ(oldest.pageFor(50, PlacementId{1}, true), 0);
    EXPECT_EQ(oldest.pageFor(150, PlacementId{1}, true), 1);
    EXPECT_EQ(oldest.pageFor(250, PlacementId{1}, true), 2);
}

TEST(GroupStarts, FollowsRowsThatComeAndGo)
{
    GroupStarts groups;
    for (const auto &[row, group] : {std::pair{0, 0}, {1, 0}, {2, 1}, {3, 4}})
        groups.append(row, group);
    using Start = GroupStarts::Start;
    EXPECT_EQ(groups.starts(), (std::vector<Start>{{0, 0}, {2, 1}, {3, 4}}));
    groups.insertRow(0, 0, false);
    EXPECT_EQ(groups.starts(), (std::vector<Start>{{0, 0}, {3, 1}, {4, 4}}));
    groups.insertRow(4, 2, false);
    EXPECT_EQ(groups.starts(), (std::vector<Start>{{0, 0}, {3, 1}, {4, 2}, {5, 4}}));
    groups.removeRow(3, 5);
    EXPECT_EQ(groups.starts(), (std::vector<Start>{{0, 0}, {3, 2}, {4, 4}}));
    EXPECT_EQ(groups.headingsUpTo(3), 2);
    EXPECT_EQ(groups.headingAt(4), std::optional(4));
    EXPECT_EQ(groups.headingAt(1), std::nullopt);
    groups.removeRow(4, 4);
    EXPECT_EQ(groups.starts().size(), 2u);
}
