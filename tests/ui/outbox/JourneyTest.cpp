// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/Journey.h"
#include "ui/outbox/OutboxRows.h"

#include <gtest/gtest.h>

namespace tern::ui {
namespace {

using store::DeliveryReport;
using store::OutboxRecord;
using store::OutboxState;

constexpr UnixMillis kNow = 1'764'200'000'000;

LedgerEntry sentEntry()
{
    LedgerEntry entry;
    entry.item.state = OutboxState::SentCopySaved;
    entry.item.created = kNow - 60'000;
    entry.item.sent = kNow - 50'000;
    entry.item.copied = kNow - 49'000;
    entry.item.copyMailbox = "Sent";
    entry.item.server = QStringLiteral("smtp.example.org:465");
    entry.item.tls = QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384");
    entry.item.recipients = {{QStringLiteral("ann@example.net"), true, false, QStringLiteral("250 ok")}};
    entry.steps = {{OutboxState::Queued, kNow - 60'000, kNow - 60'000},
                   {OutboxState::Accepted, kNow - 50'000, kNow - 50'000, 1, entry.item.server, entry.item.tls, QStringLiteral("250 queued as 1"), std::nullopt},
                   {OutboxState::SentCopySaved, kNow - 49'000, kNow - 49'000, 1, entry.item.server, entry.item.tls, {}, std::nullopt}};
    return entry;
}

QStringList texts(const std::vector<JourneyLine> &lines)
{
    QStringList all;
    for (const JourneyLine &line : lines)
        all << line.text;
    return all;
}

TEST(Journey, TellsServerTlsWordsAndTheCopy)
{
    LedgerEntry entry = sentEntry();
    entry.copyFolder = QStringLiteral("已发送");
    const auto way = journeyOf(entry, kNow);
    ASSERT_EQ(way.size(), 3u);
    EXPECT_EQ(way[1].tone, RowTone::Good);
    EXPECT_EQ(way[1].at, kNow - 50'000);
    EXPECT_EQ(way[1].words, QStringLiteral("smtp.example.org:465, TLSv1.3 with TLS_AES_256_GCM_SHA384\n250 queued as 1"));
    EXPECT_TRUE(way[2].text.contains(QStringLiteral("已发送")));
    EXPECT_EQ(way[2].at, kNow - 49'000);
}

TEST(Journey, WithoutTlsIsSaidAndAProviderThatKeepsTheCopyToo)
{
    LedgerEntry entry = sentEntry();
    entry.item.copyMailbox.clear();
    entry.steps = {entry.steps[0], {OutboxState::SentCopySaved, kNow, kNow, 1, entry.item.server, {}, QStringLiteral("250 ok"), std::nullopt}};
    const auto way = journeyOf(entry, kNow);
    ASSERT_EQ(way.size(), 3u) << "taken, and the copy";
    EXPECT_TRUE(way[1].words.contains(QStringLiteral("without TLS")));
    EXPECT_TRUE(way[2].text.contains(QStringLiteral("provider")));
}

TEST(Journey, WhatAnEarlierVersionSentHasAWayToo)
{
    LedgerEntry entry = sentEntry();
    entry.steps.clear();
    EXPECT_EQ(journeyOf(entry, kNow).size(), 3u);
    entry.item.copyMailbox.clear();
    entry.copyFolder.clear();
    EXPECT_EQ(journeyOf(entry, kNow).size(), 2u) << "nobody noted where its copy went";
}

TEST(Journey, NoCopyIsPromisedOfWhatIsRedirected)
{
    LedgerEntry entry = sentEntry();
    entry.item.redirected = true;
    entry.item.copyMailbox.clear();
    entry.copyFolder.clear();
    EXPECT_TRUE(journeyOf(entry, kNow).back().text.contains(QStringLiteral("No copy is kept")));
}

TEST(Journey, UnknownIsCalledUnknownNeverSent)
{
    LedgerEntry entry = sentEntry();
    entry.item.state = OutboxState::Unknown;
    entry.item.sent = 0;
    entry.item.recipients[0].done = false;
    entry.steps = {entry.steps[0], {OutboxState::Unknown, kNow, kNow, 1, entry.item.server, entry.item.tls, {}, std::nullopt}};
    const auto way = journeyOf(entry, kNow);
    ASSERT_EQ(way.size(), 2u);
    EXPECT_EQ(way[1].tone, RowTone::Warning);
    EXPECT_TRUE(way[1].text.contains(QStringLiteral("Nobody can know")));
    EXPECT_TRUE(recipientLines(entry)[0].text.contains(QStringLiteral("not known")));
    // Settled by a person, the server still has given no answer.
    entry.item.state = OutboxState::Accepted;
    entry.steps.push_back({OutboxState::Accepted, kNow, kNow, 1, entry.item.server, entry.item.tls, {}, std::nullopt});
    EXPECT_TRUE(journeyOf(entry, kNow).back().text.contains(QStringLiteral("settled")));
}

TEST(Journey, EachRecipientHasASentence)
{
    LedgerEntry entry = sentEntry();
    entry.item.state = OutboxState::Waiting;
    entry.item.recipients = {{QStringLiteral("a@x"), true, false, QStringLiteral("250 ok")},
                             {QStringLiteral("b@x"), false, true, QStringLiteral("550 no such user")},
                             {QStringLiteral("c@x"), false, false, QStringLiteral("452 later")},
                             {QStringLiteral("d@x")}};
    const auto lines = recipientLines(entry);
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(texts(lines), (QStringList{QStringLiteral("a@x: the server took it for them."), QStringLiteral("b@x: refused for good. They don't have it."),
                                         QStringLiteral("c@x: put off. It is tried again."), QStringLiteral("d@x: not yet.")}));
    EXPECT_EQ(lines[1].words, QStringLiteral("550 no such user"));
}

TEST(Journey, ReportsFollowAndTheWorstShowsInTheRow)
{
    LedgerEntry entry = sentEntry();
    const auto report = [](DeliveryReport::Action action, const char *who) {
        DeliveryReport told;
        told.action = action;
        told.recipient = QString::fromLatin1(who);
        told.status = QStringLiteral("5.1.1");
        told.diagnostic = QStringLiteral("550 <b>unknown</b>");
        told.reporter = QStringLiteral("mx.example.net");
        told.arrived = kNow;
        return told;
    };
    entry.reports = {report(DeliveryReport::Action::Delivered, "ann@example.net"), report(DeliveryReport::Action::Failed, "bob@example.net")};
    const auto way = journeyOf(entry, kNow);
    ASSERT_EQ(way.size(), 5u);
    EXPECT_EQ(way[4].tone, RowTone::Bad);
    EXPECT_EQ(way[4].words, QStringLiteral("mx.example.net\n5.1.1 550 <b>unknown</b>"));
    const RowData row = sentRow(entry.item, entry.reports, kNow);
    EXPECT_EQ(row.tone, RowTone::Bad);
    EXPECT_TRUE(row.problem.contains(QStringLiteral("bob@example.net")));
    EXPECT_EQ(sentRow(entry.item, {}, kNow).tone, RowTone::Good);
}

TEST(Journey, WishesSayWhatBecameOfThem)
{
    LedgerEntry entry = sentEntry();
    EXPECT_TRUE(wishLines(entry).empty());
    entry.item.reportDelivery = entry.item.requireTls = true;
    EXPECT_TRUE(texts(wishLines(entry)).join(QString()).contains(QStringLiteral("can't pass that on")));
    entry.item.reportTaken = true;
    EXPECT_FALSE(texts(wishLines(entry)).join(QString()).contains(QStringLiteral("can't pass that on")));
    EXPECT_TRUE(sendTrouble(makeError(ErrorKind::Unsupported, "smtp.requiretls")).contains(QStringLiteral("verified TLS")));
}

} // namespace
} // namespace tern::ui
