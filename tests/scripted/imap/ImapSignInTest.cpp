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

} // namespace
} // namespace tern::test
