// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/OneClick.h"

#include "core/crypto/TrustStore.h"
#include "tests/support/scripted/WebServer.h"

#include <gtest/gtest.h>

namespace tern::engine {
namespace {

class OneClickTest : public testing::Test {
protected:
    OneClickTest() : web(test::makeLeaf({{"localhost"}, {"127.0.0.1"}}, &authority)) { EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok()); }

    [[nodiscard]] std::string url(const std::string &path) const { return "https://localhost:" + std::to_string(web.port()) + path; }
    [[nodiscard]] NetContext context(bool publicOnly = false) const
    {
        NetContext context;
        context.trust = &trust;
        context.publicOnly = publicOnly;
        return context;
    }
    void answer(const std::string &path, int status, std::vector<std::string> fields = {})
    {
        web.on("", path, [this, status, fields](const test::WebRequest &request) {
            last = request;
            return test::WebAnswer{status, "ok", fields, false, {}};
        });
    }

    test::TestIdentity authority = test::makeAuthority();
    test::WebServer web;
    crypto::TrustStore trust{false};
    test::WebRequest last;
};

TEST_F(OneClickTest, PostsWhatTheRfcSays)
{
    answer("/u", 200);
    ASSERT_TRUE(unsubscribeByPost(url("/u?id=1"), context()).ok());
    EXPECT_EQ(last.method, "POST");
    EXPECT_EQ(last.target, "/u?id=1");
    EXPECT_EQ(last.body, "List-Unsubscribe=One-Click");
    EXPECT_EQ(web.asked().size(), 1U);
}

TEST_F(OneClickTest, AnErrorIsOne)
{
    answer("/gone", 410);
    EXPECT_EQ(unsubscribeByPost(url("/gone"), context()).error().kind, ErrorKind::ServerRefused);
    answer("/done", 202);
    EXPECT_TRUE(unsubscribeByPost(url("/done"), context()).ok());
}

TEST_F(OneClickTest, IsLedNowhereElse)
{
    answer("/r", 302, {"Location: " + url("/other")});
    answer("/other", 200);
    EXPECT_EQ(unsubscribeByPost(url("/r"), context()).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(web.asked().size(), 1U);
}

TEST_F(OneClickTest, OnlyByHttpsAndOnlyToPublicMachines)
{
    answer("/u", 200);
    EXPECT_FALSE(unsubscribeByPost("http://localhost:" + std::to_string(web.port()) + "/u", context()).ok());
    EXPECT_FALSE(unsubscribeByPost("mailto:a@b.example", context()).ok());
    EXPECT_FALSE(unsubscribeByPost(url("/u"), context(true)).ok());
    EXPECT_FALSE(unsubscribeByPost("https://10.0.0.1/u", context(true)).ok());
    EXPECT_TRUE(web.asked().empty());
}

} // namespace
} // namespace tern::engine
