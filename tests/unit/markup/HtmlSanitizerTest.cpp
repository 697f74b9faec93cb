// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/HtmlSanitizer.h"

#include "tests/support/html/CallHomeVectors.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>

namespace tern::markup {
namespace {

std::string safe(std::string_view html, const HtmlRules &rules = {})
{
    return sanitizeHtml(html, rules).html;
}

TEST(HtmlSanitizerTest, WhatIsHarmlessStaysAsItWas)
{
    for (const char *html : {"<p class=\"a\">one <b>two</b> &lt;three&gt; &amp; 四</p>", "<table width=\"600\" cellpadding=\"0\"><tr><td align=\"center\" colspan=\"2\">x</td></tr></table>",
                             "<ul><li>a</li><li>b</li></ul>", "<a href=\"https://a.example/?x=1&amp;y=2\" title=\"t\">x</a>", "<font color=\"#ff0000\" face=\"Arial\">x</font>",
                             "<p style=\"color:red;\">x</p>", "<pre>a\n  b</pre>", "<h1 dir=\"rtl\">שלום</h1>"})
        EXPECT_EQ(safe(html), html);
}

TEST(HtmlSanitizerTest, NoLetterIsLost)
{
    EXPECT_EQ(safe("<custom>a</custom><form>b<button>c</button><select><option>d</option></select></form><object>e</object><noscript>f</noscript><marquee>g</marquee>"),
              "abcdefg");
    EXPECT_EQ(safe("<input type=submit value='Go'><input type=hidden value=secret>"), "Go");
    EXPECT_EQ(safe("<xmp>a</xmp>"), "<pre>a</pre>");
}

TEST(HtmlSanitizerTest, NothingRuns)
{
    EXPECT_GE(test::kCallHomeVectors.size(), 100u);
    for (const char *vector : test::kCallHomeVectors) {
        const std::string html = safe(vector);
        std::string low = html;
        for (char &c : low)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        // Only as text, or not at all.
        for (const char *bad : {"<script", "<svg", "<iframe", "<object", "<embed", "<link", "<meta", "<base", "<form", "<input", "<video", "<audio", "<source", "javascript:", " on", "src=\"http",
                                "src=\"//", "url(http", "url(\"http", "srcset", "background=\"", "ping", "cite=\"http", "@import", "@font"})
            EXPECT_EQ(low.find(bad), std::string::npos) << vector << "\n-> " << html;
    }
}

TEST(HtmlSanitizerTest, PicturesOfTheMessage)
{
    HtmlRules rules;
    rules.ownPrefix = "tern:7/";
    EXPECT_EQ(safe("<img src=\"cid:a@b.example\" alt=\"x\">", rules), "<img src=\"tern:7/cid/a%40b.example\" alt=\"x\">");
    EXPECT_EQ(safe("<img src=\"CID:a%40b&quot;&gt;\">", rules), "<img src=\"tern:7/cid/a%40b%22%3E\">");
    EXPECT_EQ(safe("<td background=\"cid:x\">y</td>", rules), "<td style=\"background-image:url(&quot;tern:7/cid/x&quot;);\">y</td>");
    EXPECT_EQ(safe("<img src=\"data:image/png;base64,iVBORw0KGgo=\">", rules), "<img src=\"data:image/png;base64,iVBORw0KGgo=\">");
}

TEST(HtmlSanitizerTest, PicturesElsewhere)
{
    constexpr std::string_view html = "<img src=\"https://cdn.example/logo.png\"><img src=\"//cdn.example/two.png\"><img src=\"https://cdn.example/logo.png\">"
                                      "<img src=\"http://t.example/wf/open?upn=1\"><img src=\"https://t.example/p\" width=\"1\" height=\"1\">"
                                      "<img src=\"https://t.example/q\" style=\"display:none\"><div style=\"background:url(https://cdn.example/back.png)\">x</div>";
    HtmlRules rules;
    const SafeHtml blocked = sanitizeHtml(html, rules);
    ASSERT_EQ(blocked.pictures.size(), 6u);
    EXPECT_EQ(blocked.pictures[1].url, "https://cdn.example/two.png");
    EXPECT_EQ(blocked.pictures[1].host, "cdn.example");
    std::vector<bool> trackers;
    for (const RemotePicture &picture : blocked.pictures)
        trackers.push_back(picture.kind == RemotePicture::Kind::Tracker);
    EXPECT_EQ(trackers, (std::vector<bool>{false, false, true, true, true, false}));
    EXPECT_EQ(blocked.html.find("src="), std::string::npos);

    rules.remote = true;
    const std::string allowed = sanitizeHtml(html, rules).html;
    EXPECT_NE(allowed.find("<img src=\"part:remote/0\"><img src=\"part:remote/1\"><img src=\"part:remote/0\"><img><img width=\"1\" height=\"1\">"), std::string::npos) << allowed;
    EXPECT_NE(allowed.find("background:url(&quot;part:remote/5&quot;)"), std::string::npos) << allowed;
    EXPECT_EQ(allowed.find("t.example"), std::string::npos);
}

TEST(HtmlSanitizerTest, LinksAndWhatTheySay)
{
    const SafeHtml html = sanitizeHtml("<a href=\"https://evil.example/\">https://<b>bank</b>.example\n  now</a> <a href=\"mailto:a@b.example\">write</a><a href=#x>y</a><a href=javascript:x>z</a>", {});
    ASSERT_EQ(html.links.size(), 2u);
    EXPECT_EQ(html.links[0].url, "https://evil.example/");
    EXPECT_EQ(html.links[0].text, "https://bank.example now");
    EXPECT_EQ(html.links[1].url, "mailto:a@b.example");
    EXPECT_EQ(html.links[1].text, "write");
}

TEST(HtmlSanitizerTest, ABodyOfItsOwnColours)
{
    const SafeHtml light = sanitizeHtml("<html><body bgcolor=ffffff text=\"#000000\" onload=x><p>x</p></body></html>", {});
    EXPECT_EQ(light.bodyAttributes, " style=\"color:#000000;background-color:#ffffff;\"");
    EXPECT_EQ(light.html, "<p>x</p>");
    HtmlRules rules;
    rules.dark = true;
    rules.ground = {{0x1d, 0x20, 0x24, 1}, {0xe7, 0xe9, 0xec, 1}};
    const SafeHtml dark = sanitizeHtml("<body bgcolor=white><td bgcolor=\"#eeeeee\"><font color=black>x</font></td>", rules);
    EXPECT_EQ(dark.bodyAttributes, " style=\"background-color:#1d2024;\"");
    EXPECT_EQ(dark.html.find("eeeeee"), std::string::npos);
    EXPECT_EQ(dark.html.find("#000000"), std::string::npos);
}

TEST(HtmlSanitizerTest, StyleSheetsComeFirst)
{
    EXPECT_EQ(safe("<head><style>p{color:red}</style></head><p>x</p><style>q{color:blue}</style>"), "<style>p{color:red;}\nq{color:blue;}\n</style><p>x</p>");
}

TEST(HtmlSanitizerTest, BrokenMarkupOfEverySort)
{
    const std::string_view pieces[] = {"<p>", "</p>", "<", ">", "\"", "'", "<!--", "-->", "<style>", "</style>", "<a href=", "<img src=", "https://a.example", "cid:x", "&lt;", "&", "x", " ", "=",
                                       "<table>", "<td>", "<title>", "</title>", "<script>", "</script>", "<svg>", "</svg>", "style=", "url(", ")", "<xmp>", "</xmp>", "<![CDATA[", "]]>", "\n", "/"};
    std::mt19937 random(11);
    std::uniform_int_distribution<std::size_t> piece(0, std::size(pieces) - 1);
    for (int i = 0; i < 20'000; ++i) {
        std::string html;
        for (int n = 0; n < 12; ++n)
            html += pieces[piece(random)];
        const std::string once = safe(html);
        ASSERT_EQ(once.find("<script"), std::string::npos) << html;
        ASSERT_EQ(once.find("src=\"http"), std::string::npos) << html;
        ASSERT_EQ(once.find("<style><"), std::string::npos) << html;
    }
}

TEST(HtmlSanitizerTest, HostileSizes)
{
    const auto took = [](const std::string &html) {
        const auto start = std::chrono::steady_clock::now();
        const SafeHtml read = sanitizeHtml(html, {});
        EXPECT_LT(read.html.size(), html.size() * 8 + 100'000);
        return std::chrono::steady_clock::now() - start;
    };
    std::string deep, wide, attributes, pictures, quotes;
    for (int i = 0; i < 200'000; ++i) {
        deep += "<div>";
        wide += "<td style='color:red'>x";
        attributes += "<p title='&&&&'";
        pictures += "<img src=https://a.example/" + std::to_string(i) + ">";
        quotes += "<blockquote type=cite>x</blockquote>";
    }
    // Seconds, where a quadratic reading takes minutes; with sanitizers too.
    for (const std::string &html : {deep, wide, attributes, pictures, quotes})
        EXPECT_LT(took(html), std::chrono::seconds(20)) << html.substr(0, 20);
    EXPECT_LE(sanitizeHtml(pictures, {}).pictures.size(), 2000u);
}

} // namespace
} // namespace tern::markup
