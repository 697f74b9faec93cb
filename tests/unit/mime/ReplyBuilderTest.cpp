// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ReplyBuilder.h"
#include "core/mime/TextSnippet.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

Address at(const char *spec)
{
    return {QString(), QString::fromUtf8(spec)};
}

ParsedMessage original()
{
    ParsedMessage message;
    message.messageId = "id@x";
    message.from = {at("zhang@x.example")};
    message.to = {at("me@x.example"), at("li@x.example")};
    message.cc = {at("wang@x.example"), at("ME@x.example"), at("zhang@x.example")};
    message.subject = QStringLiteral("进度");
    message.text = QStringLiteral("One\n> two\n\n-- \nsignature\n");
    return message;
}

const std::vector<QString> kOwn{QStringLiteral("me@x.example"), QStringLiteral("alias@x.example")};

TEST(Reply, ChoosesRecipients)
{
    ParsedMessage message = original();
    ReplyDraft draft = makeReply(message, ReplyKind::Reply, kOwn, {});
    EXPECT_EQ(draft.to, std::vector{at("zhang@x.example")});
    EXPECT_TRUE(draft.cc.empty());
    draft = makeReply(message, ReplyKind::ReplyAll, kOwn, {});
    EXPECT_EQ(draft.to, std::vector{at("zhang@x.example")});
    EXPECT_EQ(draft.cc, (std::vector{at("li@x.example"), at("wang@x.example")}));
    message.replyTo = {at("list@x.example")};
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).to, std::vector{at("list@x.example")});
    // One's own message goes on to whom it was sent; a note to oneself to oneself.
    message = original();
    message.from = {at("Alias@x.example")};
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).to, std::vector{at("li@x.example")});
    message.to = {at("me@x.example")};
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).to, std::vector{at("Alias@x.example")});
    EXPECT_TRUE(makeReply(message, ReplyKind::Forward, kOwn, {}).to.empty());
}

TEST(Reply, DoesNotDoubleThePrefix)
{
    const std::vector<std::pair<const char *, const char *>> cases{{"x", "Re: x"},         {"Re: x", "Re: x"},     {"RE: re: x", "Re: x"},   {"回复: x", "Re: x"}, {"答复：x", "Re: x"},
                                                                  {"AW: SV: x", "Re: x"}, {"Re[2]: x", "Re: x"}, {"Fwd: x", "Re: Fwd: x"}, {"Regarding: x", "Re: Regarding: x"}, {"", "Re: "}};
    for (const auto &[before, after] : cases) {
        ParsedMessage message = original();
        message.subject = QString::fromUtf8(before);
        EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).subject.toStdString(), after) << before;
    }
    ParsedMessage message = original();
    for (const char *before : {"x", "Fwd: x", "FW: x", "转发: x", "WG: x", "fwd: FW: 转发：x"}) {
        message.subject = QString::fromUtf8(before);
        EXPECT_EQ(makeReply(message, ReplyKind::Forward, kOwn, {}).subject, QStringLiteral("Fwd: x")) << before;
    }
}

TEST(Reply, QuotesWithoutTheSignature)
{
    EXPECT_EQ(makeReply(original(), ReplyKind::Reply, kOwn, QStringLiteral("Zhang wrote:")).quotedText, QStringLiteral("Zhang wrote:\n> One\n>> two\n"));
    EXPECT_EQ(makeReply(original(), ReplyKind::Forward, kOwn, QStringLiteral("From: Zhang")).quotedText,
              QStringLiteral("From: Zhang\nOne\n> two\n\n-- \nsignature\n"));
}

TEST(Reply, BuildsTheChainOfReferences)
{
    using Ids = std::vector<std::string>;
    ParsedMessage message = original();
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).references, Ids{"id@x"});
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).inReplyTo, "id@x");
    message.references = {"root@x", "parent@x"};
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).references, (Ids{"root@x", "parent@x", "id@x"}));
    message.references.clear();
    message.inReplyTo = {"parent@x"};
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).references, (Ids{"parent@x", "id@x"}));
    message.inReplyTo = {"one@x", "two@x"};
    EXPECT_EQ(makeReply(message, ReplyKind::Reply, kOwn, {}).references, Ids{"id@x"});
    message.references.assign(5000, "r@x");
    message.references.front() = "root@x";
    const Ids capped = makeReply(message, ReplyKind::Reply, kOwn, {}).references;
    EXPECT_EQ(capped.size(), 100U);
    EXPECT_EQ(capped.front(), "root@x");
    EXPECT_EQ(capped.back(), "id@x");
    EXPECT_TRUE(makeReply(message, ReplyKind::Forward, kOwn, {}).inReplyTo.empty());
}

TEST(Snippet, ShowsWhatIsNew)
{
    const std::vector<std::pair<const char *, const char *>> cases{
        {"", ""},
        {"Hello,\n\n  how are\tyou?\n", "Hello, how are you?"},
        {"Yes.\n\nOn Monday Li wrote:\n> No?\n> Why?\n", "Yes."},
        {"> only a quote\n>> deeper\n", "only a quote deeper"},
        {"好的。\n\n在 2026年11月23日，张伟 写道：\n> 进度？\n", "好的。"},
        {"Text\n-- \nSignature\n", "Text"},
        {"------\nText\n======\n", "Text"},
        {"\u200B\uFEFF \u200Cpre\u00ADheader", "preheader"},
    };
    for (const auto &[text, expected] : cases)
        EXPECT_EQ(snippetOf(QString::fromUtf8(text)).toStdString(), expected) << text;
    EXPECT_EQ(snippetOf(QStringLiteral("😀").repeated(300), 9).size(), 8);
}

TEST(ReplyBuilder, ToAListGoesToTheListAlone)
{
    auto message = *parseMessage("From: Ann <ann@example.org>\r\nReply-To: ann@example.org\r\nTo: tern@lists.example.org\r\nCc: li@example.net, bob@example.org\r\nSubject: s\r\n"
                                 "Message-ID: <1@x>\r\nList-Id: Tern <tern.lists.example.org>\r\nList-Post: <mailto:tern@lists.example.org>\r\n\r\nhello\r\n");
    const ReplyDraft draft = makeReply(message, ReplyKind::ReplyList, {QStringLiteral("li@example.net")}, QStringLiteral("a:"));
    ASSERT_EQ(draft.to.size(), 1U);
    EXPECT_EQ(draft.to[0].address, QStringLiteral("tern@lists.example.org"));
    EXPECT_TRUE(draft.cc.empty());
    EXPECT_EQ(draft.inReplyTo, "1@x");
    message.headers.clear();
    EXPECT_EQ(makeReply(message, ReplyKind::ReplyList, {}, {}).to[0].address, QStringLiteral("ann@example.org"));
}

} // namespace
} // namespace tern::mime
