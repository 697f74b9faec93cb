// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/setup/SetupDialog.h"
#include "ui/widgets/Buttons.h"

#include <QLineEdit>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using accounts::SettingsWay;
using engine::CheckStep;
using Kind = CheckStep::Kind;
using State = CheckStep::State;

CheckStep line(Kind kind, State state, const QString &subject = {}, const QString &fact = {}, std::optional<Error> error = {})
{
    return {kind, state, subject, fact, std::chrono::milliseconds(210), std::move(error)};
}

CheckStep way(SettingsWay where, State state, const QString &fact = {}, ErrorKind failed = ErrorKind::HostNotFound)
{
    CheckStep made = line(Kind::Way, state, {}, fact, state == State::Failed ? std::optional(makeError(failed, "test")) : std::nullopt);
    made.way = where;
    return made;
}

const QString kDomain = QStringLiteral("example.org");
const QString kServer = QStringLiteral("mail.example.org, port 993");

/// An outcome of setting up, its picture's name, and whether the check ends.
struct Outcome {
    const char *name;
    std::vector<CheckStep> steps;
    std::optional<Error> error;
    bool held = false;
};

std::vector<Outcome> outcomes()
{
    const Error nobody = makeError(ErrorKind::NotFound, "accounts.find", "nobody knows the servers of example.org");
    const Error confirm = makeError(ErrorKind::ConfirmationNeeded, "accounts.check", "imap.elsewhere.net");
    const std::vector<CheckStep> looking{line(Kind::Settings, State::Running, kDomain), way(SettingsWay::DomainFile, State::Failed),
                                         way(SettingsWay::Database, State::Running), way(SettingsWay::ServiceRecords, State::Running),
                                         way(SettingsWay::MailExchanger, State::Failed), way(SettingsWay::Guess, State::Passed, kServer)};
    std::vector<CheckStep> found{line(Kind::Settings, State::Passed, kDomain, QStringLiteral("database")),
                                 way(SettingsWay::DomainFile, State::Failed, {}, ErrorKind::CertificateInvalid), way(SettingsWay::Database, State::Passed, kServer),
                                 way(SettingsWay::ServiceRecords, State::Failed), way(SettingsWay::MailExchanger, State::Failed, {}, ErrorKind::Timeout),
                                 way(SettingsWay::Guess, State::Skipped), line(Kind::Receive, State::Passed, kServer, QStringLiteral("TLS 1.3")),
                                 line(Kind::Send, State::Passed, QStringLiteral("smtp.example.org, port 465"), QStringLiteral("TLS 1.3")),
                                 line(Kind::SignInReceive, State::Running)};
    return {{"setup-looking", looking, {}, true},
            {"setup-found", found, {}, true},
            {"setup-confirm",
             {line(Kind::Settings, State::Failed, kDomain, {}, confirm), way(SettingsWay::DomainFile, State::Failed), way(SettingsWay::Database, State::Failed),
              way(SettingsWay::ServiceRecords, State::Passed, QStringLiteral("imap.elsewhere.net, port 993")), way(SettingsWay::MailExchanger, State::Failed),
              way(SettingsWay::Guess, State::Failed)},
             confirm},
            {"setup-nothing",
             {line(Kind::Settings, State::Failed, kDomain, {}, nobody), way(SettingsWay::DomainFile, State::Failed), way(SettingsWay::Database, State::Failed),
              way(SettingsWay::ServiceRecords, State::Failed, {}, ErrorKind::Timeout), way(SettingsWay::MailExchanger, State::Failed), way(SettingsWay::Guess, State::Failed)},
             nobody}};
}

class SetupPictures : public testing::TestWithParam<const char *> {};

TEST_P(SetupPictures, EachOutcome)
{
    const QString look = QString::fromLatin1(GetParam());
    std::optional<ChineseWhile> chinese;
    if (look == QLatin1String("zh_CN")) {
        chinese.emplace();
        ASSERT_TRUE(chinese->isLoaded());
    }
    for (const Outcome &outcome : outcomes()) {
        WindowFixture f;
        f.engine.checkSteps = outcome.steps;
        f.engine.checkError = outcome.error;
        f.engine.holdCheck = outcome.held;
        ui::SetupDialog dialog(f.context);
        dialog.setEmail(QStringLiteral("jane@example.org"));
        dialog.findChildren<QLineEdit *>().at(1)->setText(QStringLiteral("ABCDEFGH"));
        dialog.findChild<ui::PrimaryButton *>()->click();
        settle();
        EXPECT_TRUE(picture(dialog, QLatin1String(outcome.name) + QLatin1Char('-') + look));
    }
}

INSTANTIATE_TEST_SUITE_P(Looks, SetupPictures, testing::Values("light", "zh_CN"), [](const auto &look) { return std::string(look.param); });

} // namespace
} // namespace tern::test
