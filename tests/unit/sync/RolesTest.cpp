// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/Roles.h"

#include "core/net/imap/MailboxName.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

using store::MailboxRole;

imap::ListEntry entry(const std::string &wireName, imap::MailboxRole role = imap::MailboxRole::None, char delimiter = '/')
{
    imap::ListEntry made;
    made.wireName = wireName;
    made.delimiter = delimiter;
    made.role = role;
    return made;
}

MailboxRole roleIn(const std::vector<store::MailboxRecord> &records, const std::string &wireName)
{
    for (const auto &record : records) {
        if (record.wireName == wireName)
            return record.role;
    }
    ADD_FAILURE() << wireName << " is not there";
    return MailboxRole::None;
}

TEST(Roles, KnowsTheNamesOfProvidersByDecodingThem)
{
    const struct {
        const char *wireName;
        const char16_t *text;
        MailboxRole role;
    } cases[] = {
        {"&XfJT0ZAB-", u"已发送", MailboxRole::Sent},
        {"&XfJT0ZABkK5O9g-", u"已发送邮件", MailboxRole::Sent},
        {"&XfJSIJZk-", u"已删除", MailboxRole::Trash},
        {"&XfJSIJZkkK5O9g-", u"已删除邮件", MailboxRole::Trash},
        {"&V4NXPpCuTvY-", u"垃圾邮件", MailboxRole::Junk},
        {"&V4NXPnux-", u"垃圾箱", MailboxRole::Junk},
        {"&g0l6P3ux-", u"草稿箱", MailboxRole::Drafts},
        {"&g0l6Pw-", u"草稿", MailboxRole::Drafts},
        {"&g0l6P1k5-", u"草稿夹", MailboxRole::Drafts},
        {"&dcVr0mWHTvZZOQ-", u"病毒文件夹", MailboxRole::None},
        {"&Xn9USpCuTvY-", u"广告邮件", MailboxRole::None},
        {"&i6KWBZCuTvY-", u"订阅邮件", MailboxRole::None},
        {"&UXZO1mWHTvZZOQ-", u"其他文件夹", MailboxRole::None},
        {"Sent Messages", u"Sent Messages", MailboxRole::Sent},
        {"Deleted Messages", u"Deleted Messages", MailboxRole::Trash},
        {"Junk", u"Junk", MailboxRole::Junk},
        {"Drafts", u"Drafts", MailboxRole::Drafts},
        {"SENT ITEMS", u"SENT ITEMS", MailboxRole::Sent},
        {"Presented", u"Presented", MailboxRole::None},
    };
    for (const auto &one : cases) {
        ASSERT_EQ(imap::decodeMailboxName(one.wireName), QString::fromUtf16(one.text)) << one.wireName;
        const auto records = mailboxRecords({entry("INBOX"), entry(one.wireName)}, {});
        EXPECT_EQ(roleIn(records, one.wireName), one.role) << one.wireName;
    }
    const auto gmail = mailboxRecords({entry("INBOX"), entry("[Gmail]/&XfJT0ZCuTvY-"), entry("[Gmail]/&YkBnCZCuTvY-")}, {});
    EXPECT_EQ(roleIn(gmail, "[Gmail]/&XfJT0ZCuTvY-"), MailboxRole::Sent);
    EXPECT_EQ(roleIn(gmail, "[Gmail]/&YkBnCZCuTvY-"), MailboxRole::All);
}

TEST(Roles, NeverTakesSentForTrash)
{
    // As public tables have it: both names of Sent, and no trash at all.
    const auto records = mailboxRecords({entry("INBOX"), entry("&XfJT0ZAB-"), entry("&XfJT0ZABkK5O9g-")}, {});
    for (const auto &record : records)
        EXPECT_NE(record.role, MailboxRole::Trash) << record.wireName;
    EXPECT_EQ(roleIn(records, "&XfJT0ZAB-"), MailboxRole::Sent);
    EXPECT_EQ(roleIn(records, "&XfJT0ZABkK5O9g-"), MailboxRole::None);
}

TEST(Roles, TheServersWordGoesBeforeANameAndAPersonsBeforeBoth)
{
    const std::vector entries{entry("INBOX"), entry("Trash"), entry("Bin", imap::MailboxRole::Trash), entry("Old")};
    const auto told = mailboxRecords(entries, {});
    EXPECT_EQ(roleIn(told, "Bin"), MailboxRole::Trash);
    EXPECT_EQ(roleIn(told, "Trash"), MailboxRole::None);
    const auto chosen = mailboxRecords(entries, {{"trash", "Old"}});
    EXPECT_EQ(roleIn(chosen, "Old"), MailboxRole::Trash);
    EXPECT_EQ(roleIn(chosen, "Bin"), MailboxRole::None);
    EXPECT_EQ(roleIn(chosen, "Trash"), MailboxRole::None);
}

TEST(Roles, AChoiceThatIsGoneDoesNotCount)
{
    const auto records = mailboxRecords({entry("INBOX"), entry("Trash")}, {{"trash", "Gone"}});
    EXPECT_EQ(roleIn(records, "Trash"), MailboxRole::Trash);
}

TEST(Roles, GivesARoleOnceAndNoneToWhatHoldsNoMessages)
{
    auto container = entry("Sent");
    container.selectable = false;
    const auto records = mailboxRecords({entry("INBOX"), container, entry("Sent/2024"), entry("Sent Items"), entry("Sent Mail")}, {});
    EXPECT_EQ(roleIn(records, "Sent"), MailboxRole::None);
    EXPECT_EQ(roleIn(records, "Sent Items"), MailboxRole::Sent);
    EXPECT_EQ(roleIn(records, "Sent Mail"), MailboxRole::None);
    EXPECT_EQ(roleIn(records, "Sent/2024"), MailboxRole::None);
}

TEST(Roles, InboxInAnySpellingIsOne)
{
    const auto records = mailboxRecords({entry("INBOX"), entry("Inbox"), entry("Work"), entry("Work")}, {});
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].role, MailboxRole::Inbox);
    EXPECT_EQ(records[0].wireName, "INBOX");
}

TEST(Roles, PathsAreDecodedLevelByLevel)
{
    const auto records = mailboxRecords({entry("INBOX", {}, '.'), entry("INBOX.&UXZO1mWHTvZZOQ-.a/b", {}, '.'), entry("flat", {}, '\0'), entry("&bad", {}, '.')}, {});
    EXPECT_EQ(records[1].path, QStringLiteral("INBOX/其他文件夹/a/b"));
    EXPECT_EQ(records[1].parentPath, QStringLiteral("INBOX/其他文件夹"));
    EXPECT_EQ(records[1].name, QStringLiteral("a/b"));
    EXPECT_EQ(records[2].name, QStringLiteral("flat"));
    EXPECT_TRUE(records[2].parentPath.isEmpty());
    EXPECT_EQ(records[3].name, QStringLiteral("&bad")) << "what can't be decoded is shown raw";
}

TEST(Roles, TheNamespacesPrefixIsNotShown)
{
    imap::Namespaces namespaces;
    namespaces.personal.push_back({"INBOX.", '.'});
    namespaces.otherUsers.push_back({"user.", '.'});
    namespaces.shared.push_back({"", '.'});
    auto root = entry("user", {}, '.');
    root.selectable = false;
    const auto records = mailboxRecords({entry("INBOX", {}, '.'), entry("INBOX.Work.2026", {}, '.'), root, entry("user.bob.Sent", {}, '.'), entry("Team", {}, '.'),
                                         entry("INBOX.inbox", {}, '.'), entry("INBOX.Sent", {}, '.')},
                                        {}, namespaces);
    ASSERT_EQ(records.size(), 6U) << "a root that holds nothing is left out";
    EXPECT_EQ(records[0].path, QStringLiteral("INBOX"));
    EXPECT_EQ(records[0].prefix, "INBOX.") << "where new ones are made";
    EXPECT_EQ(records[1].path, QStringLiteral("Work/2026"));
    EXPECT_EQ(records[1].parentPath, QStringLiteral("Work"));
    EXPECT_EQ(records[2].path, QStringLiteral("Other users/bob/Sent"));
    EXPECT_EQ(records[2].space, store::MailboxSpace::OtherUsers);
    EXPECT_EQ(records[2].role, MailboxRole::None) << "not the person's own";
    EXPECT_EQ(records[3].path, QStringLiteral("Shared folders/Team"));
    EXPECT_EQ(records[3].space, store::MailboxSpace::Shared);
    EXPECT_EQ(records[4].path, QStringLiteral("INBOX/inbox")) << "nothing looks like the inbox but the inbox";
    EXPECT_EQ(records[5].role, MailboxRole::Sent);
    EXPECT_EQ(recordNamed("INBOX.A.B", records[1]).path, QStringLiteral("A/B"));
    EXPECT_EQ(recordNamed("user.bob.A", records[2]).path, QStringLiteral("Other users/bob/A"));
}

TEST(Roles, WithoutNamespaceThePrefixIsGuessedWhereAllLieBelowTheInbox)
{
    const auto below = mailboxRecords({entry("INBOX", {}, '.'), entry("INBOX.A", {}, '.'), entry("INBOX.A.B", {}, '.')}, {});
    EXPECT_EQ(below[1].path, QStringLiteral("A"));
    EXPECT_EQ(below[2].parentPath, QStringLiteral("A"));
    EXPECT_EQ(below[0].prefix, "INBOX.");
    const auto beside = mailboxRecords({entry("INBOX", {}, '.'), entry("INBOX.A", {}, '.'), entry("B", {}, '.')}, {});
    EXPECT_EQ(beside[1].path, QStringLiteral("INBOX/A"));
    imap::Namespaces none;
    none.personal.push_back({"", '.'});
    EXPECT_EQ(mailboxRecords({entry("INBOX", {}, '.'), entry("INBOX.A", {}, '.')}, {}, none)[1].path, QStringLiteral("INBOX/A")) << "the server says it has none";
}

TEST(Roles, HasAStableNameForEach)
{
    EXPECT_EQ(roleName(MailboxRole::Sent), "sent");
    EXPECT_EQ(roleName(MailboxRole::None), "");
}

} // namespace
} // namespace tern::sync
