// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/BodyStructure.h"

#include <gtest/gtest.h>

namespace tern::imap {
namespace {

BodySummary parsed(std::string_view text, bool expectOk = true)
{
    BodySummary summary;
    ImapCursor cursor(text);
    EXPECT_EQ(parseBodyStructure(cursor, summary), expectOk) << text;
    EXPECT_TRUE(!expectOk || cursor.atEnd());
    return summary;
}

TEST(BodyStructure, SinglePart)
{
    const BodySummary body = parsed("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"GB18030\") NIL NIL \"BASE64\" 123 4)");
    ASSERT_EQ(body.parts.size(), 1U);
    EXPECT_EQ(body.parts[0].section, "1");
    EXPECT_EQ(body.parts[0].mimeType, "text/plain");
    EXPECT_EQ(body.parts[0].charset, "GB18030");
    EXPECT_EQ(body.parts[0].encoding, "base64");
    EXPECT_EQ(body.parts[0].size, 123U);
    EXPECT_EQ(body.firstText, 0U);
    EXPECT_FALSE(body.hasAttachment);
}

TEST(BodyStructure, NumbersNestedParts)
{
    const BodySummary body = parsed(
        "(((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)(\"text\" \"html\" NIL NIL NIL \"7bit\" 1 1) \"alternative\")(\"image\" \"png\" (\"name\" \"x.png\") "
        "\"<cid>\" NIL \"base64\" 9 NIL (\"inline\" NIL) NIL NIL)(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 50 (\"date\" \"subject\" NIL NIL NIL NIL NIL NIL NIL "
        "NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) 5) \"mixed\" (\"boundary\" \"b\"))");
    ASSERT_EQ(body.parts.size(), 4U);
    EXPECT_EQ(body.parts[0].section, "1.1");
    EXPECT_EQ(body.parts[1].section, "1.2");
    EXPECT_EQ(body.parts[2].section, "2");
    EXPECT_FALSE(body.parts[2].isAttachment);
    EXPECT_EQ(body.parts[2].contentId, "<cid>");
    EXPECT_EQ(body.parts[3].mimeType, "message/rfc822");
    EXPECT_TRUE(body.parts[3].isAttachment);
    EXPECT_EQ(body.firstText, 0U);
}

TEST(BodyStructure, FindsFileNamesInEveryForm)
{
    const auto name = [](const std::string &parameters, const std::string &disposition) {
        const BodySummary body = parsed("(\"application\" \"pdf\" " + parameters + " NIL NIL \"base64\" 9 NIL " + disposition + " NIL)");
        return body.parts.at(0).fileName;
    };
    EXPECT_EQ(name("NIL", "(\"attachment\" (\"filename\" \"a.pdf\"))")->value, "a.pdf");
    EXPECT_EQ(name("(\"name\" \"n.pdf\")", "(\"attachment\" NIL)")->value, "n.pdf");
    EXPECT_EQ(name("(\"name\" \"n.pdf\")", "(\"attachment\" (\"filename\" \"f.pdf\"))")->value, "f.pdf");
    auto extended = name("NIL", "(\"attachment\" (\"filename*\" \"utf-8''%E9%99%84.xlsx\" \"filename\" \"x\"))");
    EXPECT_TRUE(extended->extended);
    EXPECT_EQ(extended->value, "utf-8''%E9%99%84.xlsx");
    auto joined = name("NIL", "(\"attachment\" (\"filename*1*\" \"%84\" \"FILENAME*0*\" \"utf-8''%E9%99\" \"filename*2\" \" 100%.x\"))");
    EXPECT_TRUE(joined->extended);
    EXPECT_EQ(joined->value, "utf-8''%E9%99%84%20100%25.x");
    EXPECT_EQ(name("NIL", "(\"attachment\" (\"filename*0\" \"a\" \"filename*1\" \"b\"))")->value, "ab");
    EXPECT_FALSE(name("NIL", "NIL").has_value());
}

TEST(BodyStructure, ToleratesMissingFields)
{
    EXPECT_EQ(parsed("(\"text\" \"plain\")").parts.size(), 1U);
    EXPECT_EQ(parsed("(NIL NIL NIL NIL NIL NIL NIL)").parts.size(), 1U);
    EXPECT_EQ(parsed("(\"text\" \"plain\" (\"charset\") NIL NIL \"7bit\" NIL NIL)").parts.size(), 1U);
    parsed("(\"text\" \"plain\" (\"a\" \"b\"", false);
    parsed("", false);
    parsed("((((", false);
    parsed(std::string(100'000, '('), false);
}

TEST(BodyStructure, CapsTheParts)
{
    std::string many = "(";
    for (int i = 0; i < 3000; ++i)
        many += "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)";
    EXPECT_EQ(parsed(many + " \"mixed\")").parts.size(), 1000U);
}

TEST(BodyStructure, SignaturesAreNoAttachments)
{
    const BodySummary body = parsed("((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1)(\"application\" \"pgp-signature\" (\"name\" \"s.asc\") NIL NIL \"7bit\" 9) \"signed\")");
    EXPECT_FALSE(body.hasAttachment);
}

TEST(BodyStructure, LiteralsBecomeQuoted)
{
    EXPECT_EQ(withoutLiterals("(\"a\" {4}\r\nb\"\r\n NIL)"), "(\"a\" \"b\\\"  \" NIL)");
    EXPECT_EQ(withoutLiterals("(\"a\\\"\" NIL)"), "(\"a\\\"\" NIL)");
}

} // namespace
} // namespace tern::imap
