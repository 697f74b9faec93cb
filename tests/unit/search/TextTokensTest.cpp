// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/TextTokens.h"

#include <gtest/gtest.h>

#include <random>

namespace tern::search {

namespace {

std::string cut(std::string_view text)
{
    std::string tokens;
    tokenize(text, [&](const Token &token) {
        if (!tokens.empty())
            tokens += '|';
        tokens += token.text == "\x01" ? std::string_view("_") : token.text;
        EXPECT_LE(token.begin, token.end);
        return true;
    });
    return tokens;
}

struct Case {
    const char *text;
    const char *tokens;
};

TEST(TextTokensTest, Tables)
{
    for (const Case &row : {
             Case{"", ""},
             Case{" .,;!", ""},
             Case{"Hello, World", "hello|world"},
             Case{"sender@163.com", "sender|163|com"},
             Case{"Émile ÅNGSTRÖM straße Łódź", "emile|angstrom|strasse|lodz"},
             Case{"E\xCC\x81mile", "emile"},
             Case{"会议纪要", "会|议|纪|要"},
             Case{"会议，纪要", "会|议|_|纪|要"},
             Case{"会议\r\n 纪要", "会|议|纪|要"},
             Case{"会议。v2版本", "会|议|v2|版|本"},
             Case{"項目ABC１２", "項|目|abc12"},
             Case{"こんにちは・ｶﾞｽ", "こ|ん|に|ち|は|_|ガ|ス"},
             Case{"か\xE3\x82\x99", "が"},
             Case{"안녕", "안|녕"},
             Case{"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
             Case{"bad\xFF\xC3(utf", "bad|utf"},
             Case{"\xF0\xA0\x80\x80字", "\xF0\xA0\x80\x80|字"},
             Case{"Привет МИР", "привет|мир"},
         })
        EXPECT_EQ(cut(row.text), row.tokens) << row.text;
}

TEST(TextTokensTest, LongWordsAreCutAndNothingIsReadBeyondTheEnd)
{
    const std::string word(200, 'a');
    EXPECT_EQ(cut(word), std::string(64, 'a') + '|' + std::string(64, 'a') + '|' + std::string(64, 'a') + '|' + std::string(8, 'a'));
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        std::string bytes(random() % 40, '\0');
        for (char &byte : bytes)
            byte = static_cast<char>(random());
        (void)cut(bytes);
        (void)cut(std::string_view("会议").substr(0, random() % 6));
    }
}

TEST(TextTokensTest, StopsWhenAsked)
{
    int tokens = 0;
    tokenize("a b c", [&](const Token &) { return ++tokens < 2; });
    EXPECT_EQ(tokens, 2);
}

} // namespace

} // namespace tern::search
