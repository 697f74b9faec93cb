// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/KeptRows.h"
#include "core/sync/MaildropPlan.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

using store::MaildropItem;
using Here = MaildropItem::Here;
constexpr UnixMillis kNow = 1'800'000'000'000;
constexpr UnixMillis kDay = 24LL * 3'600'000;

MaildropPlan plan(std::vector<MaildropItem> known, store::MaildropPolicy policy = {})
{
    return {std::move(known), {policy, kNow}};
}

std::vector<std::uint32_t> numbers(const std::vector<pop3::MaildropEntry> &entries)
{
    std::vector<std::uint32_t> result;
    for (const pop3::MaildropEntry &entry : entries)
        result.push_back(entry.number);
    return result;
}
using Numbers = std::vector<std::uint32_t>;

TEST(MaildropPlan, FetchesWhatIsNotKnownNewestFirst)
{
    auto one = plan({{"=b", 7, 10, kNow, 0, Here::Kept}});
    one.setListing({{1, "a", 10}, {2, "b", 10}, {3, "c", 10}, {3, "again", 10}});
    EXPECT_TRUE(one.doubtful().empty());
    EXPECT_EQ(numbers(one.toFetch()), (Numbers{3, 1}));
    EXPECT_TRUE(one.toRemove().empty());
}

TEST(MaildropPlan, DoubtsAnotherSizeUnderAKnownName)
{
    auto one = plan({{"=a", 7, 10, kNow, 0, Here::Kept}, {"=b", 8, 10, kNow, 0, Here::Kept}});
    one.setListing({{1, "a", 11}, {2, "b", 11}});
    EXPECT_EQ(numbers(one.doubtful()), (Numbers{1, 2}));
    one.setFingerprint(1, 7);
    one.setFingerprint(2, 9);
    EXPECT_EQ(numbers(one.toFetch()), Numbers{2});
}

TEST(MaildropPlan, RemovesOnlyWhatWasSeenToBeTheSame)
{
    const store::MaildropPolicy take{false, 0, true};
    auto one = plan({{"=a", 7, 10, kNow, 0, Here::Kept}, {"=b", 8, 10, kNow, 0, Here::Kept}}, take);
    one.setListing({{1, "a", 10}, {2, "b", 10}, {3, "c", 10}});
    EXPECT_EQ(numbers(one.toConfirm()), (Numbers{1, 2}));
    EXPECT_TRUE(one.toRemove().empty());
    one.setFingerprint(1, 7);
    one.setFingerprint(2, 99);      // another message took its name
    EXPECT_EQ(numbers(one.toRemove()), Numbers{1});
    EXPECT_EQ(numbers(one.toFetch()), (Numbers{3, 2}));
    const auto fetched = one.fetched({3, "c", 10}, 11, 10);
    EXPECT_TRUE(fetched.isNew);
    EXPECT_EQ(numbers(one.toRemove()), Numbers{1});     // not before it is stored
    one.stored(3, fetched.item);
    EXPECT_EQ(numbers(one.toRemove()), (Numbers{1, 3}));
}

TEST(MaildropPlan, RemovesByAgeAndByWhatBecameOfItHere)
{
    const std::vector<MaildropItem> known{{"=old", 1, 5, kNow - 14 * kDay, 0, Here::Kept}, {"=new", 2, 5, kNow - 14 * kDay + 1, 0, Here::Kept},
                                          {"=trash", 3, 5, kNow, 0, Here::InTrash}, {"=gone", 4, 5, kNow, 0, Here::Gone}, {"=later", 5, 5, kNow + 99 * kDay, 0, Here::Kept}};
    const std::vector<pop3::MaildropEntry> listed{{1, "old", 5}, {2, "new", 5}, {3, "trash", 5}, {4, "gone", 5}, {5, "later", 5}};
    const auto removed = [&](store::MaildropPolicy policy) {
        auto one = plan(known, policy);
        one.setListing(listed);
        for (std::uint32_t number = 1; number <= 5; ++number)
            one.setFingerprint(number, number);
        return numbers(one.toRemove());
    };
    EXPECT_EQ(removed({true, 0, false}), Numbers{});
    EXPECT_EQ(removed({true, 14, false}), Numbers{1});
    EXPECT_EQ(removed({true, 0, true}), (Numbers{3, 4}));
    EXPECT_EQ(removed({false, 0, false}), (Numbers{1, 2, 3, 4, 5}));
}

TEST(MaildropPlan, ConfirmsBySizeWhereThereAreNoHeaders)
{
    auto one = plan({{"=a", 7, 10, kNow, 0, Here::Kept}, {"=b", 8, 0, kNow, 0, Here::Kept}}, {false, 0, true});
    one.setListing({{1, "a", 10}, {2, "b", 0}});
    one.confirmBySize(1);
    one.confirmBySize(2);           // no size was told: nothing is confirmed
    EXPECT_EQ(numbers(one.toRemove()), Numbers{1});
}

TEST(MaildropPlan, KnowsTheSameMessageUnderANewName)
{
    auto one = plan({{"=old", 7, 10, kNow - kDay, 0, Here::InTrash}, {"=there", 8, 10, kNow, 0, Here::Kept}});
    one.setListing({{1, "new", 10}, {2, "there", 10}, {3, "twin", 10}});
    const auto renamed = one.fetched({1, "new", 10}, 7, 10);
    EXPECT_FALSE(renamed.isNew);
    ASSERT_TRUE(renamed.change);
    EXPECT_EQ(renamed.change->key, "=old");
    EXPECT_EQ(renamed.change->newKey, "=new");
    EXPECT_EQ(renamed.item.fetched, kNow - kDay);
    one.stored(1, renamed.item);
    // The old name is taken once; and a twin of one that is still told of is a message of its own.
    EXPECT_TRUE(one.fetched({3, "twin", 10}, 7, 10).isNew);
    EXPECT_TRUE(one.fetched({3, "twin", 10}, 8, 10).isNew);
}

TEST(MaildropPlan, NotesWhatIsGoneBackAndForgotten)
{
    auto one = plan({{"=gone", 1, 5, kNow, 0, Here::Kept}, {"=back", 2, 5, kNow, kNow - kDay, Here::Kept}, {"=still", 3, 5, kNow, kNow - 10 * kDay, Here::Kept},
                     {"=forgotten", 4, 5, kNow, kNow - 91 * kDay, Here::Gone}});
    one.setListing({{1, "back", 5}});
    std::map<std::string, std::pair<std::optional<UnixMillis>, std::optional<std::string>>> changes;
    for (const auto &change : one.changes())
        changes[change.key] = {change.gone, change.newKey};
    EXPECT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes["=gone"].first, kNow);
    EXPECT_EQ(changes["=back"].first, 0);
    EXPECT_EQ(changes["=forgotten"].second, std::string());
}

TEST(KeptRows, ReadsHeadersAndKnowsThemAgain)
{
    const QByteArray raw = "Received: x\r\nSubject: =?gb2312?B?tdq2/rfi?=\r\nFrom: a@b.test\r\nMessage-ID: <1@b>\r\nContent-Type: multipart/mixed;\r\n boundary=x\r\n\r\nSubject: no\r\n";
    const auto row = keptRow(raw, 5, store::FlagSeen, {QStringLiteral("work")}, kNow);
    EXPECT_EQ(QString::fromStdString(row.subject), QStringLiteral("第二封"));
    EXPECT_EQ(row.messageId, "1@b");
    EXPECT_EQ(row.size, raw.size());
    EXPECT_TRUE(row.hasAttachment);
    EXPECT_EQ(row.flags, store::FlagSeen);
    const std::string text = raw.toStdString();
    EXPECT_EQ(headerOf(text).substr(headerOf(text).size() - 4), "\r\n\r\n");
    EXPECT_EQ(headerFingerprint(text), headerFingerprint("Status: O\r\nX-UIDL: 5\r\n" + text));
    EXPECT_EQ(headerFingerprint(text), headerFingerprint(headerOf(text)));
    EXPECT_NE(headerFingerprint(text), headerFingerprint("Subject: other\r\n\r\n"));
    EXPECT_NE(headerFingerprint(""), 0);
}

} // namespace
} // namespace tern::sync
