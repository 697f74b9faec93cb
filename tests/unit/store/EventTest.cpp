// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/StoreFixture.h"

namespace tern::store {
namespace {

constexpr UnixMillis kHour = 3'600'000;

class EventTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
    }
    [[nodiscard]] EventRecord meeting(const char *uid, int sequence, UnixMillis starts) const
    {
        EventRecord event;
        event.account = account;
        event.uid = QString::fromLatin1(uid);
        event.organizer = QStringLiteral("o@example.org");
        event.sequence = sequence;
        event.stamp = 1'000 + sequence;
        event.starts = starts;
        event.ends = starts + kHour;
        event.summary = QStringLiteral("Meeting %1").arg(sequence);
        return event;
    }
    void note(const EventRecord &event)
    {
        EXPECT_TRUE(store->writeAndWait([&](StoreWriter &writer) { return writer.noteEvent(event); }).ok());
    }
    void answer(EventRecord event, EventRecord::Answer answer, OutboxId item = {})
    {
        event.answer = answer;
        event.answered = 5'000;
        event.answerItem = item;
        EXPECT_TRUE(store->writeAndWait([&](StoreWriter &writer) { return writer.answerEvent(event); }).ok());
    }
    [[nodiscard]] EventRecord known(const EventRecord &key) { return reader->event(key)->value_or(EventRecord{}); }

    AccountId account;
};

TEST_F(EventTest, AnOlderVersionDoesntWin)
{
    note(meeting("a", 2, 100 * kHour));
    note(meeting("a", 1, 200 * kHour));
    EXPECT_EQ(known(meeting("a", 0, 0)).sequence, 2);
    EXPECT_EQ(known(meeting("a", 0, 0)).starts, 100 * kHour);
    EventRecord same = meeting("a", 2, 300 * kHour);
    same.stamp = 1;
    note(same);
    EXPECT_EQ(known(same).starts, 100 * kHour) << "of one SEQUENCE the later DTSTAMP counts";
    note(meeting("a", 3, 400 * kHour));
    EXPECT_EQ(known(same).summary, QStringLiteral("Meeting 3"));
}

TEST_F(EventTest, AnotherOrganizersEventIsAnother)
{
    note(meeting("a", 2, 100 * kHour));
    EventRecord forged = meeting("a", 99, 1);
    forged.organizer = QStringLiteral("evil@example.com");
    note(forged);
    EXPECT_EQ(known(meeting("a", 0, 0)).sequence, 2);
}

TEST_F(EventTest, AnAnswerStaysThroughUpdates)
{
    answer(meeting("a", 1, 100 * kHour), EventRecord::Answer::Accepted, OutboxId{9});
    note(meeting("a", 2, 100 * kHour));
    const EventRecord event = known(meeting("a", 0, 0));
    EXPECT_EQ(event.answer, EventRecord::Answer::Accepted);
    EXPECT_EQ(event.answerItem, OutboxId{9});
    EXPECT_EQ(event.sequence, 2);
}

TEST_F(EventTest, WhatTakesPlaceAtTheSameTime)
{
    answer(meeting("declined", 0, 10 * kHour), EventRecord::Answer::Declined);
    answer(meeting("perhaps", 0, 10 * kHour), EventRecord::Answer::Tentative);
    answer(meeting("before", 0, 9 * kHour), EventRecord::Answer::Accepted);
    answer(meeting("behind", 0, 11 * kHour), EventRecord::Answer::Accepted);
    EventRecord cancelled = meeting("cancelled", 0, 10 * kHour);
    cancelled.cancelled = true;
    answer(cancelled, EventRecord::Answer::Accepted);
    note(meeting("unanswered", 0, 10 * kHour));
    const auto at10 = *reader->acceptedEvents(10 * kHour, 11 * kHour, 10);
    ASSERT_EQ(at10.size(), 1U);
    EXPECT_EQ(at10[0].uid, QStringLiteral("perhaps"));
    EXPECT_EQ(reader->acceptedEvents(10 * kHour - 1, 11 * kHour + 1, 10)->size(), 3U);
    EXPECT_EQ(reader->acceptedEvents(0, 100 * kHour, 2)->size(), 2U);
}

TEST_F(EventTest, GoWithTheirAccount)
{
    note(meeting("a", 2, 100 * kHour));
    EXPECT_TRUE(store->writeAndWait([&](StoreWriter &writer) { return writer.removeAccount(account); }).ok());
    EXPECT_FALSE(reader->event(meeting("a", 0, 0))->has_value());
}

} // namespace
} // namespace tern::store
