// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/FetchItems.h"
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapResponseReader.h"
#include "core/net/imap/ListResponse.h"

#include <gtest/gtest.h>

namespace tern::imap {
namespace {

TEST(Response, IsCutIntoParts)
{
    ImapResponse response = parseResponse("* 12 FETCH (UID 5)");
    EXPECT_EQ(response.kind, ImapResponse::Kind::Untagged);
    EXPECT_EQ(response.number, 12U);
    EXPECT_TRUE(response.is("fetch"));
    EXPECT_EQ(response.rest, "(UID 5)");
    response = parseResponse("A1 OK [READ-WRITE] done");
    EXPECT_EQ(response.kind, ImapResponse::Kind::Tagged);
    EXPECT_EQ(response.tag, "A1");
    EXPECT_EQ(response.rest, "[READ-WRITE] done");
    response = parseResponse("+ ");
    EXPECT_EQ(response.kind, ImapResponse::Kind::Continuation);
    EXPECT_EQ(parseResponse("+").kind, ImapResponse::Kind::Continuation);
    EXPECT_EQ(parseResponse("* 99999999999 EXISTS").name, "");
    EXPECT_EQ(parseResponse("").rest, "");
}

TEST(Response, StatusTextTakesTheCodeApart)
{
    StatusText status = parseStatusText("[COPYUID 7 1:2 3:4] Moved");
    EXPECT_EQ(status.code, "COPYUID");
    EXPECT_EQ(status.arguments, "7 1:2 3:4");
    EXPECT_EQ(status.text, "Moved");
    status = parseStatusText("[BADCHARSET (\"a]b\")] no");
    EXPECT_EQ(status.arguments, "(\"a]b\")");
    status = parseStatusText("[broken \"x] text");
    EXPECT_EQ(status.code, "broken");
    EXPECT_EQ(parseStatusText("[open").code, "open");
    EXPECT_EQ(parseStatusText("plain").text, "plain");
}

TEST(Response, FindsALiteralAtTheEnd)
{
    EXPECT_EQ(literalAtEnd("x {12}"), 12U);
    EXPECT_EQ(literalAtEnd("x {12+}"), 12U);
    EXPECT_EQ(literalAtEnd("x ~{0}"), 0U);
    EXPECT_FALSE(literalAtEnd("x {}").has_value());
    EXPECT_FALSE(literalAtEnd("12}").has_value());
    EXPECT_FALSE(literalAtEnd("{1 2}").has_value());
    EXPECT_EQ(literalAtEnd("{4294967310}"), 4294967310U);
    EXPECT_EQ(literalAtEnd("{99999999999999999999}"), UINT64_MAX);
}

TEST(Response, ReadsEveryFetchItem)
{
    FetchItems items;
    parseFetch("(X-GM-LABELS (\\Inbox \"\\\\Sent\" Work \"two words\" {3}\r\na b NIL &YkBnCQ-) UID 7)", items);
    ASSERT_TRUE(items.labels.has_value());
    EXPECT_EQ(*items.labels, (Labels{"\\Inbox", "\\Sent", "Work", "two words", "a b", "NIL", "&YkBnCQ-"}));
    EXPECT_EQ(items.uid, Uid{7});
    parseFetch("(UID 7 X-GM-LABELS () FLAGS ())", items);
    EXPECT_TRUE(items.labels && items.labels->empty()) << "told, and none";
    parseFetch("(UID 7 X-GM-LABELS (open", items);
    EXPECT_TRUE(items.isDamaged);
    parseFetch("(FLAGS (\\Seen $A \\Odd) X-GM-MSGID 1278455344230334865 EMAILID (M1) PREVIEW NIL THREADID NIL BODY[1]<0> {2}\r\nhi "
               "BODY[TEXT] NIL MODSEQ (9223372036854775807) UID 7 RFC822.SIZE 5000000000 INTERNALDATE \" 1-Jan-1970 00:00:01 +0000\")",
               items);
    EXPECT_FALSE(items.isDamaged);
    EXPECT_EQ(items.uid, Uid{7});
    EXPECT_EQ(items.flags, (Flags{kSeen, {"$A"}}));
    EXPECT_EQ(items.size, 5000000000U);
    EXPECT_EQ(items.modSeq.value, std::uint64_t{INT64_MAX}) << "63 bits [RFC 7162 §7]";
    EXPECT_EQ(items.internalDate, 1000);
    ASSERT_EQ(items.sections.size(), 2U);
    EXPECT_EQ(items.sections[0].section, "1");
    EXPECT_EQ(items.sections[0].data, "hi");
    EXPECT_TRUE(items.sections[1].isNil);
}

TEST(Response, DatesGoBothWays)
{
    EXPECT_EQ(parseInternalDate("17-Jul-1996 02:44:25 -0700"), 837596665000);
    EXPECT_EQ(parseInternalDate("29-feb-2024 23:59:59 +0530"), 1709231399000);
    EXPECT_EQ(formatInternalDate(837596665123), "17-Jul-1996 09:44:25 +0000");
    EXPECT_EQ(formatInternalDate(-1000), "31-Dec-1969 23:59:59 +0000");
    for (const char *bad : {"", "yesterday", "32-Jan-2020 00:00:00 +0000", "1-Foo-2020 00:00:00 +0000", "1-Jan-2020", "1-Jan-2020 25:00:00 +0000"})
        EXPECT_EQ(parseInternalDate(bad), 0) << bad;
    for (UnixMillis when : {UnixMillis{0}, UnixMillis{951782400000}, UnixMillis{4102444800000}})
        EXPECT_EQ(parseInternalDate(formatInternalDate(when)), when);
}

TEST(Response, FlagsAreSafeOnTheWire)
{
    EXPECT_EQ(flagsToWire({kSeen | kRecent, {"$Junk", "a b", "x\r\ny", ""}}), "(\\Seen $Junk)");
    EXPECT_EQ(flagsToWire({}), "()");
}

TEST(Response, CursorLeavesItselfAloneWhenItFails)
{
    for (const char *bad : {"\"open", "{5}\r\nabc", "{5}x", "(a (b)", "((((", ")", ""}) {
        ImapCursor cursor(bad);
        EXPECT_FALSE(cursor.skipValue()) << bad;
        EXPECT_EQ(cursor.rest(), bad);
    }
    ImapCursor cursor("(a \"b)\" {2}\r\n)) (NIL)) rest");
    EXPECT_TRUE(cursor.skipValue());
    EXPECT_EQ(cursor.rest(), " rest");
    ImapCursor deep(std::string_view("(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((a"));
    EXPECT_FALSE(deep.skipValue());
}

TEST(Response, ListEntriesOfOddServers)
{
    auto entry = parseListEntry("(\\HasNoChildren) \"/\" foo[bar]*");
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->wireName, "foo[bar]*");
    entry = parseListEntry("() NIL \"\"");
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->wireName, "");
    entry = parseListEntry("(\\Noselect \\Junk) \".\" \"INBOX.Sp\xE4m\" (\"CHILDINFO\" (\"SUBSCRIBED\"))");
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->role, MailboxRole::Junk);
    EXPECT_FALSE(entry->selectable);
    EXPECT_FALSE(parseListEntry("(\\X").has_value());
    EXPECT_FALSE(parseListEntry("").has_value());
}

} // namespace
} // namespace tern::imap
