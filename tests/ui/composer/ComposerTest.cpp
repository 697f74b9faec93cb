// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/composer/AttachmentStrip.h"
#include "ui/composer/ComposeText.h"
#include "ui/composer/Composer.h"
#include "ui/composer/ComposerHeader.h"
#include "ui/composer/RecipientEdit.h"
#include "ui/composer/RedirectDialog.h"
#include "ui/composer/SendMenus.h"
#include "ui/composer/SenderLookup.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Chip.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QMenu>
#include <QPointer>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using ui::ComposeSeed;
using ui::Composer;

class RecipientEditTest : public testing::Test {
protected:
    RecipientEditTest() : edit(f.theme)
    {
        edit.setLookup([this](const QString &prefix) { return *f.reader->completeAddress(prefix, 8); });
        edit.show();
        edit.activateWindow();
        edit.input()->setFocus();
        settle();
    }
    void type(const char *keys) { QTest::keyClicks(edit.input(), QString::fromUtf8(keys)); }
    void key(Qt::Key which) { QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : edit.input(), which); }
    [[nodiscard]] std::size_t pills() const { return edit.recipients().size(); }

    WindowFixture f;
    ui::RecipientEdit edit;
};

TEST_F(RecipientEditTest, CommaSemicolonAndEnterMakePills)
{
    type("a@b.cn,");
    EXPECT_EQ(pills(), 1u);
    type("c@d.cn;");
    EXPECT_EQ(pills(), 2u);
    type("e@f.cn");
    key(Qt::Key_Return);
    EXPECT_EQ(pills(), 3u);
    EXPECT_TRUE(edit.input()->text().isEmpty());
    EXPECT_TRUE(edit.firstInvalid().isEmpty());
}

TEST_F(RecipientEditTest, MorePeopleComeBelowWhoIsKnownAndOnlyForWhatIsTypedNow)
{
    std::vector<std::pair<QString, std::function<void(ui::People)>>> asked;
    edit.setLookup([](const QString &) { return ui::People{{QStringLiteral("Maria"), QStringLiteral("maria@a.cn")}}; });
    edit.setLookFurther([&asked](const QString &prefix, auto then) { asked.emplace_back(prefix, std::move(then)); });
    type("ma");
    ASSERT_EQ(asked.size(), 2u);
    asked[0].second({{QStringLiteral("Late"), QStringLiteral("late@a.cn")}});
    asked[1].second({{QStringLiteral("Maria again"), QStringLiteral("MARIA@a.cn")}, {QStringLiteral("Max"), QStringLiteral("max@a.cn")}});
    settle();
    QWidget *popup = QApplication::activePopupWidget();
    ASSERT_TRUE(popup);
    for (const Qt::Key which : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Return})
        QTest::keyClick(popup, which);
    ASSERT_EQ(pills(), 1u);
    EXPECT_EQ(edit.recipients()[0].address, QStringLiteral("max@a.cn")) << "the last stays chosen";
}

TEST(SenderLookup, TakesEachOnceByNameOrAddress)
{
    const auto row = [](const char *name, const char *address) {
        store::MessageRow made;
        made.fromName = QString::fromUtf8(name);
        made.fromAddress = QString::fromUtf8(address);
        return made;
    };
    const std::vector<store::MessageRow> rows{row("李娜", "na@qq.test"), row("Maria Keller", "mk@x.test"), row("Mk", "MK@x.test"), row("No address", ""),
                                              row("Other", "other@keller.test"), row("Stockeller", "s@y.test")};
    EXPECT_EQ(ui::sendersOf(rows, QStringLiteral("娜")), (ui::People{{QStringLiteral("李娜"), QStringLiteral("na@qq.test")}}));
    EXPECT_EQ(ui::sendersOf(rows, QStringLiteral("kel")), (ui::People{{QStringLiteral("Maria Keller"), QStringLiteral("mk@x.test")},
                                                                       {QStringLiteral("Other"), QStringLiteral("other@keller.test")}}));
}

TEST_F(RecipientEditTest, BackspaceFirstSelectsThenRemoves)
{
    type("a@b.cn,c@d.cn,");
    key(Qt::Key_Backspace);
    EXPECT_EQ(pills(), 2u);
    EXPECT_TRUE(qobject_cast<ui::Pill *>(QApplication::focusWidget()));
    key(Qt::Key_Backspace);
    EXPECT_EQ(pills(), 1u);
    EXPECT_EQ(edit.recipients().front().address, QStringLiteral("a@b.cn"));
}

TEST_F(RecipientEditTest, ArrowsWalkAndEnterEditsAgain)
{
    type("a@b.cn,c@d.cn,");
    key(Qt::Key_Left);
    key(Qt::Key_Left);
    key(Qt::Key_Return);
    EXPECT_EQ(edit.input()->text(), QStringLiteral("a@b.cn"));
    EXPECT_EQ(pills(), 1u);
}

TEST_F(RecipientEditTest, APastedListBecomesPills)
{
    QApplication::clipboard()->setText(QStringLiteral("Maria Keller <maria@example.org>\nmark@example.net\n不是地址"));
    QTest::keyClick(edit.input(), Qt::Key_V, Qt::ControlModifier);
    ASSERT_EQ(pills(), 3u);
    EXPECT_EQ(edit.recipients()[0].name, QStringLiteral("Maria Keller"));
    EXPECT_EQ(edit.firstInvalid(), QStringLiteral("不是地址"));
}

TEST_F(RecipientEditTest, ACompletionIsTakenByEnter)
{
    type("mar");
    settle();
    QTest::keyClick(edit.input(), Qt::Key_Return);
    if (pills() == 0 && QApplication::activePopupWidget())
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    ASSERT_EQ(pills(), 1u);
    EXPECT_EQ(edit.recipients().front().address, QStringLiteral("maria@example.org"));
}

TEST_F(RecipientEditTest, AnInputMethodWritesChineseNames)
{
    QInputMethodEvent preedit(QStringLiteral("ma li"), {});
    QApplication::sendEvent(edit.input(), &preedit);
    EXPECT_EQ(pills(), 0u);
    QInputMethodEvent commit;
    commit.setCommitString(QStringLiteral("马丽 <mali@qq.com>，"));
    QApplication::sendEvent(edit.input(), &commit);
    ASSERT_EQ(pills(), 1u);
    EXPECT_EQ(edit.recipients().front().name, QStringLiteral("马丽"));
}

TEST_F(RecipientEditTest, TheSameAddressIsTakenOnce)
{
    type("a@b.cn,A@B.cn,");
    EXPECT_EQ(pills(), 1u);
}

class ComposerTest : public testing::Test {
protected:
    Composer *open(ComposeSeed seed = ui::blankSeed(AccountId{1}))
    {
        auto *made = new Composer(f.context, std::move(seed));
        made->show();
        window = made;
        settle();
        return made;
    }
    ~ComposerTest() override { delete window.data(); }
    [[nodiscard]] ui::ComposerHeader &header() const { return *window->findChild<ui::ComposerHeader *>(); }
    [[nodiscard]] ui::ComposeText &text() const { return *window->findChild<ui::ComposeText *>(); }
    void send() const { window->findChild<ui::PrimaryButton *>()->click(); }
    [[nodiscard]] QString shownBanner() const
    {
        for (const ui::Banner *banner : window->findChildren<ui::Banner *>()) {
            if (banner->isVisible())
                return banner->text();
        }
        return {};
    }
    void press(const char *name) const
    {
        for (ui::FlatButton *button : window->findChildren<ui::FlatButton *>()) {
            if (button->isVisible() && button->text() == QString::fromUtf8(name))
                return button->click();
        }
        ADD_FAILURE() << "no button " << name;
    }

    WindowFixture f;
    QPointer<Composer> window;
};

TEST_F(ComposerTest, SavesADraftSoonAfterAChangeAndEachSaveIsAVersion)
{
    open();
    text().insertPlainText(QStringLiteral("你好"));
    ASSERT_TRUE(waitFor([&] { return f.engine.savedDrafts.size() == 1; }));
    EXPECT_TRUE(f.engine.savedDrafts[0].text.startsWith(QStringLiteral("你好")));
    EXPECT_TRUE(f.engine.savedDrafts[0].text.contains(QStringLiteral("-- \n张伟")));
    EXPECT_EQ(f.engine.savedDrafts[0].account, AccountId{1});
    ASSERT_TRUE(waitFor([&] { return window->draft().isValid(); }));
    header().setSubject(QStringLiteral("第二封"));
    window->saveNow();
    ASSERT_EQ(f.engine.savedDrafts.size(), 2u);
    EXPECT_EQ(f.engine.savedDrafts[1].id, f.engine.savedDrafts[0].id);
    EXPECT_EQ(f.engine.savedDrafts[1].version, 2);
}

TEST_F(ComposerTest, KeepsTheDraftWhenClosedAndNothingWhenNothingWasWritten)
{
    open();
    window->close();
    ASSERT_TRUE(waitFor([&] { return window.isNull(); }));
    EXPECT_TRUE(f.engine.savedDrafts.empty());
    open();
    text().insertPlainText(QStringLiteral("x"));
    QTest::keyClick(window, Qt::Key_Escape);
    ASSERT_TRUE(waitFor([&] { return window.isNull(); }));
    EXPECT_EQ(f.engine.savedDrafts.size(), 1u);
}

TEST_F(ComposerTest, StaysOpenWhenTheDraftCantBeSaved)
{
    open();
    f.engine.saveError = makeError(ErrorKind::DiskFull, "store");
    text().insertPlainText(QStringLiteral("x"));
    window->close();
    settle();
    ASSERT_FALSE(window.isNull());
    EXPECT_TRUE(window->isVisible());
    EXPECT_FALSE(shownBanner().isEmpty());
}

TEST_F(ComposerTest, SendsAndClosesOnceTheOutboxHasIt)
{
    open();
    header().setRecipients(QStringLiteral("receiver@qq.com"), {}, {});
    header().setSubject(QStringLiteral("第二封"));
    text().insertPlainText(QStringLiteral("几行中文"));
    window->attachFiles({QStringLiteral("/tmp/附件.xlsx")});
    settle();
    ui::QueuedMail queued;
    QObject::connect(window, &Composer::queued, [&](const ui::QueuedMail &item) { queued = item; });
    QTest::keyClick(window, Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return window.isNull(); }));
    ASSERT_EQ(f.engine.sent.size(), 1u);
    const engine::OutgoingMail &mail = f.engine.sent[0];
    EXPECT_EQ(mail.to, QStringLiteral("receiver@qq.com"));
    EXPECT_EQ(mail.subject, QStringLiteral("第二封"));
    EXPECT_EQ(mail.identity, IdentityId{1});
    ASSERT_EQ(mail.attachments.size(), 1u);
    EXPECT_EQ(mail.attachments[0].name, QStringLiteral("附件.xlsx"));
    EXPECT_TRUE(mail.draft.isValid());
    EXPECT_TRUE(queued.item.isValid());
    EXPECT_EQ(queued.undo, std::chrono::seconds(10)) << "unless a person set another time";
    EXPECT_EQ(mail.options.undo, std::chrono::seconds(10));
    EXPECT_EQ(mail.options.at, 0);
    EXPECT_FALSE(mail.options.reportDelivery);
    EXPECT_FALSE(mail.options.requireTls);
}

TEST_F(ComposerTest, TheTimeForUndoIsASetting)
{
    f.engine.data->settings[QStringLiteral("writing.undoSendSeconds")] = QStringLiteral("0");
    open();
    header().setRecipients(QStringLiteral("receiver@qq.com"), {}, {});
    header().setSubject(QStringLiteral("x"));
    send();
    ASSERT_TRUE(waitFor([&] { return f.engine.sent.size() == 1; }));
    EXPECT_EQ(f.engine.sent[0].options.undo.count(), 0);
}

TEST_F(ComposerTest, SendsLaterWithWhatWasAskedForAndTheDraftKeepsIt)
{
    open();
    header().setRecipients(QStringLiteral("receiver@qq.com"), {}, {});
    header().setSubject(QStringLiteral("x"));
    auto *menus = window->findChild<ui::SendMenus *>();
    ASSERT_TRUE(menus);
    for (QAction *action : menus->optionsMenu().actions())
        action->trigger();
    EXPECT_TRUE(menus->optionsButton().text().contains(QLatin1Char('2'))) << "it shows without the menu";
    const QList<QAction *> times = menus->laterMenu().actions();
    ASSERT_GE(times.size(), 2);
    times[0]->trigger();
    ASSERT_TRUE(waitFor([&] { return f.engine.sent.size() == 1; }));
    const engine::SendOptions options = f.engine.sent[0].options;
    EXPECT_EQ(QDateTime::fromMSecsSinceEpoch(options.at).time(), QTime(8, 0));
    EXPECT_EQ(QDateTime::fromMSecsSinceEpoch(options.at).date(), QDate::currentDate().addDays(1));
    EXPECT_TRUE(options.reportDelivery);
    EXPECT_TRUE(options.requireTls);
    const store::DraftRecord draft = f.engine.savedDrafts.back();
    EXPECT_TRUE(draft.reportDelivery);
    EXPECT_TRUE(ui::seedFromDraft(draft).requireTls);
}

TEST_F(ComposerTest, AfterAQuestionSendMeansNowAgain)
{
    open();
    header().setRecipients(QStringLiteral("receiver@qq.com"), {}, {});
    window->findChild<ui::SendMenus *>()->laterMenu().actions()[0]->trigger();
    settle();
    EXPECT_TRUE(f.engine.sent.empty()) << "the subject is missing";
    header().setSubject(QStringLiteral("x"));
    send();
    ASSERT_TRUE(waitFor([&] { return f.engine.sent.size() == 1; }));
    EXPECT_EQ(f.engine.sent[0].options.at, 0);
}

TEST_F(ComposerTest, NamesTheAddressThatIsNone)
{
    open();
    header().setRecipients(QStringLiteral("receiver@qq.com, nonsense"), {}, {});
    header().setSubject(QStringLiteral("x"));
    send();
    settle();
    EXPECT_TRUE(f.engine.sent.empty());
    EXPECT_TRUE(shownBanner().contains(QStringLiteral("nonsense")));
}

TEST_F(ComposerTest, ShowsWhyItWasNotTakenAndKeepsEverything)
{
    open();
    f.engine.sendError = makeError(ErrorKind::InvalidInput, "build", "to: receiver@@qq.com");
    header().setRecipients(QStringLiteral("receiver@qq.com"), {}, {});
    header().setSubject(QStringLiteral("x"));
    send();
    ASSERT_TRUE(waitFor([&] { return !shownBanner().isEmpty(); }));
    ASSERT_FALSE(window.isNull());
    EXPECT_TRUE(window->findChild<ui::PrimaryButton *>()->isEnabled());
}

TEST_F(ComposerTest, AsksOnceAboutAForgottenAttachmentAndAnEmptySubject)
{
    open();
    header().setRecipients(QStringLiteral("receiver@qq.com"), {}, {});
    text().insertPlainText(QStringLiteral("附件里有表"));
    send();
    settle();
    EXPECT_TRUE(shownBanner().contains(QStringLiteral("附件")));
    EXPECT_TRUE(f.engine.sent.empty());
    press("Send anyway");
    settle();
    EXPECT_TRUE(f.engine.sent.empty()) << "the subject is still missing";
    press("Send anyway");
    ASSERT_TRUE(waitFor([&] { return f.engine.sent.size() == 1; }));
}

TEST_F(ComposerTest, OpensADraftAgainAsItWas)
{
    store::DraftRecord draft;
    draft.id = DraftId{7};
    draft.account = AccountId{2};
    draft.identity = IdentityId{2};
    draft.to = QStringLiteral("a@b.cn");
    draft.bcc = QStringLiteral("c@d.cn");
    draft.subject = QStringLiteral("S");
    draft.text = QStringLiteral("as it was");
    open(ui::seedFromDraft(draft));
    EXPECT_EQ(text().toPlainText(), QStringLiteral("as it was"));
    EXPECT_TRUE(header().bcc().isVisible());
    EXPECT_EQ(header().identity()->id, IdentityId{2});
    window->saveNow();
    EXPECT_TRUE(f.engine.savedDrafts.empty()) << "nothing changed";
    text().insertPlainText(QStringLiteral("!"));
    window->saveNow();
    ASSERT_EQ(f.engine.savedDrafts.size(), 1u);
    EXPECT_EQ(f.engine.savedDrafts[0].id, DraftId{7});
}

TEST_F(ComposerTest, AMessageIsSentOnAsItIs)
{
    auto message = std::make_shared<engine::OpenedMessage>();
    message->placement = PlacementId{77};
    message->parsed.subject = QStringLiteral("Photos");
    message->parsed.from = {{QStringLiteral("A"), QStringLiteral("a@b.cn")}};
    ui::RedirectDialog dialog(f.context, message, AccountId{1});
    dialog.show();
    auto *send = dialog.findChild<ui::PrimaryButton *>();
    auto *notice = dialog.findChild<ui::Banner *>();
    send->click();
    EXPECT_TRUE(notice->isVisible()) << "nobody to send it to";
    QTest::keyClicks(dialog.header().to().input(), QStringLiteral("nonsense"));
    send->click();
    EXPECT_TRUE(notice->text().contains(QStringLiteral("nonsense")));
    EXPECT_TRUE(f.engine.redirected.empty());
    dialog.header().setRecipients(QStringLiteral("Maria <maria@example.org>"), {}, QStringLiteral("hidden@example.org"));

    f.engine.sendError = makeError(ErrorKind::ConnectionRefused, "test");
    send->click();
    ASSERT_TRUE(waitFor([&] { return notice->isVisible() && send->isEnabled(); }));
    EXPECT_TRUE(dialog.isVisible()) << "what was typed is not lost";
    f.engine.sendError.reset();
    std::optional<ui::QueuedMail> queued;
    QObject::connect(&dialog, &ui::RedirectDialog::queued, [&](const ui::QueuedMail &told) { queued = told; });
    send->click();
    ASSERT_TRUE(waitFor([&] { return !dialog.isVisible(); }));
    ASSERT_TRUE(queued) << "it can be taken back for a moment";
    EXPECT_EQ(queued->undo, std::chrono::seconds(10));
    const engine::OutgoingRedirect &mail = f.engine.redirected.back();
    EXPECT_EQ(mail.message, PlacementId{77});
    EXPECT_EQ(mail.sender.account, AccountId{1});
    EXPECT_TRUE(mail.to.contains(QStringLiteral("maria@example.org")));
    EXPECT_TRUE(mail.bcc.contains(QStringLiteral("hidden@example.org")));
}

TEST_F(ComposerTest, ForwardCarriesTheAttachments)
{
    auto message = std::make_shared<engine::OpenedMessage>();
    message->parsed.messageId = "one@x";
    message->parsed.subject = QStringLiteral("Photos");
    message->parsed.from = {{QStringLiteral("A"), QStringLiteral("a@b.cn")}};
    message->parsed.text = QStringLiteral("see");
    mime::Attachment sheet;
    sheet.name = QStringLiteral("附件.xlsx");
    sheet.part = "2";
    message->parsed.attachments = {sheet};
    open(ui::forwardSeed(message, AccountId{1}, f.engine.data->identities));
    ASSERT_TRUE(waitFor([&] { return window->findChild<ui::AttachmentStrip *>()->attachments().size() == 1; }));
    EXPECT_EQ(window->findChild<ui::AttachmentStrip *>()->attachments().front().name, QStringLiteral("附件.xlsx"));
    EXPECT_TRUE(text().toPlainText().contains(QStringLiteral("see")));
    EXPECT_TRUE(header().subjectText().contains(QStringLiteral("Photos")));
}

TEST_F(ComposerTest, DiscardAsksInTheWindowAndTakesTheDraftAway)
{
    open();
    text().insertPlainText(QStringLiteral("x"));
    window->saveNow();
    ASSERT_TRUE(waitFor([&] { return window->draft().isValid(); }));
    press("Discard");
    settle();
    EXPECT_FALSE(window.isNull());
    for (ui::FlatButton *button : window->findChild<ui::Banner *>()->parentWidget()->findChildren<ui::FlatButton *>()) {
        if (button->isVisible() && qobject_cast<ui::Banner *>(button->parentWidget()) && button->text() == QStringLiteral("Discard"))
            button->click();
    }
    ASSERT_TRUE(waitFor([&] { return window.isNull(); }));
    EXPECT_TRUE(f.engine.data->drafts.empty());
}

} // namespace
} // namespace tern::test
