// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3Reply.h"

#include <gtest/gtest.h>

namespace tern::pop3 {
namespace {

TEST(Pop3Reply, ReadsStatusLines)
{
    struct Case {
        std::string_view line;
        bool ok;
        std::string code, text;
    };
    for (const Case &one : {Case{"+OK", true, "", ""}, {"+OK 2 messages", true, "", "2 messages"}, {"-ERR", false, "", ""},
                            {"-ERR [IN-USE] Do you have another POP session running?", false, "IN-USE", "Do you have another POP session running?"},
                            {"-ERR [sys/temp] later", false, "SYS/TEMP", "later"}, {"-ERR [] x", false, "", "[] x"}, {"-ERR [AUTH]no", false, "AUTH", "no"},
                            {"+OK [x", true, "", "[x"}, {"-ERR a\tb\x01", false, "", "a b "}}) {
        const auto reply = parseReply(one.line);
        ASSERT_TRUE(reply.ok()) << one.line;
        EXPECT_EQ(reply->ok, one.ok) << one.line;
        EXPECT_EQ(reply->code, one.code) << one.line;
        EXPECT_EQ(reply->text, one.text) << one.line;
    }
    for (const char *line : {"", "OK", "+ok", "+OKAY", "-ERROR", "* OK", "220 smtp", " +OK"})
        EXPECT_FALSE(parseReply(line).ok()) << line;
    EXPECT_TRUE(parseReply("+ ")->isContinuation);
    EXPECT_TRUE(parseReply("+")->isContinuation);
    EXPECT_EQ(parseReply("+ YWJj")->text, "YWJj");
}

TEST(Pop3Reply, KnowsWhatACodeStandsFor)
{
    const auto kind = [](const char *line) { return errorFromReply(*parseReply(line), ErrorKind::Unsupported, "test").kind; };
    EXPECT_EQ(kind("-ERR [IN-USE] x"), ErrorKind::ServerBusy);
    EXPECT_EQ(kind("-ERR [LOGIN-DELAY] x"), ErrorKind::ServerBusy);
    EXPECT_EQ(kind("-ERR [SYS/TEMP] x"), ErrorKind::ServerBusy);
    EXPECT_EQ(kind("-ERR [SYS/TEMP/DISK] x"), ErrorKind::ServerBusy);
    EXPECT_EQ(kind("-ERR [SYS/PERM] x"), ErrorKind::ServerRefused);
    EXPECT_EQ(kind("-ERR [AUTH] x"), ErrorKind::AuthenticationFailed);
    EXPECT_EQ(kind("-ERR [NEVERHEARD] x"), ErrorKind::Unsupported);
    EXPECT_EQ(kind("-ERR x"), ErrorKind::Unsupported);
    const auto retry = [](const char *line) { return errorFromReply(*parseReply(line), ErrorKind::AuthenticationFailed, "test").retry; };
    EXPECT_EQ(retry("-ERR [AUTH] wrong"), Retry::AfterUserAction);
    EXPECT_EQ(retry("-ERR wrong"), Retry::WithBackoff);
}

TEST(Pop3Reply, ReadsCapabilities)
{
    const Capabilities found = parseCapabilities({"TOP", "uidl", "SASL plain CRAM-MD5", "LOGIN-DELAY 900", "EXPIRE NEVER", "PIPELINING", "STLS", "USER",
                                                  "IMPLEMENTATION Made  up\x01", "", "X-WHATEVER 1 2 3"});
    EXPECT_TRUE(found.known && found.top && found.uidl && found.pipelining && found.stls && found.user);
    EXPECT_EQ(found.sasl, (std::vector<std::string>{"PLAIN", "CRAM-MD5"}));
    EXPECT_EQ(found.loginDelay, 900);
    EXPECT_EQ(found.expireDays, -1);
    EXPECT_EQ(found.implementation, "Made  up ");
    EXPECT_EQ(parseCapabilities({"EXPIRE 30", "LOGIN-DELAY x"}).expireDays, 30);
    EXPECT_FALSE(parseCapabilities({"LOGIN-DELAY -1"}).loginDelay);
}

TEST(Pop3Reply, ReadsListings)
{
    EXPECT_EQ(parseListingLine("1 abc"), (std::pair<std::uint32_t, std::string_view>(1, "abc")));
    EXPECT_EQ(parseListingLine("42\t 120 \t"), (std::pair<std::uint32_t, std::string_view>(42, "120")));
    for (const char *line : {"", "1", "0 abc", "-1 abc", "x abc", "4294967296 abc", "1abc"})
        EXPECT_EQ(parseListingLine(line).first, 0U) << line;
    EXPECT_TRUE(isUsableUidl("!~"));
    EXPECT_FALSE(isUsableUidl(""));
    EXPECT_FALSE(isUsableUidl("a b"));
    EXPECT_FALSE(isUsableUidl(std::string(256, 'a')));
}

TEST(Pop3Reply, DigestsNoTimestampThatIsNoMessageId)
{
    EXPECT_EQ(apopTimestamp("POP3 server ready <1896.697170952@dbc.mtview.ca.us>"), "<1896.697170952@dbc.mtview.ca.us>");
    for (const std::string greeting : {"ready", "<no-at>", "<@x>", "<a@>", "<a@b@c>", "<a b@c>", "<a@\x80\x81>", "<a@b", "< a@b>", "<a\"@b>"})
        EXPECT_EQ(apopTimestamp(greeting), "") << greeting;
    EXPECT_EQ(apopTimestamp("<" + std::string(300, 'a') + "@b>"), "");
}

} // namespace
} // namespace tern::pop3
