// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/smtp/SmtpScript.h"

namespace tern::test {
namespace {

class SmtpSignIn : public SmtpScript {};
INSTANTIATE_TEST_SUITE_P(Every, SmtpSignIn, everyPiece(), piecesName);

TEST_P(SmtpSignIn, ReadsWhatTheServerOffers)
{
    signIn({"PIPELINING", "SIZE 35882577", "8bitmime", "SMTPUTF8", "AUTH=LOGIN PLAIN"});
    server.play({"C: QUIT", "S: 221 bye"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const smtp::SmtpCapabilities &found = session->capabilities();
    EXPECT_TRUE(found.pipelining && found.eightBitMime && found.smtpUtf8 && found.size);
    EXPECT_FALSE(found.startTls);
    EXPECT_EQ(found.maxSize, 35882577U);
    EXPECT_EQ(found.authMechanisms, (std::vector<std::string>{"LOGIN", "PLAIN"}));
    session->quit();
    finish();
}

TEST_P(SmtpSignIn, HidesTheSecretInTheTrace)
{
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_NE(traced().find("AUTH PLAIN [secret]"), std::string::npos) << traced();
    EXPECT_EQ(traced().find("AHVzZXIAcGFzcw"), std::string::npos);
    finish();
}

TEST_P(SmtpSignIn, FallsBackToHeloWithoutSignIn)
{
    options.user.clear();
    server.play({"S: 220 old", "C: EHLO [127.0.0.1]", "S: 502 what?", "C: HELO [127.0.0.1]", "S: 250 hello"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->capabilities().authMechanisms.empty());
    finish();
}

TEST_P(SmtpSignIn, ReportsAWrongPasswordAndTriesNoOtherWay)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH PLAIN LOGIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==",
                 "S: 535 5.7.8 Error: authentication failed", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    EXPECT_NE(error.detail.find("authentication failed"), std::string::npos);
    finish();
}

TEST_P(SmtpSignIn, GoesOnToLoginWhenPlainIsNotReallyThere)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH PLAIN LOGIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==", "S: 504 5.5.4 no such mechanism",
                 "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: dXNlcg==", "S: 334 UGFzc3dvcmQ6", "C: cGFzcw==", "S: 235 in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(traced().find("cGFzcw"), std::string::npos);
    finish();
}

TEST_P(SmtpSignIn, AsksForAnotherPasswordOnlyOnce)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH PLAIN LOGIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==",
                 "S: 534-5.7.9 Application-specific password required.", "S: 534 5.7.9 https://support.google.com/", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    EXPECT_NE(error.detail.find("Application-specific password"), std::string::npos) << error.detail;
    finish();
}

TEST_P(SmtpSignIn, PrefersACipheredPasswordInTheClear)
{
    options.user = "tim";
    options.secret = crypto::Secret("tanstaaftanstaaf");
    // The example of RFC 2195.
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH LOGIN PLAIN CRAM-MD5", "C: AUTH CRAM-MD5",
                 "S: 334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+", "C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
                 "S: 235 in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(SmtpSignIn, TakesNoSuccessFromAServerThatDidNotProveItself)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH SCRAM-SHA-256", "C: AUTH SCRAM-SHA-256 ...", "S: 235 welcome", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    finish();
}

TEST_P(SmtpSignIn, CancelsAnExchangeThatMakesNoSense)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH SCRAM-SHA-256", "C: AUTH SCRAM-SHA-256 ...", "S: 334 bm9uc2Vuc2U=", "C: *",
                 "S: 501 cancelled", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    finish();
}

TEST_P(SmtpSignIn, SaysThatNoWayToSignInIsOffered)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH GSSAPI NTLM", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationUnavailable);
    finish();
}

TEST_P(SmtpSignIn, SendsNothingForACredentialWithALineBreak)
{
    options.user = "user\r\nMAIL FROM:<x@y>";
    server.play({"E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::InvalidInput);
    finish();
}

TEST_P(SmtpSignIn, ReportsAServerThatIsBusyAtTheDoor)
{
    server.play({"S: 421 4.3.2 too many connections", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ServerBye);
    EXPECT_EQ(error.retry, Retry::WithBackoff);
    finish();
}

TEST_P(SmtpSignIn, RefusesWhatIsNoSmtpServer)
{
    server.play({"S: * OK IMAP4rev1 ready", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ProtocolError);
    finish();
}

TEST_P(SmtpSignIn, RefusesAReplyWithoutEnd)
{
    for (int i = 0; i < 201; ++i)
        server.play({"S: 220-and"});
    server.play({"E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ProtocolError);
    finish();
}

TEST_P(SmtpSignIn, RefusesALineWithoutEnd)
{
    server.play({"S: 220 " + std::string(5000, 'x'), "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ProtocolError);
    // The client may hang up before the server has said it all.
    session.reset();
    static_cast<void>(server.finish());
}

TEST_P(SmtpSignIn, EndsAtOnceWhenTheServerIsSilent)
{
    context.replyTimeout = std::chrono::milliseconds{60};
    server.play({"E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::Timeout);
    finish();
}

class SmtpTls : public SmtpScript {
protected:
    SmtpTls() : authority(makeAuthority())
    {
        server.setIdentity(makeLeaf({.addresses = {"127.0.0.1"}}, &authority));
        EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
        options.endpoint.security = Security::StartTls;
    }
    TestIdentity authority;
};
INSTANTIATE_TEST_SUITE_P(Every, SmtpTls, everyPiece(), piecesName);

TEST_P(SmtpTls, UpgradesAndForgetsWhatWasSaidInTheClear)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250-PIPELINING", "S: 250-AUTH LIES", "S: 250 STARTTLS", "C: STARTTLS", "S: 220 go", "TLS",
                 "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH LOGIN PLAIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==", "S: 235 in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_FALSE(session->capabilities().pipelining);
    EXPECT_NE(session->tlsDescription().find("TLSv1."), std::string::npos);
    finish();
}

TEST_P(SmtpTls, SpeaksTlsFromTheFirstByte)
{
    options.endpoint.security = Security::Tls;
    server.play({"TLS"});
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(SmtpTls, RefusesRepliesInjectedBehindStartTls)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 STARTTLS", "C: STARTTLS", "R: 220 go\\r\\n250-x\\r\\n250 AUTH PLAIN\\r\\n", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    EXPECT_EQ(traced().find("AUTH PLAIN [secret]"), std::string::npos);
    // What was cut into pieces may reach the handshake instead, which fails too.
    session.reset();
    EXPECT_EQ(server.finish().find("AHVz"), std::string::npos);
}

TEST_P(SmtpTls, NeverGoesOnInTheClear)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250-AUTH PLAIN", "S: 250 STARTTLS", "C: STARTTLS", "S: 454 4.7.0 not now", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    EXPECT_NE(error.detail.find("not now"), std::string::npos);
    finish();
}

TEST_P(SmtpTls, RefusesAServerWithoutStartTls)
{
    server.play({"S: 220 x", "C: EHLO [127.0.0.1]", "S: 250-x", "S: 250 AUTH PLAIN", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    finish();
}

TEST_P(SmtpTls, RefusesASelfSignedCertificate)
{
    options.endpoint.security = Security::Tls;
    server.setIdentity(makeLeaf({.addresses = {"127.0.0.1"}}, nullptr));
    server.play({"TLS", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::CertificateInvalid);
    finish();
}

} // namespace
} // namespace tern::test
