// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/QueryLanguage.h"

#include <gtest/gtest.h>

namespace tern::search {

namespace {

store::SearchPlan parse(const char *text)
{
    return parseQuery(QString::fromUtf8(text));
}

std::vector<std::string> headers(const store::SearchPlan &plan)
{
    std::vector<std::string> matches;
    for (const store::SearchTerm &term : plan.terms)
        matches.push_back(term.headerMatch);
    return matches;
}

using Matches = std::vector<std::string>;

TEST(QueryLanguageTest, WordsAndPhrases)
{
    EXPECT_EQ(headers(parse("budget meet")), (Matches{"\"budget\"", "\"meet\" *"}));
    EXPECT_EQ(headers(parse("budget meet ")), (Matches{"\"budget\"", "\"meet\""}));
    EXPECT_EQ(headers(parse("\"annual budget\"")), Matches{"\"annual budget\""});
    EXPECT_EQ(headers(parse("“年度 总结” 会议")), (Matches{"\"年度 总结\"", "\"会议\""}));
    EXPECT_EQ(parse("budget").terms.at(0).wordMatch, "\"budget\" *");
}

TEST(QueryLanguageTest, TextsAreAskedForWordsAndForIdeographs)
{
    using Term = store::SearchTerm;
    EXPECT_EQ(parse("\"Kind regards\"").terms.at(0), (Term{"\"Kind regards\"", "\"kind\" AND \"regards\"", {}}));
    EXPECT_EQ(parse("Qt6会议 纪要").terms.at(0), (Term{"\"Qt6会议\"", "\"qt6\"", "\"Qt6会议\""}));
    EXPECT_EQ(parse("会议，纪要").terms.at(0), (Term{"\"会议，纪要\"", {}, "\"会议，纪要\""}));
    EXPECT_EQ(parse("l'été* ").terms.at(0), (Term{"\"l'été*\"", "\"l\" AND \"ete\"", {}}));
}

TEST(QueryLanguageTest, OneOrTwoLettersAreCompletedInHeadersOnly)
{
    using Term = store::SearchTerm;
    EXPECT_EQ(parse("m").terms.at(0), (Term{"\"m\" *", "\"m\"", {}}));
    EXPECT_EQ(parse("a me").terms.at(1), (Term{"\"me\" *", "\"me\"", {}}));
    EXPECT_EQ(parse("x-me").terms.at(0), (Term{"\"x-me\" *", "\"x\" AND \"me\"", {}}));
    EXPECT_EQ(parse("x-mee").terms.at(0), (Term{"\"x-mee\" *", "\"x\" AND \"mee\" *", {}}));
    EXPECT_EQ(parse("mee").terms.at(0), (Term{"\"mee\" *", "\"mee\" *", {}}));
}

TEST(QueryLanguageTest, Operators)
{
    EXPECT_EQ(headers(parse("from:wang TO：list@x.test subject:\"a b\" attachment:附件")),
              (Matches{"sender : \"wang\"", "recipients : \"list@x.test\"", "subject : \"a b\"", "attachments : \"附件\""}));
    EXPECT_TRUE(parse("from:wang").terms.at(0).wordMatch.empty());
    const store::SearchPlan plan = parse("has:attachment is:unread IS:flagged in:工作 x");
    EXPECT_TRUE(plan.withAttachment && plan.unread && plan.flagged && !plan.read && !plan.nothing);
    EXPECT_EQ(plan.mailboxes, std::vector<QString>{QString::fromUtf8("工作")});
    EXPECT_EQ(headers(plan), Matches{"\"x\" *"});
    EXPECT_EQ(headers(parse("http://a.test ")), Matches{"\"http://a.test\""});
    EXPECT_FALSE(parse("is:unread").nothing);
}

TEST(QueryLanguageTest, NothingToLookFor)
{
    for (const char *text : {"", "   ", "\"", "...", "\"\"", "from:", "，。", "\xE2\x80\x9C"})
        EXPECT_TRUE(parse(text).nothing) << text;
}

TEST(QueryLanguageTest, ManyTermsAreCapped)
{
    QString query;
    for (int word = 0; word < 1000; ++word)
        query += QStringLiteral("w%1 ").arg(word);
    EXPECT_LE(parseQuery(query).terms.size(), 16u);
}

} // namespace

} // namespace tern::search
