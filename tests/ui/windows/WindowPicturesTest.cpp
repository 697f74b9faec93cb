// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "tests/ui/windows/Samples.h"
#include "ui/activity/ActivityPane.h"
#include "ui/activity/AuditPanel.h"
#include "ui/composer/ComposeText.h"
#include "ui/composer/Composer.h"
#include "ui/composer/ComposerHeader.h"
#include "ui/composer/RedirectDialog.h"
#include "ui/console/ConsolePane.h"
#include "ui/console/ConsoleView.h"
#include "ui/i18n/Translations.h"
#include "ui/outbox/JourneyDialog.h"
#include "ui/outbox/OutboxView.h"
#include "ui/outbox/SendTimeDialog.h"
#include "ui/outbox/SendTimes.h"
#include "ui/settings/IdentityForm.h"
#include "ui/settings/ProxyForm.h"
#include "ui/settings/SettingsDialog.h"
#include "ui/setup/SecretsChoice.h"
#include "ui/setup/SetupDialog.h"
#include "ui/widgets/Buttons.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QTest>
#include <QToolTip>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

/// Each window in the three looks: drawn, written, not empty.
class WindowPictures : public testing::TestWithParam<const char *> {
protected:
    WindowPictures()
    {
        const std::string look = GetParam();
        f.theme.setMode(look == "dark" ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        if (look == "zh_CN")
            chinese.emplace();
        sampleOperations(f.engine);
        sampleOutbox(f.engine);
        sampleStatuses(f.engine);
    }
    [[nodiscard]] QString name(const char *window) const { return QString::fromLatin1(window) + QLatin1Char('-') + QString::fromLatin1(GetParam()); }

    WindowFixture f;
    std::optional<ChineseWhile> chinese;
};

TEST_P(WindowPictures, Composer)
{
    const auto message = sampleMessage();
    ui::ComposeSeed seed = ui::replySeed(message, ui::ReplyKind::All, AccountId{1}, f.engine.data->identities);
    seed.to = QStringLiteral("receiver@qq.com, Maria Keller <maria@example.org>, nonsense");
    seed.cc.clear();
    auto *composer = new ui::Composer(f.context, seed);
    composer->findChild<ui::ComposeText *>()->insertPlainText(QStringLiteral("收到，周五之前确认。附件里有修改。"));
    composer->saveNow();
    ASSERT_TRUE(waitFor([&] { return !f.engine.savedDrafts.empty(); }));
    waitFor([] { return false; }, 400); // the hint comes a moment after the last key
    EXPECT_TRUE(picture(*composer, name("compose")));
    composer->attachFiles({QStringLiteral("/tmp/进度表 2026-11.xlsx"), QStringLiteral("/tmp/安排.pdf")});
    settle();
    EXPECT_TRUE(picture(*composer, name("compose-attachments")));
    delete composer;
}

TEST_P(WindowPictures, Redirect)
{
    ui::RedirectDialog dialog(f.context, sampleMessage(), AccountId{1});
    EXPECT_TRUE(picture(dialog, name("redirect")));
    dialog.header().setRecipients(QStringLiteral("Maria Keller <maria@example.org>, receiver@qq.com"), {}, QStringLiteral("hidden@example.org, nonsense"));
    dialog.findChild<ui::PrimaryButton *>()->click();
    settle();
    EXPECT_TRUE(picture(dialog, name("redirect-wrong")));
}

TEST_P(WindowPictures, Setup)
{
    const std::pair<SetupOutcome, const char *> outcomes[] = {{SetupOutcome::Running, "setup-running"},
                                                              {SetupOutcome::WrongPassword, "setup-password"},
                                                              {SetupOutcome::BadCertificate, "setup-certificate"}};
    f.engine.preset = netEasePreset();
    for (const auto &[outcome, file] : outcomes) {
        f.engine.checkSteps = sampleChecks(outcome);
        f.engine.holdCheck = outcome == SetupOutcome::Running;
        f.engine.checkError = makeError(ErrorKind::AuthenticationFailed, "check");
        ui::SetupDialog dialog(f.context);
        dialog.setEmail(QStringLiteral("sender@163.com"));
        EXPECT_TRUE(picture(dialog, name("setup-start")));
        dialog.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("ABCDEFGH"));
        dialog.findChild<ui::PrimaryButton *>()->click();
        settle();
        if (outcome == SetupOutcome::BadCertificate) {
            for (auto *button : dialog.findChildren<ui::FlatButton *>()) {
                if (!button->isHidden() && button->parentWidget()->inherits("tern::ui::StepRow"))
                    button->click();
            }
        }
        EXPECT_TRUE(picture(dialog, name(file)));
    }
    ui::SetupDialog byHand(f.context, f.engine.data->accounts.front());
    for (auto *button : byHand.findChildren<ui::FlatButton *>()) {
        if (button->parentWidget() == &byHand)
            button->click();
    }
    EXPECT_TRUE(picture(byHand, name("setup-by-hand")));
    store::AccountRecord record = f.engine.data->accounts.front();
    record.kind = store::AccountKind::Pop3;
    record.imap = {"pop.163.com", 995, 0, {}};
    record.maildrop = {true, 14, true};
    ui::SetupDialog pop3(f.context, record);
    for (auto *button : pop3.findChildren<ui::FlatButton *>()) {
        if (button->parentWidget() == &pop3)
            button->click();
    }
    EXPECT_TRUE(picture(pop3, name("setup-pop3")));
}

TEST_P(WindowPictures, SetupWithoutKeyRingAndByBrowser)
{
    f.engine.place = engine::Engine::SecretsPlace::Nowhere;
    ui::SetupDialog secrets(f.context);
    secrets.setEmail(QStringLiteral("jane@example.org"));
    auto *choice = secrets.findChild<ui::SecretsChoice *>();
    ASSERT_NE(choice, nullptr);
    secrets.show();
    ASSERT_TRUE(waitFor([&] { return choice->isVisible(); }));
    choice->findChild<QComboBox *>()->setCurrentIndex(1);
    settle();
    EXPECT_TRUE(picture(secrets, name("setup-secrets")));

    f.engine.place = engine::Engine::SecretsPlace::KeyRing;
    f.engine.browser = true;
    f.engine.holdCheck = true;
    engine::CheckStep page;
    page.kind = engine::CheckStep::Kind::Browser;
    page.state = engine::CheckStep::State::Running;
    f.engine.checkSteps = {page};
    ui::SetupDialog browser(f.context);
    browser.setEmail(QStringLiteral("jane@outlook.com"));
    browser.findChild<ui::PrimaryButton *>()->click();
    settle();
    EXPECT_TRUE(picture(browser, name("setup-browser")));
}

TEST_P(WindowPictures, Settings)
{
    ui::SettingsDialog dialog(f.context);
    EXPECT_TRUE(picture(dialog, name("settings-accounts")));
    dialog.showAccount(AccountId{1});
    EXPECT_TRUE(picture(dialog, name("settings-account")));
    auto *addresses = dialog.findChildren<ui::IdentityForm *>().back();
    for (auto *button : dialog.findChildren<ui::FlatButton *>()) {
        if (button->objectName() == QStringLiteral("addAddress"))
            button->click();
    }
    ASSERT_NE(dialog.findChildren<ui::IdentityForm *>().back(), addresses);
    addresses = dialog.findChildren<ui::IdentityForm *>().back();
    addresses->findChild<QLineEdit *>(QStringLiteral("identityAddress"))->setText(QStringLiteral("me@work.example"));
    addresses->findChild<QCheckBox *>(QStringLiteral("identityHasServer"))->click();
    settle();
    for (auto *area : dialog.findChildren<QScrollArea *>()) {
        if (area->isAncestorOf(addresses))
            area->ensureWidgetVisible(addresses->findChild<ui::FlatButton *>(QStringLiteral("identityRemove")));
    }
    EXPECT_TRUE(picture(dialog, name("settings-identity")));
    dialog.showPage(ui::SettingsDialog::Page::Reading);
    EXPECT_TRUE(picture(dialog, name("settings-reading")));
    dialog.showPage(ui::SettingsDialog::Page::Appearance);
    EXPECT_TRUE(picture(dialog, name("settings-appearance")));
    dialog.showPage(ui::SettingsDialog::Page::Network);
    auto *mode = dialog.findChild<ui::ProxyForm *>()->findChild<QComboBox *>(QStringLiteral("proxyMode"));
    EXPECT_TRUE(picture(dialog, name("settings-network")));
    EXPECT_NE(mode, nullptr);
}

TEST_P(WindowPictures, Activity)
{
    ui::ActivityPane pane(f.context);
    pane.resize(900, 640);
    EXPECT_TRUE(picture(pane, name("activity")));
    sampleAudit(f.engine);
    auto panels = pane.findChildren<ui::AuditPanel *>();
    ASSERT_EQ(panels.size(), 2);
    panels.front()->findChild<ui::FlatButton *>(QStringLiteral("audit"))->click();
    ASSERT_TRUE(waitFor([&] { return !panels.front()->isRunning(); }));
    f.engine.holdAudit = true;
    panels.back()->findChild<ui::FlatButton *>(QStringLiteral("audit"))->click();
    f.engine.heldAudit->progress({QStringLiteral("Lists"), 1'200, 4'000});
    settle();
    pane.resize(900, 960);
    EXPECT_TRUE(picture(pane, name("activity-audit")));
}

TEST_P(WindowPictures, Outbox)
{
    ui::OutboxView view(f.context);
    view.resize(760, 480);
    EXPECT_TRUE(picture(view, name("outbox")));
    view.showSent(true);
    settle();
    EXPECT_TRUE(picture(view, name("outbox-sent")));
    for (const auto &[item, file] : {std::pair{7, "journey"}, std::pair{4, "journey-unknown"}}) {
        auto *dialog = new ui::JourneyDialog(f.context, OutboxId{item});
        dialog->show();
        settle();
        EXPECT_TRUE(picture(*dialog, name(file)));
        delete dialog;
    }
    auto *time = new ui::SendTimeDialog(f.theme, ui::tomorrowMorning(QDateTime::currentMSecsSinceEpoch()));
    EXPECT_TRUE(picture(*time, name("send-time")));
    delete time;
    view.showSent(false);
    f.engine.data->outbox.clear();
    store::ChangeSet changes;
    changes.outbox = true;
    f.engine.changed(changes);
    EXPECT_TRUE(waitFor([&] { return view.count() == 0; }));
    EXPECT_TRUE(picture(view, name("outbox-empty")));
}

TEST_P(WindowPictures, Console)
{
    sampleDialogue(f.engine.ring);
    ui::ConsolePane pane(f.engine.ring, f.theme);
    pane.resize(1320, 300);
    pane.show();
    waitFor([] { return false; }, 120);
    EXPECT_TRUE(picture(pane, name("console")));
    auto *view = pane.findChild<ui::ConsoleView *>();
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        if (view->model()->index(row, 0).data().toString().contains(QStringLiteral("UID FETCH")))
            view->setCurrentIndex(view->model()->index(row, 0));
    }
    QTest::keyClick(view, Qt::Key_F1);
    ASSERT_TRUE(waitFor([] { return QToolTip::isVisible(); }));
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top->inherits("QTipLabel") && top->isVisible()) {
            EXPECT_TRUE(picture(*top, name("console-explained")));
        }
    }
    QToolTip::hideText();
}

INSTANTIATE_TEST_SUITE_P(Looks, WindowPictures, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

} // namespace
} // namespace tern::test

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    tern::ui::installLanguage(QStringLiteral("en"));
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
