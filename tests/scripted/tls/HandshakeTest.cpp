// SPDX-License-Identifier: GPL-3.0-or-later
// What is agreed in a handshake: versions, old key exchanges, sessions that go on, answers about revocation that the server brings along.
#include "core/crypto/TrustStore.h"
#include "core/net/LineSocket.h"
#include "tests/support/scripted/TlsServer.h"

#include <gtest/gtest.h>

#include <openssl/ssl.h>

namespace tern::test {
namespace {

using crypto::CertificateProblem;

class Handshake : public ::testing::Test {
protected:
    Handshake()
    {
        EXPECT_TRUE(trust.addAuthoritiesPem(root.certificatePem).ok());
        trust.setBook(&book);
        context.trust = &trust;
    }
    /// Connects, reads the greeting (with TLS 1.3 a session comes behind the handshake), and closes.
    Result<std::string> greet(const TlsServer &server)
    {
        auto made = LineSocket::connect({"127.0.0.1", server.port(), Security::Tls}, WireProtocol::Imap, context);
        if (!made)
            return made.error();
        auto line = (*made)->readLine(100);
        if (!line)
            return line.error();
        EXPECT_EQ(*line, "* OK");
        const std::string description = (*made)->tlsDescription();
        (*made)->close();
        return description;
    }
    TestIdentity leaf(LeafOptions options = {})
    {
        options.addresses = {"127.0.0.1"};
        return makeLeaf(options, &root);
    }

    const TestIdentity root = makeAuthority("Test CA", 2048);
    crypto::CertificateBook book;
    crypto::TrustStore trust{false};
    NetContext context;
};

TEST_F(Handshake, TheNewestVersionIsTaken)
{
    const TlsServer server(leaf());
    const auto said = greet(server);
    ASSERT_TRUE(said.ok()) << said.error().toString();
    EXPECT_TRUE(said->starts_with("TLSv1.3 ")) << *said;
}

TEST_F(Handshake, AnOldServerWithEphemeralDiffieHellmanIsStillServed)
{
    const TlsServer server(leaf({.rsaBits = 2048}), [](SSL_CTX *tls) {
        SSL_CTX_set_max_proto_version(tls, TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(tls, "DHE-RSA-AES128-GCM-SHA256");
        SSL_CTX_set_dh_auto(tls, 1);
    });
    const auto said = greet(server);
    ASSERT_TRUE(said.ok()) << said.error().toString();
    EXPECT_EQ(*said, "TLSv1.2 DHE-RSA-AES128-GCM-SHA256");
}

TEST_F(Handshake, NothingOlderThanTls12)
{
    const TlsServer server(leaf({.rsaBits = 2048}), [](SSL_CTX *tls) { SSL_CTX_set_max_proto_version(tls, TLS1_1_VERSION); });
    const auto said = greet(server);
    ASSERT_FALSE(said.ok());
    EXPECT_EQ(said.error().kind, ErrorKind::TlsFailed) << said.error().toString();
}

TEST_F(Handshake, ASessionGoesOn)
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsServer server(leaf(), [version](SSL_CTX *tls) { SSL_CTX_set_max_proto_version(tls, version); });
        for (int time = 0; time < 3; ++time)
            ASSERT_TRUE(greet(server).ok());
        EXPECT_EQ(server.resumed(), (std::vector{false, true, true})) << version;
    }
}

TEST_F(Handshake, ASessionOfARefusedServerIsNotKept)
{
    TlsServer server(makeLeaf({.dnsNames = {"other.example.test"}}, &root));
    for (int time = 0; time < 2; ++time) {
        const auto said = greet(server);
        ASSERT_FALSE(said.ok());
        EXPECT_EQ(said.error().kind, ErrorKind::CertificateInvalid);
    }
    for (const bool resumed : server.resumed())
        EXPECT_FALSE(resumed);
}

TEST_F(Handshake, AStapledRevocationIsBelieved)
{
    const TestIdentity identity = leaf();
    TlsServer server(identity);
    server.staple(makeStatus(root, identity, true, root));
    const auto said = greet(server);
    ASSERT_FALSE(said.ok());
    EXPECT_EQ(said.error().kind, ErrorKind::CertificateInvalid);
    const auto report = book.refused("127.0.0.1", server.port());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->problems, std::vector{CertificateProblem::Revoked}) << report->toString();
}

TEST_F(Handshake, AStapledAnswerOfAStrangerSaysNothing)
{
    const TestIdentity stranger = makeAuthority("Stranger", 2048);
    const TestIdentity identity = leaf();
    TlsServer server(identity);
    server.staple(makeStatus(root, identity, true, stranger));
    EXPECT_TRUE(greet(server).ok());
    server.staple("no answer at all");
    EXPECT_TRUE(greet(server).ok());
}

TEST_F(Handshake, WhoPromisesAnAnswerMustBringAGoodOne)
{
    const TestIdentity identity = leaf({.mustStaple = true});
    const auto problems = [&](const std::string &staple) {
        TlsServer server(identity);
        server.staple(staple);
        if (greet(server).ok())
            return std::vector<CertificateProblem>{};
        const auto report = book.refused("127.0.0.1", server.port());
        return report ? report->problems : std::vector<CertificateProblem>{};
    };
    EXPECT_EQ(problems(makeStatus(root, identity, false, root)), std::vector<CertificateProblem>{});
    EXPECT_EQ(problems({}), std::vector{CertificateProblem::RevocationUnproven});
    EXPECT_EQ(problems(makeStatus(root, identity, false, root, true)), std::vector{CertificateProblem::RevocationUnproven}) << "an old answer";
    EXPECT_EQ(problems(makeStatus(root, identity, false, makeAuthority("Stranger", 2048))), std::vector{CertificateProblem::RevocationUnproven});
    EXPECT_EQ(problems(makeStatus(root, identity, true, root)), std::vector{CertificateProblem::Revoked});
}

} // namespace
} // namespace tern::test
