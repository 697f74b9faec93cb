// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/AttachmentWords.h"
#include "ui/composer/BodyText.h"
#include "ui/composer/ComposeSeed.h"
#include "ui/composer/RecipientText.h"

#include <gtest/gtest.h>

namespace tern::ui {
namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

TEST(AttachmentWord, IsFoundInThePersonsOwnWordsAlone)
{
    const std::pair<const char *, const char *> cases[] = {
        {"Please see the attached file.", "attached"},
        {"Two Attachments follow", "Attachments"},
        {"附件是本周的进度表", "附件"},
        {"详情见附表", "见附"},
        {"随信附上合同", "附上"},
        {"The detached house", ""},
        {"I am attaching importance to it", "attaching"},
        {"no word at all", ""},
        {"> the attached file\nThanks!", ""},
        {"Thanks!\n\nOn Monday, the attached wrote:\n> hello", ""},
        {"Hello\n-- \nattached to my work", ""},
        {"see below\n---------- Forwarded message ----------\nattached", ""},
        {"> 附件\n见附件", "见附"},
    };
    for (const auto &[text, word] : cases)
        EXPECT_EQ(attachmentWord(s(text)), s(word)) << text;
}

TEST(TakeRecipients, SplitsAtSeparatorsOutsideQuotes)
{
    QString text = s("Maria Keller <maria@example.org>, \"Ode, Mark\" <mark@example.net>； a@b.cn、rest");
    const auto taken = takeRecipients(text, false);
    ASSERT_EQ(taken.size(), 3u);
    EXPECT_EQ(taken[0].name, s("Maria Keller"));
    EXPECT_EQ(taken[1].name, s("Ode, Mark"));
    EXPECT_EQ(taken[1].address, s("mark@example.net"));
    EXPECT_EQ(taken[2].address, s("a@b.cn"));
    EXPECT_EQ(text, s("rest"));
}

TEST(TakeRecipients, LeavesWhatIsStillBeingTyped)
{
    QString text = s("\"Ode, Mark");
    EXPECT_TRUE(takeRecipients(text, false).empty());
    EXPECT_EQ(text, s("\"Ode, Mark"));
}

TEST(IsSendable, WantsALocalPartAndADomain)
{
    EXPECT_TRUE(isSendable({{}, s("a@b.cn")}));
    EXPECT_FALSE(isSendable({{}, s("nonsense")}));
    EXPECT_FALSE(isSendable({{}, s("@b.cn")}));
    EXPECT_FALSE(isSendable({{}, s("a b@c.cn")}));
}

TEST(ComposeBody, PutsSignatureAndQuoteInTheChosenOrder)
{
    EXPECT_EQ(composeBody({}, {}, ReplyPosition::AboveQuote).text, QString());
    EXPECT_EQ(composeBody({}, s("Wei"), ReplyPosition::AboveQuote).text, s("\n\n-- \nWei\n"));
    const Body above = composeBody(s("> hi"), s("Wei"), ReplyPosition::AboveQuote);
    EXPECT_EQ(above.text, s("\n\n-- \nWei\n\n> hi"));
    EXPECT_EQ(above.cursor, 0);
    const Body below = composeBody(s("> hi"), s("Wei"), ReplyPosition::BelowQuote);
    EXPECT_EQ(below.text, s("> hi\n\n\n\n-- \nWei\n"));
    EXPECT_EQ(below.cursor, 6);
}

TEST(SwapSignature, ReplacesOneThatStandsUnchanged)
{
    EXPECT_EQ(swapSignature(s("Hi\n\n-- \nWei\n\n> q"), s("Wei"), s("Zhang")), s("Hi\n\n-- \nZhang\n\n> q"));
    EXPECT_EQ(swapSignature(s("Hi\n\n-- \nWei edited\n"), s("Wei"), s("Zhang")), s("Hi\n\n-- \nWei edited\n"));
    EXPECT_EQ(swapSignature(s("-- \nWei\n"), s("Wei"), {}), s("\n"));
    EXPECT_EQ(swapSignature(s("Hi"), {}, s("Wei")), s("Hi\n\n-- \nWei\n"));
    EXPECT_EQ(swapSignature(s("Hi"), {}, {}), s("Hi"));
}

TEST(MailtoSeed, ReadsTheFieldsThatAPersonSees)
{
    const ComposeSeed seed = mailtoSeed(s("mailto:a@b.cn,%22Ode%2C%20Mark%22%20%3Cm@x.net%3E?cc=c@d.cn&subject=1+1%3D2&body=one%0D%0Atwo&attach=/etc/passwd"));
    EXPECT_EQ(seed.to, s("a@b.cn,\"Ode, Mark\" <m@x.net>"));
    EXPECT_EQ(seed.cc, s("c@d.cn"));
    EXPECT_EQ(seed.subject, s("1+1=2"));
    EXPECT_EQ(seed.text, s("one\ntwo"));
    EXPECT_TRUE(seed.attachments.empty());
}

TEST(MailtoSeed, CantPutALineBreakIntoAField)
{
    const ComposeSeed seed = mailtoSeed(s("mailto:?to=a@b.cn%0D%0ABcc:x@y.cn&subject=hi%0Athere"));
    EXPECT_FALSE(seed.to.contains(QLatin1Char('\n')));
    EXPECT_EQ(seed.subject, s("hi there"));
    EXPECT_TRUE(seed.bcc.isEmpty());
    EXPECT_TRUE(mailtoSeed(s("https://example.org")).to.isEmpty());
}

} // namespace
} // namespace tern::ui
