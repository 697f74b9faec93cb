// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Charset.h"
#include "core/mime/CharsetGuess.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

TEST(Charset, ReadsWhatMailCallsItsCharsets)
{
    const QString text = QStringLiteral("会议");
    for (const char *name : {"gb2312", "GBK", "x-gbk", "cp936", "ms936", "GB_2312-80", "euc-cn", "gb18030", "\"gb2312\"", " gb2312 ", "gb2312*zh"})
        EXPECT_EQ(decodeText("\xBB\xE1\xD2\xE9", name), text) << name;
    EXPECT_EQ(decodeText("\xA4\xA4\xA4\xE5", "big5"), QStringLiteral("中文"));
    EXPECT_EQ(decodeText("~{VPND~}", "hz-gb-2312"), QStringLiteral("中文"));
    EXPECT_EQ(decodeText("\x1b$B4A;z\x1b(B", "iso-2022-jp"), QStringLiteral("漢字"));
    EXPECT_EQ(decodeText("\x1b$B4A;z\x1b(B", ""), QStringLiteral("漢字"));
    EXPECT_EQ(decodeText("\x8A\xBF\x8E\x9A", "Shift_JIS"), QStringLiteral("漢字"));
    EXPECT_EQ(decodeText("\xC7\xD1\xB1\xDB", "ks_c_5601-1987"), QStringLiteral("한글"));
    EXPECT_EQ(decodeText("\x93quoted\x94 \x80", "iso-8859-1"), QStringLiteral("“quoted” €"));
    EXPECT_EQ(decodeText("\xF0\xD2\xC9", "koi8-r"), QStringLiteral("При"));
    EXPECT_EQ(decodeText("\x81\x30\x81\x30", "gb2312"), QString(QChar(0x80)));
}

TEST(Charset, OverrulesAWrongLabelButNotAPossibleOne)
{
    EXPECT_EQ(decodeText("你好，世界", "gb2312"), QStringLiteral("你好，世界"));
    EXPECT_EQ(decodeText("naïve", "iso-8859-1"), QStringLiteral("naïve"));
    EXPECT_EQ(decodeText("\xC4\xBF\xC2\xBC", "gb2312"), QStringLiteral("目录"));
    EXPECT_EQ(decodeText("\xC4\xBF\xC2\xBC", ""), QStringLiteral("Ŀ¼"));
    // Labelled UTF-8: one stray byte is an error; a text full of them is something else.
    EXPECT_EQ(decodeText("会议\xFF" "纪要", "utf-8"), QStringLiteral("会议\uFFFD纪要"));
    EXPECT_EQ(decodeText("\xBB\xE1\xD2\xE9\xBC\xCD\xD2\xAA", "utf-8"), QStringLiteral("会议纪要"));
}

TEST(Charset, GuessesUndeclaredText)
{
    for (const char *name : {"", "us-ascii", "x-unknown", "utf-7", "unicode-1-1-utf-7"})
        EXPECT_EQ(decodeText("\xBB\xE1\xD2\xE9", name), QStringLiteral("会议")) << name;
    EXPECT_EQ(decodeText("caf\xE9 au lait", ""), QStringLiteral("café au lait"));
    EXPECT_EQ(decodeText("\xA4\xA4\xA4\xE5", "", "big5"), QStringLiteral("中文"));
    EXPECT_EQ(decodeText("caf\xE9 ", "", "no-such-charset"), QStringLiteral("café "));
    // A text cut off within a character is still what it is.
    EXPECT_EQ(decodeText("\xBB\xE1\xD2\xE9\xBC", ""), QStringLiteral("会议\uFFFD"));
    EXPECT_EQ(decodeText("会议\xE7\xBA", "utf-8").left(2), QStringLiteral("会议"));
}

TEST(Charset, KnowsValidUtf8)
{
    for (const char *good : {"", "a", "é", "中", "😀", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(isValidUtf8(good)) << good;
    for (const char *bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE4\xB8", "\xC3", "\xFF"})
        EXPECT_FALSE(isValidUtf8(bad)) << ::testing::PrintToString(bad);
}

TEST(Charset, OfTheCommonestTwoTheBytesTell)
{
    const auto latin1 = [](const char *utf8) { return QString::fromUtf8(utf8).toLatin1().toStdString(); };
    for (const char *text : {"Grüße aus München", "déjà vu", "Café x", "Señor Muñoz, mañana", "Mußestunden für Ähnliches", "Œ? naïve", "smörgåsbord"}) {
        const std::string bytes = latin1(text);
        for (const char *fallback : {"GB18030", "windows-1252"})
            EXPECT_EQ(decodeText(bytes, {}, fallback), QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()))) << text << " " << fallback;
    }
    for (const char *bytes : {"\xC4\xE3\xBA\xC3", "Re: \xBB\xE1\xD2\xE9\xBC\xCD\xD2\xAA (2)", "\xA1\xB0\xC7\xEB\xA1\xB1, \xD6\xEC\xE9\x46\xBB\xF9\xCF\xC8\xC9\xFA"}) {
        for (const char *fallback : {"GB18030", "windows-1252"})
            EXPECT_EQ(decodeText(bytes, {}, fallback), decodeTextAs(bytes, "GB18030")) << fallback;
    }
    // Others are believed.
    EXPECT_EQ(decodeText("\xCF\xF0\xE8\xE2\xE5\xF2", {}, "windows-1251"), QStringLiteral("Привет"));
}

TEST(CharsetGuess, FollowsTheReader)
{
    struct Case {
        const char *email, *locale, *charset;
    };
    for (const Case &one : {Case{"li@qq.com", "en_US", "GB18030"}, Case{"li@example.com.cn", "en_US", "GB18030"}, Case{"a@vip.163.com", "C", "GB18030"}, Case{"wang@example.tw", "en_US", "Big5-HKSCS"},
                            Case{"a@b.co.jp", "de_DE", "Shift_JIS"}, Case{"a@naver.com", "C", "EUC-KR"}, Case{"a@mail.ru", "C", "windows-1251"}, Case{"a@firma.de", "zh_CN", "windows-1252"},
                            Case{"a@gmail.com", "zh_CN", "GB18030"}, Case{"a@gmail.com", "zh_TW", "Big5-HKSCS"}, Case{"a@gmail.com", "ru_RU", "windows-1251"},
                            Case{"a@gmail.com", "pl_PL", "windows-1250"}, Case{"a@gmail.com", "en_US", "windows-1252"}, Case{"a@gmail.com", "C", "GB18030"}, Case{"", "", "GB18030"},
                            Case{"nobody", "th_TH", "windows-874"}, Case{"a@.", "el_GR", "windows-1253"}})
        EXPECT_EQ(likelyCharset(QString::fromLatin1(one.email), QString::fromLatin1(one.locale)), one.charset) << one.email << " " << one.locale;
}

TEST(HeaderText, EncodedWords)
{
    const std::vector<std::pair<const char *, const char *>> cases{
        {"plain", "plain"},
        {"=?utf-8?B?5Lya6K6u?=", "会议"},
        {"=?UTF-8*zh?b?5Lya6K6u?=", "会议"},
        {"=?utf-8?Q?a_b=3Dc?= d", "a b=c d"},
        {"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"},
        {"=?utf-8?Q?a?=\r\n =?gb2312?B?u+HS6Q==?=", "a会议"},
        {"=?utf-8?Q?a?= and =?utf-8?Q?b?=", "a and b"},
        {"=?utf-8?B?5Lw=?= =?utf-8?B?mg==?=", "会"},          // a character cut in two
        {"=?gb2312?B?u+HS?= =?GB2312?B?6Q==?=", "会议"},
        {"x=?utf-8?Q?y?=z", "xyz"},
        {"=?utf-8?Q?a b?=", "a b"},                            // a space within, as some programs write it
        {"=?utf-8?B?5Lya6K6u", "=?utf-8?B?5Lya6K6u"},
        {"=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
        {"=??Q?abc?=", "=??Q?abc?="},
        {"=?utf-8?Q?=E4=BC=9A?= =?", "会 =?"},
        {"=?utf-8?Q?=3F=3D_50%?=", "?= 50%"},
    };
    for (const auto &[raw, expected] : cases)
        EXPECT_EQ(decodeHeaderText(raw).toStdString(), expected) << raw;
}

TEST(HeaderText, StaysOnItsLineAndHidesNothing)
{
    EXPECT_EQ(decodeHeaderText("=?utf-8?Q?a=0D=0ABcc:_x=00=07?="), QStringLiteral("a Bcc: x"));
    EXPECT_EQ(decodeHeaderText("=?utf-8?Q?=E2=80=AEgpj.exe?="), QStringLiteral("gpj.exe"));
    EXPECT_EQ(decodeHeaderText("a\tb"), QStringLiteral("a b"));
}

} // namespace
} // namespace tern::mime
