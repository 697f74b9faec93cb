// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/imap/ImapScript.h"

#include <thread>

namespace tern::test {
namespace {

class ImapSignIn : public ImapScript {};
INSTANTIATE_TEST_SUITE_P(Every, ImapSignIn, everyPiece(), piecesName);

TEST_P(ImapSignIn, UsesPlainWithInitialResponse)
{
    signIn("IMAP4rev1 IDLE");
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->capabilities().has("idle"));
    finish();
}

TEST_P(ImapSignIn, SplitsPlainWithoutSaslIr)
{
    server.play({"S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN", "S: +", "C: AHVzZXIAcGFzcw==",
                 "S: * CAPABILITY IMAP4rev1 MOVE", "S: $T OK in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->capabilities().has("MOVE"));
    finish();
}

TEST_P(ImapSignIn, UsesLoginWithoutAnyMechanism)
{
    options.secret = crypto::Secret("pa\"ss\\");
    server.play({"S: * OK ready", "C: $T CAPABILITY", "S: * CAPABILITY IMAP4rev1", "S: $T OK", "C: $T LOGIN user \"pa\\\"ss\\\\\"", "S: $T OK",
                 "C: $T CAPABILITY", "S: * CAPABILITY IMAP4rev1 UIDPLUS", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->capabilities().has("UIDPLUS"));
    EXPECT_EQ(traced().find("pa\\"), std::string::npos);
    EXPECT_NE(traced().find("LOGIN [secret]"), std::string::npos);
    finish();
}

TEST_P(ImapSignIn, FallsBackToLoginWhenPlainIsNotUnderstood)
{
    server.play({"S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN", "S: $T BAD what?", "C: $T LOGIN user pass",
                 "S: $T OK [CAPABILITY IMAP4rev1] in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(ImapSignIn, AsksOnceWithAWrongPassword)
{
    server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5] ready", "C: $T AUTHENTICATE CRAM-MD5",
                 "S: + PDEyM0BleGFtcGxlLnRlc3Q+", "C: ...", "S: $T NO [AUTHENTICATIONFAILED] Wrong password."});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed);
    EXPECT_NE(error.detail.find("Wrong password."), std::string::npos);
    finish();
}

TEST_P(ImapSignIn, ABusyServerIsNoWrongPassword)
{
    server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN ...", "S: $T NO [UNAVAILABLE] Later."});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ServerBusy);
    EXPECT_EQ(error.retry, Retry::WithBackoff);
    finish();
}

TEST_P(ImapSignIn, RespectsLoginDisabled)
{
    server.play({"S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] ready"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::LoginDisabled);
    finish();
}

TEST_P(ImapSignIn, SendsNoLineBreakInAName)
{
    options.user = "user\r\nX1 DELETE INBOX";
    server.play({});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::InvalidInput);
    finish();
}

TEST_P(ImapSignIn, KeepsSecretsOutOfTheTrace)
{
    server.play({"S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN", "S: + ", "C: AHVzZXIAcGFzcw==", "S: $T OK in",
                 "C: $T CAPABILITY", "S: * CAPABILITY IMAP4rev1", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    const std::string text = traced();
    EXPECT_EQ(text.find("AHVzZXIAcGFzcw"), std::string::npos);
    EXPECT_EQ(text.find("pass"), std::string::npos);
    EXPECT_NE(text.find("AUTHENTICATE PLAIN"), std::string::npos);
    EXPECT_NE(text.find("[secret]"), std::string::npos);
    finish();
}

TEST_P(ImapSignIn, SendsIdBeforeSelect)
{
    options.clientId = {{"name", "Tern"}, {"version", "1"}};
    // Coremail: no AUTH=, ID not always in the list, and a BAD to it is no error.
    server.play({"S: * OK Coremail System IMap Server Ready(163com)", "C: $T CAPABILITY", "S: * CAPABILITY IMAP4rev1 XLIST UIDPLUS", "S: $T OK done",
                 "C: $T LOGIN user pass", "S: $T OK LOGIN completed", "C: $T CAPABILITY", "S: * CAPABILITY IMAP4rev1 XLIST UIDPLUS", "S: $T OK",
                 "C: $T ID (\"name\" \"Tern\" \"version\" \"1\")", "S: $T BAD command not support", "C: $T SELECT \"INBOX\"", "S: * 0 EXISTS", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->serverInfo().isCoremail);
    EXPECT_TRUE(session->select("INBOX").ok());
    finish();
}

TEST_P(ImapSignIn, SendsIdAndEnableTogether)
{
    options.clientId = {{"name", "Tern"}};
    signIn("IMAP4rev1 ID ENABLE CONDSTORE QRESYNC");
    server.play({"C: $T ID (\"name\" \"Tern\")", "C: T2 ENABLE QRESYNC", "S: * ID (\"name\" \"Fake\" \"version\" NIL)", "S: T1 OK", "S: * ENABLED QRESYNC",
                 "S: T2 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->hasQResync());
    ASSERT_EQ(session->serverInfo().id.size(), 2U);
    EXPECT_EQ(session->serverInfo().id[0].second, "Fake");
    finish();
}

TEST_P(ImapSignIn, NamesAByeInTheGreeting)
{
    server.play({"S: * BYE Too many connections"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ServerBye);
    EXPECT_NE(error.detail.find("Too many"), std::string::npos);
    finish();
}

TEST_P(ImapSignIn, SeesWhenItIsNoImapServer)
{
    server.play({"S: 220 mail.example ESMTP"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ProtocolError);
    finish();
}

TEST_P(ImapSignIn, TakesPreauthInTheClearOnly)
{
    server.play({"S: * PREAUTH [CAPABILITY IMAP4rev1] welcome"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(ImapSignIn, SealsTheSocketAgainstVmime)
{
    signIn();
    server.play({"C: $T NOOP", "S: $T OK", "C: $T LOGOUT", "S: * BYE", "S: $T OK", "E"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_TRUE(session->noop().ok());
    session->logout();
    finish();
}

TEST_P(ImapSignIn, StopEndsASilentServer)
{
    server.play({"E"});
    std::thread stopper([this] {
        std::this_thread::sleep_for(std::chrono::milliseconds{30});
        stop.requestStop();
    });
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(connect(), nullptr);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{1000});
    EXPECT_EQ(error.kind, ErrorKind::Cancelled);
    stopper.join();
    finish();
}

TEST_P(ImapSignIn, ASilentServerTimesOut)
{
    context.replyTimeout = std::chrono::milliseconds{50};
    server.play({"E"});
    EXPECT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::Timeout);
    finish();
}

TEST_P(ImapSignIn, CompressesOnlyWhenAskedAndOffered)
{
    options.compression = imap::CompressionRule::Always;
    signIn("IMAP4rev1");
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_FALSE(session->isCompressed());
    finish();
}

TEST_P(ImapSignIn, DoesNotCompressOnItsOwnNetwork)
{
    signIn("IMAP4rev1 COMPRESS=DEFLATE");
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_FALSE(session->isCompressed());
    finish();
}

TEST_P(ImapSignIn, GoesOnInTheClearWhenCompressionIsRefused)
{
    options.compression = imap::CompressionRule::Always;
    signIn("IMAP4rev1 COMPRESS=DEFLATE");
    server.play({"C: $T COMPRESS DEFLATE", "S: $T NO [COMPRESSIONACTIVE] TLS does it", "C: $T NOOP", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_FALSE(session->isCompressed());
    EXPECT_TRUE(session->noop().ok());
    finish();
}

/// What a refusal leads to: only a code is a verdict on the password.
struct Refusal {
    const char *answer;
    ErrorKind kind;
    Retry retry;
};
const Refusal kRefusals[] = {
    {"NO [AUTHENTICATIONFAILED] Invalid credentials", ErrorKind::AuthenticationFailed, Retry::AfterUserAction},
    {"NO [AUTHORIZATIONFAILED] Not you", ErrorKind::AuthenticationFailed, Retry::AfterUserAction},
    {"NO [EXPIRED] Password is no longer valid", ErrorKind::AuthenticationFailed, Retry::AfterUserAction},
    {"NO [UNAVAILABLE] Temporary authentication failure.", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO [INUSE] Mailbox in use", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO [LIMIT] Too many sessions", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO [SERVERBUG] Oops", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO [CONTACTADMIN] Ask them", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO [PRIVACYREQUIRED] Not in the clear", ErrorKind::LoginDisabled, Retry::AfterUserAction},
    // Without a code, or with one that says something else, it may be either.
    {"NO Login failed", ErrorKind::AuthenticationFailed, Retry::WithBackoff},
    {"NO", ErrorKind::AuthenticationFailed, Retry::WithBackoff},
    {"NO [ALERT] Invalid credentials (Failure)", ErrorKind::AuthenticationFailed, Retry::WithBackoff},
    {"NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
     ErrorKind::AuthenticationFailed, Retry::WithBackoff},
    // Words that only a server in trouble says.
    {"NO Temporary authentication failure", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO The server is starting up", ErrorKind::ServerBusy, Retry::WithBackoff},
    {"NO 系统繁忙，请稍后再试", ErrorKind::ServerBusy, Retry::WithBackoff},
};

class SignInRefused : public ::testing::TestWithParam<Refusal> {};
INSTANTIATE_TEST_SUITE_P(Every, SignInRefused, ::testing::ValuesIn(kRefusals));

TEST_P(SignInRefused, TellsAVerdictFromAServerThatCannotJudge)
{
    for (const char *const mechanism : {"AUTH=PLAIN", "AUTH=XOAUTH2"}) {
        const bool isBearer = std::string_view(mechanism) == "AUTH=XOAUTH2";
        ScriptedServer server(Pieces::Whole);
        server.play({std::string("S: * OK [CAPABILITY IMAP4rev1 SASL-IR ") + mechanism + "] ready",
                     std::string("C: $T AUTHENTICATE ") + (isBearer ? "XOAUTH2" : "PLAIN") + " ...", std::string("S: $T ") + GetParam().answer});
        server.start();
        imap::ImapConnectOptions options;
        options.endpoint = {"127.0.0.1", server.port(), Security::Plain};
        options.user = "user";
        options.secret = crypto::Secret("pass");
        if (isBearer)
            options.method = SignInMethod::Bearer;
        crypto::TrustStore trust{false};
        NetContext context;
        context.trust = &trust;
        const auto connected = imap::ImapSession::connect(options, context);
        ASSERT_FALSE(connected.ok());
        EXPECT_EQ(errorKindName(connected.error().kind), errorKindName(GetParam().kind)) << GetParam().answer << " to " << mechanism;
        EXPECT_EQ(connected.error().retry, GetParam().retry) << GetParam().answer << " to " << mechanism;
        EXPECT_EQ(server.finish(), "");
    }
}

} // namespace
} // namespace tern::test
