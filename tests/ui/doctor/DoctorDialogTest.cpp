// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ProviderPresets.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/doctor/CertificateDialog.h"
#include "ui/doctor/DoctorDialog.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/StepRow.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using engine::DoctorStep;
using Kind = DoctorStep::Kind;
using Server = DoctorStep::Server;
using State = DoctorStep::State;

DoctorStep step(Server server, Kind kind, State state, const QString &detail = {}, int milliseconds = 12)
{
    DoctorStep made;
    made.server = server;
    made.kind = kind;
    made.state = state;
    made.endpoint = server == Server::Smtp ? Endpoint{"smtp.163.com", 465, Security::Tls} : Endpoint{"imap.163.com", 993, Security::Tls};
    made.took = std::chrono::milliseconds{milliseconds};
    made.detail = detail;
    return made;
}

std::vector<DoctorStep> sending()
{
    using K = Kind;
    const auto one = [](K kind, const char *detail, int took) { return step(Server::Smtp, kind, State::Passed, QString::fromUtf8(detail), took); };
    return {one(K::Dns, "123.126.97.79", 3), one(K::Tcp, "123.126.97.79", 31), one(K::Tls, "TLSv1.3 TLS_AES_256_GCM_SHA384", 64),
            one(K::Greeting, "220 163.com Anti-spam GT for Coremail System", 33), one(K::Capabilities, "PIPELINING, SIZE 73400320, AUTH LOGIN PLAIN XOAUTH2", 31),
            one(K::SignIn, "signed in", 214), one(K::MailFrom, "250 Mail OK", 35)};
}

/// \param upTo  how many of the steps to receive pass; the next one fails, the rest is not tried.
std::vector<DoctorStep> receiving(std::size_t upTo)
{
    const std::vector<std::tuple<Kind, const char *, int>> way{
        {Kind::Dns, "123.126.97.113 2408:8719:1:2::17", 4}, {Kind::Tcp, "123.126.97.113", 29}, {Kind::Tls, "TLSv1.3 TLS_AES_256_GCM_SHA384", 61},
        {Kind::Greeting, "* OK Coremail System IMap Server Ready(163com)", 30}, {Kind::Capabilities, "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS", 30},
        {Kind::SignIn, "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ UIDPLUS", 189}, {Kind::Id, "name=Coremail Imap", 31}, {Kind::Select, "INBOX, 1204 messages", 44}};
    std::vector<DoctorStep> steps;
    for (std::size_t i = 0; i < way.size(); ++i) {
        const auto &[kind, detail, took] = way[i];
        const State state = i < upTo ? State::Passed : i == upTo ? State::Failed : State::Skipped;
        steps.push_back(step(Server::Imap, kind, state, state == State::Passed ? QString::fromUtf8(detail) : QString(), took));
    }
    return steps;
}

crypto::CertificateReport changedCertificate()
{
    crypto::CertificateReport report;
    report.host = "imap.163.com";
    report.port = 993;
    report.problems = {crypto::CertificateProblem::PinChanged, crypto::CertificateProblem::SelfSigned};
    report.leaf = {"CN=imap.163.com", "CN=imap.163.com", {"imap.163.com"}, 1764000000000, 1795000000000,
                   "3F:0A:91:5C:77:1B:E2:44:09:D3:5A:6E:8F:10:22:C7:B1:94:0E:63:58:FA:2D:71:9C:EE:05:48:A6:B3:1F:D0", "RSA, 2048 bits", "RSA-SHA256"};
    report.chain = {report.leaf, {"CN=Example Root, O=Example", "CN=Example Root, O=Example", {}, 1704000000000, 1995000000000,
                                  "11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00", "ECDSA, P-256", "ecdsa-with-SHA256"}};
    crypto::CertificateInfo before = report.leaf;
    before.issuer = "CN=GeoTrust CN RSA CA G1, O=DigiCert Inc";
    before.sha256 = "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89";
    report.previous = crypto::KnownCertificate{before, 1763000000000};
    report.pin = report.previous;
    return report;
}

struct Patient : WindowFixture {
    std::vector<DoctorStep> &steps = engine.doctorSteps;
    void add(std::vector<DoctorStep> more) { steps.insert(steps.end(), more.begin(), more.end()); }
    void wrongPassword()
    {
        steps = receiving(5);
        steps[5].error = makeError(ErrorKind::AuthenticationFailed, "imap.signin", "LOGIN Login error or password error");
        steps[5].trouble = accounts::SignInTrouble::NeedsCode;
        steps[5].provider = accounts::ProviderPresets::builtIn().forAddress(QStringLiteral("x@163.com"))->id;
        add(sending());
        engine.doctorOutcome = false;
    }
    void badCertificate()
    {
        steps = receiving(2);
        steps[2].error = makeError(ErrorKind::CertificateInvalid, crypto::kPinChanged, "pin_changed: imap.163.com");
        steps[2].certificate = changedCertificate();
        add(sending());
        engine.doctorOutcome = false;
    }
    void good()
    {
        steps = receiving(8);
        add(sending());
    }
    const store::AccountRecord &account() { return engine.data->accounts.front(); }
};

ui::FlatButton *buttonIn(QWidget &window, const QString &text)
{
    for (ui::FlatButton *button : window.findChildren<ui::FlatButton *>()) {
        if (button->text() == text && !button->isHidden())
            return button;
    }
    return nullptr;
}

TEST(DoctorDialog, ShowsEachStepAndWhatItCameTo)
{
    Patient p;
    p.good();
    ui::DoctorDialog dialog(p.context, p.account());
    dialog.show();
    settle();
    EXPECT_EQ(dialog.findChildren<ui::StepRow *>().size(), 15);
    EXPECT_TRUE(dialog.findChild<ui::Banner *>()->text().startsWith(QStringLiteral("Everything works")));
    EXPECT_EQ(p.engine.calls, QStringList{QStringLiteral("diagnose %1").arg(p.account().id.value)});
}

TEST(DoctorDialog, HasASectionForEachServerOfAnAddressOfItsOwn)
{
    Patient p;
    p.good();
    const auto own = [&](const QStringList &addresses, std::size_t upTo) {
        auto steps = sending();
        for (std::size_t i = 0; i < steps.size(); ++i) {
            steps[i].endpoint = {"smtp.work.example", 587, Security::StartTls};
            steps[i].addresses = addresses;
            steps[i].state = i < upTo ? State::Passed : i == upTo ? State::Failed : State::Skipped;
        }
        if (upTo < steps.size())
            steps[upTo].error = makeError(ErrorKind::PasswordNeeded, "outbox.identity", addresses.first().toStdString());
        p.add(steps);
    };
    own({QStringLiteral("me@work.example"), QStringLiteral("sales@work.example")}, 7);
    own({QStringLiteral("me@club.example")}, 5);
    p.engine.doctorOutcome = false;
    ui::DoctorDialog dialog(p.context, p.account());
    dialog.show();
    settle();
    EXPECT_EQ(dialog.findChildren<ui::StepRow *>().size(), 29);
    EXPECT_EQ(dialog.findChild<ui::Banner *>()->text(), QStringLiteral("Receiving works. Sending works. Sending as me@work.example works. "
                                                                       "Sending as me@club.example does not work; it ends at: Signing in (AUTH)."));
    EXPECT_TRUE(picture(dialog, QStringLiteral("doctor-own-servers")));
    AccountId asked;
    QObject::connect(&dialog, &ui::DoctorDialog::settingsRequested, [&](AccountId id) { asked = id; });
    auto *change = buttonIn(dialog, QStringLiteral("Change the settings…"));
    ASSERT_TRUE(change);
    change->click();
    EXPECT_EQ(asked, p.account().id);
    EXPECT_EQ(dialog.report().count(QStringLiteral("SMTP:")), 3) << dialog.report().toStdString();
}

TEST(DoctorDialog, SaysWhatToDoWhereItEnds)
{
    Patient p;
    p.wrongPassword();
    ui::DoctorDialog dialog(p.context, p.account());
    dialog.show();
    settle();
    EXPECT_EQ(dialog.findChild<ui::Banner *>()->text(), QStringLiteral("Receiving does not work; it ends at: Signing in. Sending works."));
    bool advised = false;
    for (ui::StepRow *row : dialog.findChildren<ui::StepRow *>())
        advised = advised || row->accessibleName().contains(QStringLiteral("authorization code"));
    EXPECT_TRUE(advised);
    std::optional<AccountId> repaired;
    QObject::connect(&dialog, &ui::DoctorDialog::repairRequested, [&](AccountId id) { repaired = id; });
    ui::FlatButton *again = buttonIn(dialog, QStringLiteral("Sign in again…"));
    ASSERT_NE(again, nullptr);
    again->click();
    EXPECT_EQ(repaired, p.account().id);
}

TEST(DoctorDialog, CopiesAReportWithoutNames)
{
    Patient p;
    p.wrongPassword();
    p.steps[5].error->detail = "no such user " + p.account().email.toStdString();
    ui::DoctorDialog dialog(p.context, p.account());
    dialog.show();
    settle();
    buttonIn(dialog, QStringLiteral("Copy a report"))->click();
    const QString copied = QApplication::clipboard()->text();
    EXPECT_TRUE(copied.contains(QStringLiteral("sign_in"))) << copied.toStdString();
    EXPECT_FALSE(copied.contains(p.account().email)) << copied.toStdString();
    EXPECT_FALSE(copied.contains(QStringLiteral("123.126"))) << copied.toStdString();
}

TEST(DoctorDialog, StopsAndClosesCleanly)
{
    Patient p;
    p.steps = {step(Server::Imap, Kind::Dns, State::Running)};
    p.engine.holdDoctor = true;
    {
        ui::DoctorDialog dialog(p.context, p.account());
        dialog.show();
        settle();
        dialog.findChild<ui::PrimaryButton *>()->click();
        EXPECT_EQ(p.engine.calls.last(), QStringLiteral("cancelDiagnosis 7"));
        EXPECT_EQ(dialog.findChild<ui::PrimaryButton *>()->text(), QStringLiteral("Check again"));
        dialog.findChild<ui::PrimaryButton *>()->click();
        settle();
        EXPECT_TRUE(p.engine.calls.last().startsWith(QStringLiteral("diagnose")));
    }
    EXPECT_EQ(p.engine.calls.last(), QStringLiteral("cancelDiagnosis 7")) << "closing ends it";
}

TEST(CertificateDialog, TrustsOnlyByADeliberateAct)
{
    Patient p;
    ui::CertificateDialog dialog(p.context, changedCertificate());
    int decided = 0;
    QObject::connect(&dialog, &ui::CertificateDialog::decided, [&] { ++decided; });
    dialog.show();
    settle();
    EXPECT_EQ(buttonIn(dialog, QStringLiteral("Trust it")), nullptr) << "not before the box is ticked";
    dialog.findChild<QCheckBox *>()->setChecked(true);
    ui::FlatButton *trust = buttonIn(dialog, QStringLiteral("Trust it"));
    ASSERT_NE(trust, nullptr);
    trust->click();
    settle();
    EXPECT_EQ(p.engine.calls, QStringList{QStringLiteral("trustCertificate 993")});
    EXPECT_EQ(decided, 1);
}

TEST(CertificateDialog, TheDefaultKeepsTheOldOne)
{
    Patient p;
    ui::CertificateDialog dialog(p.context, changedCertificate());
    dialog.show();
    settle();
    EXPECT_EQ(dialog.focusWidget(), dialog.findChild<ui::PrimaryButton *>());
    dialog.findChild<ui::PrimaryButton *>()->click();
    settle();
    EXPECT_EQ(p.engine.calls, QStringList{QStringLiteral("keepCertificate 993")});
}

TEST(CertificateDialog, NobodyCanTrustWhatWasTakenBack)
{
    Patient p;
    crypto::CertificateReport report = changedCertificate();
    report.problems = {crypto::CertificateProblem::Revoked};
    ui::CertificateDialog dialog(p.context, report);
    dialog.show();
    settle();
    EXPECT_TRUE(dialog.findChild<QCheckBox *>()->isHidden());
    dialog.findChild<ui::PrimaryButton *>()->click();
    EXPECT_TRUE(p.engine.calls.isEmpty());
}

class DoctorPictures : public testing::TestWithParam<const char *> {};

TEST_P(DoctorPictures, EachOutcome)
{
    const QString look = QString::fromLatin1(GetParam());
    std::optional<ChineseWhile> chinese;
    if (look == QLatin1String("zh_CN")) {
        chinese.emplace();
        ASSERT_TRUE(chinese->isLoaded());
    }
    const std::pair<const char *, void (Patient::*)()> outcomes[] = {
        {"doctor-good", &Patient::good}, {"doctor-password", &Patient::wrongPassword}, {"doctor-certificate", &Patient::badCertificate}};
    for (const auto &[name, prepare] : outcomes) {
        Patient p;
        p.theme.setMode(look == QLatin1String("dark") ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        (p.*prepare)();
        ui::DoctorDialog dialog(p.context, p.account());
        dialog.show();
        settle();
        EXPECT_TRUE(picture(dialog, QLatin1String(name) + QLatin1Char('-') + look));
    }
    Patient p;
    p.theme.setMode(look == QLatin1String("dark") ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    ui::CertificateDialog certificate(p.context, changedCertificate());
    certificate.findChild<QCheckBox *>()->setChecked(true);
    settle();
    EXPECT_TRUE(picture(certificate, QStringLiteral("certificate-changed-") + look));
}

INSTANTIATE_TEST_SUITE_P(Looks, DoctorPictures, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

} // namespace
} // namespace tern::test
