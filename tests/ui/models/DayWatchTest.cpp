// SPDX-License-Identifier: GPL-3.0-or-later
// Days where the clocks change, where a day has no midnight, and where the clock is set: headings stay right.
#include "ui/models/DateGroups.h"
#include "ui/models/DayWatch.h"

#include <QSignalSpy>
#include <QTimeZone>

#include <gtest/gtest.h>

#include <ctime>

using namespace tern;
using namespace tern::ui;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// This process lives in another zone for a while.
class InZone {
public:
    explicit InZone(const char *name) : m_before(qgetenv("TZ"))
    {
        qputenv("TZ", name);
        ::tzset();
    }
    ~InZone()
    {
        if (m_before.isEmpty())
            qunsetenv("TZ");
        else
            qputenv("TZ", m_before);
        ::tzset();
    }
    InZone(const InZone &) = delete;
    InZone &operator=(const InZone &) = delete;

private:
    const QByteArray m_before;
};

struct Switch {
    const char *zone;
    QDate day;
    int hours;          ///< that this day has
};

/// Forward and back; at two in the night, and at midnight itself, where a day begins at one or a day's last hour comes twice.
const Switch kSwitches[] = {{"Europe/Berlin", QDate(2026, 3, 29), 23},     {"Europe/Berlin", QDate(2026, 10, 25), 25},  {"America/New_York", QDate(2026, 3, 8), 23},
                            {"America/New_York", QDate(2026, 11, 1), 25},  {"America/Sao_Paulo", QDate(2018, 11, 4), 23}, {"America/Sao_Paulo", QDate(2018, 2, 17), 25},
                            {"Asia/Shanghai", QDate(2026, 3, 29), 24}};

class DaysOfSwitching : public testing::TestWithParam<Switch> {};
INSTANTIATE_TEST_SUITE_P(Every, DaysOfSwitching, testing::ValuesIn(kSwitches));

TEST_P(DaysOfSwitching, EveryMinuteStandsUnderItsOwnDay)
{
    const InZone zone(GetParam().zone);
    const QDate day = GetParam().day;
    const UnixMillis begin = day.startOfDay().toMSecsSinceEpoch();
    const UnixMillis end = day.addDays(1).startOfDay().toMSecsSinceEpoch();
    ASSERT_EQ((end - begin) / 3'600'000, GetParam().hours) << "the zone is not known here";
    for (const qint64 later : {0, 1, 2}) {
        const QDate today = day.addDays(later);
        int before = 1'000;
        for (UnixMillis at = begin - 86'400'000; at < end + 3'600'000; at += 60'000) {
            const int group = dateGroup(at, today);
            ASSERT_LE(group, before) << "headings would come twice";
            before = group;
            if (at < begin)
                continue;
            ASSERT_EQ(group, at < end ? static_cast<int>(later) : std::max(0, static_cast<int>(later) - 1)) << (at - begin) / 60'000 << " minutes into the day";
        }
    }
}

TEST_P(DaysOfSwitching, TheClockIsLookedAtWhenTheNextDayBegins)
{
    const InZone zone(GetParam().zone);
    const UnixMillis begin = GetParam().day.startOfDay().toMSecsSinceEpoch();
    const UnixMillis end = GetParam().day.addDays(1).startOfDay().toMSecsSinceEpoch();
    for (const UnixMillis midnight : {begin, end}) {
        EXPECT_EQ(DayWatch::untilNextLook(QDateTime::fromMSecsSinceEpoch(midnight - 2'000)), milliseconds(3'000));
        EXPECT_EQ(DayWatch::untilNextLook(QDateTime::fromMSecsSinceEpoch(midnight)), minutes(5) + seconds(1)) << "the clock may be set";
    }
}

TEST(DayWatch, TellsOnceThatAnotherDayHasBegun)
{
    QDateTime now(QDate(2026, 3, 28), QTime(23, 59, 59, 900));
    DayWatch watch(nullptr, [&now] { return now; });
    QSignalSpy told(&watch, &DayWatch::dayChanged);
    watch.watch(now.date());
    EXPECT_FALSE(told.wait(1'300)) << "the clock stood still";
    now = now.addMSecs(50);
    EXPECT_FALSE(told.wait(1'300));
    now = now.addSecs(1);
    watch.watch(QDate(2026, 3, 29));
    EXPECT_EQ(told.count(), 0) << "shown already";
    // The clock is set back over midnight: that is another day as well.
    now = QDateTime(QDate(2026, 3, 28), QTime(23, 59, 59, 900));
    watch.watch(QDate(2026, 3, 29));
    EXPECT_TRUE(told.wait(1'500));
}

} // namespace
