// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpReply.h"
#include "core/net/smtp/SmtpSignIn.h"

#include <gtest/gtest.h>

namespace tern::smtp {
namespace {

TEST(SmtpReply, ReadsLines)
{
    const auto last = parseReplyLine("250 2.0.0 ok");
    ASSERT_TRUE(last.ok());
    EXPECT_EQ(last->code, 250);
    EXPECT_TRUE(last->isLast);
    EXPECT_EQ(last->text, "2.0.0 ok");
    EXPECT_FALSE(parseReplyLine("250-more")->isLast);
    EXPECT_TRUE(parseReplyLine("250")->isLast);
    EXPECT_EQ(parseReplyLine("250 ")->text, "");
    for (const char *bad : {"", "25", "abc", "199 x", "650 x", "25x ok", "2500 ok", "250+ok", " 250 ok", "+OK", "* OK"})
        EXPECT_FALSE(parseReplyLine(bad).ok()) << bad;
}

TEST(SmtpReply, JoinsLinesAndShowsTheEnhancedCodeOnce)
{
    EXPECT_EQ((SmtpReply{550, {"5.1.1 no such user", "5.1.1 try again", "5.1.1"}}.text()), "5.1.1 no such user try again");
    EXPECT_EQ((SmtpReply{550, {"no such", "user"}}.text()), "no such user");
    EXPECT_EQ((SmtpReply{550, {"5.1.1 x"}}.enhancedCode()), "5.1.1");
    EXPECT_EQ((SmtpReply{550, {"5.1 x"}}.enhancedCode()), "");
    EXPECT_EQ((SmtpReply{550, {"5.1.x y"}}.enhancedCode()), "");
    EXPECT_EQ((SmtpReply{550, {}}.text()), "");
}

TEST(SmtpReply, StandsForAnError)
{
    EXPECT_EQ(errorFromReply({421, {"bye"}}, ErrorKind::ServerRefused, "x").kind, ErrorKind::ServerBye);
    EXPECT_EQ(errorFromReply({450, {"busy"}}, ErrorKind::RecipientRefused, "x").kind, ErrorKind::ServerBusy);
    EXPECT_EQ(errorFromReply({550, {"no"}}, ErrorKind::RecipientRefused, "x").kind, ErrorKind::RecipientRefused);
    EXPECT_EQ(errorFromReply({530, {"5.7.0 sign in first"}}, ErrorKind::SenderRefused, "x").kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(errorFromReply({552, {"5.2.2 full"}}, ErrorKind::SenderRefused, "x").kind, ErrorKind::QuotaExceeded);
    EXPECT_EQ(errorFromReply({552, {"big"}}, ErrorKind::SenderRefused, "x").kind, ErrorKind::MessageTooLarge);
}

TEST(SmtpCapabilities, AreReadInBothSpellings)
{
    const SmtpCapabilities found = parseCapabilities({"size", "auth=login", "Auth plain LOGIN", "X-STRANGE 1", "", "STARTTLS"});
    EXPECT_TRUE(found.size && found.startTls);
    EXPECT_EQ(found.maxSize, 0U);
    EXPECT_EQ(found.authMechanisms, (std::vector<std::string>{"LOGIN", "PLAIN"}));
    EXPECT_EQ(parseCapabilities({"SIZE 99999999999999999999999"}).maxSize, 0U);
}

} // namespace
} // namespace tern::smtp
