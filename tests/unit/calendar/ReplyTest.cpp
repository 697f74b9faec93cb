// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/InvitationReply.h"
#include "tests/unit/calendar/CalendarFiles.h"

#include <libical/ical.h>

namespace tern::calendar {
namespace {

ReplyWish wishFor(const Invitation &invitation, Answer answer)
{
    ReplyWish wish;
    wish.answer = answer;
    wish.attendee = findAttendee(invitation.event(), {QStringLiteral("li@example.net")});
    wish.now = kNow;
    return wish;
}

class ReplyTest : public testing::TestWithParam<const char *> {};

TEST_P(ReplyTest, IsValidAndSaysOnlyWhatWasAsked)
{
    const Invitation invitation = invitationOf(GetParam());
    const auto built = buildReply(invitation, wishFor(invitation, Answer::Accepted));
    ASSERT_TRUE(built.ok()) << built.error().toString();
    // As whoever gets it reads it: by libical, and by its rules for a reply [RFC 5546 §3.2.3].
    icalcomponent *calendar = icalparser_parse_string(built->constData());
    ASSERT_NE(calendar, nullptr);
    EXPECT_EQ(icalcomponent_count_errors(calendar), 0) << built->constData();
    EXPECT_EQ(icalrestriction_check(calendar), 1) << icalcomponent_as_ical_string(calendar);
    EXPECT_EQ(icalcomponent_get_method(calendar), ICAL_METHOD_REPLY);
    icalcomponent_free(calendar);

    const Invitation reply = invitationFrom(*built);
    ASSERT_EQ(reply.events.size(), 1U);
    const Event &asked = invitation.event();
    const Event &said = reply.event();
    EXPECT_EQ(reply.method, Method::Reply);
    EXPECT_EQ(said.uid, asked.uid);
    EXPECT_EQ(said.sequence, asked.sequence);
    EXPECT_EQ(said.start, asked.start);
    EXPECT_EQ(said.end, asked.end);
    EXPECT_EQ(said.organizer.address, asked.organizer.address);
    ASSERT_EQ(said.attendees.size(), 1U);
    EXPECT_EQ(said.attendees[0].address.toLower(), QStringLiteral("li@example.net"));
    EXPECT_EQ(said.attendees[0].answer, Answer::Accepted);
    EXPECT_EQ(said.stamp, kNow);
    EXPECT_TRUE(said.description.isEmpty());
    for (const QByteArray &line : built->split('\n'))
        EXPECT_LE(line.size(), 77) << line.constData();
}

INSTANTIATE_TEST_SUITE_P(Senders, ReplyTest, testing::Values("google", "exchange", "outlook-series", "apple", "feishu", "dingtalk", "tencent"), [](const auto &one) {
    std::string name = one.param;
    std::erase(name, '-');
    return name;
});

TEST(Reply, KeepsTheOccurrenceThatIsMeant)
{
    Invitation invitation = invitationOf("zimbra-cancel");
    invitation.source.replace("METHOD:CANCEL", "METHOD:REQUEST");
    const auto built = buildReply(invitation, wishFor(invitation, Answer::Declined));
    ASSERT_TRUE(built.ok());
    const Event said = invitationFrom(*built).event();
    EXPECT_EQ(said.recurrenceId, invitation.event().recurrenceId);
    EXPECT_EQ(said.attendees[0].answer, Answer::Declined);
    EXPECT_TRUE(built->contains("BEGIN:VTIMEZONE"));
}

TEST(Reply, ACommentCantBecomeMoreThanAComment)
{
    const Invitation invitation = invitationOf("google");
    ReplyWish wish = wishFor(invitation, Answer::Tentative);
    wish.comment = QStringLiteral("Perhaps; I'll see\r\nATTENDEE:mailto:x@evil.example\n\n也许，看情况");
    const auto built = buildReply(invitation, wish);
    ASSERT_TRUE(built.ok());
    const Event said = invitationFrom(*built).event();
    EXPECT_EQ(said.attendees.size(), 1U);
    EXPECT_TRUE(said.comment.contains(QStringLiteral("也许，看情况"))) << said.comment.toStdString();
}

TEST(Reply, AsSomebodyWhoWasNotInvited)
{
    const Invitation invitation = invitationOf("google");
    ReplyWish wish;
    wish.address = QStringLiteral("other@example.net");
    wish.name = QStringLiteral("Li, \"Na\"");
    wish.now = kNow;
    const auto built = buildReply(invitation, wish);
    ASSERT_TRUE(built.ok());
    EXPECT_EQ(invitationFrom(*built).event().attendees[0].address, wish.address);
}

TEST(Reply, NeedsAnOrganizerAndAUid)
{
    const Invitation nobody = madeOf("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T100000Z\r\nATTENDEE:mailto:li@example.net\r\nEND:VEVENT\r\n");
    EXPECT_FALSE(buildReply(nobody, wishFor(nobody, Answer::Accepted)).ok());
    const Invitation nameless = madeOf("BEGIN:VEVENT\r\nDTSTART:20261201T100000Z\r\nORGANIZER:mailto:o@example.org\r\nATTENDEE:mailto:li@example.net\r\nEND:VEVENT\r\n");
    EXPECT_FALSE(buildReply(nameless, wishFor(nameless, Answer::Accepted)).ok());
}

} // namespace
} // namespace tern::calendar
