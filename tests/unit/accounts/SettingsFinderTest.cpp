// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SettingsFinder.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace tern::accounts {
namespace {

using std::chrono::milliseconds;

/// Answers after a time, or at once when stopped.
FindSettings after(milliseconds time, Result<FoundSettings> answer)
{
    return [time, answer](const SettingsQuery &, const NetContext &context) -> Result<FoundSettings> {
        pollfd stop{context.stop.fd(), POLLIN, 0};
        return ::poll(&stop, 1, static_cast<int>(time.count())) > 0 ? makeError(ErrorKind::Cancelled, "test") : answer;
    };
}

Result<FoundSettings> at(const char *host)
{
    FoundSettings found;
    found.imap.endpoint = {host, 993, Security::Tls};
    return found;
}

Result<FoundSettings> nothing()
{
    return makeError(ErrorKind::HostNotFound, "test");
}

constexpr milliseconds kNever{60'000};

class SettingsFinderTest : public ::testing::Test {
protected:
    SettingsWays ways;
    FinderTimes times{milliseconds{3'000}, milliseconds{1'500}};
    std::vector<SettingsWay> begun;
    std::map<SettingsWay, bool> ended;
    StopSource stop;

    Result<FoundSettings> run()
    {
        NetContext context;
        context.stop = stop.token();
        return findSettings(ways, {"example.org", "me@example.org"}, context, times, [this](SettingsWay way, const Result<FoundSettings> *answer) {
            answer ? void(ended[way] = answer->ok()) : begun.push_back(way);
        });
    }
};

TEST_F(SettingsFinderTest, TheMostTrustedAnswerWinsThoughItComesLater)
{
    ways = {{SettingsWay::DomainFile, after(milliseconds{30}, at("file"))}, {SettingsWay::ServiceRecords, after(milliseconds{0}, at("srv"))},
            {SettingsWay::Guess, after(kNever, at("guess"))}};
    const auto found = run();
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->imap.endpoint.host, "file");
    EXPECT_EQ(found->way, SettingsWay::DomainFile);
    EXPECT_EQ(begun.size(), 3U);
    EXPECT_EQ(ended.size(), 2U) << "the guess was left under way";
}

TEST_F(SettingsFinderTest, ASilentWayIsWaitedForOnlySoLong)
{
    times.grace = milliseconds{50};
    ways = {{SettingsWay::DomainFile, after(kNever, nothing())}, {SettingsWay::ServiceRecords, after(milliseconds{0}, at("srv"))}};
    const auto begin = std::chrono::steady_clock::now();
    const auto found = run();
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->way, SettingsWay::ServiceRecords);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{1'000});
}

TEST_F(SettingsFinderTest, AFailureBeforeASuccessCostsNothing)
{
    ways = {{SettingsWay::DomainFile, after(milliseconds{0}, nothing())}, {SettingsWay::ServiceRecords, after(milliseconds{0}, at("srv"))},
            {SettingsWay::Guess, after(kNever, nothing())}};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(run()->way, SettingsWay::ServiceRecords);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{1'000});
}

TEST_F(SettingsFinderTest, NobodyKnows)
{
    ways = {{SettingsWay::DomainFile, after(milliseconds{0}, nothing())}, {SettingsWay::Guess, after(milliseconds{0}, nothing())}};
    EXPECT_EQ(run().error().kind, ErrorKind::NotFound);
    ways.emplace_back(SettingsWay::Guess, after(milliseconds{0}, makeError(ErrorKind::CertificateInvalid, "test")));
    EXPECT_EQ(run().error().kind, ErrorKind::CertificateInvalid);
}

TEST_F(SettingsFinderTest, AllSilentEndsInTime)
{
    times.whole = milliseconds{100};
    ways = {{SettingsWay::DomainFile, after(kNever, nothing())}, {SettingsWay::Guess, after(kNever, nothing())}};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(run().error().kind, ErrorKind::NotFound);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{1'000});
    EXPECT_LT(FinderTimes{}.whole, std::chrono::seconds{5}) << "a person is offered the fields within five seconds";
}

TEST_F(SettingsFinderTest, StopsAtOnce)
{
    ways = {{SettingsWay::DomainFile, after(kNever, nothing())}};
    stop.requestStop();
    EXPECT_EQ(run().error().kind, ErrorKind::Cancelled);
}

} // namespace
} // namespace tern::accounts
