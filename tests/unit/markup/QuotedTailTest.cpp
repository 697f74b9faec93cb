// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/HtmlSanitizer.h"

#include <gtest/gtest.h>

namespace tern::markup {
namespace {

std::string shown(std::string_view html)
{
    HtmlRules rules;
    rules.showQuoted = "Show <quoted>";
    return sanitizeHtml(html, rules).html;
}

const std::string kFold = "<details class=\"tern-quoted\"><summary>Show &lt;quoted&gt;</summary>";

TEST(QuotedTailTest, AsMailProgramsMarkIt)
{
    const char *quotes[] = {
        "<blockquote type=cite>old</blockquote>",
        "<div class=\"gmail_quote\">On Monday Ann wrote:<blockquote class=\"gmail_quote\">old</blockquote></div>",
        "<div class=\"yahoo_quoted\">old</div>",
        "<div class=\"protonmail_quote\">old</div>",
        "<div class=\"moz-cite-prefix\">Am Montag schrieb Ann:<br></div><blockquote type=\"cite\" cite=\"mid:1\">old</blockquote>",
        "<blockquote id=\"isReplyContent\">old</blockquote>",
        "<div id=\"divRplyFwdMsg\">From: Ann</div><div>old</div><p>older</p>",
    };
    for (const char *quote : quotes) {
        const std::string html = shown("<p>new</p>" + std::string(quote));
        EXPECT_NE(html.find("<p>new</p>" + kFold), std::string::npos) << quote << "\n" << html;
        EXPECT_TRUE(html.ends_with("</details>")) << quote << "\n" << html;
    }
}

TEST(QuotedTailTest, WhatIsAnsweredInItsMidstStaysOpen)
{
    const std::string answer(300, 'x');
    EXPECT_EQ(shown("<p>new</p><blockquote type=cite>old</blockquote><p>" + answer + "</p>").find("details"), std::string::npos);
    // The last one is folded all the same.
    const std::string html = shown("<blockquote type=cite>one</blockquote><p>" + answer + "</p><blockquote type=cite>two</blockquote>");
    EXPECT_NE(html.find(kFold + "<blockquote type=\"cite\">two"), std::string::npos) << html;
}

TEST(QuotedTailTest, ASignatureBehindItDoesNotCount)
{
    EXPECT_NE(shown("<p>new</p><blockquote type=cite>old</blockquote><p>Ann</p>").find("</blockquote></details><p>Ann"), std::string::npos);
}

TEST(QuotedTailTest, AMessageThatIsAllQuotedStaysOpen)
{
    EXPECT_EQ(shown("<blockquote type=cite>all</blockquote>").find("details"), std::string::npos);
    EXPECT_EQ(shown("<blockquote type=cite>").find("details"), std::string::npos);
}

TEST(QuotedTailTest, FoldsAreBalancedWhereverQuotationsLie)
{
    const std::string html = shown("<p>a</p><div><div class=gmail_quote>q</div></div><blockquote type=cite>r</blockquote>");
    EXPECT_NE(html.find(kFold + "<blockquote type=\"cite\">r</blockquote></details>"), std::string::npos) << html;
}

} // namespace
} // namespace tern::markup
