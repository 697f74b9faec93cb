// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PictureFetcher.h"

#include "core/crypto/TrustStore.h"
#include "tests/support/scripted/WebServer.h"

#include <gtest/gtest.h>

#include <condition_variable>

namespace tern::engine {
namespace {

const std::string kPng("\x89PNG\r\n\x1A\nrest", 12);

class PictureFetcherTest : public ::testing::Test {
protected:
    PictureFetcherTest() : web(test::makeLeaf({{"localhost"}, {"127.0.0.1"}}, &authority)) { EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok()); }

    [[nodiscard]] std::string url(const std::string &path) const { return "https://localhost:" + std::to_string(web.port()) + path; }

    void want(const std::string &address)
    {
        fetcher.fetch(AccountId{1}, address, [this](Result<Picture> picture) {
            const std::lock_guard lock(mutex);
            got.push_back(std::move(picture));
            changed.notify_all();
        });
    }
    bool waitFor(std::size_t count)
    {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(20), [&] { return got.size() >= count; });
    }
    Result<Picture> one(const std::string &address)
    {
        want(address);
        EXPECT_TRUE(waitFor(1));
        Result<Picture> picture = std::move(got.front());
        got.clear();
        return picture;
    }

    test::TestIdentity authority = test::makeAuthority();
    test::WebServer web;
    crypto::TrustStore trust{false};
    std::atomic<bool> publicOnly{false};
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Result<Picture>> got;
    PictureFetcher fetcher{[this](AccountId, const StopToken &stop) {
        NetContext context;
        context.stop = stop;
        context.trust = &trust;
        context.publicOnly = publicOnly;
        return Result<NetContext>(context);
    }};
};

TEST_F(PictureFetcherTest, FetchesAPictureByItsContent)
{
    web.on("", "/a.txt", kPng);
    const auto picture = one(url("/a.txt"));
    ASSERT_TRUE(picture.ok()) << picture.error().toString();
    EXPECT_EQ(picture->type, "image/png");
    EXPECT_EQ(picture->content.size(), 12);
}

TEST_F(PictureFetcherTest, PlainHttpIsAskedByHttps)
{
    web.on("", "/a", kPng);
    EXPECT_TRUE(one("http://localhost:" + std::to_string(web.port()) + "/a").ok());
}

TEST_F(PictureFetcherTest, WhatIsNoPictureIsNotShown)
{
    web.on("", "/page", "<html><script>");
    web.on("", "/svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    EXPECT_EQ(one(url("/page")).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(one(url("/svg")).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(one(url("/none")).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(one("ftp://localhost/x").error().kind, ErrorKind::Unsupported);
    EXPECT_FALSE(one("https://localhost/\r\nX: y").ok());
}

TEST_F(PictureFetcherTest, NothingOfThisMachineUnlessATestSaysSo)
{
    web.on("", "/a", kPng);
    publicOnly = true;
    EXPECT_EQ(one(url("/a")).error().kind, ErrorKind::HostNotFound);
    EXPECT_TRUE(web.asked().empty());
}

TEST_F(PictureFetcherTest, ARedirectAwayFromPublicMachinesIsNotFollowed)
{
    web.on("", "/r", [](const test::WebRequest &) { return test::WebAnswer{302, {}, {"Location: http://localhost/x"}, false, {}}; });
    EXPECT_FALSE(one(url("/r")).ok());
}

TEST_F(PictureFetcherTest, CancelEndsWhatWaits)
{
    web.on("", "/slow", [](const test::WebRequest &) { return test::WebAnswer{200, {}, {}, true, {}}; });
    for (int i = 0; i < 20; ++i)
        want(url("/slow"));
    const auto start = std::chrono::steady_clock::now();
    fetcher.cancel();
    ASSERT_TRUE(waitFor(20));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    for (const auto &picture : got)
        EXPECT_EQ(picture.error().kind, ErrorKind::Cancelled);
    got.clear();
    web.on("", "/a", kPng);
    EXPECT_TRUE(one(url("/a")).ok()) << "and goes on afterwards";
}

TEST_F(PictureFetcherTest, AfterStopNothingIsFetched)
{
    fetcher.stop();
    EXPECT_EQ(one(url("/a")).error().kind, ErrorKind::Cancelled);
}

} // namespace
} // namespace tern::engine
