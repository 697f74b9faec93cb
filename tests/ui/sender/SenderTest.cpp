// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ProviderDomains.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/CharsetMenu.h"
#include "ui/reader/JourneyView.h"
#include "ui/reader/JourneyWindow.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/SenderWords.h"
#include "ui/widgets/Banner.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

engine::OpenedMessagePtr opened(const QByteArray &raw, const QString &server = QStringLiteral("imap.example.net"))
{
    auto message = std::make_shared<engine::OpenedMessage>();
    message->raw = raw;
    message->parsed = *mime::parseMessage(raw);
    const mime::SenderContext context{mime::providerDomains(server), {QStringLiteral("bank.example")}};
    message->sender.findings = mime::checkSender(message->parsed, context);
    message->sender.journey = mime::readJourney(message->parsed.headers, context.providers);
    message->sender.results = mime::trustedResults(message->parsed.headers, context.providers);
    return message;
}

const QByteArray kSpoofed =
    "Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=bank.example; dkim=none; dmarc=fail header.from=evil.example\r\n"
    "Received: from mx.example.net ([10.0.0.2]) by store.example.net with LMTP id 3; Mon, 23 Nov 2026 09:49:09 +0800\r\n"
    "Received: from out.evil.example (dsl.evil.example [198.51.100.7]) by mx.example.net (Postfix) with ESMTPS id 2; Mon, 23 Nov 2026 09:41:07 +0800\r\n"
    "Received: from www.bank.example (bank.example [192.0.2.1]) by out.evil.example (Exim 4.96) with esmtp id 1; Mon, 23 Nov 2026 09:58:02 +0800\r\n"
    "Received: from [203.0.113.5] by www.bank.example with HTTP; Mon, 23 Nov 2026 09:40:58 +0800\r\n"
    "From: \"service@bank.example\" <x@evil.example>\r\nReply-To: y@elsewhere.example\r\nTo: li@example.net\r\nSubject: Your account\r\nMessage-ID: <s@evil.example>\r\n\r\n"
    "Please sign in.\r\n";

class Reader : public testing::TestWithParam<const char *> {
protected:
    Reader()
    {
        const std::string look = GetParam();
        f.theme.setMode(look == "dark" ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        if (look == "zh_CN")
            chinese.emplace();
    }
    [[nodiscard]] QString name(const char *window) const { return QString::fromLatin1(window) + QLatin1Char('-') + QString::fromLatin1(GetParam()); }

    WindowFixture f;
    std::optional<ChineseWhile> chinese;
};

TEST_P(Reader, ASpoofedSenderIsSaidAboveTheMessage)
{
    ui::ReaderBody body(f.context);
    body.resize(760, 420);
    body.showMessage(opened(kSpoofed));
    const auto banners = body.findChildren<ui::Banner *>();
    ASSERT_EQ(banners.size(), 1);
    EXPECT_TRUE(banners.first()->text().contains(QStringLiteral("service@bank.example")));
    EXPECT_TRUE(banners.first()->text().contains(QStringLiteral("x@evil.example")));
    EXPECT_TRUE(picture(body, name("reader-spoofed")));
}

TEST_P(Reader, TheJourneyIsDrawnAndSaidInWords)
{
    auto *window = new ui::JourneyWindow(f.context, opened(kSpoofed), nullptr);
    const auto *view = window->findChild<ui::JourneyView *>();
    ASSERT_NE(view, nullptr);
    const QString words = view->accessibleDescription();
    for (const char *part : {"1. www.bank.example", "out.evil.example", "mx.example.net", "4. store.example.net", "198.51.100.7"})
        EXPECT_TRUE(words.contains(QLatin1String(part)) || words.contains(QStringLiteral("dsl.evil.example"))) << part;
    // What the sender could have made up stands above the line, what the provider wrote below it.
    const auto line = words.indexOf(ui::trustSentence(opened(kSpoofed)->sender.journey));
    EXPECT_GT(line, words.indexOf(QStringLiteral("out.evil.example")));
    EXPECT_LT(line, words.indexOf(QStringLiteral("3. mx.example.net")));
    EXPECT_TRUE(picture(*window, name("reader-journey")));
    delete window;
}

TEST_P(Reader, SignaturesAreVerifiedWhereAPersonWantsIt)
{
    auto *unsignedMail = new ui::JourneyWindow(f.context, opened(kSpoofed), nullptr);
    const auto verifyIn = [](const ui::JourneyWindow &window) -> QAbstractButton * {
        for (auto *button : window.findChildren<QAbstractButton *>()) {
            if (!button->toolTip().isEmpty())
                return button;
        }
        return nullptr;
    };
    EXPECT_EQ(verifyIn(*unsignedMail), nullptr);
    delete unsignedMail;
    f.engine.signatures = std::vector<engine::SignatureCheck>{{QStringLiteral("evil.example"), true, mime::DkimOutcome::Valid},
                                                              {QStringLiteral("list.example"), false, mime::DkimOutcome::BodyChanged}};
    auto *window = new ui::JourneyWindow(f.context, opened("DKIM-Signature: v=1; d=evil.example\r\n" + kSpoofed), nullptr);
    ASSERT_NE(verifyIn(*window), nullptr);
    verifyIn(*window)->click();
    QCoreApplication::processEvents();
    const auto labels = window->findChildren<QLabel *>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const auto *one) { return one->text().contains(QLatin1String("evil.example")) && one->text().contains(QLatin1String("list.example")); }));
    EXPECT_TRUE(picture(*window, name("reader-journey-verified")));
    delete window;
}

TEST(SignatureSentence, HasWordsForEachOutcome)
{
    QStringList said;
    for (int outcome = 0; outcome <= static_cast<int>(mime::DkimOutcome::OnlyBeginning); ++outcome)
        said << ui::signatureSentence({QStringLiteral("a.example"), true, static_cast<mime::DkimOutcome>(outcome)});
    said << ui::signatureSentence({QStringLiteral("a.example"), true, makeError(ErrorKind::Offline, "resolve")});
    said << ui::signatureSentence({QStringLiteral("a.example"), false, mime::DkimOutcome::Valid});
    for (const QString &sentence : said)
        EXPECT_TRUE(sentence.contains(QLatin1String("a.example"))) << sentence.toStdString();
    EXPECT_EQ(said.removeDuplicates(), 0);
}

INSTANTIATE_TEST_SUITE_P(Looks, Reader, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

TEST(SenderNotice, IsSilentWhenAllIsWell)
{
    const auto message = opened("From: Ann <ann@example.org>\r\nSubject: s\r\n\r\nx\r\n");
    EXPECT_TRUE(ui::senderNotice(message->sender, message->parsed, false).sentence.isEmpty());
}

TEST(SenderNotice, APretenderComesBeforeWhatIsOnlyToBeKnown)
{
    const auto message = opened(kSpoofed);
    const ui::SenderNotice notice = ui::senderNotice(message->sender, message->parsed, false);
    EXPECT_TRUE(notice.isGrave);
    EXPECT_TRUE(notice.more.contains(QStringLiteral("y@elsewhere.example")));
    const ui::SenderNotice first = ui::senderNotice({}, message->parsed, true);
    EXPECT_FALSE(first.isGrave);
    EXPECT_TRUE(first.sentence.contains(QStringLiteral("x@evil.example")));
}

TEST(SenderNotice, HasASentenceForEachFinding)
{
    for (int kind = 0; kind <= static_cast<int>(mime::SenderFinding::Kind::AuthenticationFailed); ++kind) {
        const auto sentence = ui::senderSentence({static_cast<mime::SenderFinding::Kind>(kind), QStringLiteral("SHOWN"), QStringLiteral("REAL")});
        EXPECT_FALSE(sentence.isEmpty()) << kind;
        EXPECT_FALSE(sentence.contains(QStringLiteral("%1"))) << kind;
    }
}

TEST(JourneyWords, TellDelaysInTheUnitThatFits)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(ui::delayText(3s), QStringLiteral("3 s"));
    EXPECT_EQ(ui::delayText(125s), QStringLiteral("2 min"));
    EXPECT_EQ(ui::delayText(3900s), QStringLiteral("1 h 5 min"));
    EXPECT_EQ(ui::delayText(50h), QStringLiteral("2 d 2 h"));
}

TEST(CharsetMenu, OffersThisMessageAndItsSender)
{
    const auto message = opened(kSpoofed);
    auto *menu = new ui::CharsetMenu(*message);
    engine::CharsetScope scope = engine::CharsetScope::Message;
    QString of;
    QString charset;
    QObject::connect(menu, &ui::CharsetMenu::chosen, menu, [&](engine::CharsetScope s, const QString &o, const QString &c) {
        scope = s;
        of = o;
        charset = c;
    });
    const auto trigger = [](QMenu &in, const QString &part) {
        for (QAction *action : in.actions()) {
            if (action->text().contains(part))
                return action->trigger();
        }
        FAIL();
    };
    trigger(*menu, QStringLiteral("GB18030"));
    EXPECT_EQ(scope, engine::CharsetScope::Message);
    EXPECT_EQ(of, QStringLiteral("s@evil.example"));
    EXPECT_EQ(charset, QStringLiteral("GB18030"));
    trigger(*menu->findChild<QMenu *>(), QStringLiteral("KOI8-R"));
    EXPECT_EQ(scope, engine::CharsetScope::Sender);
    EXPECT_EQ(of, QStringLiteral("x@evil.example"));
    EXPECT_EQ(charset, QStringLiteral("KOI8-R"));
    delete menu;
}

} // namespace
} // namespace tern::test
