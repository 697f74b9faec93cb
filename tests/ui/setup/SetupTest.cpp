// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/BrowserStub.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/setup/CheckList.h"
#include "ui/setup/CheckWords.h"
#include "ui/setup/MaildropForm.h"
#include "ui/setup/ManualSettings.h"
#include "ui/setup/SecretsChoice.h"
#include "ui/setup/SetupDialog.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using engine::CheckStep;
using Kind = CheckStep::Kind;
using State = CheckStep::State;

CheckStep step(Kind kind, State state, const char *subject = "", const char *fact = "")
{
    CheckStep made;
    made.kind = kind;
    made.state = state;
    made.subject = QString::fromUtf8(subject);
    made.fact = QString::fromUtf8(fact);
    return made;
}

TEST(CheckWords, SayWhatWasFound)
{
    const QString domain = QStringLiteral("163.com");
    EXPECT_EQ(ui::checkTitle(step(Kind::Settings, State::Passed, "163.com"), domain), QStringLiteral("Found settings for 163.com"));
    EXPECT_EQ(ui::checkTitle(step(Kind::Receive, State::Running, "imap.163.com, port 993"), domain), QStringLiteral("Receive: imap.163.com, port 993"));
    EXPECT_EQ(ui::checkFact(step(Kind::Receive, State::Passed, "", "TLS 1.3")), QStringLiteral("TLS 1.3, certificate valid"));
    EXPECT_EQ(ui::checkFact(step(Kind::Receive, State::Passed, "", "plain")), QStringLiteral("not encrypted"));
    EXPECT_EQ(ui::checkFact(step(Kind::Settings, State::Passed, "", "built in")), QStringLiteral("built in"));
    CheckStep signIn = step(Kind::SignInReceive, State::Passed);
    signIn.took = std::chrono::milliseconds(310);
    EXPECT_EQ(ui::checkFact(signIn), QStringLiteral("0.3 s"));
    EXPECT_TRUE(ui::checkProblem(signIn).isEmpty());
}

TEST(CheckWords, NameEveryCertificateProblemAndTheCertificate)
{
    QSet<QString> sentences;
    for (int i = 0; i <= static_cast<int>(crypto::CertificateProblem::Other); ++i) {
        const auto problem = static_cast<crypto::CertificateProblem>(i);
        CheckStep failed = step(Kind::Receive, State::Failed);
        failed.error = makeError(ErrorKind::CertificateInvalid, "tls");
        failed.certificate.emplace();
        failed.certificate->host = "imap.163.com";
        failed.certificate->problems = {problem};
        failed.certificate->leaf.subject = "CN=x";
        failed.certificate->leaf.sha256 = "AB:CD";
        const QString sentence = ui::checkProblem(failed);
        EXPECT_TRUE(sentence.contains(QStringLiteral("imap.163.com"))) << i;
        EXPECT_TRUE(ui::checkDetails(failed).contains(QStringLiteral("AB:CD"))) << i;
        sentences.insert(sentence);
    }
    EXPECT_EQ(sentences.size(), 17) << "each has its own";
}

CheckStep way(accounts::SettingsWay where, State state, ErrorKind failed = ErrorKind::HostNotFound, const char *fact = "")
{
    CheckStep made = step(Kind::Way, state, "", fact);
    made.way = where;
    if (state == State::Failed)
        made.error = makeError(failed, "test");
    return made;
}

TEST(CheckWords, AWayThatKnowsNothingIsNoFailure)
{
    using accounts::SettingsWay;
    QSet<QString> titles;
    for (const SettingsWay where : {SettingsWay::DomainFile, SettingsWay::Database, SettingsWay::ServiceRecords, SettingsWay::MailExchanger, SettingsWay::Guess}) {
        const CheckStep nothing = way(where, State::Failed);
        titles.insert(ui::checkTitle(nothing, {}));
        EXPECT_EQ(ui::checkFact(nothing), QStringLiteral("nothing there"));
        EXPECT_TRUE(ui::checkProblem(nothing).isEmpty());
        EXPECT_TRUE(ui::checkDetails(nothing).isEmpty());
    }
    EXPECT_EQ(titles.size(), 5);
    EXPECT_EQ(ui::checkFact(way(SettingsWay::Guess, State::Passed, {}, "mail.example.org, port 993")), QStringLiteral("mail.example.org, port 993"));
    EXPECT_EQ(ui::checkFact(way(SettingsWay::DomainFile, State::Failed, ErrorKind::CertificateInvalid)), QStringLiteral("certificate not valid, not used"));
    EXPECT_EQ(ui::checkFact(way(SettingsWay::DomainFile, State::Skipped)), QStringLiteral("not needed any more"));
}

class SetupTest : public testing::Test {
protected:
    SetupTest()
    {
        accounts::ProviderPreset preset;
        preset.id = "netease";
        preset.domains = {QStringLiteral("163.com")};
        preset.password = accounts::PasswordKind::AuthorizationCode;
        preset.imap = Endpoint{"imap.163.com", 993, Security::Tls};
        preset.smtp = Endpoint{"smtp.163.com", 465, Security::Tls};
        preset.adviceEnglish = QStringLiteral("Use the authorization code.");
        f.engine.preset = preset;
        f.engine.checkSteps = {step(Kind::Settings, State::Passed, "163.com", "built in"), step(Kind::Receive, State::Passed, "imap.163.com, port 993", "TLS 1.3")};
        dialog.emplace(f.context);
        dialog->show();
        settle();
    }
    [[nodiscard]] QLineEdit &email() { return *dialog->findChildren<QLineEdit *>().at(0); }
    [[nodiscard]] QLineEdit &password() { return *dialog->findChildren<QLineEdit *>().at(1); }
    [[nodiscard]] ui::PrimaryButton &action() { return *dialog->findChild<ui::PrimaryButton *>(); }
    [[nodiscard]] QStringList banners()
    {
        QStringList shown;
        for (const ui::Banner *banner : dialog->findChildren<ui::Banner *>()) {
            if (banner->isVisible())
                shown << banner->text();
        }
        return shown;
    }
    void fillIn()
    {
        email().setText(QStringLiteral("sender@163.com"));
        password().setText(QStringLiteral("CODE"));
    }

    WindowFixture f;
    std::optional<ui::SetupDialog> dialog;
};

TEST_F(SetupTest, ShowsTheProvidersAdviceWhileTheAddressIsTyped)
{
    QTest::keyClicks(&email(), QStringLiteral("sender@163.co"));
    EXPECT_TRUE(banners().isEmpty());
    EXPECT_EQ(password().placeholderText(), QStringLiteral("Password"));
    QTest::keyClicks(&email(), QStringLiteral("m"));
    EXPECT_EQ(banners(), QStringList{QStringLiteral("Use the authorization code.")});
    EXPECT_EQ(password().placeholderText(), QStringLiteral("Authorization code"));
}

TEST_F(SetupTest, AddsTheAccountWhenEveryCheckPasses)
{
    AccountId added;
    QObject::connect(&*dialog, &ui::SetupDialog::accountAdded, [&](AccountId account) { added = account; });
    fillIn();
    QTest::keyClick(&password(), Qt::Key_Return);
    ASSERT_TRUE(waitFor([&] { return added.isValid(); }));
    EXPECT_EQ(dialog->result(), int(QDialog::Accepted));
    ASSERT_EQ(f.engine.checksAsked.size(), 1u);
    EXPECT_EQ(f.engine.checksAsked[0].password, QStringLiteral("CODE"));
    EXPECT_TRUE(f.engine.checksAsked[0].imap.host.empty()) << "the engine finds the settings";
}

TEST_F(SetupTest, ByHandThereIsPop3WithWhatBecomesOfMailOnTheServer)
{
    f.engine.preset->pop3 = Endpoint{"pop.163.com", 995, Security::Tls};
    fillIn();
    for (ui::FlatButton *button : dialog->findChildren<ui::FlatButton *>()) {
        if (button->text() == QStringLiteral("Edit settings by hand"))
            button->click();
    }
    auto *manual = dialog->findChild<ui::ManualSettings *>();
    auto *form = dialog->findChild<ui::MaildropForm *>();
    ASSERT_TRUE(manual && manual->isVisible() && form);
    EXPECT_FALSE(form->isVisible());
    const auto choose = [](QComboBox &box, int index) {
        box.setCurrentIndex(index);
        Q_EMIT box.activated(index);
    };
    QComboBox *protocol = nullptr;
    for (QComboBox *box : manual->findChildren<QComboBox *>()) {
        if (box->accessibleName() == QStringLiteral("Protocol"))
            protocol = box;
    }
    ASSERT_TRUE(protocol);
    choose(*protocol, 1);
    EXPECT_TRUE(form->isVisible());
    EXPECT_EQ(manual->receive().settings().host, "pop.163.com");
    EXPECT_EQ(manual->receive().settings().port, 995);
    choose(*form->findChild<QComboBox *>(), 1);
    form->findChild<QSpinBox *>()->setValue(30);
    form->findChild<QCheckBox *>()->setChecked(false);
    form->findChild<QSpinBox *>(QStringLiteral("maildropVisits"))->setValue(15);
    EXPECT_TRUE(picture(*dialog, QStringLiteral("setup-pop3-chosen")));
    QTest::keyClick(&password(), Qt::Key_Return);
    ASSERT_TRUE(waitFor([&] { return !f.engine.checksAsked.empty(); }));
    EXPECT_EQ(f.engine.checksAsked[0].kind, store::AccountKind::Pop3);
    EXPECT_EQ(f.engine.checksAsked[0].maildrop, (store::MaildropPolicy{true, 30, false, 15}));
    EXPECT_EQ(f.engine.checksAsked[0].imap.host, "pop.163.com");
}

TEST_F(SetupTest, AWrongPasswordIsSaidInItsLineAndNothingIsAdded)
{
    CheckStep failed = step(Kind::SignInReceive, State::Failed);
    failed.error = makeError(ErrorKind::AuthenticationFailed, "imap.login", "NO Login error");
    f.engine.checkSteps.push_back(failed);
    f.engine.checkError = *failed.error;
    fillIn();
    action().click();
    ASSERT_TRUE(waitFor([&] { return action().text() == QStringLiteral("Try again"); }));
    EXPECT_EQ(dialog->findChild<ui::CheckList *>()->step(Kind::SignInReceive)->state, State::Failed);
    EXPECT_FALSE(f.engine.calls.contains(QStringLiteral("addAccount 0")));
    EXPECT_TRUE(email().isEnabled());
    EXPECT_EQ(banners().size(), 1) << "the advice alone: the line itself says what failed";
}

TEST_F(SetupTest, ABadCertificateOffersNoWayRound)
{
    CheckStep failed = step(Kind::Receive, State::Failed, "imap.163.com, port 993");
    failed.error = makeError(ErrorKind::CertificateInvalid, "tls", "expired");
    failed.certificate.emplace();
    failed.certificate->host = "imap.163.com";
    failed.certificate->problems = {crypto::CertificateProblem::Expired};
    f.engine.checkSteps = {failed};
    f.engine.checkError = *failed.error;
    fillIn();
    action().click();
    ASSERT_TRUE(waitFor([&] { return action().text() == QStringLiteral("Try again"); }));
    EXPECT_FALSE(f.engine.calls.contains(QStringLiteral("addAccount 0")));
    for (const QAbstractButton *button : dialog->findChildren<QAbstractButton *>())
        EXPECT_FALSE(button->text().contains(QStringLiteral("accept"), Qt::CaseInsensitive)) << button->text().toStdString();
}

TEST_F(SetupTest, StopIgnoresWhatComesLater)
{
    f.engine.holdCheck = true;
    fillIn();
    action().click();
    settle();
    EXPECT_EQ(action().text(), QStringLiteral("Stop"));
    action().click();
    settle();
    EXPECT_EQ(action().text(), QStringLiteral("Add account"));
    EXPECT_TRUE(f.engine.calls.contains(QStringLiteral("cancelCheck 1")));
}

TEST_F(SetupTest, AsksForAWholeAddressAndAPassword)
{
    email().setText(QStringLiteral("sender"));
    action().click();
    EXPECT_EQ(banners().size(), 1);
    email().setText(QStringLiteral("me@example.org"));
    action().click();
    EXPECT_TRUE(f.engine.checksAsked.empty());
}

TEST_F(SetupTest, ShowsWhyTheAccountCouldNotBeKept)
{
    f.engine.addError = makeError(ErrorKind::DiskFull, "store");
    fillIn();
    action().click();
    ASSERT_TRUE(waitFor([&] { return action().text() == QStringLiteral("Try again"); }));
    EXPECT_EQ(banners().size(), 2);
}

TEST_F(SetupTest, NoSettingsFoundOffersTheFieldsByItself)
{
    CheckStep failed = step(Kind::Settings, State::Failed, "example.org");
    failed.error = makeError(ErrorKind::NotFound, "accounts.find");
    f.engine.checkSteps = {failed};
    f.engine.checkError = *failed.error;
    email().setText(QStringLiteral("me@example.org"));
    password().setText(QStringLiteral("x"));
    auto *manual = dialog->findChild<ui::ManualSettings *>();
    EXPECT_FALSE(manual->isVisible());
    action().click();
    ASSERT_TRUE(waitFor([&] { return action().text() == QStringLiteral("Try again"); }));
    EXPECT_TRUE(manual->isVisible());
    EXPECT_TRUE(ui::checkProblem(failed).contains(QStringLiteral("by hand")));
}

TEST_F(SetupTest, AServerThatOnlyDnsNamesIsUsedWhenThePersonSaysSo)
{
    CheckStep asked = step(Kind::Settings, State::Failed, "example.org");
    asked.error = makeError(ErrorKind::ConfirmationNeeded, "accounts.check", "imap.elsewhere.net");
    f.engine.checkSteps = {asked};
    f.engine.checkError = *asked.error;
    email().setText(QStringLiteral("me@example.org"));
    password().setText(QStringLiteral("x"));
    action().click();
    ASSERT_TRUE(waitFor([&] { return action().text() == QStringLiteral("Use these servers"); }));
    EXPECT_TRUE(ui::checkProblem(asked).contains(QStringLiteral("imap.elsewhere.net")));
    EXPECT_TRUE(f.engine.checksAsked.back().confirmedHosts.empty());
    f.engine.checkError = makeError(ErrorKind::NotFound, "test");
    action().click();
    ASSERT_TRUE(waitFor([&] { return action().text() == QStringLiteral("Try again"); }));
    EXPECT_EQ(f.engine.checksAsked.back().confirmedHosts, std::vector<std::string>{"imap.elsewhere.net"});
    // Another address is another question.
    email().setText(QStringLiteral("me@example.net"));
    action().click();
    settle();
    ASSERT_EQ(f.engine.checksAsked.size(), 3u);
    EXPECT_TRUE(f.engine.checksAsked.back().confirmedHosts.empty());
}

TEST_F(SetupTest, TheBrowserSignsInWhereNoPasswordIsTyped)
{
    f.engine.browser = true;
    f.engine.preset->password = accounts::PasswordKind::OAuthOnly;
    CheckStep page = step(Kind::Browser, State::Running, "ours", "https://login.example.org/?state=1");
    f.engine.checkSteps = {page};
    f.engine.holdCheck = true;
    BrowserStub browser;
    email().setText(QStringLiteral("sender@163.com"));
    EXPECT_TRUE(password().isHidden()) << "there is nothing to type";
    action().click();
    ASSERT_TRUE(waitFor([&] { return !browser.opened.isEmpty(); }));
    EXPECT_EQ(browser.opened, QList<QUrl>{QUrl(QStringLiteral("https://login.example.org/?state=1"))});
    EXPECT_TRUE(banners().join(QLatin1Char(' ')).contains(QStringLiteral("browser")));
    action().click();
    settle();
    EXPECT_FALSE(banners().join(QLatin1Char(' ')).contains(QStringLiteral("has opened in your browser"))) << "stopped";
}

TEST_F(SetupTest, APageThatIsNoWebPageIsNotOpened)
{
    f.engine.browser = true;
    f.engine.checkSteps = {step(Kind::Browser, State::Running, "ours", "file:///usr/bin/evil")};
    f.engine.holdCheck = true;
    BrowserStub browser;
    email().setText(QStringLiteral("sender@163.com"));
    action().click();
    settle();
    EXPECT_EQ(f.engine.checksAsked.size(), 1u) << "the password may stay empty";
    EXPECT_TRUE(browser.opened.isEmpty());
}

TEST_F(SetupTest, TokensOfTheBrowserMendAnAccount)
{
    f.engine.browser = true;
    f.engine.tokens = accounts::OAuthTokens{crypto::Secret("a"), crypto::Secret("r"), 0};
    ui::SetupDialog doctor(f.context, f.engine.data->accounts[1]);
    doctor.show();
    AccountId repaired;
    QObject::connect(&doctor, &ui::SetupDialog::accountRepaired, [&](AccountId account) { repaired = account; });
    doctor.findChild<ui::PrimaryButton *>()->click();
    ASSERT_TRUE(waitFor([&] { return repaired == AccountId{2}; }));
    ASSERT_EQ(f.engine.repaired.size(), 1u);
    EXPECT_EQ(f.engine.repaired[0].tokens->refresh.reveal(), "r");
}

TEST_F(SetupTest, WithoutAKeyRingThePersonChoosesWherePasswordsAreKept)
{
    f.engine.place = engine::Engine::SecretsPlace::Nowhere;
    ui::SetupDialog fresh(f.context);
    fresh.show();
    settle();
    auto *choice = fresh.findChild<ui::SecretsChoice *>();
    ASSERT_TRUE(choice->isVisible());
    fresh.findChildren<QLineEdit *>().at(0)->setText(QStringLiteral("sender@163.com"));
    fresh.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("CODE"));
    choice->chooseFile();
    auto *go = fresh.findChild<ui::PrimaryButton *>();
    go->click();
    settle();
    EXPECT_TRUE(f.engine.checksAsked.empty()) << "an empty passphrase is none";
    choice->findChild<QLineEdit *>()->setText(QStringLiteral("battery staple"));
    f.engine.unlockError = makeError(ErrorKind::AuthenticationFailed, "secrets.file");
    go->click();
    settle();
    EXPECT_TRUE(f.engine.checksAsked.empty());
    f.engine.unlockError.reset();
    go->click();
    ASSERT_TRUE(waitFor([&] { return f.engine.checksAsked.size() == 1; }));
    EXPECT_EQ(f.engine.passphrases.last(), QStringLiteral("battery staple"));
    // With a key ring there is nothing to choose.
    EXPECT_FALSE(dialog->findChild<ui::SecretsChoice *>()->isVisible());
}

TEST(CheckWords, EveryReasonOfARefusedSignInHasItsOwnNextStep)
{
    using enum accounts::SignInTrouble;
    QSet<QString> sentences;
    for (const auto trouble : {WrongPassword, AccessOff, NeedsCode, NeedsAppPassword, NeedsClientPassword, NeedsBrowser, TokenEnded, TooMany, Locked}) {
        CheckStep failed = step(Kind::SignInReceive, State::Failed);
        failed.error = makeError(ErrorKind::AuthenticationFailed, "imap.signin", "NO");
        failed.trouble = trouble;
        sentences.insert(ui::checkProblem(failed));
        failed.provider = "qq";
        EXPECT_TRUE(ui::checkProblem(failed).contains(QStringLiteral("16 letters"))) << "the provider's own step";
    }
    EXPECT_EQ(sentences.size(), 9);
    CheckStep noClient = step(Kind::Browser, State::Failed, "microsoft");
    noClient.error = makeError(ErrorKind::AuthenticationUnavailable, "oauth.client", "microsoft");
    EXPECT_TRUE(ui::checkProblem(noClient).contains(QStringLiteral("oauth-clients.json")));
}

TEST_F(SetupTest, ACertificateOfOnesOwnStandsInPlaceOfThePassword)
{
    ui::SetupDialog doctor(f.context, f.engine.data->accounts[1]);
    doctor.show();
    auto *manual = doctor.findChild<ui::ManualSettings *>();
    EXPECT_EQ(manual->authAfter("oauth:ours"), "oauth:ours");
    manual->setAuth("certificate:/keys/me.p12");
    EXPECT_EQ(manual->certificate(), QStringLiteral("/keys/me.p12"));
    doctor.findChild<ui::PrimaryButton *>()->click();
    settle();
    ASSERT_EQ(f.engine.checksAsked.size(), 1U) << "no password is asked for";
    EXPECT_EQ(f.engine.checksAsked.front().clientCertificate, "/keys/me.p12");
    EXPECT_EQ(f.engine.data->accounts[1].auth, "certificate:/keys/me.p12");
    manual->setAuth({});
    EXPECT_EQ(manual->authAfter("certificate:/keys/me.p12"), "");
}

TEST_F(SetupTest, TheDoctorKeepsTheSettingsThatWorked)
{
    ui::SetupDialog doctor(f.context, f.engine.data->accounts[1]);
    doctor.show();
    AccountId repaired;
    QObject::connect(&doctor, &ui::SetupDialog::accountRepaired, [&](AccountId account) { repaired = account; });
    doctor.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("new"));
    doctor.findChild<ui::PrimaryButton *>()->click();
    ASSERT_TRUE(waitFor([&] { return repaired == AccountId{2}; }));
    EXPECT_EQ(f.engine.newPassword, QStringLiteral("new"));
    EXPECT_EQ(f.engine.checksAsked.back().imap.host, "imap.example.org");
}

} // namespace
} // namespace tern::test
