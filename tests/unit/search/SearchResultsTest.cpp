// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/StoreFixture.h"

#include <random>

namespace tern::store {

namespace {

class SearchResultsTest : public StoreTest {
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        account = addAccount();
        inbox = mailbox(account, "INBOX");
    }
    /// Lists one message; the UID is its place in time.
    void message(std::uint32_t uid, const char *subject, const char *body = nullptr, QStringList attachments = {})
    {
        ListedRow row = listed(uid);
        row.head.subject = QString::fromUtf8(subject);
        list(inbox, {row});
        if (body) {
            const MessageId id = reader->serverPlacement(inbox, Uid{uid}).value()->message;
            write([&](StoreWriter &writer) { return writer.storeContent(body, {id, QString::fromUtf8(body), {}, attachments}); });
        }
    }
    std::vector<std::uint32_t> found(const QString &query, int limit = 1000)
    {
        std::vector<std::uint32_t> uids;
        const auto page = reader->page({SearchResults{query, {}, {}}}, std::nullopt, limit);
        EXPECT_TRUE(page) << page.error().toString();
        for (const MessageRow &row : page->rows)
            uids.push_back(row.uid.value_or(Uid{}).value);
        return uids;
    }
    std::vector<std::uint32_t> found(const char *query) { return found(QString::fromUtf8(query)); }
    AccountId account;
    MailboxId inbox;
};

using Uids = std::vector<std::uint32_t>;

TEST_F(SearchResultsTest, EveryCjkSubstringIsFound)
{
    const char *subject = "关于会议纪要の確認テスト한국어";
    message(1, subject);
    message(2, "无关", "正文里有会议纪要，请查收。");
    const QString text = QString::fromUtf8(subject);
    for (qsizetype from = 0; from < text.size(); ++from) {
        for (qsizetype length = 1; from + length <= text.size(); ++length) {
            const auto hits = found(text.mid(from, length));
            EXPECT_NE(std::find(hits.begin(), hits.end(), 1u), hits.end()) << text.mid(from, length).toStdString();
        }
    }
    EXPECT_EQ(found("会议"), (Uids{2, 1}));
    EXPECT_EQ(found("议纪"), (Uids{2, 1}));
    EXPECT_EQ(found("要请"), Uids{}) << "punctuation stands between";
    EXPECT_EQ(found("议会"), Uids{});
}

TEST_F(SearchResultsTest, WordsInATextAreFoundWhereverTheyStandAndIdeographsAsTheyStand)
{
    message(1, "x", "The printer, the printer and the budget. 会议 printer 纪要 café Straße 会议，budget 2026");
    message(2, "y", "budget only");
    EXPECT_EQ(found("printer budget"), Uids{1});
    EXPECT_EQ(found("printer-budget "), Uids{1});
    EXPECT_EQ(found("\"the budget\""), Uids{1});
    EXPECT_EQ(found("cafe strasse 2026"), Uids{1});
    EXPECT_EQ(found("budg"), (Uids{2, 1}));
    EXPECT_EQ(found("会议"), Uids{1});
    EXPECT_EQ(found("纪要"), Uids{1});
    EXPECT_EQ(found("会议纪要"), Uids{}) << "words stand between";
    EXPECT_EQ(found("printer会议"), Uids{1});
    EXPECT_EQ(found("议，budget"), Uids{1});
    EXPECT_EQ(found("budget nowhere"), Uids{});
}

TEST_F(SearchResultsTest, AWordAndIdeographsAreLookedForTogether)
{
    message(1, "one", "Qt6会议 and 纪要");
    message(2, "two", "会议 alone");
    message(3, "three", "Qt6 alone");
    message(4, "four", "会Qt6议");
    message(5, "Qt6会议", "nothing");
    EXPECT_EQ(found("Qt6会议"), (Uids{5, 1}));
    EXPECT_EQ(found("会Qt6议"), Uids{4});
    EXPECT_EQ(found("会议"), (Uids{5, 2, 1})) << "a word stands between";
    EXPECT_EQ(found("会议and纪要"), Uids{1});
    EXPECT_EQ(found("会议 Qt6会"), (Uids{5, 1}));
    EXPECT_EQ(found("纪要 Qt6"), Uids{1});
}

TEST_F(SearchResultsTest, WordsMayStandInHeaderAndBody)
{
    message(1, "Budget", "the meeting is on Monday");
    message(2, "Meeting", "about the weather");
    message(3, "Budget meeting");
    EXPECT_EQ(found("budget meeting"), (Uids{3, 1}));
    EXPECT_EQ(found("BUDG"), (Uids{3, 1}));
    EXPECT_EQ(found("subject:meeting"), (Uids{3, 2}));
    EXPECT_EQ(found("\"budget meeting\""), Uids{3});
    EXPECT_EQ(found("budget weather"), Uids{});
    EXPECT_EQ(found("from:sender1"), Uids{1});
}

TEST_F(SearchResultsTest, ConditionsAndScopesNarrow)
{
    message(1, "report one", "x", {QString::fromUtf8("附件.xlsx")});
    message(2, "report two");
    flag({at(inbox, 2)}, FlagSeen | FlagFlagged);
    EXPECT_EQ(found("report is:unread"), Uids{1});
    EXPECT_EQ(found("is:flagged"), Uids{2});
    EXPECT_EQ(found("has:attachment"), Uids{1});
    EXPECT_EQ(found("附件"), Uids{1});
    EXPECT_EQ(found("attachment:xlsx report"), Uids{1});
    EXPECT_EQ(found("report in:inbox"), (Uids{2, 1}));
    EXPECT_EQ(found("report in:archive"), Uids{});
    EXPECT_EQ(reader->count({SearchResults{QStringLiteral("report"), account, mailbox(account, "Work")}}).value(), 0);
    ListQuery unread{SearchResults{QStringLiteral("report"), account, {}}};
    unread.unreadOnly = true;
    EXPECT_EQ(reader->count(unread).value(), 1);
}

TEST_F(SearchResultsTest, HiddenAndDeletedAreNotFound)
{
    message(1, "secret plan");
    message(2, "secret plan");
    const OperationId id = expunge({at(inbox, 1)});
    EXPECT_EQ(found("secret"), Uids{2});
    done(id, 1, true);
    EXPECT_EQ(found("secret"), Uids{2});
    // A message of the same second gets an id of its own, not the words of the one deleted.
    openStore();
    ListedRow other = listed(1, "other");
    other.uid = Uid{9};
    other.head.subject = QStringLiteral("harmless");
    list(inbox, {other});
    EXPECT_EQ(found("secret"), Uids{2});
    EXPECT_EQ(found("harmless"), Uids{9});
}

TEST_F(SearchResultsTest, OneRowForAMessageInTwoMailboxesAndPagesByKey)
{
    for (std::uint32_t uid = 1; uid <= 45; ++uid)
        message(uid, "newsletter");
    copy({at(inbox, 3)}, mailbox(account, "Work"));
    Uids all;
    std::optional<PageKey> next;
    const ListQuery query{SearchResults{QStringLiteral("newsletter"), {}, {}}};
    do {
        const auto page = reader->page(query, next, 10).value();
        for (const MessageRow &row : page.rows)
            all.push_back(row.uid.value_or(Uid{}).value);
        next = page.next;
    } while (next);
    EXPECT_EQ(all.size(), 45u);
    EXPECT_TRUE(std::is_sorted(all.rbegin(), all.rend()));
    EXPECT_EQ(reader->count(query).value(), 45);
    EXPECT_EQ(reader->pageStarts(query, 10, {}).value().size(), 5u);
}

TEST_F(SearchResultsTest, NothingTypedBreaksTheIndex)
{
    message(1, "plain", "body");
    std::mt19937 random(11);
    const QString alphabet = QString::fromUtf8("\"'*^:()-+{}[]~\\%_ ANDORNOTNEAR会议，：“”\u0001\u0000abc");
    for (int round = 0; round < 400; ++round) {
        QString query;
        for (auto length = random() % 14; length > 0; --length)
            query += alphabet.at(static_cast<qsizetype>(random() % static_cast<std::size_t>(alphabet.size())));
        (void)found(query);
    }
    for (const char *query : {"\"", "a\"b", "NEAR(a b)", "a AND b OR NOT", "sender:x", "{sender subject}:x", "x*", "^x", "-x", "in:\"\"", "rowid:1"})
        (void)found(query);
}

TEST_F(SearchResultsTest, AnotherTokenizerMakesTheIndexesAnew)
{
    message(1, "关于会议纪要", "正文 unusual");
    reader.reset();
    store.reset();
    StoreOptions plain;
    plain.profile = folder.path() / "profile";
    auto opened = Store::open(plain);
    ASSERT_TRUE(opened) << opened.error().toString();
    store = *std::move(opened);
    reader = *store->openReader();
    readWaiting();
    EXPECT_EQ(found("unusual"), Uids{1});
    EXPECT_EQ(found("议纪"), Uids{});
    openStore();
    readWaiting();
    EXPECT_EQ(found("议纪"), Uids{1});
    EXPECT_EQ(found("unusual"), Uids{1});
}

} // namespace

} // namespace tern::store
