// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/CssSanitizer.h"
#include "core/markup/CssTokens.h"

#include <gtest/gtest.h>

#include <random>

namespace tern::markup {
namespace {

CssRules rules()
{
    CssRules out;
    out.picture = [](std::string_view url) { return url.starts_with("cid:") ? std::optional("part:" + std::string(url.substr(4))) : std::nullopt; };
    return out;
}

struct Case {
    const char *css;
    const char *safe;
};

TEST(CssTest, Declarations)
{
    const Case cases[] = {
        {"color: red; font-size:12px", "color:red;font-size:12px;"},
        {"font:bold 14px/1.5 'Helvetica Neue',Arial", "font:bold 14px/1.5 \"Helvetica Neue\",Arial;"},
        {"margin:0 auto!important", "margin:0 auto!important;"},
        {"background:url(http://a.example/x.png) no-repeat #fff", "background:none no-repeat #fff;"},
        {"background:URL('cid:x')", "background:url(\"part:x\");"},
        {"background:\\75rl(cid:x)", "background:url(\"part:x\");"},
        {"background:u\\72 l(http://a.example)", "background:none;"},
        {"background:ur/**/l(http://a.example)", ""},
        {"background:image-set('http://a.example' 1x)", ""},
        {"background:-webkit-image-set(url(http://a.example) 1x)", ""},
        {"background:cross-fade(url(http://a.example),red)", ""},
        {"background:src(\"http://a.example\")", ""},
        {"background:image(\"http://a.example\")", ""},
        {"width:expression(alert(1))", ""},
        {"width:attr(data-x)", ""},
        {"color:var(--x)", ""},
        {"--x:url(http://a.example)", ""},
        {"cursor:url(http://a.example),auto", ""},
        {"content:url(http://a.example)", ""},
        {"filter:url(http://a.example#x)", ""},
        {"mask-image:url(cid:x)", ""},
        {"border-image:url(http://a.example) 1", ""},
        {"behavior:url(x.htc)", ""},
        {"-moz-binding:url(http://a.example)", ""},
        {"position:fixed;top:0", "top:0;"},
        {"position: StIcKy", ""},
        {"position:relative", "position:relative;"},
        {"mso-hide:all;color:red", "color:red;"},
        {"color:red}body{background:blue", ""},
        {"color:rgb(1,2,3);width:calc(100% - 2px)", "color:#010203;width:calc(100% - 2px);"},
        {"color:rgba(0,0,0,.5)", "color:rgba(0,0,0,50%);"},
        {"color:hsl(120,100%,25%)", "color:#008000;"},
        {"width:rgb(1,2", ""},
        {"a:b);c:d", "c:d;"},
        {"font-family:\"a\nb;color:red", "color:red;"},
        {"content:'</style><img src=x>'", "content:\"\\3c /style>\\3c img src=x>\";"},
        {"color:red;;;:;x;=", "color:red;"},
        {"background:linear-gradient(to right,#fff,red)", "background:linear-gradient(to right,#fff,red);"},
        {"animation:x 1s", ""},
    };
    for (const Case &c : cases)
        EXPECT_EQ(sanitizeDeclarations(c.css, rules()), c.safe) << c.css;
}

TEST(CssTest, StyleSheets)
{
    const Case cases[] = {
        {"p{color:red}", "p{color:red;}\n"},
        {"<!-- p , td.a > b:first-child{color:red} -->", "p , td.a > b:first-child{color:red;}\n"},
        {"@import url(http://a.example/x.css); p{color:red}", "p{color:red;}\n"},
        {"@import 'http://a.example'", ""},
        {"@font-face{font-family:x;src:url(http://a.example)} p{color:red}", "p{color:red;}\n"},
        {"@media (max-width:600px){p{color:red}}", "@media (max-width:600px){\np{color:red;}\n}\n"},
        {"@media (prefers-color-scheme:dark){p{color:red}}", ""},
        {"@namespace 'x';@charset \"utf-8\";@page{margin:0}@keyframes x{from{top:0}}p{top:0}", "p{top:0;}\n"},
        {"@supports (top:0){p{background:url(http://a.example)}}", ""},
        {"p{background:url(http://a.example)}", "p{background:none;}\n"},
        {"a:visited{background:url(cid:x)}", ""},
        {"p:hover{color:red}", ""},
        {"input[value^=\"a\"]{background:url(http://a.example)}", "input[value^=\"a\"]{background:none;}\n"},
        {"p{color:red", "p{color:red;}\n"},
        {"p{color:red;} } q{top:0}", "p{color:red;}\n"},
        {"p(x{color:red}", ""},
    };
    for (const Case &c : cases)
        EXPECT_EQ(sanitizeStyleSheet(c.css, rules()), c.safe) << c.css;
}

TEST(CssTest, DarkCarriesColoursOver)
{
    CssRules dark = rules();
    dark.dark = true;
    dark.ground = {{0x1d, 0x20, 0x24, 1}, {0xe7, 0xe9, 0xec, 1}};
    EXPECT_EQ(sanitizeDeclarations("background:#fff", dark), "background:#1d2024;");
    EXPECT_EQ(sanitizeDeclarations("background:white url(cid:x)", dark), "background:#1d2024 url(\"part:x\");");
    EXPECT_EQ(sanitizeDeclarations("color:#fff;background:#000", dark), "color:#fff;background:#000;");
    EXPECT_EQ(sanitizeDeclarations("font-family:black", dark), "font-family:black;");
    EXPECT_NE(sanitizeDeclarations("color:rgb(0,0,0)", dark), "color:#000000;");
}

/// Addresses are written in quotes, which reads as a function with a string.
std::vector<CssToken> readAgain(const std::string &css)
{
    std::vector<CssToken> tokens;
    for (const CssToken &token : cssTokens(css)) {
        const std::size_t count = tokens.size();
        if (token.is(CssToken::Kind::Close, ")") && count >= 2 && tokens[count - 1].kind == CssToken::Kind::String && tokens[count - 2].is(CssToken::Kind::Function, "url")) {
            const CssToken url{CssToken::Kind::Url, tokens[count - 1].text};
            tokens.resize(count - 2);
            tokens.push_back(url);
        } else {
            tokens.push_back(token);
        }
    }
    return tokens;
}

std::string withoutRunsOfSpace(const std::string &css)
{
    std::string out;
    for (const char c : css) {
        if (c != ' ' || out.empty() || out.back() != ' ')
            out += c;
    }
    return out;
}

/// Written again, every sequence of tokens is read as itself: nothing new comes of what stood side by side.
TEST(CssTest, WhatIsWrittenIsReadAgain)
{
    const std::string_view pieces[] = {"ur", "l(", "url(", "a", "-", "+", ".", "5", "#", "@", "/", "*", "\\", "75", " ", "\"", "'", ")", "(", "{", "}", "<", "!", "--", "-->", "é", "\n", ";", ":", "%", "e", "1e"};
    std::mt19937 random(7);
    std::uniform_int_distribution<std::size_t> piece(0, std::size(pieces) - 1);
    for (int i = 0; i < 100'000; ++i) {
        std::string css;
        for (int n = 0; n < 8; ++n)
            css += pieces[piece(random)];
        std::string once;
        CssWriter writer(once);
        for (const CssToken &token : cssTokens(css))
            writer.write(token);
        std::string twice;
        CssWriter again(twice);
        for (const CssToken &token : readAgain(once))
            again.write(token);
        ASSERT_EQ(withoutRunsOfSpace(once), withoutRunsOfSpace(twice)) << css;
        ASSERT_EQ(once.find('<'), std::string::npos) << css;
    }
}

TEST(CssTest, HostileSizes)
{
    EXPECT_EQ(sanitizeStyleSheet(std::string(1'000'000, '{'), rules()), "");
    EXPECT_EQ(sanitizeStyleSheet(std::string(1'000'000, '('), rules()), "");
    std::string media;
    for (int i = 0; i < 50'000; ++i)
        media += "@media x{";
    EXPECT_EQ(sanitizeStyleSheet(media, rules()), "");
    EXPECT_LT(sanitizeDeclarations("a:" + std::string(1'000'000, '\\'), rules()).size(), 3'000'000u);
}

} // namespace
} // namespace tern::markup
