// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SignInVerdict.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class StillClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override { return 0; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady() const override { return m_now; }
    void pass(milliseconds time) { m_now += time; }

private:
    std::chrono::steady_clock::time_point m_now{std::chrono::hours(1)};
};

Error certain()
{
    return {ErrorKind::AuthenticationFailed, Retry::AfterUserAction, "imap.signin", "NO [AUTHENTICATIONFAILED] no"};
}

Error doubtful()
{
    return {ErrorKind::AuthenticationFailed, Retry::WithBackoff, "imap.signin", "NO no"};
}

class Verdicts : public ::testing::Test {
protected:
    StillClock clock;
    SignInVerdict verdict{clock, {}};
};

TEST_F(Verdicts, ACodeIsBelievedAndNobodyTriesAgain)
{
    EXPECT_FALSE(verdict.standing());
    EXPECT_EQ(verdict.refused(certain()).kind, ErrorKind::AuthenticationFailed);
    clock.pass(std::chrono::hours(100));
    ASSERT_TRUE(verdict.standing());
    EXPECT_EQ(verdict.standing()->kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(verdict.pause(), milliseconds(0)) << "it waits for the person, not for a time";
    verdict.forget();
    EXPECT_FALSE(verdict.standing());
}

TEST_F(Verdicts, WordsAloneAreABusyServerAtFirst)
{
    const Error meant = verdict.refused(doubtful());
    EXPECT_EQ(meant.kind, ErrorKind::ServerBusy);
    EXPECT_EQ(meant.detail, "NO no");
    EXPECT_EQ(verdict.standing()->kind, ErrorKind::ServerBusy);
    EXPECT_EQ(verdict.pause(), seconds(30));
    clock.pass(seconds(29));
    EXPECT_TRUE(verdict.standing());
    clock.pass(seconds(1));
    EXPECT_FALSE(verdict.standing()) << "this lane tries";
    EXPECT_TRUE(verdict.standing()) << "the other waits for the outcome";
    verdict.worked();
    EXPECT_FALSE(verdict.standing());
    EXPECT_EQ(verdict.refused(doubtful()).kind, ErrorKind::ServerBusy);
    EXPECT_EQ(verdict.refused(doubtful()).kind, ErrorKind::ServerBusy) << "counted from the last success";
}

TEST_F(Verdicts, WhatStaysSoIsToldAndStillTriedNowAndThen)
{
    for (int i = 1; i < SignInVerdict::kMostDoubts; ++i)
        EXPECT_EQ(verdict.refused(doubtful()).kind, ErrorKind::ServerBusy);
    for (int i = 0; i < 5; ++i) {
        const Error meant = verdict.refused(doubtful());
        EXPECT_EQ(meant.kind, ErrorKind::AuthenticationFailed);
        EXPECT_EQ(meant.retry, Retry::WithBackoff);
        EXPECT_EQ(verdict.pause(), minutes(15));
        clock.pass(minutes(15));
        EXPECT_FALSE(verdict.standing());
    }
}

TEST_F(Verdicts, WhoGaveAnotherPasswordIsToldAtOnce)
{
    verdict.askedAgain();
    EXPECT_EQ(verdict.refused(doubtful()).kind, ErrorKind::AuthenticationFailed);
}

TEST_F(Verdicts, ForgettingLetsALaneTryButDoesNotCountAnew)
{
    for (int i = 1; i < SignInVerdict::kMostDoubts; ++i) {
        EXPECT_EQ(verdict.refused(doubtful()).kind, ErrorKind::ServerBusy);
        verdict.forget();
        EXPECT_FALSE(verdict.standing());
    }
    EXPECT_EQ(verdict.refused(doubtful()).kind, ErrorKind::AuthenticationFailed);
}

} // namespace
} // namespace tern::sync
