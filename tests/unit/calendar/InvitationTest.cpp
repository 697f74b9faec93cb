// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/CalendarText.h"
#include "tests/unit/calendar/CalendarFiles.h"

#include <QElapsedTimer>

namespace tern::calendar {
namespace {

using Kind = EventTime::Kind;

struct Case {
    const char *file;
    Method method;
    const char *summary, *start, *end;
    Kind kind;
    const char *zone, *organizer, *location, *conference;
    int sequence, attendees;
};

constexpr Case kCases[] = {
    {"google", Method::Request, "Release round", "2026-12-02T09:00:00Z", "2026-12-02T09:30:00Z", Kind::Instant, "Europe/Berlin", "maria.keller@example.org", "Room Alster, 2nd floor",
     "https://meet.google.com/abc-defg-hij", 0, 2},
    {"exchange", Method::Request, "季度预算评审", "2026-12-01T06:00:00Z", "2026-12-01T07:30:00Z", Kind::Instant, "China Standard Time", "wang.fang@corp.example", "3楼会议室",
     "https://teams.microsoft.com/l/meetup-join/19%3Ameeting_Xy%40thread.v2/0?context=%7B%7D", 2, 3},
    {"outlook-series", Method::Request, "Board", "2026-07-14T14:00:00Z", "2026-07-14T15:00:00Z", Kind::Instant, "Customized Time Zone", "pat@hq.example", "HQ; Boardroom", "", 0, 1},
    {"apple", Method::Request, "Ski weekend ⛷", "2026-12-21T00:00:00Z", "2026-12-23T00:00:00Z", Kind::Day, "", "jo@icloud.example", "", "", 1, 2},
    {"zoom", Method::Publish, "Webinar: Mail in 2027", "2026-12-03T17:00:00Z", "2026-12-03T18:00:00Z", Kind::Instant, "America/Los_Angeles", "",
     "https://us02web.zoom.us/j/87912345678?pwd=Zm9vYmFy", "https://us02web.zoom.us/j/87912345678?pwd=Zm9vYmFy", 0, 0},
    {"feishu", Method::Request, "产品晨会", "2026-11-30T01:30:00Z", "2026-11-30T02:00:00Z", Kind::Instant, "Asia/Shanghai", "zhao.min@feishu.example", "飞书视频会议",
     "https://vc.feishu.cn/j/123456789", 3, 1},
    {"dingtalk", Method::Request, "供应商沟通会", "2026-11-30T01:45:00Z", "2026-11-30T02:30:00Z", Kind::Instant, "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi",
     "qian@dingtalk.example", "钉钉视频会议", "https://meeting.dingtalk.com/j/abc123", 1, 1},
    {"tencent", Method::Request, "腾讯会议：项目启动", "2026-12-04T06:00:00Z", "2026-12-04T07:00:00Z", Kind::Instant, "", "sun.li@tencent.example", "腾讯会议",
     "https://meeting.tencent.com/dm/AbCdEfGhIjKl", 0, 1},
    {"zimbra-cancel", Method::Cancel, "Annulé : Point hebdo", "2026-12-07T13:00:00Z", "2026-12-07T14:00:00Z", Kind::Instant, "Europe/Paris", "claire@zimbra.example", "", "", 5, 1},
    {"reply", Method::Reply, "Lunch", "2026-12-01T11:00:00Z", "2026-12-01T12:00:00Z", Kind::Instant, "", "li@example.net", "", "", 0, 1},
    {"counter", Method::Counter, "Lunch", "2026-12-02T11:00:00Z", "2026-12-02T12:00:00Z", Kind::Instant, "", "li@example.net", "", "", 0, 1},
    {"floating-task", Method::Publish, "Hand in the report", "2026-11-30T09:00:00Z", "2026-12-04T17:00:00Z", Kind::Floating, "", "", "", "", 0, 0},
    {"unknown-zone", Method::Request, "Where?", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z", Kind::Floating, "Nowhere/Land", "o@example.org", "", "", 0, 1},
};

class InvitationTest : public testing::TestWithParam<Case> {};

TEST_P(InvitationTest, IsReadAsItsSenderMeantIt)
{
    const Case &c = GetParam();
    const Invitation invitation = invitationOf(c.file);
    const Event &event = invitation.event();
    EXPECT_EQ(invitation.method, c.method);
    EXPECT_EQ(event.summary.toStdString(), c.summary);
    EXPECT_EQ(iso(event.start), c.start);
    EXPECT_EQ(iso(event.end), c.end);
    EXPECT_EQ(event.start.kind, c.kind);
    EXPECT_EQ(event.start.zone.toStdString(), c.zone);
    EXPECT_EQ(event.organizer.address.toStdString(), c.organizer);
    EXPECT_EQ(event.location.toStdString(), c.location);
    EXPECT_EQ(event.conference.toStdString(), c.conference);
    EXPECT_EQ(event.sequence, c.sequence);
    EXPECT_EQ(static_cast<int>(event.attendees.size()), c.attendees);
    EXPECT_FALSE(event.uid.isEmpty());
    EXPECT_FALSE(invitation.source.contains("VALARM"));
    EXPECT_EQ(findAttendee(event, {QStringLiteral("LI@example.net")}) >= 0, c.attendees > 0 && (c.method == Method::Request || c.method == Method::Cancel));
}

INSTANTIATE_TEST_SUITE_P(Senders, InvitationTest, testing::ValuesIn(kCases), [](const auto &one) {
    std::string name = one.param.file;
    std::erase(name, '-');
    return name;
});

TEST(Invitation, ExchangesPeople)
{
    const Event event = invitationOf("exchange").event();
    EXPECT_EQ(event.organizer.name, QStringLiteral("王芳"));
    EXPECT_TRUE(event.attendees[0].name.isEmpty()) << "an address for a name is none";
    EXPECT_TRUE(event.attendees[1].isOptional);
    EXPECT_TRUE(event.attendees[2].isResource);
    EXPECT_EQ(event.attendees[2].name, QStringLiteral("3楼会议室; 大"));
    EXPECT_EQ(event.start.zoneOffset, 8 * 3600);
}

TEST(Invitation, OfSeveralOwnAddressesTheFirstThatWasInvited)
{
    const Event event = invitationOf("google").event();
    EXPECT_EQ(findAttendee(event, {QStringLiteral("li@example.net"), QStringLiteral("maria.keller@example.org")}), 1);
    EXPECT_EQ(findAttendee(event, {QStringLiteral("x@example.net"), QStringLiteral("maria.keller@example.org")}), 0);
    EXPECT_EQ(findAttendee(event, {QString()}), -1);
}

TEST(Invitation, AnAnswerAndACounterProposal)
{
    const Event reply = invitationOf("reply").event();
    EXPECT_EQ(reply.attendees.front().answer, Answer::Declined);
    EXPECT_EQ(reply.comment, QStringLiteral("I am away that day, sorry."));
    EXPECT_EQ(invitationOf("counter").event().attendees.front().answer, Answer::Tentative);
    const Event cancelled = invitationOf("zimbra-cancel").event();
    EXPECT_TRUE(cancelled.isCancelled);
    EXPECT_EQ(iso(cancelled.recurrenceId), "2026-12-07T13:00:00Z");
}

TEST(Invitation, WhatRepeats)
{
    const Event weekly = invitationOf("google").event();
    ASSERT_TRUE(weekly.recurrence);
    EXPECT_EQ(weekly.recurrence->frequency, Recurrence::Frequency::Weekly);
    EXPECT_EQ(weekly.recurrence->days, (std::vector<Recurrence::Day>{{3, 0}}));
    ASSERT_EQ(weekly.upcoming.size(), 10U);
    EXPECT_EQ(iso(weekly.upcoming[1].start), "2026-12-09T09:00:00Z");
    const Event board = invitationOf("outlook-series").event();
    EXPECT_EQ(board.recurrence->days, (std::vector<Recurrence::Day>{{2, 2}}));
    EXPECT_EQ(board.recurrence->count, 12);
    // The clock of the described zone has gone back since July.
    EXPECT_EQ(iso(board.upcoming.front().start), "2026-12-08T15:00:00Z");
    const Event days = invitationOf("feishu").event();
    EXPECT_EQ(days.recurrence->days.size(), 5U);
    EXPECT_EQ(iso(days.recurrence->until), "2026-12-31T15:59:59Z");
}

TEST(Invitation, OccurrencesThatAreLeftOutAreNotListed)
{
    const Event event = madeOf("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Europe/Berlin:20261201T100000\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;TZID=Europe/Berlin:20261202T100000\r\nEND:VEVENT\r\n").event();
    ASSERT_EQ(event.upcoming.size(), 3U);
    EXPECT_EQ(iso(event.upcoming[1].start), "2026-12-03T09:00:00Z");
}

TEST(Invitation, NamesOfZones)
{
    const auto startIn = [](const QByteArray &zone) {
        return iso(madeOf("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=" + zone + ":20260701T100000\r\nEND:VEVENT\r\n").event().start);
    };
    EXPECT_EQ(startIn("/mozilla.org/20050126_1/Europe/Berlin"), "2026-07-01T08:00:00Z");
    EXPECT_EQ(startIn("/freeassociation.sourceforge.net/Asia/Shanghai"), "2026-07-01T02:00:00Z");
    EXPECT_EQ(startIn("\"W. Europe Standard Time\""), "2026-07-01T08:00:00Z");
    EXPECT_EQ(startIn("India Standard Time"), "2026-07-01T04:30:00Z");
    EXPECT_EQ(startIn("tzone://Microsoft/Utc"), "2026-07-01T10:00:00Z");
    EXPECT_EQ(startIn("../../etc/passwd"), "2026-07-01T10:00:00Z");
}

TEST(Invitation, WholeDaysEndWithTheirLastDay)
{
    const Event day = madeOf("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\nEND:VEVENT\r\n").event();
    EXPECT_EQ(iso(day.end), "2026-12-01T00:00:00Z");
    // Some write the day itself.
    const Event same = madeOf("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261201\r\nEND:VEVENT\r\n").event();
    EXPECT_EQ(iso(same.end), "2026-12-01T00:00:00Z");
}

TEST(Invitation, IsKeptWithinBounds)
{
    QByteArray many;
    for (int i = 0; i < 200; ++i)
        many += "BEGIN:VEVENT\r\nUID:" + QByteArray::number(i) + "\r\nDTSTART:20261201T100000Z\r\nEND:VEVENT\r\n";
    const Invitation events = madeOf(many);
    EXPECT_EQ(events.events.size(), 50U);
    EXPECT_EQ(events.eventsLeftOut, 150);
    QByteArray guests = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T100000Z\r\n";
    for (int i = 0; i < 5'000; ++i)
        guests += "ATTENDEE:mailto:a" + QByteArray::number(i) + "@example.org\r\n";
    const Invitation crowd = madeOf(guests + "END:VEVENT\r\n");
    EXPECT_EQ(crowd.event().attendees.size(), 300U);
    EXPECT_EQ(crowd.attendeesLeftOut, 4'700);
}

TEST(Invitation, DepthAndEndlessRulesCostNothing)
{
    QElapsedTimer clock;
    clock.start();
    QByteArray deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "BEGIN:VEVENT\r\n";
    EXPECT_FALSE(readInvitation(std::string_view(deep.constData(), static_cast<std::size_t>(deep.size())), kNow).ok());
    deep = "BEGIN:VCALENDAR\r\n" + deep;
    static_cast<void>(readInvitation(std::string_view(deep.constData(), static_cast<std::size_t>(deep.size())), kNow));
    for (const char *rule : {"FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1;BYSECOND=1;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0",
                             "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "FREQ=WEEKLY;BYDAY=99MO", "FREQ=YEARLY;RSCALE=CHINESE", "FREQ=NEVER", ""}) {
        const QByteArray line = QByteArray("RRULE:") + rule + "\r\n";
        const qint64 before = clock.elapsed();
        static_cast<void>(madeOf("BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n" + line
                                 + "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Mine:20261201T100000\r\n" + line + "END:VEVENT\r\n"));
        EXPECT_LT(clock.elapsed() - before, 3'000) << rule;
    }
}

TEST(Invitation, HidesNothingInItsWords)
{
    const Event event = madeOf("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T100000Z\r\nSUMMARY:a\xE2\x80\xAE" "b\\nc\r\nURL:javascript:alert(1)\r\nCONFERENCE:http://meet.example/\r\nEND:VEVENT\r\n").event();
    EXPECT_EQ(event.summary, QStringLiteral("ab c"));
    EXPECT_TRUE(event.url.isEmpty());
    EXPECT_TRUE(event.conference.isEmpty());
}

TEST(Invitation, WhatIsNoCalendarIsAnError)
{
    for (const char *text : {"", "hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "BEGIN:VCARD\r\nEND:VCARD\r\n", "BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n"})
        EXPECT_EQ(readInvitation(text, kNow).error().kind, ErrorKind::InvalidInput) << text;
    const Invitation cut = invitationFrom("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:cut\nDTSTART:20261201T1000");
    EXPECT_EQ(cut.event().summary, QStringLiteral("cut"));
    EXPECT_FALSE(cut.event().start.isValid());
    EXPECT_FALSE(cut.defects.isEmpty());
}

} // namespace
} // namespace tern::calendar
