// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/InvitationWords.h"

#include <gtest/gtest.h>

namespace tern::ui {
namespace {

using calendar::Event;
using calendar::EventTime;
using calendar::Invitation;

constexpr UnixMillis kNow = 1'795'737'600'000;

Event eventOf(const char *lines)
{
    const std::string text = std::string("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a\r\n") + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    const auto read = calendar::readInvitation(text, kNow);
    EXPECT_TRUE(read.ok());
    return read->event();
}

QTimeZone berlin()
{
    return QTimeZone("Europe/Berlin");
}

std::string when(const char *lines)
{
    const Event event = eventOf(lines);
    return whenText(event.start, event.end, berlin()).toStdString();
}

TEST(InvitationWords, WhenInTheReadersOwnTime)
{
    EXPECT_EQ(when("DTSTART:20261202T090000Z\r\nDTEND:20261202T093000Z\r\n"), "Wed 2 Dec 2026, 10:00 – 10:30");
    EXPECT_EQ(when("DTSTART;TZID=China Standard Time:20261202T040000\r\nDTEND;TZID=China Standard Time:20261202T080000\r\n"), "Tue 1 Dec 2026, 21:00 – Wed 2 Dec 2026, 01:00");
    EXPECT_EQ(when("DTSTART:20261202T090000Z\r\n"), "Wed 2 Dec 2026, 10:00");
    EXPECT_EQ(when("DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261224\r\n"), "Mon 21 Dec 2026 – Wed 23 Dec 2026, all day");
    EXPECT_EQ(when("DTSTART;VALUE=DATE:20261221\r\n"), "Mon 21 Dec 2026, all day");
    EXPECT_EQ(when("DTSTART:20261202T090000\r\n"), "Wed 2 Dec 2026, 09:00");
    EXPECT_EQ(when("SUMMARY:x\r\n"), "No date is given.");
}

TEST(InvitationWords, AnotherClockAtTheSenders)
{
    const auto zone = [](const char *lines) {
        const Event event = eventOf(lines);
        return zoneText(event.start, event.end, berlin()).toStdString();
    };
    EXPECT_EQ(zone("DTSTART;TZID=Asia/Shanghai:20261202T170000\r\nDTEND;TZID=Asia/Shanghai:20261202T180000\r\n"), "For the sender it is 17:00 – 18:00 (Asia/Shanghai).");
    EXPECT_EQ(zone("DTSTART;TZID=Asia/Shanghai:20261202T060000\r\n"), "For the sender it is Wed 2 Dec 2026, 06:00 (Asia/Shanghai).");
    EXPECT_EQ(zone("DTSTART;TZID=Europe/Paris:20261202T170000\r\n"), "") << "the same clock";
    EXPECT_EQ(zone("DTSTART:20261202T090000Z\r\n"), "");
    EXPECT_NE(zone("DTSTART:20261202T090000\r\n"), "");
    EXPECT_NE(zone("DTSTART;TZID=Nowhere:20261202T090000\r\n").find("Nowhere"), std::string::npos);
}

TEST(InvitationWords, HowItRepeats)
{
    const std::pair<const char *, const char *> kCases[] = {
        {"FREQ=DAILY", "every day"},
        {"FREQ=DAILY;INTERVAL=3", "every 3 days"},
        {"FREQ=WEEKLY", "every week"},
        {"FREQ=WEEKLY;BYDAY=WE", "every week on Wednesday"},
        {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday and Thursday"},
        {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday, Monday to Friday"},
        {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday, Monday to Friday"},
        {"FREQ=MONTHLY;BYMONTHDAY=15", "on day 15, every month"},
        {"FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day, every month"},
        {"FREQ=MONTHLY;BYDAY=2TU", "on the second Tuesday, every month"},
        {"FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1;INTERVAL=2", "on the last Friday, every 2 months"},
        {"FREQ=YEARLY", "every year"},
        {"FREQ=WEEKLY;COUNT=10", "every week, 10 time(s) in all"},
        {"FREQ=DAILY;UNTIL=20261231T225959Z", "every day, until Thu 31 Dec 2026"},
        {"FREQ=HOURLY", "repeats"},
        {"FREQ=MONTHLY;BYDAY=MO,TU", "repeats"},
        {"FREQ=YEARLY;BYYEARDAY=100", "repeats"},
    };
    for (const auto &[rule, words] : kCases) {
        const Event event = eventOf((std::string("DTSTART;TZID=Europe/Berlin:20261202T090000\r\nRRULE:") + rule + "\r\n").c_str());
        ASSERT_TRUE(event.recurrence) << rule;
        EXPECT_EQ(recurrenceText(*event.recurrence, berlin()).toStdString(), words) << rule;
    }
}

TEST(InvitationWords, WhatIsWanted)
{
    const auto sentence = [](const char *method, const char *lines) {
        const std::string text = std::string("BEGIN:VCALENDAR\r\nMETHOD:") + method + "\r\nBEGIN:VEVENT\r\nUID:a\r\nORGANIZER;CN=Maria:mailto:m@example.org\r\n" + lines
            + "END:VEVENT\r\nEND:VCALENDAR\r\n";
        return methodSentence(*calendar::readInvitation(text, kNow), QStringLiteral("Sender")).toStdString();
    };
    EXPECT_EQ(sentence("REQUEST", ""), "Maria invites you");
    EXPECT_EQ(sentence("REQUEST", "SEQUENCE:1\r\n"), "Maria sends a changed invitation");
    EXPECT_EQ(sentence("CANCEL", ""), "Maria cancelled this");
    EXPECT_EQ(sentence("CANCEL", "RECURRENCE-ID:20261202T090000Z\r\n"), "Maria cancelled this date of a series");
    EXPECT_EQ(sentence("REPLY", "ATTENDEE;PARTSTAT=DECLINED:mailto:tom@example.org\r\n"), "tom@example.org declined");
    EXPECT_EQ(sentence("REPLY", "ATTENDEE;CN=Tom;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:ann@example.org\":mailto:tom@example.org\r\n"), "Tom sends ann@example.org instead");
    EXPECT_EQ(sentence("COUNTER", "ATTENDEE;CN=Tom:mailto:tom@example.org\r\n"), "Tom proposes another time or place");
    EXPECT_EQ(sentence("DECLINECOUNTER", ""), "Maria stays with the time and place that were told");
    EXPECT_EQ(sentence("REFRESH", "ATTENDEE;CN=Tom:mailto:tom@example.org\r\n"), "Tom asks for the newest version of this");
    EXPECT_EQ(sentence("ADD", ""), "Maria adds dates to this");
    EXPECT_EQ(sentence("PUBLISH", ""), "A date from Maria");
}

TEST(InvitationWords, WhoElseComes)
{
    const Event event = eventOf("ORGANIZER;CN=Maria:mailto:m@example.org\r\nATTENDEE;CN=Maria;PARTSTAT=ACCEPTED:mailto:m@example.org\r\nATTENDEE:mailto:li@example.net\r\n"
                                "ATTENDEE;CN=Tom;PARTSTAT=DECLINED:mailto:tom@example.org\r\nATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:ann@example.org\r\n"
                                "ATTENDEE;CUTYPE=ROOM;CN=Room:mailto:room@example.org\r\n");
    EXPECT_EQ(peopleText(event, 0, {QStringLiteral("LI@example.net")}).toStdString(), "With Tom and Ann. So far 2 accepted, 1 declined.");
    EXPECT_EQ(peopleText(event, 40, {QStringLiteral("li@example.net")}).toStdString(), "With Tom, Ann and 39 more. So far 2 accepted, 1 declined.");
    EXPECT_EQ(peopleText(eventOf("SUMMARY:x\r\n"), 0, {}), QString());
}

} // namespace
} // namespace tern::ui
