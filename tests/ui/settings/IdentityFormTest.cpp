// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/BrowserStub.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/doctor/CertificateDialog.h"
#include "ui/settings/AccountEditor.h"
#include "ui/settings/IdentityForm.h"
#include "ui/setup/FileField.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

class Identities : public ::testing::Test {
protected:
    Identities() : editor(f.context, f.engine.data->accounts.front()) { editor.show(); }

    std::vector<ui::IdentityForm *> forms()
    {
        std::vector<ui::IdentityForm *> shown;
        for (auto *form : editor.findChildren<ui::IdentityForm *>()) {
            if (!form->isHidden())
                shown.push_back(form);
        }
        return shown;
    }
    void press(const QString &text)
    {
        for (auto *button : editor.findChildren<QAbstractButton *>()) {
            if (button->text() == text && button->isVisible()) {
                button->click();
                return settle();
            }
        }
        FAIL() << text.toStdString();
    }
    template <typename Widget>
    static Widget *in(ui::IdentityForm *form, const char *name)
    {
        return form->findChild<Widget *>(QLatin1String(name));
    }
    QString notice() { return editor.findChild<ui::Banner *>()->isHidden() ? QString() : editor.findChild<ui::Banner *>()->text(); }
    int stored() const
    {
        const AccountId account = f.engine.data->accounts.front().id;
        const auto &all = f.engine.data->identities;
        return int(std::count_if(all.begin(), all.end(), [&](const auto &one) { return one.account == account; }));
    }

    WindowFixture f;
    ui::AccountEditor editor;
};

TEST_F(Identities, AnAddressWithAServerOfItsOwnIsCheckedAndSaved)
{
    const int before = stored();
    ASSERT_EQ(forms().size(), std::size_t(std::max(1, before)));
    EXPECT_FALSE(in<QCheckBox>(forms().front(), "identityHasServer")->isVisible()) << "the account's own address has the account's server";
    press(QStringLiteral("Add an address"));
    ui::IdentityForm *form = forms().back();
    QTest::keyClicks(in<QLineEdit>(form, "identityAddress"), QStringLiteral("me@work.example"));
    auto *password = in<QLineEdit>(form, "identityPassword");
    EXPECT_FALSE(password->isVisible());
    in<QCheckBox>(form, "identityHasServer")->click();
    ASSERT_TRUE(password->isVisible());

    press(QStringLiteral("Save"));
    EXPECT_TRUE(notice().contains(QStringLiteral("me@work.example"))) << "a server is missing: " << notice().toStdString();
    EXPECT_EQ(stored(), before);
    for (auto *field : form->findChildren<QLineEdit *>()) {
        if (field->placeholderText() == QStringLiteral("smtp.example.com"))
            QTest::keyClicks(field, QStringLiteral("smtp.work.example"));
    }
    press(QStringLiteral("Save"));
    EXPECT_EQ(stored(), before) << "and the password";
    QTest::keyClicks(password, QStringLiteral("hunter2"));

    auto *outcome = in<QLabel>(form, "identityOutcome");
    in<ui::FlatButton>(form, "identityCheck")->click();
    ASSERT_TRUE(waitFor([&] { return outcome->text().contains(QStringLiteral("TLSv1.3")); })) << outcome->text().toStdString();
    EXPECT_EQ(f.engine.identityProof.password, QStringLiteral("hunter2"));
    f.engine.checkedIdentity = makeError(ErrorKind::AuthenticationFailed, "test");
    in<ui::FlatButton>(form, "identityCheck")->click();
    ASSERT_TRUE(waitFor([&] { return !outcome->text().contains(QStringLiteral("TLSv1.3")) && in<ui::FlatButton>(form, "identityCheck")->isEnabled(); }));
    EXPECT_FALSE(outcome->text().isEmpty());

    press(QStringLiteral("Save"));
    ASSERT_TRUE(waitFor([&] { return notice() == QStringLiteral("Saved."); })) << notice().toStdString();
    const store::IdentityRecord &saved = f.engine.data->identities.back();
    EXPECT_EQ(saved.address, QStringLiteral("me@work.example"));
    EXPECT_EQ(saved.smtp.host, "smtp.work.example");
    EXPECT_EQ(saved.smtp.user, "me@work.example");
    EXPECT_TRUE(password->text().isEmpty());
}

TEST_F(Identities, OneSignsInOnTheProvidersPage)
{
    BrowserStub browser;
    press(QStringLiteral("Add an address"));
    ui::IdentityForm *form = forms().back();
    auto *way = in<QComboBox>(form, "identityWay");
    EXPECT_LT(way->findText(QStringLiteral("On the provider's page")), 0) << "no client id, no page";
    f.engine.browser = true;
    QTest::keyClicks(in<QLineEdit>(form, "identityAddress"), QStringLiteral("me@work.example"));
    in<QCheckBox>(form, "identityHasServer")->click();
    for (auto *field : form->findChildren<QLineEdit *>()) {
        if (field->placeholderText() == QStringLiteral("smtp.example.com"))
            QTest::keyClicks(field, QStringLiteral("smtp.work.example"));
    }
    const int page = way->findText(QStringLiteral("On the provider's page"));
    ASSERT_GE(page, 0);
    way->setCurrentIndex(page);
    Q_EMIT way->activated(page);
    EXPECT_FALSE(in<QLineEdit>(form, "identityPassword")->isVisible());
    press(QStringLiteral("Save"));
    EXPECT_TRUE(notice().contains(QStringLiteral("press Check"))) << notice().toStdString();

    f.engine.identityPage = QStringLiteral("https://login.example/authorize");
    f.engine.checkedIdentity = engine::CheckedIdentity{QStringLiteral("TLSv1.3 X"), accounts::OAuthTokens{crypto::Secret("a"), crypto::Secret("r"), 0}};
    in<ui::FlatButton>(form, "identityCheck")->click();
    auto *outcome = in<QLabel>(form, "identityOutcome");
    ASSERT_TRUE(waitFor([&] { return outcome->text() == QStringLiteral("Signed in, with TLSv1.3."); })) << outcome->text().toStdString();
    EXPECT_EQ(browser.opened, QList<QUrl>{QUrl(f.engine.identityPage)});
    EXPECT_TRUE(picture(*form, QStringLiteral("address-signs-in-by-page")));
    press(QStringLiteral("Save"));
    ASSERT_TRUE(waitFor([&] { return notice() == QStringLiteral("Saved."); })) << notice().toStdString();
    EXPECT_EQ(f.engine.data->identities.back().auth, "oauth:google");
    ASSERT_TRUE(f.engine.identityProof.tokens);
    EXPECT_EQ(f.engine.identityProof.tokens->refresh.reveal(), "r");
}

TEST_F(Identities, OneHasACertificateAndARefusedOneOfTheServerIsLookedAt)
{
    press(QStringLiteral("Add an address"));
    ui::IdentityForm *form = forms().back();
    QTest::keyClicks(in<QLineEdit>(form, "identityAddress"), QStringLiteral("me@work.example"));
    in<QCheckBox>(form, "identityHasServer")->click();
    for (auto *field : form->findChildren<QLineEdit *>()) {
        if (field->placeholderText() == QStringLiteral("smtp.example.com"))
            QTest::keyClicks(field, QStringLiteral("smtp.work.example"));
    }
    auto *way = in<QComboBox>(form, "identityWay");
    const int certificate = way->findText(QStringLiteral("By a certificate"));
    way->setCurrentIndex(certificate);
    Q_EMIT way->activated(certificate);
    press(QStringLiteral("Save"));
    EXPECT_TRUE(notice().contains(QStringLiteral("certificate of me@work.example"))) << notice().toStdString();
    in<ui::FileField>(form, "identityCertificate")->setFile(QStringLiteral("/home/me/me.p12"));
    QTest::keyClicks(in<QLineEdit>(form, "identityPassword"), QStringLiteral("sesame"));

    f.engine.checkedIdentity = makeError(ErrorKind::CertificateInvalid, "tls", "self-signed");
    crypto::CertificateReport report;
    report.host = "smtp.work.example";
    report.port = 465;
    report.problems = {crypto::CertificateProblem::SelfSigned};
    f.engine.refused = report;
    auto *look = in<ui::FlatButton>(form, "identityLook");
    EXPECT_FALSE(look->isVisible());
    in<ui::FlatButton>(form, "identityCheck")->click();
    ASSERT_TRUE(waitFor([&] { return look->isVisible(); }));
    EXPECT_EQ(f.engine.identityProof.password, QStringLiteral("sesame"));
    EXPECT_TRUE(picture(*form, QStringLiteral("address-certificate-refused")));
    look->click();
    auto *dialog = form->findChild<ui::CertificateDialog *>();
    ASSERT_TRUE(dialog);
    // Trusted by a deliberate act there: it is tried again.
    f.engine.checkedIdentity = engine::CheckedIdentity{QStringLiteral("TLSv1.3 X"), {}};
    Q_EMIT dialog->decided();
    ASSERT_TRUE(waitFor([&] { return in<QLabel>(form, "identityOutcome")->text().startsWith(QStringLiteral("Signed in")); }));
    EXPECT_FALSE(look->isVisible());
    press(QStringLiteral("Save"));
    ASSERT_TRUE(waitFor([&] { return notice() == QStringLiteral("Saved."); })) << notice().toStdString();
    EXPECT_EQ(f.engine.data->identities.back().auth, "certificate:/home/me/me.p12");
}

TEST_F(Identities, OneIsRemovedWithSaveAndNotWhileItsMailWaits)
{
    press(QStringLiteral("Add an address"));
    QTest::keyClicks(in<QLineEdit>(forms().back(), "identityAddress"), QStringLiteral("me@work.example"));
    press(QStringLiteral("Save"));
    ASSERT_TRUE(waitFor([&] { return notice() == QStringLiteral("Saved."); })) << notice().toStdString();
    const int with = stored();
    in<ui::FlatButton>(forms().back(), "identityRemove")->click();
    EXPECT_EQ(stored(), with) << "nothing happens before it is saved";
    f.engine.removeIdentityError = makeError(ErrorKind::InvalidInput, store::kIdentityInUse);
    press(QStringLiteral("Save"));
    ASSERT_TRUE(waitFor([&] { return notice().contains(QStringLiteral("Outbox")); })) << notice().toStdString();
    f.engine.removeIdentityError.reset();
    press(QStringLiteral("Save"));
    ASSERT_TRUE(waitFor([&] { return notice() == QStringLiteral("Saved."); }));
    EXPECT_EQ(stored(), with - 1);
}

} // namespace
} // namespace tern::test
