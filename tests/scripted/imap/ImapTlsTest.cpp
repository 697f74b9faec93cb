// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/imap/ImapScript.h"

namespace tern::test {
namespace {

class ImapTls : public ImapScript {
protected:
    ImapTls() : authority(makeAuthority())
    {
        server.setIdentity(makeLeaf({.addresses = {"127.0.0.1"}}, &authority));
        EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
    }

    void useStartTls() { options.endpoint.security = Security::StartTls; }
    void useTls() { options.endpoint.security = Security::Tls; }

    /// Connects by TLS to a server with this certificate and expects it to be refused for these reasons.
    void expectRefused(const TestIdentity &identity, const std::vector<std::string> &problems)
    {
        useTls();
        server.setIdentity(identity);
        // The client's handshake ends before it judges, so the server's own may succeed; nothing is said on it.
        server.play({"TLS", "E"});
        ASSERT_EQ(connect(), nullptr);
        EXPECT_EQ(error.kind, ErrorKind::CertificateInvalid);
        for (const std::string &problem : problems)
            EXPECT_NE(error.detail.find(problem), std::string::npos) << error.detail;
        finish();
    }

    TestIdentity authority;
};
INSTANTIATE_TEST_SUITE_P(Every, ImapTls, everyPiece(), piecesName);

TEST_P(ImapTls, SpeaksTlsFromTheFirstByte)
{
    useTls();
    server.play({"TLS"});
    signIn();
    server.play({"C: $T NOOP", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    EXPECT_NE(session->tlsDescription().find("TLSv1."), std::string::npos);
    EXPECT_TRUE(session->noop().ok());
    finish();
}

TEST_P(ImapTls, UpgradesByStartTlsAndForgetsWhatWasSaidBefore)
{
    useStartTls();
    server.play({"S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=LIES] ready", "C: S1 STARTTLS", "S: S1 OK go", "TLS", "C: S2 CAPABILITY",
                 "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN", "S: S2 OK", "C: $T AUTHENTICATE PLAIN AHVzZXIAcGFzcw==", "S: $T OK [CAPABILITY IMAP4rev1] in"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(ImapTls, RefusesDataInjectedBehindStartTls)
{
    useStartTls();
    server.play({"S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready", "C: S1 STARTTLS", "R: S1 OK go\\r\\nS2 OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] fake\\r\\n", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    EXPECT_EQ(traced().find("AUTHENTICATE"), std::string::npos);
    // What was cut into pieces may reach the handshake instead, which fails too; the server then sees that attempt.
    session.reset();
    const std::string failure = server.finish();
    EXPECT_EQ(failure.find("LOGIN"), std::string::npos);
    EXPECT_EQ(failure.find("pass"), std::string::npos);
}

TEST_P(ImapTls, RefusesAServerWithoutStartTls)
{
    useStartTls();
    server.play({"S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    finish();
}

TEST_P(ImapTls, NeverGoesOnInTheClearAfterANo)
{
    useStartTls();
    server.play({"S: * OK ready", "C: S1 STARTTLS", "S: S1 NO not today", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    EXPECT_NE(error.detail.find("not today"), std::string::npos);
    finish();
}

/// A server on its way down: no verdict on its TLS, so that lanes are soon back.
TEST_P(ImapTls, AConnectionThatEndsInTheHandshakeIsLost)
{
    useStartTls();
    server.play({"S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready", "C: S1 STARTTLS", "S: S1 OK go", "X"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::ConnectionLost) << error.toString();
    EXPECT_EQ(error.where, "tls.handshake");
}

TEST_P(ImapTls, RefusesPreauthBeforeStartTls)
{
    useStartTls();
    server.play({"S: * PREAUTH [CAPABILITY IMAP4rev1] you are in", "E"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    finish();
}

TEST_P(ImapTls, RefusesAnExpiredCertificate)
{
    expectRefused(makeLeaf({.addresses = {"127.0.0.1"}, .notBeforeDays = -20, .notAfterDays = -1}, &authority), {"expired"});
}

TEST_P(ImapTls, RefusesACertificateOfTomorrow)
{
    expectRefused(makeLeaf({.addresses = {"127.0.0.1"}, .notBeforeDays = 1}, &authority), {"not_yet_valid"});
}

TEST_P(ImapTls, RefusesASelfSignedCertificate)
{
    expectRefused(makeLeaf({.addresses = {"127.0.0.1"}}, nullptr), {"self_signed"});
}

TEST_P(ImapTls, RefusesAnotherHostsCertificate)
{
    expectRefused(makeLeaf({.dnsNames = {"mail.example.test"}}, &authority), {"wrong_address"});
}

TEST_P(ImapTls, RefusesAnUnknownAuthority)
{
    const TestIdentity stranger = makeAuthority("Stranger");
    expectRefused(makeLeaf({.addresses = {"127.0.0.1"}}, &stranger), {"untrusted"});
}

TEST_P(ImapTls, NamesEverythingThatIsWrong)
{
    expectRefused(makeLeaf({.dnsNames = {"other.test"}, .notBeforeDays = -9, .notAfterDays = -1}, &authority), {"expired", "wrong_address", "SHA-256"});
}

TEST_P(ImapTls, AcceptsAPinnedException)
{
    useTls();
    // What it has pinned is known before: the leaf of this identity.
    const TestIdentity own = makeLeaf({.addresses = {"127.0.0.1"}}, nullptr);
    server.setIdentity(own);
    crypto::CertificateBook book;
    trust.setBook(&book);
    book.pin("127.0.0.1", server.port(), crypto::describePem(own.certificatePem), 1);
    server.play({"TLS"});
    signIn();
    ASSERT_NE(connect(), nullptr) << error.toString();
    finish();
}

TEST_P(ImapTls, NoticesAPlainServer)
{
    useTls();
    server.play({"S: * OK plain text here", "R: \\r\\n"});
    ASSERT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::TlsFailed);
    session.reset();
    static_cast<void>(server.finish());     // it got a ClientHello that no line was written for
}

} // namespace
} // namespace tern::test
