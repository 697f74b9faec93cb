// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/SendTimes.h"

#include <QDateTime>

#include <ctime>

#include <gtest/gtest.h>

namespace tern::ui {
namespace {

/// Local time somewhere else, for the life of a test.
class SendTimes : public testing::Test {
protected:
    void in(const char *zone)
    {
        qputenv("TZ", zone);
        tzset();
    }
    void TearDown() override
    {
        if (m_zone.isNull())
            qunsetenv("TZ");
        else
            qputenv("TZ", m_zone);
        tzset();
    }
    static UnixMillis local(int year, int month, int day, int hour, int minute = 0)
    {
        return QDateTime(QDate(year, month, day), QTime(hour, minute)).toMSecsSinceEpoch();
    }

private:
    const QByteArray m_zone = qEnvironmentVariableIsSet("TZ") ? qgetenv("TZ") : QByteArray();
};

TEST_F(SendTimes, TomorrowAtEightIsEightThoughTheClocksChangeOvernight)
{
    in("Europe/Berlin");
    constexpr UnixMillis kHour = 3'600'000;
    // 28 March 2026: the night has 23 hours; 24 October: 25.
    EXPECT_EQ(tomorrowMorning(local(2026, 3, 28, 8)) - local(2026, 3, 28, 8), 23 * kHour);
    EXPECT_EQ(tomorrowMorning(local(2026, 10, 24, 8)) - local(2026, 10, 24, 8), 25 * kHour);
    EXPECT_EQ(QDateTime::fromMSecsSinceEpoch(tomorrowMorning(local(2026, 3, 28, 23, 59))).time(), QTime(8, 0));
    in("Asia/Shanghai");
    EXPECT_EQ(tomorrowMorning(local(2026, 12, 31, 8)) - local(2026, 12, 31, 8), 24 * kHour);
    EXPECT_EQ(tomorrowMorning(local(2026, 12, 31, 0, 1)), local(2027, 1, 1, 8));
}

TEST_F(SendTimes, Monday)
{
    in("Europe/Berlin");
    EXPECT_EQ(mondayMorning(local(2026, 11, 27, 12)), local(2026, 11, 30, 8)) << "from a Friday";
    EXPECT_EQ(mondayMorning(local(2026, 11, 29, 23)), local(2026, 11, 30, 8)) << "from a Sunday";
    EXPECT_EQ(mondayMorning(local(2026, 11, 30, 7)), local(2026, 11, 30, 8)) << "early on a Monday";
    EXPECT_EQ(mondayMorning(local(2026, 11, 30, 8)), local(2026, 12, 7, 8)) << "at eight it is too late for today";
    EXPECT_EQ(mondayMorning(local(2026, 3, 27, 12)), local(2026, 3, 30, 8)) << "over the change of the clocks";
}

TEST_F(SendTimes, Words)
{
    in("Asia/Shanghai");
    const UnixMillis now = local(2026, 11, 27, 12);
    EXPECT_EQ(sendTimeText(local(2026, 11, 30, 8), now), QStringLiteral("Monday, 30 November at 08:00"));
    EXPECT_TRUE(sendTimeText(local(2027, 1, 4, 8), now).contains(QStringLiteral("2027")));
}

} // namespace
} // namespace tern::ui
