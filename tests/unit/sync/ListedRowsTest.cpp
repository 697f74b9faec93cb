// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ListedRows.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

constexpr UnixMillis kNow = 1'750'000'000'000;
constexpr UnixMillis kInternal = 1'700'000'000'000;

imap::ListedMessage message(const std::string &header)
{
    imap::ListedMessage made;
    made.uid = Uid{5};
    made.internalDate = kInternal;
    made.size = 1'234;
    made.headerBlock = header;
    return made;
}

store::ListedRow rowOf(imap::ListedMessage listed)
{
    return listedRow(listed, kNow, "GB18030");
}

TEST(ListedRows, TakesWhatAListNeeds)
{
    auto listed = message("From: =?gb2312?B?1cXI/Q==?= <zhang@163.test>\r\nTo: a@b.test, C <c@d.test>\r\nSubject: =?UTF-8?B?56ys5LqM5bCB?=\r\n"
                          "Message-ID: <one@163.test>\r\nIn-Reply-To: <zero@163.test>\r\nReferences: <a@x> <zero@163.test>\r\n"
                          "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n");
    listed.flags = {imap::kSeen | imap::kRecent, {"$Forwarded", "$junk", "Work"}};
    listed.body.hasAttachment = true;
    imap::BodyPart part;
    part.fileName = imap::RawFileName{"utf-8''%E9%99%84%E4%BB%B6.xlsx", true};
    listed.body.parts.push_back(part);
    part.fileName = imap::RawFileName{"=?gb2312?B?uL28/g==?=.txt", false};
    listed.body.parts.push_back(part);
    const auto row = rowOf(listed);
    EXPECT_EQ(row.head.subject, QStringLiteral("第二封"));
    EXPECT_EQ(row.head.fromName, QStringLiteral("张三"));
    EXPECT_EQ(row.head.fromAddress, QStringLiteral("zhang@163.test"));
    EXPECT_TRUE(row.head.to.contains(QStringLiteral("a@b.test")));
    EXPECT_EQ(row.head.messageIdHeader, "one@163.test");
    EXPECT_EQ(row.head.inReplyTo, std::vector<std::string>{"zero@163.test"});
    EXPECT_EQ(row.head.references.size(), 2U);
    EXPECT_EQ(row.head.date, 1'700'000'000'000);
    EXPECT_EQ(row.head.size, 1'234);
    EXPECT_EQ(row.flags, store::Flags(store::FlagSeen | store::FlagForwarded | store::FlagJunk));
    EXPECT_EQ(row.keywords, QStringList{QStringLiteral("Work")});
    EXPECT_EQ(row.head.attachmentNames, (QStringList{QStringLiteral("附件.xlsx"), QStringLiteral("附件.txt")}));
}

TEST(ListedRows, ADateThatCannotBeIsReplacedByTheServers)
{
    for (const char *date : {"", "Date: rubbish\r\n", "Date: Tue, 14 Nov 2199 22:13:20 +0000\r\n", "Date: Tue, 14 Nov 1909 22:13:20 +0000\r\n"})
        EXPECT_EQ(rowOf(message(date)).head.date, kInternal) << date;
}

TEST(ListedRows, ADateIsNeverBeyondNowWithoutTheServers)
{
    auto listed = message("Date: Tue, 14 Nov 2199 22:13:20 +0000\r\n");
    listed.internalDate = 0;
    EXPECT_LE(rowOf(listed).head.date, kNow);
}

TEST(ListedRows, FlagsGoThereAndBack)
{
    const store::Flags every = store::FlagSeen | store::FlagAnswered | store::FlagFlagged | store::FlagDeleted | store::FlagDraft | store::FlagForwarded |
                               store::FlagJunk | store::FlagNotJunk;
    const imap::Flags wire = wireFlags(every, {QStringLiteral("Work")});
    EXPECT_EQ(storeFlags(wire), every);
    EXPECT_EQ(storeKeywords(wire), QStringList{QStringLiteral("Work")});
}

TEST(ListedRows, LabelsAreReadAsTheyMayBeWritten)
{
    EXPECT_EQ(storeLabels({"Work", "&YkBnCQ-", "\xe9\xa1\xb9\xe7\x9b\xae", "A&B", "Work", "\\Inbox", "", "two\nlines"}),
              (QStringList{QStringLiteral("\\Inbox"), QStringLiteral("A&B"), QStringLiteral("two\uFFFDlines"), QStringLiteral("Work"), QString::fromUtf8("所有"),
                           QString::fromUtf8("项目")}));
}

TEST(ListedRows, AnEmptyHeaderIsARowAllTheSame)
{
    const auto row = rowOf(message(""));
    EXPECT_EQ(row.uid, Uid{5});
    EXPECT_TRUE(row.head.subject.isEmpty());
}

} // namespace
} // namespace tern::sync
