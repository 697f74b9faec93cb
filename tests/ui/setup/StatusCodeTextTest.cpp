// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/ErrorText.h"
#include "ui/bridge/StatusCodeText.h"

#include <gtest/gtest.h>

namespace tern::ui {
namespace {

TEST(StatusCodeText, SaysWhatACodeMeansAndWhatToDo)
{
    struct Row {
        const char *reply, *part;
    };
    for (const Row &row : {Row{"550 5.1.1 <x@example.org>: User unknown", "no such mailbox"}, Row{"452 4.2.2 Mailbox is full, try again later", "mailbox is full"},
                           Row{"556 5.1.10 Recipient has a null MX", "takes no mail"}, Row{"552 5.3.4 too big", "larger"}, Row{"x@y.org: 550-5.7.26 unauthenticated", "DMARC"},
                           Row{"553 5.6.7 no SMTPUTF8", "Latin letters"}, Row{"550 5.1.1", "no such mailbox"}})
        EXPECT_TRUE(statusCodeText(QString::fromLatin1(row.reply)).contains(QLatin1String(row.part))) << row.reply;
    // No code, one that says nothing, one that only looks like one.
    for (const char *reply : {"550 no", "550 5.0.0 no", "550 5.1.11 no", "550 version 5.1.1 of it", "250 2.1.5 ok", "5.1.1", "550 5.1.1x", ""})
        EXPECT_EQ(statusCodeText(QString::fromLatin1(reply)), QString()) << reply;
}

TEST(StatusCodeText, IsTheSentenceOfARefusal)
{
    const Error refused = makeError(ErrorKind::RecipientRefused, "smtp.rcpt", "x@example.org: 550 5.1.1 no such user");
    EXPECT_TRUE(errorText(refused).sentence.contains(QStringLiteral("no such mailbox")));
    EXPECT_EQ(errorText(refused).details, QStringLiteral("x@example.org: 550 5.1.1 no such user"));
    // What isn't a mail server's refusal keeps its own sentence.
    EXPECT_FALSE(errorText(makeError(ErrorKind::Timeout, "x", "550 5.1.1 no")).sentence.contains(QStringLiteral("mailbox")));
}

TEST(ErrorText, AttacksOnStartTlsHaveTheirOwnSentences)
{
    const QString slipped = errorText(makeError(ErrorKind::TlsFailed, "tls.start", "x")).sentence;
    EXPECT_TRUE(slipped.contains(QStringLiteral("slipped into the connection"))) << slipped.toStdString();
    const QString refused = errorText(makeError(ErrorKind::TlsFailed, "imap.starttls", "x")).sentence;
    EXPECT_TRUE(refused.contains(QStringLiteral("STARTTLS"))) << refused.toStdString();
    const QString other = errorText(makeError(ErrorKind::TlsFailed, "tls.handshake", "x")).sentence;
    for (const char *where : {"pop3.stls", "smtp.starttls", "accounts.starttls"})
        EXPECT_EQ(errorText(makeError(ErrorKind::TlsFailed, where, "x")).sentence, refused) << where;
    for (const QString &sentence : {slipped, refused, other})
        EXPECT_TRUE(sentence.contains(QStringLiteral("nothing was sent"))) << sentence.toStdString();
    EXPECT_NE(other, slipped);
    EXPECT_NE(other, refused);
}

TEST(ErrorText, ADamagedFileIsNamedWithWhatIsInItAndLeftAlone)
{
    const ErrorText durable = errorText(makeError(ErrorKind::StorageDamaged, "store.durable", "/home/x/tern/durable.db"));
    EXPECT_TRUE(durable.sentence.contains(QStringLiteral("accounts, drafts and unsent changes")));
    EXPECT_TRUE(durable.sentence.contains(QStringLiteral("untouched: /home/x/tern/durable.db"))) << durable.sentence.toStdString();
    EXPECT_FALSE(durable.sentence.contains(QStringLiteral("start it again"))) << "that would not help";
    EXPECT_TRUE(errorText(makeError(ErrorKind::StorageDamaged, "secrets.file", "/p/secrets")).sentence.contains(QStringLiteral("passwords is damaged")));
    // The others are filled again at the next start.
    EXPECT_TRUE(errorText(makeError(ErrorKind::StorageDamaged, "store.row", "x")).sentence.contains(QStringLiteral("start it again")));
}

TEST(ErrorText, SentencesAreJoinedAsTheirWritingDoes)
{
    EXPECT_EQ(joinSentences({QStringLiteral("One."), QStringLiteral("Two.")}), QStringLiteral("One. Two."));
    EXPECT_EQ(joinSentences({QStringLiteral("一。"), QStringLiteral("二。")}), QStringLiteral("一。二。"));
    EXPECT_EQ(joinSentences({}), QString());
}

} // namespace
} // namespace tern::ui
