// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountNet.h"
#include "core/accounts/ProviderPresets.h"
#include "core/accounts/ServerDoctor.h"
#include "tests/support/Patience.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/net/SilentListener.h"
#include "tests/support/scripted/NameServer.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

namespace tern::test {
namespace {

using accounts::DoctorStep;
using accounts::ServerDoctor;
using Kind = DoctorStep::Kind;
using Server = DoctorStep::Server;
using State = DoctorStep::State;

constexpr const char *kPlain = "AHVzZXIAcGFzcw==";      // \0user\0pass

class Doctor : public ::testing::Test {
protected:
    Doctor()
    {
        names.addAddress("mail.example.test", "127.0.0.1");
        patient.account.id = AccountId{1};
        patient.account.email = QStringLiteral("me@example.test");
        patient.account.secretSource = "file:" + (folder.path() / "password").string();
        for (store::ServerSettings *settings : {&patient.account.imap, &patient.account.smtp})
            *settings = {"mail.example.test", server.port(), int(Security::Tls), "user"};
        setPassword("pass");
        patient.account.caFile = (folder.path() / "ca.pem").string();
        std::ofstream(patient.account.caFile) << authority.certificatePem;
        server.setIdentity(makeLeaf({.dnsNames = {"mail.example.test"}}, &authority));
    }

    void setPassword(const std::string &password) { std::ofstream(folder.path() / "password") << password << "\n"; }
    void setSecurity(Security security)
    {
        for (store::ServerSettings *settings : {&patient.account.imap, &patient.account.smtp})
            settings->security = int(security);
    }

    /// \return whether all went well; the steps that ended are in `steps`.
    bool examine(Server which)
    {
        server.start();
        auto context = net.context(patient.account, stop.token(), accounts::AccountNet::Disputed::GoOn);
        EXPECT_TRUE(context.ok()) << context.error().toString();
        context->connectTimeout = context->replyTimeout = std::chrono::seconds{20};
        ServerDoctor doctor(net, *context, patient, [this](const DoctorStep &step) {
            if (step.state == State::Running) {
                began.push_back(step.kind);
                reached = step.kind;
            } else {
                steps.push_back(step);
            }
        });
        return doctor.examine(which);
    }

    /// "dns+ tcp+ tls-": which steps ended, and how.
    [[nodiscard]] std::string way() const
    {
        static const std::map<Kind, std::string> words{{Kind::Dns, "dns"},         {Kind::Tcp, "tcp"},       {Kind::Tls, "tls"}, {Kind::Greeting, "greeting"},
                                                       {Kind::Capabilities, "can"}, {Kind::SignIn, "sign"},   {Kind::Id, "id"},   {Kind::Select, "select"},
                                                       {Kind::MailFrom, "mail"}};
        std::string text;
        for (const DoctorStep &step : steps)
            text += (text.empty() ? "" : " ") + words.at(step.kind) + (step.state == State::Passed ? "+" : step.state == State::Failed ? "-" : "");
        return text;
    }

    [[nodiscard]] const DoctorStep &last() const
    {
        return *std::find_if(steps.rbegin(), steps.rend(), [](const DoctorStep &step) { return step.state != State::Skipped; });
    }
    [[nodiscard]] std::string said(Kind kind) const
    {
        for (const DoctorStep &step : steps) {
            if (step.kind == kind)
                return step.detail.toStdString();
        }
        return "no such step";
    }

    void imapMeeting() { server.play({"TLS", "S: * OK hello", "C: T2 CAPABILITY", "S: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR", "S: T2 OK done", "C: T9 LOGOUT", "X", "N", "TLS"}); }
    void imapSignIn(const std::string &answer)
    {
        imapMeeting();
        server.play({"S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello", std::string("C: $T AUTHENTICATE PLAIN ") + kPlain, "S: $T " + answer});
    }
    void smtpMeeting() { server.play({"TLS", "S: 220 hello", "C: EHLO [127.0.0.1]", "S: 250-hello me", "S: 250-SIZE 1000", "S: 250 AUTH PLAIN", "C: QUIT", "X", "N", "TLS"}); }
    void smtpSignIn(const std::string &answer)
    {
        smtpMeeting();
        server.play({"S: 220 hello", "C: EHLO [127.0.0.1]", "S: 250-hello me", "S: 250 AUTH PLAIN", std::string("C: AUTH PLAIN ") + kPlain, "S: " + answer});
    }

    TemporaryFolder folder;
    NameServer names;
    ScriptedServer server;
    TestIdentity authority = makeAuthority();
    TraceRing trace;
    StopSource stop;
    accounts::AccountNet net{names.servers(), &trace, nullptr};
    ServerDoctor::Patient patient;
    std::vector<DoctorStep> steps;
    std::vector<Kind> began;
    std::atomic<Kind> reached{Kind::Id};        ///< the step under way; this one is none of the first
};

TEST_F(Doctor, GoesAllTheWayToSendAndSendsNothing)
{
    smtpSignIn("235 2.7.0 in");
    server.play({"C: MAIL FROM:<me@example.test>", "S: 250 2.1.0 me@example.test welcome", "C: RSET", "S: 250 2.0.0 flushed", "C: QUIT", "S: 221 bye", "X"});
    EXPECT_TRUE(examine(Server::Smtp)) << way();
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting+ can+ sign+ mail+");
    EXPECT_EQ(server.finish(), "");
    EXPECT_EQ(said(Kind::Capabilities), "SIZE 1000, AUTH PLAIN");
    EXPECT_EQ(said(Kind::MailFrom), "250 2.1.0 me@example.test welcome");
    EXPECT_NE(said(Kind::Tls).find("TLSv1.3"), std::string::npos);
    EXPECT_EQ(began.size(), steps.size()) << "each step is told as it begins";
}

TEST_F(Doctor, TellsThatTheAddressIsNotTaken)
{
    smtpSignIn("235 in");
    server.play({"C: MAIL FROM:<me@example.test>", "S: 553 5.7.1 not owned by user", "X"});
    EXPECT_FALSE(examine(Server::Smtp));
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting+ can+ sign+ mail-");
    EXPECT_EQ(last().error->kind, ErrorKind::SenderRefused);
    EXPECT_NE(last().error->detail.find("not owned by user"), std::string::npos);
}

TEST_F(Doctor, TellsOneThatCanOnlyBeFoundWithoutEhlo)
{
    setSecurity(Security::Plain);
    server.play({"S: 220 old", "C: EHLO [127.0.0.1]", "S: 502 what?", "C: QUIT", "X", "N", "S: 220 old", "C: EHLO [127.0.0.1]", "S: 502 what?", "C: HELO [127.0.0.1]", "S: 250 hi", "X"});
    EXPECT_FALSE(examine(Server::Smtp));
    EXPECT_EQ(way(), "dns+ tcp+ greeting+ can+ sign- mail");
    EXPECT_EQ(last().error->kind, ErrorKind::AuthenticationUnavailable);
}

TEST_F(Doctor, DoesNotKnowTheName)
{
    patient.account.imap.host = "nowhere.example.test";
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns- tcp tls greeting can sign id select");
    EXPECT_EQ(last().error->kind, ErrorKind::HostNotFound);
}

TEST_F(Doctor, NobodyListens)
{
    patient.account.imap.port = [] { return ScriptedServer().port(); }();   // it listened there a moment ago
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp- tls greeting can sign id select");
    EXPECT_EQ(last().error->kind, ErrorKind::ConnectionRefused);
}

TEST_F(Doctor, TheCertificateIsRefusedAndNoPasswordLeaves)
{
    server.setIdentity(makeLeaf({.dnsNames = {"other.example.test"}}, &authority));
    server.play({"TLS", "E"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp+ tls- greeting can sign id select");
    EXPECT_EQ(last().error->kind, ErrorKind::CertificateInvalid);
    ASSERT_TRUE(last().certificate.has_value());
    EXPECT_TRUE(last().certificate->has(crypto::CertificateProblem::WrongHost));
    EXPECT_EQ(server.finish(), "");
}

TEST_F(Doctor, ADisputedCertificateIsToldAtItsStep)
{
    const TestIdentity trusted = makeLeaf({.dnsNames = {"mail.example.test"}}, nullptr);
    net.certificates().pin("mail.example.test", server.port(), crypto::describePem(trusted.certificatePem), 1);
    server.play({"TLS", "E"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp+ tls- greeting can sign id select");
    EXPECT_EQ(last().error->where, crypto::kPinChanged);
    EXPECT_TRUE(last().certificate && last().certificate->has(crypto::CertificateProblem::PinChanged));
    EXPECT_EQ(server.finish(), "");
}

TEST_F(Doctor, StartTlsIsRefusedAndNoPasswordLeaves)
{
    setSecurity(Security::StartTls);
    server.play({"S: * OK hello", "C: T1 STARTTLS", "S: T1 NO not today", "E"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp+ greeting+ tls- can sign id select");
    EXPECT_EQ(last().error->kind, ErrorKind::TlsFailed);
    EXPECT_EQ(server.finish(), "");
}

TEST_F(Doctor, StartTlsIsGoneAllTheWay)
{
    setSecurity(Security::StartTls);
    patient.signsIn = false;
    server.play({"S: 220 hello", "C: EHLO [127.0.0.1]", "S: 250 STARTTLS", "C: STARTTLS", "S: 220 go", "TLS", "C: EHLO [127.0.0.1]", "S: 250-hello", "S: 250 AUTH PLAIN", "C: QUIT", "X"});
    // The reply's first line is a greeting, whatever it says.
    EXPECT_TRUE(examine(Server::Smtp)) << way() << " " << last().error.value_or(Error{}).toString();
    EXPECT_EQ(way(), "dns+ tcp+ greeting+ tls+ can+");
    EXPECT_EQ(server.finish(), "");
}

TEST_F(Doctor, IsTurnedAwayByTheGreeting)
{
    server.play({"TLS", "S: * BYE too many connections", "X"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting- can sign id select");
    EXPECT_NE(last().error->detail.find("too many connections"), std::string::npos);
}

TEST_F(Doctor, GetsNoAnswerToCapability)
{
    server.play({"TLS", "S: * OK hello", "C: T2 CAPABILITY", "X"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting+ can- sign id select");
    EXPECT_EQ(last().error->kind, ErrorKind::ConnectionLost);
}

TEST_F(Doctor, ThePasswordIsWrongAndTheProvidersWayIsNamed)
{
    const auto *preset = accounts::ProviderPresets::builtIn().forAddress(QStringLiteral("x@163.com"));
    ASSERT_NE(preset, nullptr);
    patient.preset = preset;
    smtpSignIn("535 Error: authentication failed");
    server.play({"X"});
    EXPECT_FALSE(examine(Server::Smtp));
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting+ can+ sign- mail");
    EXPECT_EQ(last().trouble, accounts::SignInTrouble::NeedsCode);
    EXPECT_EQ(last().provider, preset->id);
}

TEST_F(Doctor, ThereIsNoPassword)
{
    patient.account.secretSource = "session";
    server.play({"TLS", "S: * OK hello", "C: T2 CAPABILITY", "S: * CAPABILITY IMAP4rev1", "S: T2 OK done", "C: T9 LOGOUT", "X"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting+ can+ sign- id select");
    EXPECT_EQ(last().error->kind, ErrorKind::PasswordNeeded);
}

TEST_F(Doctor, TheInboxCannotBeOpened)
{
    imapSignIn("OK [CAPABILITY IMAP4rev1] in");
    server.play({"C: $T LIST ...", "S: * LIST () \"/\" INBOX", "S: $T OK done", "C: $T SELECT INBOX", "S: $T NO [SERVERBUG] index is broken", "X"});
    EXPECT_FALSE(examine(Server::Imap));
    EXPECT_EQ(last().kind, Kind::Select) << way() << " " << server.finish();
    EXPECT_EQ(last().state, State::Failed);
}

TEST_F(Doctor, Pop3HasItsOwnWay)
{
    patient.account.kind = store::AccountKind::Pop3;
    server.play({"TLS", "S: +OK hello", "C: CAPA", "S: +OK", "S: UIDL", "S: SASL PLAIN", "S: .", "C: QUIT", "X", "N",
                 "TLS", "S: +OK hello", "C: CAPA", "S: +OK", "S: UIDL", "S: SASL PLAIN", "S: .", std::string("C: AUTH PLAIN ") + kPlain, "S: -ERR [AUTH] wrong", "X"});
    EXPECT_FALSE(examine(Server::Pop3));
    EXPECT_EQ(way(), "dns+ tcp+ tls+ greeting+ can+ sign- select");
    EXPECT_EQ(said(Kind::Capabilities), "UIDL, SASL PLAIN");
    EXPECT_EQ(last().error->kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(last().trouble, accounts::SignInTrouble::WrongPassword);
}

/// Stops an examination that waits for ever.
class DoctorStopped : public Doctor {
protected:
    void endAt(Kind kind, Server which)
    {
        using Clock = std::chrono::steady_clock;
        std::atomic<Clock::time_point> asked{Clock::time_point{}};
        std::jthread stopper([&] {
            for (int i = 0; i < 2000 && reached != kind; ++i)
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            std::this_thread::sleep_for(std::chrono::milliseconds{200});
            asked = Clock::now();
            stop.requestStop();
        });
        EXPECT_FALSE(examine(which)) << way();
        const auto ended = Clock::now();
        EXPECT_NE(asked.load(), Clock::time_point{}) << "it waited for nothing: " << way() << " " << last().error->toString();
        EXPECT_EQ(last().error->kind, ErrorKind::Cancelled) << way();
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(ended - asked.load());
        RecordProperty("milliseconds", int(took.count()));
        EXPECT_LE(took, std::chrono::seconds{1 * kSlower}) << way();
        EXPECT_EQ(last().kind, kind);
        server.open("never");
    }
};

TEST_F(DoctorStopped, WhileNoNameServerAnswers)
{
    names.mute("mail.example.test");
    endAt(Kind::Dns, Server::Imap);
}

TEST_F(DoctorStopped, WhileNobodyTakesTheConnection)
{
    const SilentListener silent(SilentListener::Kind::Ignores);
    patient.account.imap.port = silent.port();
    endAt(Kind::Tcp, Server::Imap);
}

TEST_F(DoctorStopped, InTheHandshake)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    patient.account.imap.port = silent.port();
    endAt(Kind::Tls, Server::Imap);
}

TEST_F(DoctorStopped, BeforeTheGreeting)
{
    server.play({"TLS", "G: never"});
    endAt(Kind::Greeting, Server::Imap);
}

TEST_F(DoctorStopped, WhileSigningIn)
{
    imapMeeting();
    server.play({"S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello", std::string("C: $T AUTHENTICATE PLAIN ") + kPlain, "G: never"});
    endAt(Kind::SignIn, Server::Imap);
}

TEST_F(DoctorStopped, AtMailFrom)
{
    smtpSignIn("235 in");
    server.play({"C: MAIL FROM:<me@example.test>", "G: never"});
    endAt(Kind::MailFrom, Server::Smtp);
}

} // namespace
} // namespace tern::test
