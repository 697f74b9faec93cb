// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/pop3/Pop3Script.h"

namespace tern::test {
namespace {

class Pop3SignIn : public Pop3Script {};
INSTANTIATE_TEST_SUITE_P(Every, Pop3SignIn, everyPiece(), piecesName);

TEST_P(Pop3SignIn, ReadsWhatTheServerOffersAndHidesThePassword)
{
    signIn({"UIDL", "TOP", "PIPELINING", "SASL GSSAPI", "LOGIN-DELAY 60", "EXPIRE 30"});
    server.play({"C: QUIT", "S: +OK bye"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->capabilities().pipelining && session->capabilities().top && session->capabilities().uidl);
    EXPECT_EQ(session->capabilities().expireDays, 30);
    EXPECT_TRUE(session->quit().ok());
    EXPECT_NE(traced().find("PASS [secret]"), std::string::npos);
    EXPECT_EQ(traced().find("password7"), std::string::npos);
    finish();
}

TEST_P(Pop3SignIn, ManagesWithoutCapa)
{
    server.play({"S: +OK ready", "C: CAPA", "S: -ERR what?", "C: USER user", "S: +OK", "C: PASS password7", "S: +OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_FALSE(session->capabilities().known || session->capabilities().pipelining);
    finish();
}

TEST_P(Pop3SignIn, DigestsThePasswordWhereTheGreetingAllows)
{
    // The example of RFC 1939.
    options.user = "mrose";
    options.secret = crypto::Secret("tanstaaf");
    server.play({"S: +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>", "C: CAPA", "S: -ERR", "C: APOP mrose c4c9334bac560ecc979e58001b3e22fb",
                 "S: +OK maildrop has 1 message (369 octets)"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_NE(traced().find("APOP [secret]"), std::string::npos);
    EXPECT_EQ(traced().find("c4c9334b"), std::string::npos);
    finish();
}

TEST_P(Pop3SignIn, TakesARefusedApopAsTheVerdict)
{
    server.play({"S: +OK <1@b>", "C: CAPA", "S: -ERR", "C: APOP user ...", "S: -ERR [AUTH] no", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    finish();
}

TEST_P(Pop3SignIn, DigestsNothingForAForgedGreeting)
{
    server.play({"S: +OK <1.\x80\x81\x82@b>", "C: CAPA", "S: -ERR", "C: USER user", "S: +OK", "C: PASS password7", "S: +OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(Pop3SignIn, PrefersACipheredPasswordInTheClear)
{
    options.user = "tim";
    options.secret = crypto::Secret("tanstaaftanstaaf");
    // The example of RFC 2195.
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL PLAIN CRAM-MD5", "S: USER", "S: .", "C: AUTH CRAM-MD5",
                 "S: + PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+", "C: dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw", "S: +OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_EQ(traced().find("dGltIGI5"), std::string::npos);
    finish();
}

TEST_P(Pop3SignIn, GoesOnWhenAMechanismIsNotReallyThere)
{
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL CRAM-MD5 PLAIN", "S: .", "C: AUTH CRAM-MD5", "S: -ERR no such mechanism",
                 "C: AUTH PLAIN AHVzZXIAcGFzc3dvcmQ3", "S: +OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(Pop3SignIn, ReportsAWrongPasswordAndTriesNoOtherWay)
{
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL PLAIN", "S: USER", "S: .", "C: AUTH PLAIN ...", "S: -ERR [AUTH] Authentication failed.", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    EXPECT_NE(error.detail.find("Authentication failed"), std::string::npos);
    finish();
}

TEST_P(Pop3SignIn, TellsABusyMaildropFromAWrongPassword)
{
    for (const auto &[code, kind] : {std::pair{"[IN-USE] another session", ErrorKind::ServerBusy}, {"[LOGIN-DELAY] too soon", ErrorKind::ServerBusy},
                                     {"[SYS/TEMP] later", ErrorKind::ServerBusy}, {"[SYS/PERM] ask your admin", ErrorKind::ServerRefused},
                                     {"[AUTH] wrong", ErrorKind::AuthenticationFailed}, {"wrong", ErrorKind::AuthenticationFailed}}) {
        ScriptedServer one(GetParam());
        one.play({"S: +OK", "C: CAPA", "S: -ERR", "C: USER user", "S: +OK", "C: PASS password7", std::string("S: -ERR ") + code, "E"});
        options.endpoint.port = one.port();
        one.start();
        const auto connected = pop3::Pop3Session::connect(options, context);
        ASSERT_FALSE(connected.ok());
        EXPECT_EQ(connected.error().kind, kind) << code;
        EXPECT_EQ(one.finish(), "") << code;
    }
    server.start();
}

TEST_P(Pop3SignIn, SendsALongAccessTokenBehindTheChallenge)
{
    options.method = SignInMethod::Bearer;
    options.secret = crypto::Secret(std::string(300, 't'));
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL XOAUTH2 PLAIN", "S: USER", "S: .", "C: AUTH XOAUTH2", "S: + ", "C: dXNlcj11c2VyAWF1dGg9QmVhcmVyI...",
                 "S: + eyJzdGF0dXMiOiI0MDEifQ==", "C: ", "S: -ERR [AUTH] refused", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    EXPECT_NE(error.detail.find("401"), std::string::npos) << error.detail;
    EXPECT_EQ(traced().find("tttt"), std::string::npos);
    finish();
}

TEST_P(Pop3SignIn, SendsAShortAccessTokenAtOnce)
{
    options.method = SignInMethod::Bearer;
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL XOAUTH2 OAUTHBEARER", "S: .", "C: AUTH OAUTHBEARER bixhPXVzZXIs...", "S: +OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(Pop3SignIn, TakesNoSuccessFromAServerThatDidNotProveItself)
{
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL SCRAM-SHA-256", "S: .", "C: AUTH SCRAM-SHA-256 ...", "S: +OK welcome", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    finish();
}

TEST_P(Pop3SignIn, EndsAnExchangeThatNeverEnds)
{
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL PLAIN", "S: .", "C: AUTH PLAIN ..."});
    for (int i = 0; i < 10; ++i)
        server.play({"S: + ", "C: ..."});
    server.play({"S: + ", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_TRUE(error.kind == ErrorKind::ProtocolError || error.kind == ErrorKind::AuthenticationFailed) << error.toString();
    session.reset();
    static_cast<void>(server.finish());
}

TEST_P(Pop3SignIn, SaysThatNoWayToSignInIsOffered)
{
    server.play({"S: +OK", "C: CAPA", "S: +OK", "S: SASL GSSAPI", "S: .", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::LoginDisabled);
    finish();
}

TEST_P(Pop3SignIn, SendsNothingForACredentialWithALineBreak)
{
    options.secret = crypto::Secret("a\r\nDELE 1");
    server.play({"E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::InvalidInput);
    finish();
}

TEST_P(Pop3SignIn, HidesAPasswordThatTheServerRepeats)
{
    server.play({"S: +OK", "C: CAPA", "S: -ERR", "C: USER user", "S: +OK", "C: PASS password7", "S: -ERR bad command: PASS password7", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.detail.find("password7"), std::string::npos) << error.detail;
    EXPECT_EQ(traced().find("password7"), std::string::npos);
    finish();
}

TEST_P(Pop3SignIn, ReportsEveryRefusalAtTheDoor)
{
    server.play({"S: -ERR [SYS/TEMP] too many connections", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ServerBusy);
    EXPECT_EQ(error.retry, Retry::WithBackoff);
    finish();
}

TEST_P(Pop3SignIn, RefusesWhatIsNoPop3Server)
{
    server.play({"S: * PREAUTH [CAPABILITY IMAP4rev1] ready", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ProtocolError);
    finish();
}

TEST_P(Pop3SignIn, KnowsACaptivePortal)
{
    server.play({"S: HTTP/1.1 302 Found", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::CaptivePortal);
    finish();
}

class Pop3Tls : public Pop3Script {
protected:
    Pop3Tls() : authority(makeAuthority())
    {
        server.setIdentity(makeLeaf({.addresses = {"127.0.0.1"}}, &authority));
        EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
        options.endpoint.security = Security::StartTls;
    }
    /// Whatever the server does, no credential was sent in the clear.
    void refused(ErrorKind kind)
    {
        ASSERT_EQ(connect(), nullptr);
        EXPECT_EQ(error.kind, kind) << error.toString();
        for (const char *word : {"USER", "PASS", "AUTH", "APOP"})
            EXPECT_EQ(traced().find(word), std::string::npos) << word;
    }
    TestIdentity authority;
};
INSTANTIATE_TEST_SUITE_P(Every, Pop3Tls, everyPiece(), piecesName);

TEST_P(Pop3Tls, UpgradesAndForgetsWhatWasSaidInTheClear)
{
    server.play({"S: +OK <1@b>", "C: STLS", "S: +OK go", "TLS", "C: CAPA", "S: +OK", "S: SASL PLAIN", "S: USER", "S: .",
                 "C: AUTH PLAIN AHVzZXIAcGFzc3dvcmQ3", "S: +OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(Pop3Tls, SpeaksTlsFromTheFirstByte)
{
    options.endpoint.security = Security::Tls;
    server.play({"TLS"});
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(Pop3Tls, RefusesRepliesInjectedBehindStls)
{
    server.play({"S: +OK", "C: STLS", "R: +OK go\\r\\n+OK injected\\r\\n", "E"});
    refused(ErrorKind::TlsFailed);
    // What was cut into pieces may reach the handshake instead, which fails too.
    session.reset();
    static_cast<void>(server.finish());
}

TEST_P(Pop3Tls, NeverGoesOnInTheClear)
{
    server.play({"S: +OK", "C: STLS", "S: -ERR not now", "E"});
    refused(ErrorKind::TlsFailed);
    finish();
}

TEST_P(Pop3Tls, RefusesAServerThatAnswersInTheClearAfterItsOk)
{
    server.play({"S: +OK", "C: STLS", "S: +OK go", "R: +OK you are signed in already\\r\\n", "E"});
    refused(ErrorKind::TlsFailed);
    session.reset();
    static_cast<void>(server.finish());
}

TEST_P(Pop3Tls, RefusesASelfSignedCertificate)
{
    server.setIdentity(makeLeaf({.addresses = {"127.0.0.1"}}, nullptr));
    server.play({"S: +OK", "C: STLS", "S: +OK go", "TLS", "E"});
    refused(ErrorKind::CertificateInvalid);
    finish();
}

} // namespace
} // namespace tern::test
