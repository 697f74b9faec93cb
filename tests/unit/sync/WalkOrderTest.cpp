// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyPolicy.h"
#include "core/sync/WalkOrder.h"

#include <gtest/gtest.h>

namespace tern::sync {
namespace {

using store::MailboxRole;

std::vector<store::MailboxRecord> mailboxes(std::initializer_list<std::pair<const char *, MailboxRole>> list)
{
    std::vector<store::MailboxRecord> records;
    for (const auto &[name, role] : list) {
        store::MailboxRecord record;
        record.wireName = name;
        record.role = role;
        records.push_back(record);
    }
    return records;
}

std::vector<std::string> ordered(std::vector<store::MailboxRecord> records, const RecentMailboxes &recent)
{
    sortForWalk(records, recent);
    std::vector<std::string> names;
    for (const auto &record : records)
        names.push_back(record.wireName);
    return names;
}

TEST(WalkOrder, InboxThenWhatIsUsedThenTheRest)
{
    const auto all = mailboxes({{"Junk", MailboxRole::Junk}, {"All", MailboxRole::All}, {"a", MailboxRole::None}, {"b", MailboxRole::None},
                                {"Sent", MailboxRole::Sent}, {"INBOX", MailboxRole::Inbox}, {"c", MailboxRole::None}});
    EXPECT_EQ(ordered(all, {}), (std::vector<std::string>{"INBOX", "Sent", "a", "b", "c", "Junk", "All"}));
    RecentMailboxes recent;
    EXPECT_TRUE(recent.note("c"));
    EXPECT_TRUE(recent.note("Junk"));
    EXPECT_TRUE(recent.note("b"));
    EXPECT_FALSE(recent.note("b"));
    EXPECT_EQ(ordered(all, recent), (std::vector<std::string>{"INBOX", "b", "Junk", "c", "Sent", "a", "All"}));
    recent.note("INBOX");
    EXPECT_EQ(ordered(all, recent).front(), "INBOX");
}

TEST(WalkOrder, UseIsKeptAsASetting)
{
    RecentMailboxes recent;
    recent.note("&UXZO1mWHTvZZOQ-/x");
    recent.note("raw \xE9\x80 \"%41\"");
    const auto back = RecentMailboxes::fromSetting(recent.toSetting());
    EXPECT_EQ(std::vector<std::string>(back.names().begin(), back.names().end()), std::vector<std::string>(recent.names().begin(), recent.names().end()));
    EXPECT_TRUE(RecentMailboxes::fromSetting(QStringLiteral("{\"a\":1}")).names().empty());
    EXPECT_EQ(RecentMailboxes::fromSetting(QStringLiteral("[1,\"a\",null]")).names().size(), 1U);
    for (int i = 0; i < 1000; ++i)
        recent.note("folder " + std::to_string(i));
    EXPECT_LE(recent.names().size(), 100U) << "a setting, not a database";
}

TEST(BodyPolicy, IsReadFromItsSetting)
{
    const struct {
        const char *text;
        BodyPolicy::Kind kind;
        int days;
    } cases[] = {{"", BodyPolicy::Kind::All, 0},        {"all", BodyPolicy::Kind::All, 0}, {"none", BodyPolicy::Kind::None, 0}, {"30", BodyPolicy::Kind::LastDays, 30},
                 {"0", BodyPolicy::Kind::All, 0},       {"-3", BodyPolicy::Kind::All, 0},  {"999999999", BodyPolicy::Kind::LastDays, 36'500},
                 {"thirty", BodyPolicy::Kind::All, 0}};
    for (const auto &one : cases) {
        const auto policy = BodyPolicy::fromSetting(QString::fromLatin1(one.text));
        EXPECT_EQ(policy.kind, one.kind) << one.text;
        EXPECT_EQ(policy.days, one.days) << one.text;
    }
    constexpr UnixMillis now = 1'700'000'000'000;
    EXPECT_EQ(BodyPolicy::fromSetting(QStringLiteral("1")).since(now), now - 86'400'000);
    EXPECT_EQ(BodyPolicy{}.since(now), 0);
}

TEST(BodyPolicy, PowerStopsAndCostSlows)
{
    EXPECT_FALSE(paceFor({.savesPower = true}).has_value());
    EXPECT_FALSE(paceFor({.isMetered = true, .savesPower = true}).has_value());
    EXPECT_EQ(paceFor({})->pause.count(), 0);
    EXPECT_GT(paceFor({.isMetered = true})->pause, std::chrono::seconds{1});
    EXPECT_LT(paceFor({.isMetered = true})->batch, paceFor({})->batch);
}

} // namespace
} // namespace tern::sync
