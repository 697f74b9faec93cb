// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccessTokens.h"
#include "core/accounts/OAuthFlow.h"
#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/http/HttpUrl.h"
#include "tests/support/scripted/IdentityProvider.h"

#include <gtest/gtest.h>

#include <thread>

namespace tern::accounts {
namespace {

class OAuthTest : public ::testing::Test {
protected:
    OAuthTest() : identity(authority)
    {
        EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
        context.trust = &trust;
        context.trace = &trace;
        context.stop = stop.token();
        request.provider = {"ours", identity.authorizeUrl(), identity.tokenUrl(), "mail", "127.0.0.1", {{"prompt", "consent"}}};
        request.client = {"tern", "not-a-secret"};
        request.email = "jane@example.test";
    }

    /// The person, who does what the page wants.
    OpenBrowser person()
    {
        return [this](const std::string &url) {
            opened = url;
            browser = std::thread([this, url] { said = identity.visit(url); });
        };
    }
    ~OAuthTest() override
    {
        if (browser.joinable())
            browser.join();
    }
    [[nodiscard]] std::string traced() const
    {
        std::string all;
        for (const TraceLine &line : trace.snapshot())
            all += line.text + "\n";
        return all;
    }

    test::TestIdentity authority = test::makeAuthority();
    test::IdentityProvider identity;
    crypto::TrustStore trust{false};
    TraceRing trace;
    StopSource stop;
    NetContext context;
    OAuthRequest request;
    std::string opened;
    std::string said;
    std::thread browser;
};

TEST_F(OAuthTest, ACodeWithItsProofBecomesTokens)
{
    request.donePage = QString::fromUtf8("您已登录");
    const auto tokens = signInByBrowser(request, person(), context);
    browser.join();
    ASSERT_TRUE(tokens.ok()) << tokens.error().toString();
    EXPECT_EQ(tokens->access.reveal(), "access-1");
    EXPECT_EQ(tokens->refresh.reveal(), "refresh-1");
    EXPECT_NE(said.find("您已登录"), std::string::npos);
    const auto fields = http::decodeForm(opened.substr(opened.find('?') + 1));
    EXPECT_EQ(fields.at("code_challenge_method"), "S256");
    EXPECT_EQ(fields.at("login_hint"), "jane@example.test");
    EXPECT_EQ(fields.at("prompt"), "consent");
    EXPECT_TRUE(fields.at("redirect_uri").starts_with("http://127.0.0.1:"));
    EXPECT_EQ(fields.count("code_verifier"), 0U);
    for (const char *secret : {"access-1", "refresh-1", "code-1", "not-a-secret"})
        EXPECT_EQ(traced().find(secret), std::string::npos) << secret;
}

TEST_F(OAuthTest, EverySignInHasItsOwnStateAndProof)
{
    std::set<std::string> states;
    std::set<std::string> challenges;
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(signInByBrowser(request, person(), context).ok());
        browser.join();
        const auto fields = http::decodeForm(opened.substr(opened.find('?') + 1));
        EXPECT_GE(fields.at("state").size(), 43U);
        states.insert(fields.at("state"));
        challenges.insert(fields.at("code_challenge"));
    }
    EXPECT_EQ(states.size(), 3U);
    EXPECT_EQ(challenges.size(), 3U);
}

TEST_F(OAuthTest, ThePersonSaysNo)
{
    identity.deny = true;
    const auto tokens = signInByBrowser(request, person(), context);
    ASSERT_FALSE(tokens.ok());
    EXPECT_EQ(tokens.error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(tokens.error().detail, "access_denied: the person said no");
}

TEST_F(OAuthTest, AStolenCodeIsWorthNothingWithoutTheProof)
{
    identity.forgeChallenge = true;
    const auto tokens = signInByBrowser(request, person(), context);
    ASSERT_FALSE(tokens.ok());
    EXPECT_EQ(tokens.error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(tokens.error().detail, "invalid_grant: wrong proof");
}

TEST_F(OAuthTest, StopsWhileThePersonIsAtThePage)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto tokens = signInByBrowser(request, [this](const std::string &) { stop.requestStop(); }, context);
    EXPECT_EQ(tokens.error().kind, ErrorKind::Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{1});
}

TEST_F(OAuthTest, RefreshingKeepsOrReplacesTheRefreshToken)
{
    ASSERT_TRUE(signInByBrowser(request, person(), context).ok());
    auto next = refreshTokens(request.provider, request.client, crypto::Secret("refresh-1"), context);
    ASSERT_TRUE(next.ok()) << next.error().toString();
    EXPECT_EQ(next->access.reveal(), "access-2");
    EXPECT_EQ(next->refresh.reveal(), "refresh-1");
    identity.rotate = true;
    next = refreshTokens(request.provider, request.client, crypto::Secret("refresh-1"), context);
    EXPECT_EQ(next->refresh.reveal(), "refresh-3");
    const auto old = refreshTokens(request.provider, request.client, crypto::Secret("refresh-1"), context);
    ASSERT_FALSE(old.ok());
    EXPECT_EQ(old.error().where, kOAuthRefused);
    EXPECT_EQ(old.error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(traced().find("refresh-"), std::string::npos);
}

TEST_F(OAuthTest, ABrokenTokenServerIsNoVerdict)
{
    identity.broken = true;
    EXPECT_EQ(refreshTokens(request.provider, request.client, crypto::Secret("refresh-1"), context).error().kind, ErrorKind::ServerBusy);
}

TEST(AccessTokens, AreRenewedBeforeTheyEndAndByOneLaneAtATime)
{
    AccessTokens tokens;
    const AccountId account{1};
    std::atomic<int> renewals{0};
    const auto renew = [&]() -> Result<OAuthTokens> {
        const int number = ++renewals;
        return OAuthTokens{crypto::Secret("access-" + std::to_string(number)), {}, 1'000'000};
    };
    std::vector<std::thread> lanes;
    for (int i = 0; i < 8; ++i)
        lanes.emplace_back([&] { EXPECT_EQ(tokens.get(account, 0, renew)->reveal(), "access-1"); });
    for (std::thread &lane : lanes)
        lane.join();
    EXPECT_EQ(renewals, 1);
    EXPECT_EQ(tokens.get(account, 1'000'000 - AccessTokens::kRenewBefore - 1, renew)->reveal(), "access-1");
    EXPECT_EQ(tokens.get(account, 1'000'000 - AccessTokens::kRenewBefore, renew)->reveal(), "access-2");
    tokens.forget(account);
    EXPECT_EQ(tokens.get(account, 0, renew)->reveal(), "access-3");
    // Two accounts of one provider have nothing to do with each other.
    EXPECT_EQ(tokens.get(AccountId{2}, 0, renew)->reveal(), "access-4");
    tokens.forget(account);
    EXPECT_EQ(tokens.get(account, 0, [] { return Result<OAuthTokens>(makeError(ErrorKind::Offline, "test")); }).error().kind, ErrorKind::Offline);
}

TEST(OAuthDirectory, ReadsThePersonsFile)
{
    const QByteArray builtIn = R"({"oauth": {"google": {"authorize": "https://a/x", "token": "https://a/t", "scopes": "s"}}})";
    const auto read = OAuthDirectory::parse(builtIn, R"({"google": {"client_id": "1"},
        "ours": {"client_id": "2", "authorize": "https://b/x", "token": "https://b/t", "scopes": "mail", "domains": ["Example.org"]}})");
    ASSERT_TRUE(read.ok()) << read.error().toString();
    EXPECT_EQ(read->client("google")->clientId, "1");
    EXPECT_EQ(read->provider("ours")->tokenUrl, "https://b/t");
    EXPECT_EQ(read->forDomain("example.org"), "ours");
    EXPECT_EQ(read->forDomain("example.net"), "");
    EXPECT_EQ(OAuthDirectory::parse(builtIn, "")->client("google"), nullptr);
    for (const char *bad : {"[]", "{", R"({"google": {}})", R"({"other": {"client_id": "1"}})", R"({"x": {"client_id": "1", "authorize": "http://b/", "token": "https://b/"}})",
                            R"({"x": {"client_id": "1", "authorize": "https://b/", "token": "file:///x"}})"})
        EXPECT_EQ(OAuthDirectory::parse(builtIn, bad).error().kind, ErrorKind::InvalidInput) << bad;
}

TEST(OAuthDirectory, TheBuiltInProvidersAreWhole)
{
    const auto read = readOAuthDirectory("");
    ASSERT_TRUE(read.ok()) << read.error().toString();
    for (const char *id : {"google", "microsoft", "yahoo", "aol", "fastmail", "yandex", "mailru", "comcast"}) {
        ASSERT_NE(read->provider(id), nullptr) << id;
        EXPECT_FALSE(read->provider(id)->scopes.empty()) << id;
    }
}

} // namespace
} // namespace tern::accounts
