// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/DateGroups.h"
#include "ui/models/FolderNode.h"

#include <QDateTime>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::ui;

namespace {

const QDate kToday(2026, 11, 23);

UnixMillis on(int year, int month, int day, int hour = 12)
{
    return QDateTime(QDate(year, month, day), QTime(hour, 0)).toMSecsSinceEpoch();
}

QString nameOf(UnixMillis date, const QLocale &locale = QLocale(QLocale::English))
{
    return dateGroupName(dateGroup(date, kToday), kToday, locale);
}

} // namespace

TEST(DateGroups, NamesDaysThenMonths)
{
    EXPECT_EQ(nameOf(on(2026, 11, 23, 0)), QStringLiteral("Today"));
    EXPECT_EQ(nameOf(on(2027, 2, 1)), QStringLiteral("Today")) << "a clock that goes wrong";
    EXPECT_EQ(nameOf(on(2026, 11, 22, 23)), QStringLiteral("Yesterday"));
    EXPECT_EQ(nameOf(on(2026, 11, 21)), QStringLiteral("Last week"));
    EXPECT_EQ(nameOf(on(2026, 11, 16)), QStringLiteral("Last week"));
    EXPECT_EQ(nameOf(on(2026, 11, 15)), QStringLiteral("November"));
    EXPECT_EQ(nameOf(on(2026, 1, 1)), QStringLiteral("January"));
    EXPECT_EQ(nameOf(on(2025, 12, 31)), QStringLiteral("December 2025"));
    EXPECT_EQ(nameOf(on(2025, 12, 31), QLocale(QLocale::Chinese, QLocale::China)), QStringLiteral("2025年12月"));
}

TEST(DateGroups, GrowWithAge)
{
    int before = -1;
    for (qint64 days = 0; days < 1000; ++days) {
        const int group = dateGroup(QDateTime(kToday.addDays(-days), QTime(1, 0)).toMSecsSinceEpoch(), kToday);
        EXPECT_GE(group, before) << days;
        before = group;
    }
}

TEST(DateGroups, RowsShowTheShortestDateThatIsClear)
{
    const QLocale english(QLocale::English);
    EXPECT_EQ(rowDate(on(2026, 11, 23, 9), kToday, english), QStringLiteral("09:00"));
    EXPECT_EQ(rowDate(on(2026, 11, 22), kToday, english), QStringLiteral("Sun"));
    EXPECT_EQ(rowDate(on(2026, 11, 3), kToday, english), QStringLiteral("3 Nov"));
    EXPECT_EQ(rowDate(on(2024, 11, 3), kToday, english), QStringLiteral("Nov 2024"));
}

TEST(FolderTree, PutsRolesFirstAndKeepsNestedNames)
{
    using Role = store::MailboxRole;
    const auto record = [](const char16_t *path, Role role, bool subscribed = true) {
        store::MailboxRecord mailbox;
        mailbox.path = QString::fromUtf16(path);
        mailbox.name = mailbox.path.section(u'/', -1);
        mailbox.parentPath = mailbox.path.section(u'/', 0, -2);
        mailbox.role = role;
        mailbox.subscribed = subscribed;
        return mailbox;
    };
    const std::vector<store::MailboxRecord> mailboxes{record(u"项目/进度", Role::None), record(u"Zoo", Role::None, false), record(u"Trash", Role::Trash, false),
                                                      record(u"项目", Role::None, false), record(u"apple 10", Role::None), record(u"apple 9", Role::None),
                                                      record(u"INBOX", Role::Inbox)};
    const auto names = [](const std::vector<std::unique_ptr<FolderNode>> &nodes) {
        QStringList list;
        for (const auto &node : nodes)
            list << node->mailbox.path;
        return list.join(u'|');
    };
    const auto some = folderTree(mailboxes, false);
    EXPECT_EQ(names(some), QStringLiteral("INBOX|Trash|apple 9|apple 10|项目"));
    ASSERT_EQ(some.back()->children.size(), 1u);
    EXPECT_EQ(some.back()->children.front()->depth(), 1);
    EXPECT_TRUE(names(folderTree(mailboxes, true)).contains(QStringLiteral("Zoo")));
}

TEST(FolderTree, PutsOtherPeoplesFoldersUnderALevelOfTheirOwn)
{
    const auto record = [](const char *path, store::MailboxSpace space) {
        store::MailboxRecord mailbox;
        mailbox.path = QString::fromLatin1(path);
        mailbox.name = mailbox.path.section(u'/', -1);
        mailbox.parentPath = mailbox.path.section(u'/', 0, -2);
        mailbox.space = space;
        return mailbox;
    };
    using Space = store::MailboxSpace;
    const auto tree = folderTree({record("Shared folders/A team", Space::Shared), record("Other users/bob/Job", Space::OtherUsers), record("Work", Space::Personal)}, false);
    ASSERT_EQ(tree.size(), 3u);
    EXPECT_EQ(tree[0]->title(), QStringLiteral("Work"));
    EXPECT_EQ(tree[1]->title(), QStringLiteral("Other people's folders"));
    EXPECT_FALSE(tree[1]->query().has_value());
    ASSERT_EQ(tree[1]->children.size(), 1u);
    EXPECT_EQ(tree[1]->children[0]->title(), QStringLiteral("bob"));
    EXPECT_EQ(tree[1]->children[0]->children.at(0)->title(), QStringLiteral("Job"));
    EXPECT_EQ(tree[2]->title(), QStringLiteral("Shared folders"));
    EXPECT_EQ(tree[2]->children.at(0)->title(), QStringLiteral("A team"));
}
