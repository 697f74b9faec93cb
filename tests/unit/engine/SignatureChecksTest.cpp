// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SignatureChecks.h"
#include "core/net/Resolver.h"
#include "tests/support/scripted/NameServer.h"

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

constexpr std::int64_t kNow = 1'795'398'067;

/// The example of RFC 8463, appendix A.
QByteArray example()
{
    return QByteArray("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\n d=football.example.com; i=@football.example.com;\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\n"
                      " subject : date : message-id : from : subject : date;\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\n"
                      " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\n Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\n"
                      "From: Joe SixPack <joe@football.example.com>\nTo: Suzie Q <suzie@shopping.example.net>\nSubject: Is dinner ready?\n"
                      "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\nMessage-ID: <20030712040037.46341.5F8J@football.example.com>\n\n"
                      "Hi.\n\nWe lost the game.  Are you hungry yet?\n\nJoe.\n")
        .replace("\n", "\r\n");
}

const std::string kKeyName = "brisbane._domainkey.football.example.com";
const std::string kKey = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

class SignatureChecksTest : public ::testing::Test {
protected:
    [[nodiscard]] std::vector<SignatureCheck> verify(const QByteArray &raw, const StopToken &stop = {})
    {
        OpenedMessage message;
        message.raw = raw;
        message.parsed = *mime::parseMessage(raw);
        return verifySignatures(message, resolver, stop, kNow);
    }

    test::NameServer server;
    Resolver resolver{{server.servers(), 1, std::chrono::milliseconds{200}, std::chrono::milliseconds{300}}};
};

TEST_F(SignatureChecksTest, TheKeyComesFromDns)
{
    server.addText(kKeyName, kKey);
    const auto checks = verify(example());
    ASSERT_EQ(checks.size(), 1U);
    ASSERT_TRUE(checks.front().outcome.ok());
    EXPECT_EQ(*checks.front().outcome, mime::DkimOutcome::Valid);
    EXPECT_EQ(checks.front().domain, QStringLiteral("football.example.com"));
    EXPECT_TRUE(checks.front().isSenders);
    EXPECT_EQ(server.asked(), std::set<std::string>{kKeyName});
}

TEST_F(SignatureChecksTest, AnotherRecordThereDoesNoHarm)
{
    server.addText(kKeyName, "v=spf1 -all");
    server.addText(kKeyName, kKey);
    EXPECT_EQ(*verify(example()).front().outcome, mime::DkimOutcome::Valid);
}

TEST_F(SignatureChecksTest, ASignatureOfSomebodyElseIsNotTheSenders)
{
    server.addText(kKeyName, kKey);
    QByteArray raw = example();
    raw.replace("joe@football.example.com>", "joe@notfootball.example.com>");
    EXPECT_FALSE(verify(raw).front().isSenders);
    EXPECT_EQ(*verify(raw).front().outcome, mime::DkimOutcome::HeaderChanged);
}

TEST_F(SignatureChecksTest, NoKeyAndNoAnswerAreToldApart)
{
    EXPECT_EQ(*verify(example()).front().outcome, mime::DkimOutcome::NoKey);
    server.mute("");
    ASSERT_FALSE(verify(example()).front().outcome.ok());
}

TEST_F(SignatureChecksTest, AskForFiveKeysAtMostAndForNoneWithoutASignature)
{
    EXPECT_TRUE(verify("From: a@b\r\nSubject: s\r\n\r\nx\r\n").empty());
    EXPECT_TRUE(server.asked().empty());
    const QByteArray whole = example();
    const QByteArray signature = whole.left(whole.indexOf("From:"));
    QByteArray many;
    for (int i = 0; i < 9; ++i)
        many += QByteArray(signature).replace("s=brisbane", QByteArray("s=k" + QByteArray::number(i)));
    EXPECT_EQ(verify(many + whole).size(), 5U);
    EXPECT_EQ(server.asked().size(), 5U);
}

TEST_F(SignatureChecksTest, EndsAtOnceOnStop)
{
    server.mute("");
    StopSource stop;
    stop.requestStop();
    const auto begin = std::chrono::steady_clock::now();
    static_cast<void>(verify(example(), stop.token()));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
}

} // namespace
} // namespace tern::engine
