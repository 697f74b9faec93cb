// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/calendar/Invitation.h"
#include "core/mime/ParsedMessage.h"
#include "core/store/StoreReader.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/HeadersWindow.h"
#include "ui/reader/MessageHeader.h"
#include "ui/reader/WhyHere.h"
#include "ui/reader/WhyHereWindow.h"
#include "ui/reader/cards/MessageCards.h"

#include <QAbstractButton>
#include <QFile>
#include <QPlainTextEdit>
#include <QLabel>
#include <QSignalSpy>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

constexpr UnixMillis kNow = 1'795'737'600'000;

QByteArray file(const QString &path)
{
    QFile file(QStringLiteral(TERN_SOURCE_DIR "/tests/data/") + path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

QByteArray mail(const QByteArray &from, const QByteArray &header, const QByteArray &type, const QByteArray &content)
{
    return "From: " + from + "\r\nTo: li@example.net\r\nSubject: s\r\nMessage-ID: <m1@example.org>\r\n" + header
        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: " + type
        + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content.toBase64() + "\r\n--b--\r\n";
}

engine::OpenedMessagePtr opened(const QByteArray &raw, bool isSigned = false)
{
    auto message = std::make_shared<engine::OpenedMessage>();
    message->placement = PlacementId{1};
    message->raw = raw;
    message->parsed = *mime::parseMessage(raw);
    message->special = engine::readSpecialMail(message->parsed, raw, {}, kNow);
    message->special.oneClickIsSigned = isSigned;
    return message;
}

QByteArray invitationMail(const QString &name, const QByteArray &from = "Maria Keller <maria.keller@example.org>")
{
    return mail(from, {}, "text/calendar; charset=utf-8; method=REQUEST", file(QStringLiteral("calendar/%1.ics").arg(name)));
}

/// A window of cards, for a person whose address is li@example.net.
struct Cards {
    explicit Cards(const char *look = "light")
    {
        f.theme.setMode(look == std::string("dark") ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        f.engine.data->accounts.front().email = QStringLiteral("li@example.net");
        f.engine.data->accounts.front().name = QStringLiteral("Li Na");
        account = f.engine.data->accounts.front().id;
        store::MessageRow row;
        row.placement = PlacementId{1};
        row.account = account;
        f.engine.data->rows.push_back(row);
        cards = std::make_unique<ui::MessageCards>(f.context);
        cards->resize(680, 10);
    }
    [[nodiscard]] QString words() const
    {
        QStringList all;
        for (const QLabel *label : cards->findChildren<QLabel *>()) {
            if (label->isVisibleTo(cards.get()))
                all << label->text();
        }
        return all.join(QLatin1Char('\n'));
    }
    [[nodiscard]] bool says(const char *part) const { return words().contains(QString::fromUtf8(part)); }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (QAbstractButton *button : cards->findChildren<QAbstractButton *>()) {
            if (button->text() == text && button->isVisibleTo(cards.get()))
                return button;
        }
        return nullptr;
    }
    bool press(const char *text)
    {
        QAbstractButton *found = button(QString::fromUtf8(text));
        if (!found)
            return false;
        found->click();
        settle();
        return true;
    }

    WindowFixture f;
    AccountId account;
    std::unique_ptr<ui::MessageCards> cards;
};

class CardLooks : public testing::TestWithParam<const char *> {
protected:
    CardLooks()
    {
        if (GetParam() == std::string("zh_CN"))
            chinese.emplace();
        on.emplace(GetParam());
    }
    void draw(const engine::OpenedMessagePtr &message, const char *name)
    {
        QWidget pane;
        QPalette colours = pane.palette();
        colours.setColor(QPalette::Window, on->f.theme.tokens().pane);
        pane.setPalette(colours);
        pane.setAutoFillBackground(true);
        auto *column = new QVBoxLayout(&pane);
        column->setContentsMargins(0, 0, 0, 12);
        auto *header = new ui::MessageHeader(on->f.theme);
        header->showMessage(*message);
        column->addWidget(header);
        column->addWidget(on->cards.get());
        column->addStretch();
        on->cards->show(message);
        pane.resize(700, 460);
        EXPECT_TRUE(picture(pane, QString::fromLatin1(name) + QLatin1Char('-') + QString::fromLatin1(GetParam())));
        on->cards->setParent(nullptr);
    }
    std::optional<ChineseWhile> chinese;
    std::optional<Cards> on;
};

TEST_P(CardLooks, Invitation)
{
    if (GetParam() == std::string("zh_CN"))
        return draw(opened(invitationMail(QStringLiteral("exchange"), "=?utf-8?B?546L6Iqz?= <wang.fang@corp.example>")), "card-invitation");
    store::EventRecord other;
    other.account = on->account;
    other.uid = QStringLiteral("other");
    other.answer = store::EventRecord::Answer::Accepted;
    other.starts = 1'796'201'000'000;   // 2 December, 08:43 UTC
    other.ends = other.starts + 3'600'000;
    other.summary = QStringLiteral("Dentist");
    on->f.engine.data->events.push_back(other);
    draw(opened(invitationMail(QStringLiteral("google"))), "card-invitation");
    EXPECT_TRUE(on->says("Dentist"));
}

TEST_P(CardLooks, CancelledAndContact)
{
    draw(opened(invitationMail(QStringLiteral("zimbra-cancel"), "Claire Dubois <claire@zimbra.example>")), "card-cancelled");
    draw(opened(mail("Maria <maria.keller@example.org>", {}, "text/vcard; name=maria.vcf", file(QStringLiteral("contacts/iphone.vcf")))), "card-contact");
}

const QByteArray kReport = "From: MAILER-DAEMON@mx.example.net\r\nTo: li@example.net\r\nSubject: Undelivered\r\nMessage-ID: <r1@mx>\r\nMIME-Version: 1.0\r\n"
                           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                           "Reporting-MTA: dns; mx.example.net\r\nOriginal-Envelope-Id: sent1@example.net\r\n\r\nFinal-Recipient: rfc822; nobody@example.org\r\nAction: failed\r\n"
                           "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n--b--\r\n";
const QByteArray kNewsletter = "From: News <news@shop.example>\r\nTo: li@example.net\r\nSubject: Offers\r\nMessage-ID: <n1@shop>\r\n"
                               "List-Unsubscribe: <https://shop.example/u?i=1>, <mailto:leave@shop.example?subject=leave>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nBuy!\r\n";
const QByteArray kReceipt = "Return-Path: <ann@example.org>\r\nFrom: Ann <ann@example.org>\r\nTo: li@example.net\r\nSubject: Contract\r\nMessage-ID: <c1@example.org>\r\n"
                            "Disposition-Notification-To: ann@example.org\r\n\r\nPlease read.\r\n";

void knowSent(Cards &on)
{
    store::OutboxRecord item;
    item.id = OutboxId{5};
    item.account = on.account;
    item.subject = QStringLiteral("Lunch on Friday");
    item.messageIdHeader = "sent1@example.net";
    item.state = store::OutboxState::SentCopySaved;
    on.f.engine.data->outbox.push_back(item);
}

TEST_P(CardLooks, ReportAndList)
{
    knowSent(*on);
    draw(opened(kReport), "card-report");
    on->f.engine.data->outbox.clear();
    draw(opened(kReport), "card-report-foreign");
    draw(opened(kNewsletter, true), "card-list");
    on->cards->unsubscribe();
    EXPECT_TRUE(picture(*on->cards, QStringLiteral("card-list-asks-") + QString::fromLatin1(GetParam())));
    on->f.engine.data->settings[QStringLiteral("reading.receipts")] = QStringLiteral("ask");
    draw(opened(kReceipt), "card-receipt");
}

const QByteArray kListMail = "Received: from a by b; Mon, 23 Nov 2026 09:49:09 +0800\r\nFrom: Ann <ann@example.org>\r\nTo: tern@lists.example.org\r\nSubject: =?utf-8?B?56ys5LqM5bCB?=\r\n"
                             "X-Spam-Flag: YES\r\nList-Id: Tern <tern.lists.example.org>\r\nList-Post: <mailto:tern@lists.example.org>\r\n\r\nhello\r\n";

TEST_P(CardLooks, WhyHereAndHeaders)
{
    store::MessageRow &row = on->f.engine.data->rows.back();
    row.mailbox = on->f.engine.data->mailboxes.front().id;
    auto *why = new ui::WhyHereWindow(on->f.context, opened(kListMail), nullptr);
    EXPECT_TRUE(picture(*why, QStringLiteral("why-here-") + QString::fromLatin1(GetParam())));
    EXPECT_TRUE(why->accessibleDescription().contains(QStringLiteral("tern.lists.example.org")));
    EXPECT_TRUE(why->accessibleDescription().contains(QStringLiteral("X-Spam-Flag: YES")));
    delete why;
    auto *headers = new ui::HeadersWindow(on->f.theme, opened(kListMail), nullptr);
    EXPECT_TRUE(picture(*headers, QStringLiteral("headers-") + QString::fromLatin1(GetParam())));
    auto *text = headers->findChild<QPlainTextEdit *>();
    EXPECT_TRUE(text->toPlainText().contains(QStringLiteral("Subject: 第二封")));
    for (QAbstractButton *button : headers->findChildren<QAbstractButton *>()) {
        if (button->isCheckable())
            button->click();
    }
    EXPECT_TRUE(text->toPlainText().contains(QStringLiteral("=?utf-8?B?56ys5LqM5bCB?=")));
    EXPECT_FALSE(text->toPlainText().contains(QStringLiteral("hello")));
    delete headers;
}

INSTANTIATE_TEST_SUITE_P(Looks, CardLooks, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

TEST(InvitationCard, AnAnswerIsAMailToTheOrganizer)
{
    Cards on;
    on.cards->show(opened(invitationMail(QStringLiteral("google"))));
    EXPECT_TRUE(on.says("Release round"));
    EXPECT_TRUE(on.says("Maria Keller invites you"));
    QSignalSpy queued(on.cards.get(), &ui::MessageCards::mailQueued);
    EXPECT_TRUE(on.f.engine.sent.empty()) << "nothing goes without a click";
    ASSERT_TRUE(on.press("Accept"));
    ASSERT_EQ(on.f.engine.sent.size(), 1U);
    const engine::OutgoingMail &sent = on.f.engine.sent.front();
    EXPECT_TRUE(sent.to.contains(QStringLiteral("maria.keller@example.org")));
    EXPECT_EQ(sent.subject, QStringLiteral("Accepted: Release round"));
    EXPECT_TRUE(sent.text.contains(QStringLiteral("Li Na accepts")));
    EXPECT_EQ(sent.repliedTo, "m1@example.org");
    EXPECT_EQ(sent.account, on.account);
    EXPECT_EQ(sent.calendar.event.answer, store::EventRecord::Answer::Accepted);
    EXPECT_GT(sent.options.undo.count(), 0) << "it can be taken back like any other mail";
    const auto reply = calendar::readInvitation(std::string_view(sent.calendar.text.constData(), static_cast<std::size_t>(sent.calendar.text.size())), kNow);
    ASSERT_TRUE(reply.ok());
    EXPECT_EQ(reply->method, calendar::Method::Reply);
    EXPECT_EQ(reply->event().attendees.front().answer, calendar::Answer::Accepted);
    EXPECT_EQ(queued.size(), 1);
}

TEST(InvitationCard, SaysWhatWasAnswered)
{
    Cards on;
    const auto message = opened(invitationMail(QStringLiteral("google")));
    store::EventRecord answered = engine::eventRecord(on.account, message->special.invitation->event(), false);
    answered.answer = store::EventRecord::Answer::Declined;
    answered.answered = kNow;
    answered.answerItem = OutboxId{5};
    on.f.engine.data->events.push_back(answered);
    knowSent(on);
    on.f.engine.data->outbox.front().state = store::OutboxState::Queued;
    on.cards->show(message);
    EXPECT_TRUE(on.says("You declined this on"));
    EXPECT_TRUE(on.says("waits in the Outbox"));
    EXPECT_EQ(on.button(QStringLiteral("Accept")), nullptr);
    ASSERT_TRUE(on.press("Answer otherwise…"));
    EXPECT_NE(on.button(QStringLiteral("Decline again")), nullptr);
    EXPECT_TRUE(on.press("Accept"));
    on.press("Accept");
    EXPECT_EQ(on.f.engine.sent.size(), 1U) << "a double click answers once";
    // What was taken back was never given.
    on.f.engine.data->outbox.front().state = store::OutboxState::Cancelled;
    store::ChangeSet changes;
    changes.outbox = true;
    on.f.engine.changed(changes);
    EXPECT_TRUE(waitFor([&] { return !on.says("You declined"); }));
    EXPECT_NE(on.button(QStringLiteral("Accept")), nullptr);
}

TEST(InvitationCard, AnOlderVersionCantBeAnswered)
{
    Cards on;
    const auto message = opened(invitationMail(QStringLiteral("google")));
    store::EventRecord newer = engine::eventRecord(on.account, message->special.invitation->event(), false);
    newer.sequence = 4;
    on.f.engine.data->events.push_back(newer);
    on.cards->show(message);
    EXPECT_TRUE(on.says("A newer version of this was sent"));
    EXPECT_FALSE(on.cards->canAnswerInvitation());
    on.cards->answerInvitation(calendar::Answer::Accepted);
    EXPECT_TRUE(on.f.engine.sent.empty());
    on.f.engine.data->events.front().cancelled = true;
    on.cards->show(message);
    EXPECT_TRUE(on.says("cancelled by a later message"));
}

TEST(InvitationCard, SaysWhatIsOdd)
{
    Cards on;
    on.cards->show(opened(invitationMail(QStringLiteral("google"), "x@evil.example")));
    EXPECT_TRUE(on.says("The organizer is maria.keller@example.org, but the message is from x@evil.example."));
    on.f.engine.data->accounts.front().email = QStringLiteral("other@example.net");
    on.cards->show(opened(invitationMail(QStringLiteral("google"))));
    EXPECT_TRUE(on.says("None of your addresses is among those invited."));
    on.cards->show(opened(invitationMail(QStringLiteral("unknown-zone"), "o@example.org")));
    EXPECT_TRUE(on.says("Nowhere/Land"));
    on.cards->show(opened(invitationMail(QStringLiteral("reply"), "evil@example.com")));
    EXPECT_TRUE(on.says("The answer is in the name of tom@example.org, but the message is from evil@example.com."));
    EXPECT_FALSE(on.cards->canAnswerInvitation());
}

TEST(InvitationCard, IsNotThereForOtherMail)
{
    Cards on;
    on.cards->show(opened(invitationMail(QStringLiteral("google"))));
    EXPECT_TRUE(on.cards->isVisibleTo(nullptr) || !on.cards->isHidden());
    on.cards->show(opened("From: a@example.org\r\n\r\nhello\r\n"));
    EXPECT_TRUE(on.cards->isHidden());
    EXPECT_FALSE(on.cards->canAnswerInvitation());
}

TEST(ContactPanel, WritesAndCopies)
{
    Cards on;
    QSignalSpy mailto(on.cards.get(), &ui::MessageCards::mailtoActivated);
    on.cards->show(opened(mail("a@example.org", {}, "text/vcard", file(QStringLiteral("contacts/iphone.vcf")))));
    ASSERT_TRUE(on.press("Write to maria.keller@example.org"));
    ASSERT_EQ(mailto.size(), 1);
    EXPECT_EQ(mailto.front().front().toUrl(), QUrl(QStringLiteral("mailto:maria.keller@example.org")));
    EXPECT_TRUE(on.press("Copy"));
}

TEST(ReportCard, IsAboutAMessageOfOnesOwnOnlyIfTheLedgerKnowsIt)
{
    Cards on;
    on.cards->show(opened(kReport));
    EXPECT_TRUE(on.says("not sent from here"));
    EXPECT_TRUE(on.says("Tern knows of no such message"));
    EXPECT_EQ(on.button(QStringLiteral("How it went")), nullptr);
    knowSent(on);
    on.cards->show(opened(kReport));
    EXPECT_TRUE(on.says("About your message “Lunch on Friday”"));
    EXPECT_TRUE(on.says("It was not delivered to nobody@example.org."));
    EXPECT_TRUE(on.says("There is no such mailbox on the other side."));
    EXPECT_FALSE(on.says("User unknown"));
    ASSERT_TRUE(on.press("The server's words"));
    EXPECT_NE(on.button(QStringLiteral("How it went")), nullptr);
}

TEST(ReceiptCard, AsksOnlyWhoWantsToBeAskedAndSendsOnlyByAClick)
{
    Cards on;
    on.cards->show(opened(kReceipt));
    EXPECT_TRUE(on.cards->isHidden()) << "nobody is told, and nobody is asked";
    on.f.engine.data->settings[QStringLiteral("reading.receipts")] = QStringLiteral("ask");
    on.cards->show(opened(kReceipt));
    EXPECT_TRUE(on.says("The sender asks to be told"));
    EXPECT_TRUE(on.f.engine.sent.empty());
    ASSERT_TRUE(on.press("Tell them"));
    ASSERT_EQ(on.f.engine.sent.size(), 1U);
    EXPECT_EQ(on.f.engine.sent.front().to, QStringLiteral("ann@example.org"));
    EXPECT_EQ(on.f.engine.sent.front().report.messageId, "c1@example.org");
    EXPECT_NE(on.f.engine.sent.front().report.fields.find("displayed"), std::string::npos);
}

TEST(ReceiptCard, ARefusalIsKept)
{
    Cards on;
    on.f.engine.data->settings[QStringLiteral("reading.receipts")] = QStringLiteral("ask");
    on.cards->show(opened(kReceipt));
    ASSERT_TRUE(on.press("Don't"));
    EXPECT_TRUE(on.f.engine.sent.empty());
    on.cards->show(opened(kReceipt));
    EXPECT_TRUE(on.cards->isHidden());
}

TEST(ListStrip, LeavesByOneClickIfTheWayOutIsSigned)
{
    Cards on;
    on.cards->show(opened(kNewsletter, true));
    ASSERT_TRUE(on.press("Unsubscribe…"));
    EXPECT_TRUE(on.says("Tern asks shop.example to take you off."));
    EXPECT_TRUE(on.f.engine.unsubscribed.empty());
    ASSERT_TRUE(on.press("Unsubscribe"));
    EXPECT_EQ(on.f.engine.unsubscribed, std::vector<std::string>{"https://shop.example/u?i=1"});
    EXPECT_TRUE(waitFor([&] { return on.says("You asked to be taken off"); }));
    EXPECT_TRUE(on.f.engine.sent.empty());
}

TEST(ListStrip, AnUnsignedWayOutIsByMailAndWithAWarning)
{
    Cards on;
    on.cards->show(opened(kNewsletter));
    ASSERT_TRUE(on.press("Unsubscribe…"));
    EXPECT_TRUE(on.says("A message with the subject “leave” is sent to leave@shop.example, from li@example.net."));
    EXPECT_TRUE(on.says("Nobody confirms"));
    EXPECT_NE(on.button(QStringLiteral("Open a page of shop.example")), nullptr);
    ASSERT_TRUE(on.press("Unsubscribe"));
    ASSERT_EQ(on.f.engine.sent.size(), 1U);
    EXPECT_EQ(on.f.engine.sent.front().to, QStringLiteral("leave@shop.example"));
    EXPECT_TRUE(on.f.engine.unsubscribed.empty());
}

TEST(ListStrip, TheSignatureIsCheckedByDnsOnlyWhenAskedFor)
{
    Cards on;
    const QByteArray raw = "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=k; h=From:List-Unsubscribe:List-Unsubscribe-Post; bh=AAAA; b=AAAA\r\n" + kNewsletter;
    on.f.engine.signatures = std::vector<engine::SignatureCheck>{{QStringLiteral("shop.example"), true, mime::DkimOutcome::Valid}};
    on.cards->show(opened(raw));
    ASSERT_TRUE(on.press("Unsubscribe…"));
    EXPECT_TRUE(on.says("Nobody confirms"));
    ASSERT_TRUE(on.press("Check the signature"));
    EXPECT_TRUE(waitFor([&] { return on.says("Tern asks shop.example to take you off."); }));
    ASSERT_TRUE(on.press("Unsubscribe"));
    EXPECT_EQ(on.f.engine.unsubscribed.size(), 1U);
    on.f.engine.signatures = std::vector<engine::SignatureCheck>{{QStringLiteral("shop.example"), true, mime::DkimOutcome::HeaderChanged}};
    on.cards->show(opened(raw));
    on.press("Unsubscribe…");
    on.press("Check the signature");
    EXPECT_TRUE(waitFor([&] { return on.says("No signature on it holds."); }));
    EXPECT_TRUE(on.says("Nobody confirms"));
}

TEST(Cards, InJunkTheSenderLearnsNothingUnawares)
{
    Cards on;
    store::MailboxRecord junk;
    junk.id = MailboxId{900};
    junk.account = on.account;
    junk.role = store::MailboxRole::Junk;
    on.f.engine.data->mailboxes.push_back(junk);
    on.f.engine.data->rows.back().mailbox = junk.id;
    on.f.engine.data->settings[QStringLiteral("reading.receipts")] = QStringLiteral("ask");
    on.cards->show(opened(kReceipt));
    EXPECT_TRUE(on.cards->isHidden());
    on.cards->show(opened(kNewsletter, true));
    ASSERT_TRUE(on.press("Unsubscribe…"));
    EXPECT_TRUE(on.says("mark them as junk instead"));
}

TEST(ListStrip, AFailureOffersTheOtherWay)
{
    Cards on;
    on.f.engine.unsubscribeError = makeError(ErrorKind::ServerRefused, "x", "HTTP status 500");
    QSignalSpy failed(on.cards.get(), &ui::MessageCards::failed);
    on.cards->show(opened(kNewsletter, true));
    on.cards->unsubscribe();
    settle();
    ASSERT_TRUE(on.press("Unsubscribe"));
    EXPECT_TRUE(waitFor([&] { return failed.size() == 1; }));
    EXPECT_TRUE(on.says("The sender's server didn't take the request."));
    EXPECT_TRUE(on.says("leave@shop.example"));
}

QString whyText(Cards &on, const QByteArray &raw)
{
    QStringList lines;
    for (const ui::WhyLine &line : ui::whyHere(*on.f.reader, *opened(raw)))
        lines << line.label + QLatin1String(": ") + line.text;
    return lines.join(QLatin1Char('\n'));
}

TEST(WhyHere, ByWhichAddressItCame)
{
    Cards on;
    EXPECT_TRUE(whyText(on, "From: a@example.org\r\nTo: LI@example.net\r\nCc: x@example.org\r\n\r\nhello\r\n").contains(QStringLiteral("LI@example.net (To)")));
    EXPECT_TRUE(whyText(on, "From: a@example.org\r\nDelivered-To: <alias@example.net>\r\nTo: x@example.org\r\n\r\nhello\r\n").contains(QStringLiteral("alias@example.net (Delivered-To)")));
    EXPECT_TRUE(whyText(on, "From: a@example.org\r\nTo: x@example.org\r\n\r\nhello\r\n").contains(QStringLiteral("Bcc")));
    EXPECT_TRUE(whyText(on, kListMail).contains(QStringLiteral("a member of the list")));
    EXPECT_FALSE(whyText(on, "From: a@example.org\r\nX-Spam-Status: No, score=-1\r\n\r\nhello\r\n").contains(QStringLiteral("spam")));
    EXPECT_TRUE(whyText(on, kReceipt).contains(QStringLiteral("asks to be told")));
}

} // namespace
} // namespace tern::test
