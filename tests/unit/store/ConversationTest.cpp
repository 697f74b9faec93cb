// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/StoreFixture.h"

#include <map>
#include <random>
#include <set>

namespace tern::store {
namespace {

constexpr UnixMillis kHour = 3'600'000;
constexpr UnixMillis kDay = 24 * kHour;

class ConversationTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
        inbox = mailbox(account, "INBOX");
        work = mailbox(account, "Work");
        trash = mailbox(account, "Trash");
    }
    /// Subjects in the order of the conversation.
    Texts subjectsAround(PlacementId open, int most = 1000)
    {
        Texts subjects;
        for (const MessageRow &one : reader->conversation(open, most).value().rows)
            subjects.push_back(one.subject.toStdString());
        return subjects;
    }
    ListedRow letter(std::uint32_t uid, const std::string &subject, const std::string &from, const std::string &to, UnixMillis after = 0)
    {
        ListedRow made = listed(uid);
        made.head.subject = QString::fromStdString(subject);
        made.head.fromAddress = QString::fromStdString(from);
        made.head.to = QString::fromStdString(to);
        made.internalDate = made.head.date = kBaseDate + after;
        return made;
    }

    AccountId account;
    MailboxId inbox, work, trash;
};

struct Planted {
    int tree = 0;
    std::vector<int> ancestors;     ///< oldest first
};

/// Trees of replies, as messages. Some name all they answer, some the last two, some only the one.
std::vector<ListedRow> forest(const std::string &name, std::mt19937 &random, std::vector<int> &trees)
{
    std::vector<Planted> planted;
    std::vector<ListedRow> rows;
    for (int place = 0; place < 60; ++place) {
        Planted one;
        if (place >= 6) {
            const auto parent = static_cast<int>(random() % static_cast<unsigned>(place));
            one = planted[static_cast<std::size_t>(parent)];
            one.ancestors.push_back(parent);
        } else {
            one.tree = place;
        }
        ListedRow row = listed(static_cast<std::uint32_t>(place + 1), name);
        const auto idOf = [&](int message) { return name + std::to_string(message + 1) + "@test"; };
        const std::size_t named = random() % 3 == 0 ? 0 : random() % 2 == 0 ? 2 : one.ancestors.size();
        for (std::size_t at = one.ancestors.size() - std::min(named, one.ancestors.size()); at < one.ancestors.size(); ++at)
            row.head.references.push_back(idOf(one.ancestors[at]));
        if (!one.ancestors.empty() && (named == 0 || random() % 2 == 0))
            row.head.inReplyTo = {idOf(one.ancestors.back())};
        trees.push_back(one.tree);
        planted.push_back(std::move(one));
        rows.push_back(std::move(row));
    }
    return rows;
}

TEST_F(ConversationTest, EveryOrderOfArrivalGivesTheSameThreads)
{
    std::uint32_t uid = 1;
    for (unsigned order = 0; order < 12; ++order) {
        std::mt19937 random(order / 4);
        std::vector<int> trees;
        std::vector<ListedRow> rows = forest("o" + std::to_string(order) + ".", random, trees);
        std::vector<std::size_t> places(rows.size());
        for (std::size_t place = 0; place < places.size(); ++place)
            places[place] = place;
        std::mt19937 shuffling(order);
        if (order % 4 == 1)
            std::reverse(places.begin(), places.end());
        else if (order % 4 > 1)
            std::shuffle(places.begin(), places.end(), shuffling);
        std::map<std::size_t, std::uint32_t> uids;
        std::vector<ListedRow> batch;
        for (const std::size_t place : places) {
            rows[place].uid = Uid{uid};
            uids[place] = uid++;
            batch.push_back(rows[place]);
            if (shuffling() % 5 == 0 || place == places.back()) {
                list(inbox, batch);
                batch.clear();
            }
        }
        std::map<int, std::set<std::int64_t>> threads;
        std::set<std::int64_t> different;
        for (std::size_t place = 0; place < rows.size(); ++place) {
            const MessageRow shownRow = row(at(inbox, uids[place]));
            threads[trees[place]].insert(shownRow.thread.value);
            different.insert(shownRow.thread.value);
            EXPECT_EQ(shownRow.threadCount, std::count(trees.begin(), trees.end(), trees[place])) << "order " << order;
        }
        for (const auto &[tree, ids] : threads)
            EXPECT_EQ(ids.size(), 1u) << "order " << order << " tree " << tree;
        EXPECT_EQ(different.size(), threads.size()) << "order " << order;
    }
}

TEST_F(ConversationTest, AMessageThatNamesAThousandOthersGluesFewTogether)
{
    constexpr std::uint32_t kMany = 1000;
    for (const bool isFirst : {false, true}) {
        const std::string name = isFirst ? "first" : "last";
        ListedRow hostile = listed(isFirst ? 5001 : 6001, "hostile" + name);
        for (std::uint32_t uid = 1; uid <= kMany; ++uid)
            hostile.head.references.push_back(name + std::to_string(uid) + "@test");
        hostile.head.inReplyTo = hostile.head.references;
        std::vector<ListedRow> victims = listedRange(1, kMany, name);
        for (ListedRow &victim : victims)
            victim.uid.value += isFirst ? 10'000 : 20'000;
        if (isFirst)
            list(inbox, {hostile});
        list(inbox, victims);
        if (!isFirst)
            list(inbox, {hostile});
        EXPECT_LE(row(at(inbox, hostile.uid.value)).threadCount, 13);
        EXPECT_GE(row(at(inbox, hostile.uid.value)).threadCount, 10);
    }
}

TEST_F(ConversationTest, AMessageIdThatAllMailOfAProgramHasTellsNothing)
{
    std::vector<ListedRow> rows;
    for (std::uint32_t uid = 1; uid <= 200; ++uid) {
        rows.push_back(listed(uid));
        rows.back().head.messageIdHeader = "constant@test";
        rows.back().head.headerBlock = "Subject: " + QByteArray::number(uid);
    }
    list(inbox, rows);
    EXPECT_LE(row(at(inbox, 1)).threadCount, 17);
    EXPECT_LE(row(at(inbox, 200)).threadCount, 17);
    EXPECT_EQ(subjectsAround(at(inbox, 1)).size(), std::size_t(row(at(inbox, 1)).threadCount)) << "with different dates they aren't copies";
}

TEST_F(ConversationTest, CopiesAreShownOnceAndFromTheFolderOnScreen)
{
    ListedRow first = listed(1, "root");
    ListedRow answer = listed(2, "answer");
    answer.head.references = {"root1@test"};
    ListedRow byList = answer;  // what the list made of it: another subject and footer, the same Message-ID and date
    byList.uid = Uid{3};
    byList.head.subject = QStringLiteral("[list] Subject answer2");
    byList.head.headerBlock += "List-Id: <list.test>\r\n";
    list(inbox, {first, answer, byList});
    ListedRow filed = answer;
    filed.uid = Uid{4};
    list(work, {filed});
    EXPECT_EQ(subjectsAround(at(inbox, 1)), (Texts{"Subject root1", "Subject answer2"}));
    const auto seen = reader->conversation(at(inbox, 3), 10).value().rows;
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[1].placement, at(inbox, 3)) << "what is looked at is there";
    const auto there = reader->conversation(at(work, 4), 10).value().rows;
    ASSERT_EQ(there.size(), 2u);
    EXPECT_EQ(there[0].placement, at(inbox, 1));
    EXPECT_EQ(there[1].placement, at(work, 4));
    const auto fromInbox = reader->conversation(at(inbox, 1), 10).value().rows;
    EXPECT_EQ(fromInbox[1].placement, at(inbox, 2));
}

TEST_F(ConversationTest, OwnSentMailAndOtherAccountsBelongToItAndTrashDoesNot)
{
    const AccountId second = addAccount(QStringLiteral("second@example.test"));
    ListedRow question = letter(1, "Plan", "me@test", "you@test");
    ListedRow reply = letter(2, "Re: Plan", "you@test", "me@test", kHour);
    reply.head.inReplyTo = {"m1@test"};
    ListedRow toTheOther = letter(3, "Re: Plan", "you@test", "second@example.test", 2 * kHour);
    toTheOther.head.references = {"m1@test", "m2@test"};
    ListedRow thrownAway = letter(4, "Re: Plan", "you@test", "me@test", 3 * kHour);
    thrownAway.head.references = {"m1@test"};
    list(inbox, {reply});
    list(mailbox(second, "INBOX"), {toTheOther});
    list(trash, {thrownAway});
    list(work, {question});
    const Texts expected{"Plan", "Re: Plan", "Re: Plan"};
    EXPECT_EQ(subjectsAround(at(inbox, 2)), expected);
    EXPECT_EQ(subjectsAround(at(mailbox(second, "INBOX"), 3)), expected);
    EXPECT_EQ(subjectsAround(at(trash, 4)).size(), 4u) << "there it is looked at";
    EXPECT_TRUE(reader->conversation(PlacementId{987'654}, 10).value().rows.empty());
}

TEST_F(ConversationTest, OfALongOneTheNewestAndTheOpenOne)
{
    std::vector<ListedRow> rows;
    for (std::uint32_t uid = 1; uid <= 300; ++uid) {
        rows.push_back(listed(uid, "long"));
        if (uid > 1)
            rows.back().head.references = {"long1@test", "long" + std::to_string(uid - 1) + "@test"};
    }
    list(inbox, rows);
    const auto all = reader->conversation(at(inbox, 5), 1000).value();
    EXPECT_EQ(all.rows.size(), 300u);
    EXPECT_EQ(all.older, 0);
    const auto some = reader->conversation(at(inbox, 5), 100).value();
    ASSERT_EQ(some.rows.size(), 101u);
    EXPECT_EQ(some.older, 200 - 1);
    EXPECT_EQ(some.rows.front().placement, at(inbox, 5));
    EXPECT_EQ(some.rows.back().placement, at(inbox, 300));
    EXPECT_TRUE(std::is_sorted(all.rows.begin(), all.rows.end(), [](const auto &a, const auto &b) { return a.date < b.date; }));
}

struct SubjectCase {
    const char *why;
    std::string firstSubject, firstFrom, firstTo;
    std::string secondSubject, secondFrom, secondTo;
    UnixMillis after = kDay;
    bool named = false;         ///< the second one names some other message
    bool together = false;
};

TEST_F(ConversationTest, BySubjectOnlyAsALastResort)
{
    const SubjectCase cases[] = {
        {"a reply without references", "Plan A", "me@test", "you@test", "Re: Plan A", "you@test", "me@test", kDay, false, true},
        {"in German", "Plan B", "me@test", "you@test", "AW: Plan B", "you@test", "me@test", kDay, false, true},
        {"in Chinese", "项目进度", "me@test", "you@test", "回复：项目进度", "you@test", "me@test", kDay, false, true},
        {"to a list", "Plan C", "me@test", "list@test, you@test", "SV: plan  C", "you@test", "list@test", kDay, false, true},
        {"forwarded back", "Plan D", "me@test", "you@test", "转发: Plan D", "you@test", "me@test, third@test", kDay, false, true},
        {"two of the same name", "Invoice", "shop@test", "me@test", "Invoice", "shop@test", "me@test", kDay, false, false},
        {"two shops", "Invoice 2", "shop@test", "me@test", "Re: Invoice 2", "other@test", "me@test", kDay, false, false},
        {"a robot that always writes Re:", "Re: Your request", "robot@test", "me@test", "Re: Your request", "robot@test", "me@test", kDay, false, false},
        {"it names another message", "Plan E", "me@test", "you@test", "Re: Plan E", "you@test", "me@test", kDay, true, false},
        {"too late", "Plan F", "me@test", "you@test", "Re: Plan F", "you@test", "me@test", 29 * kDay, false, false},
        {"before the question", "Plan G", "me@test", "you@test", "Re: Plan G", "you@test", "me@test", -kDay, false, false},
        {"an address within another", "Plan H", "me@test", "you@test", "Re: Plan H", "you@test.example", "some@test, notme@test", kDay, false, false},
        {"no subject", "", "me@test", "you@test", "Re:", "you@test", "me@test", kDay, false, false},
        {"another subject", "Plan I", "me@test", "you@test", "Re: Plan J", "you@test", "me@test", kDay, false, false},
        {"no reply", "Plan K", "me@test", "you@test", "Plan K", "you@test", "me@test", kDay, false, false},
    };
    std::uint32_t uid = 1;
    for (const SubjectCase &one : cases) {
        // The second one comes first, and into another folder.
        ListedRow second = letter(uid + 1, one.secondSubject, one.secondFrom, one.secondTo, 60 * kDay * uid + one.after);
        if (one.named)
            second.head.inReplyTo = {"elsewhere@test"};
        list(inbox, {second});
        list(work, {letter(uid, one.firstSubject, one.firstFrom, one.firstTo, 60 * kDay * uid)});
        for (const PlacementId open : {at(work, uid), at(inbox, uid + 1)})
            EXPECT_EQ(subjectsAround(open).size(), one.together ? 2u : 1u) << one.why;
        uid += 2;
    }
    // By the index as by what is not in it yet.
    EXPECT_TRUE(eventually([&] { return subjectsAround(at(work, 1)).size() == 2; }));
}

TEST_F(ConversationTest, AReplyBySubjectBringsItsCompany)
{
    ListedRow question = letter(1, "Lunch", "me@test", "you@test");
    ListedRow noReferences = letter(2, "Re: Lunch", "you@test", "me@test", kHour);
    ListedRow toThat = letter(3, "AW: Re: Lunch", "me@test", "you@test", 2 * kHour);
    toThat.head.references = {"m2@test"};
    ListedRow againNone = letter(4, "RE: AW: Re: Lunch", "you@test", "me@test", 3 * kHour);
    list(inbox, {noReferences, againNone});
    list(work, {question, toThat});
    for (const PlacementId open : {at(work, 1), at(inbox, 2), at(work, 3), at(inbox, 4)})
        EXPECT_EQ(subjectsAround(open), (Texts{"Lunch", "Re: Lunch", "AW: Re: Lunch", "RE: AW: Re: Lunch"}));
}

TEST_F(ConversationTest, AListOfConversationsHasTheNewestOfEach)
{
    // The forests of the first test, in two mailboxes; some messages lie in both.
    std::mt19937 random(5);
    std::vector<int> trees;
    std::vector<ListedRow> rows = forest("list", random, trees);
    std::uint32_t uid = 100;
    for (ListedRow &row : rows) {
        row.flags = random() % 3 == 0 ? 0u : Flags{FlagSeen};
        row.uid = Uid{uid++};
        const unsigned where = random() % 4;
        if (where != 1)
            list(inbox, {row});
        if (where == 1 || where == 2)
            list(work, {row});
    }
    list(inbox, listedRange(300, 420, "single", FlagSeen));
    for (const MailboxId mailbox : {inbox, work}) {
        for (const bool ascending : {false, true}) {
            ListQuery query{InMailbox{mailbox}};
            query.ascending = ascending;
            const auto all = reader->page(query, std::nullopt, 1000).value().rows;
            query.threads = true;
            std::vector<MessageRow> expected;
            for (const MessageRow &one : all) {
                const bool isNewest = std::none_of(all.begin(), all.end(), [&](const MessageRow &other) {
                    return other.thread == one.thread && std::pair(other.date, other.placement) > std::pair(one.date, one.placement);
                });
                if (isNewest)
                    expected.push_back(one);
            }
            const auto starts = reader->pageStarts(query, 7, {}).value();
            EXPECT_EQ(reader->count(query).value(), int(expected.size()));
            ASSERT_EQ(starts.size(), (expected.size() + 6) / 7);
            std::size_t place = 0;
            for (const auto &start : starts) {
                for (const MessageRow &one : reader->page(query, start, 7).value().rows) {
                    ASSERT_LT(place, expected.size());
                    EXPECT_EQ(one.placement, expected[place].placement);
                    const bool unread = std::any_of(all.begin(), all.end(), [&](const MessageRow &other) {
                        return other.thread == one.thread && other.placement != one.placement && !(other.flags & FlagSeen);
                    });
                    EXPECT_EQ(one.threadUnread, unread);
                    const auto members = reader->standFor(query, std::span(&one.placement, 1)).value();
                    EXPECT_EQ(std::ssize(members), std::count_if(all.begin(), all.end(), [&](const MessageRow &other) { return other.thread == one.thread; }));
                    ++place;
                }
            }
            EXPECT_EQ(place, expected.size());
            EXPECT_EQ(reader->standingRows(query, reader->placements(ListQuery{InMailbox{mailbox}}).value()).value().size(), expected.size());
        }
    }
}

} // namespace
} // namespace tern::store
