// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/ZipListing.h"
#include "tests/support/files/ZipMaker.h"

#include <gtest/gtest.h>

namespace tern::files {
namespace {

using test::ZipMaker;

std::optional<ZipListing> list(const QByteArray &bytes)
{
    return listZip({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

TEST(ZipListing, SaysWhatIsInIt)
{
    const auto listing = list(ZipMaker().add("folder/", "").add("folder/a.txt", "hello").add({"\xE6\x8A\xA5\xE5\x91\x8A.pdf", "12"}).bytes());
    ASSERT_TRUE(listing);
    ASSERT_EQ(listing->entries.size(), 3U);
    EXPECT_TRUE(listing->entries[0].isFolder);
    EXPECT_EQ(listing->entries[1].name, QStringLiteral("folder/a.txt"));
    EXPECT_EQ(listing->entries[1].size, 5);
    EXPECT_EQ(listing->entries[2].name, QStringLiteral("报告.pdf"));
    EXPECT_EQ(listing->count, 3);
    EXPECT_EQ(listing->size, 7);
    EXPECT_FALSE(listing->isDamaged || listing->isCut || listing->isLocked || listing->overlaps || listing->isBomb());
}

TEST(ZipListing, NamesInTheCharsetOfTheirMaker)
{
    const auto listing = list(ZipMaker().add({"\xB1\xA8\xB8\xE6.pdf", "12", 0}).bytes());
    ASSERT_TRUE(listing && listing->entries.size() == 1);
    EXPECT_EQ(listing->entries[0].name, QStringLiteral("报告.pdf")) << "GB18030, as Windows in China writes it";
}

TEST(ZipListing, NothingThatIsNoZip)
{
    EXPECT_FALSE(list(""));
    EXPECT_FALSE(list("PK\3\4 and no more"));
    EXPECT_FALSE(list(QByteArray(100'000, 'P')));
    const auto empty = list(ZipMaker().bytes());
    ASSERT_TRUE(empty);
    EXPECT_EQ(empty->count, 0);
}

TEST(ZipListing, BombsAreSeenWithoutUnpacking)
{
    const auto claims = list(ZipMaker().add({"x", QByteArray(1000, 'x'), 0, 0, 4'294'967'290}).bytes());
    ASSERT_TRUE(claims);
    EXPECT_TRUE(claims->isBomb());
    ZipMaker overlapping;
    overlapping.add({"a", QByteArray(1000, 'x')});
    for (int i = 0; i < 50; ++i)
        overlapping.add({QByteArray::number(i), QByteArray(100, 'y'), 0, 0, -1, 0});
    const auto shared = list(overlapping.bytes());
    ASSERT_TRUE(shared);
    EXPECT_TRUE(shared->overlaps && shared->isBomb());
    const auto honest = list(ZipMaker().add({"x", QByteArray(100'000, 'x'), 0, 0, 10'000'000}).bytes());
    ASSERT_TRUE(honest);
    EXPECT_FALSE(honest->isBomb());
}

TEST(ZipListing, NamesThatLeadElsewhere)
{
    const auto listing = list(ZipMaker().add("../../.bashrc").add("/etc/passwd").add("C:\\x").add("a/../../b").add("..a/b..").add({"link", "/etc", 0, 0xA1FF0000}).bytes());
    ASSERT_TRUE(listing && listing->entries.size() == 6);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_TRUE(listing->entries[i].isOutside) << i;
    EXPECT_FALSE(listing->entries[4].isOutside);
    EXPECT_TRUE(listing->entries[5].isLink);
}

TEST(ZipListing, ManyAndLongNamesAreBounded)
{
    ZipMaker maker;
    for (int i = 0; i < 5'000; ++i)
        maker.add({QByteArray::number(i).rightJustified(3'000, 'n'), ""});
    const auto listing = list(maker.bytes());
    ASSERT_TRUE(listing);
    EXPECT_EQ(listing->count, 5'000);
    EXPECT_EQ(listing->entries.size(), 2'000U);
    EXPECT_TRUE(listing->isCut);
    EXPECT_LE(listing->entries[0].name.size(), 1'000);
}

TEST(ZipListing, DamageIsSaid)
{
    QByteArray bytes = ZipMaker().add("a").add("b").bytes();
    bytes.replace(bytes.lastIndexOf("PK\1\2"), 4, "XXXX");
    const auto listing = list(bytes);
    ASSERT_TRUE(listing);
    EXPECT_EQ(listing->count, 1);
    EXPECT_TRUE(listing->isDamaged);
    const auto behind = list(QByteArray(5'000, 'j') + ZipMaker().add("a").bytes());
    ASSERT_TRUE(behind);
    EXPECT_EQ(behind->entries.size(), 1U) << "what stands before an archive is no harm";
}

} // namespace
} // namespace tern::files
