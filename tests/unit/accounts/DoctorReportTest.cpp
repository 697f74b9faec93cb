// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/DoctorReport.h"

#include <gtest/gtest.h>

#include <QSysInfo>

namespace tern::accounts {
namespace {

using Kind = DoctorStep::Kind;

DoctorStep passed(Kind kind, const QString &detail, DoctorStep::Server server = DoctorStep::Server::Imap)
{
    DoctorStep step;
    step.kind = kind;
    step.server = server;
    step.state = DoctorStep::State::Passed;
    step.endpoint = {"mail.lin-family.test", 993, Security::Tls};
    step.took = std::chrono::milliseconds{12};
    step.detail = detail;
    return step;
}

DoctorStep failed(Kind kind, const Error &error)
{
    DoctorStep step = passed(kind, {});
    step.state = DoctorStep::State::Failed;
    step.error = error;
    return step;
}

store::AccountRecord person()
{
    store::AccountRecord account;
    account.email = QStringLiteral("lin.yu@lin-family.test");
    account.name = QStringLiteral("林宇");
    account.imap = {"mail.lin-family.test", 993, 0, "lin-account"};
    account.smtp = {"smtp.163.com", 465, 0, "ly"};
    return account;
}

struct Leak {
    const char *words;
    std::vector<const char *> hidden;
};

class DoctorReport : public ::testing::TestWithParam<Leak> {};

TEST_P(DoctorReport, LetsNothingSlipThrough)
{
    DoctorPrivacy hidden = privacyOf(person());
    hidden.places << QStringLiteral("tinas-laptop");
    hidden.secrets << QStringLiteral("Tr0ub4dor");
    const QString words = QString::fromUtf8(GetParam().words);
    // In each place where a server's words can stand.
    const QString report = doctorReport({passed(Kind::Greeting, words), failed(Kind::SignIn, makeError(ErrorKind::AuthenticationFailed, "imap.signin", words.toStdString())),
                                         passed(Kind::MailFrom, words, DoctorStep::Server::Smtp)},
                                        hidden);
    for (const char *secret : GetParam().hidden)
        EXPECT_FALSE(report.contains(QString::fromUtf8(secret), Qt::CaseInsensitive)) << secret << " in\n" << report.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Every, DoctorReport, ::testing::Values(
    Leak{"lin.yu@lin-family.test is not known", {"lin.yu", "lin-family"}},
    Leak{"somebody.else@other.example has no mailbox", {"somebody", "other.example"}},
    Leak{"<LIN.YU> is not known here, LIN-ACCOUNT neither", {"lin.yu", "lin-account"}},
    Leak{"user=lin-account, realm=lin-family.test", {"lin-account", "lin-family"}},
    Leak{"no such user: ly", {"user: ly"}},
    Leak{"250 2.1.0 <邮箱@例子.中国> 林宇 Ok", {"邮箱", "例子", "林宇"}},
    Leak{"mx1.lin-family.test at your service, [203.0.113.9]", {"lin-family", "203.0.113.9"}},
    Leak{"from 2001:db8::17 or fe80::1%eth0 or ::1", {"2001:db8", "fe80", "::1", "eth0"}},
    Leak{"hello tinas-laptop.lan", {"tinas-laptop"}},
    Leak{"you said Tr0ub4dor", {"Tr0ub4dor"}},
    Leak{"AGxpbi1hY2NvdW50AFRyMHViNGRvcg== is wrong", {"AGxpbi1", "FRyMHViNGRvcg"}},                  // \0lin-account\0Tr0ub4dor
    Leak{"dXNlcj1saW4ueXVAbGluLWZhbWlseS50ZXN0", {"saW4ueXV"}},                                       // user=lin.yu@lin-family.test
    Leak{"auth=Bearer ya29.a0AfH6SMBx7Q2pXkzT9", {"a0AfH6SMBx7Q2pXkzT9"}},
    Leak{"{\"status\":\"401\",\"token\":\"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0\"}", {"eyJhbGci", "eyJzdWIi"}},
    Leak{"session 0123456789abcdef0123456789abcdef", {"0123456789abcdef"}},
    Leak{"AB:CD:EF:01:23:45:67:89", {"AB:CD"}}));

TEST(DoctorReportText, HidesWhatThisComputerIsCalled)
{
    const QString machine = QSysInfo::machineHostName();
    if (machine.isEmpty() || machine == QLatin1String("localhost"))
        GTEST_SKIP() << "this computer has no name";
    const QString report = doctorReport({passed(Kind::Greeting, QStringLiteral("Hello %1, pleased to meet you").arg(machine))}, privacyOf(person()));
    EXPECT_FALSE(report.contains(machine, Qt::CaseInsensitive)) << report.toStdString();
}

TEST(DoctorReportText, KeepsWhatHelps)
{
    store::AccountRecord account = person();
    account.email = QStringLiteral("somebody@163.com");
    account.imap = {"imap.163.com", 993, 0, {}};
    DoctorStep tls = passed(Kind::Tls, QStringLiteral("TLSv1.3 TLS_AES_256_GCM_SHA384"));
    DoctorStep capabilities = passed(Kind::Capabilities, QStringLiteral("IMAP4rev1 SASL-IR AUTH=OAUTHBEARER UTF8=ACCEPT X-GM-EXT-1"));
    DoctorStep refused = failed(Kind::SignIn, makeError(ErrorKind::AuthenticationFailed, "imap.signin", "NO LOGIN Login error or password error"));
    DoctorStep skipped = passed(Kind::Select, {});
    skipped.state = DoctorStep::State::Skipped;
    std::vector<DoctorStep> steps{tls, capabilities, refused, skipped};
    for (DoctorStep &step : steps)
        step.endpoint = {"imap.163.com", 993, Security::Tls};
    const QString report = doctorReport(steps, privacyOf(account));
    for (const char *kept : {"IMAP: imap.163.com, port 993, tls", "TLSv1.3 TLS_AES_256_GCM_SHA384", "SASL-IR AUTH=OAUTHBEARER UTF8=ACCEPT X-GM-EXT-1",
                             "authentication_failed (imap.signin): NO LOGIN Login error or password error", "12 ms", "not tried"})
        EXPECT_TRUE(report.contains(QString::fromLatin1(kept))) << kept << " not in\n" << report.toStdString();
}

TEST(DoctorReportText, NamesTheServersOfKnownProvidersAlone)
{
    DoctorStep own = passed(Kind::Tcp, {});
    DoctorStep providers = passed(Kind::Tcp, {}, DoctorStep::Server::Smtp);
    providers.endpoint.host = "smtp.163.com";
    const QString report = doctorReport({own, providers}, privacyOf(person()));
    EXPECT_FALSE(report.contains(QStringLiteral("lin-family"))) << report.toStdString();
    EXPECT_TRUE(report.contains(QStringLiteral("smtp.163.com"))) << report.toStdString();
}

TEST(DoctorReportText, TellsWhatIsWrongWithACertificateAndNotWhoseItIs)
{
    DoctorStep refused = failed(Kind::Tls, makeError(ErrorKind::CertificateInvalid, "tls.handshake", "expired: mail.lin-family.test; subject CN=lin"));
    refused.certificate.emplace();
    refused.certificate->problems = {crypto::CertificateProblem::Expired, crypto::CertificateProblem::WrongHost};
    const QString report = doctorReport({refused}, privacyOf(person()));
    EXPECT_TRUE(report.contains(QStringLiteral("certificate_invalid (tls.handshake) expired wrong_host"))) << report.toStdString();
    EXPECT_FALSE(report.contains(QStringLiteral("CN="))) << report.toStdString();
}

} // namespace
} // namespace tern::accounts
