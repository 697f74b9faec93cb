// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of bad certificate against a loopback TLS server: each is refused for its own reason, and not a byte is said.
#include "core/crypto/TrustStore.h"
#include "core/net/LineSocket.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/scripted/NameServer.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using crypto::CertificateProblem;

const TestIdentity &root()
{
    static const TestIdentity made = makeAuthority();
    return made;
}

/// A leaf signed through `between`, which it sends along.
TestIdentity through(const LeafOptions &leaf, const TestIdentity &between)
{
    TestIdentity made = makeLeaf(leaf, &between);
    made.chainPem = between.certificatePem;
    return made;
}

class CertificateMatrix : public ::testing::Test {
protected:
    CertificateMatrix()
    {
        EXPECT_TRUE(trust.addAuthoritiesPem(root().certificatePem).ok());
        trust.setBook(&book);
        context.trust = &trust;
        context.resolver = &resolver;
    }

    /// \return the error of a connection to `name`, none if it was made.
    std::optional<Error> connect(const TestIdentity &identity, const std::string &name)
    {
        names.addAddress(name, "127.0.0.1");
        ScriptedServer server;
        server.setIdentity(identity);
        server.play({"TLS", "E"});
        server.start();
        port = server.port();
        auto made = LineSocket::connect({name, port, Security::Tls}, WireProtocol::Imap, context);
        const auto error = made ? std::nullopt : std::optional(made.error());
        if (made)
            (*made)->close();
        EXPECT_EQ(server.finish(), "") << "nothing may be said to it";
        return error;
    }

    void refuses(const TestIdentity &identity, const std::string &name, CertificateProblem problem)
    {
        const auto error = connect(identity, name);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, ErrorKind::CertificateInvalid) << error->toString();
        const auto report = book.refused(name, port);
        ASSERT_TRUE(report) << error->toString();
        EXPECT_EQ(report->problems, std::vector{problem}) << report->toString();
        countFaults("bad certificates, each refused for its own reason", 1);
    }

    crypto::CertificateBook book;
    crypto::TrustStore trust{false};
    NameServer names;
    Resolver resolver{{names.servers(), 2, std::chrono::milliseconds{2'000}}};
    NetContext context;
    std::uint16_t port = 0;
    const std::string host = "mail.example.test";
    const LeafOptions good{.dnsNames = {"mail.example.test"}};
};

TEST_F(CertificateMatrix, AGoodOneIsAccepted)
{
    EXPECT_FALSE(connect(makeLeaf(good, &root()), host));
    EXPECT_FALSE(connect(makeLeaf({.dnsNames = {"*.example.test"}}, &root()), host));
    EXPECT_FALSE(connect(makeLeaf({.dnsNames = {"xn--fsqu00a.example.test"}}, &root()), "xn--fsqu00a.example.test"));
    EXPECT_FALSE(connect(makeLeaf({.addresses = {"127.0.0.1"}}, &root()), "127.0.0.1"));
}

TEST_F(CertificateMatrix, Dates)
{
    refuses(makeLeaf({.dnsNames = {host}, .notBeforeDays = -20, .notAfterDays = -1}, &root()), host, CertificateProblem::Expired);
    refuses(makeLeaf({.dnsNames = {host}, .notBeforeDays = 1}, &root()), host, CertificateProblem::NotYetValid);
}

TEST_F(CertificateMatrix, Names)
{
    refuses(makeLeaf({.dnsNames = {"other.test"}}, &root()), host, CertificateProblem::WrongHost);
    refuses(makeLeaf({.dnsNames = {"*.example.test"}}, &root()), "a.mail.example.test", CertificateProblem::WildcardMisuse);
    refuses(makeLeaf({.dnsNames = {"*.example.test"}}, &root()), "example.test", CertificateProblem::WildcardMisuse);
    refuses(makeLeaf({.dnsNames = {"*.test"}}, &root()), "example.test", CertificateProblem::WildcardMisuse);
    refuses(makeLeaf({.dnsNames = {"ma*.example.test"}}, &root()), host, CertificateProblem::WildcardMisuse);
    refuses(makeLeaf({.dnsNames = {"*"}}, &root()), host, CertificateProblem::WildcardMisuse);
    refuses(makeLeaf({.dnsNames = {"localhost"}}, &root()), "127.0.0.1", CertificateProblem::WrongAddress);
    refuses(makeLeaf({.dnsNames = {"127.0.0.1"}}, &root()), "127.0.0.1", CertificateProblem::WrongAddress);   // as a name it counts for nothing
    refuses(makeLeaf({.dnsNames = {"example.test"}}, &root()), "xn--exmple-cua.test", CertificateProblem::WrongIdn);
}

TEST_F(CertificateMatrix, WhoSignedIt)
{
    refuses(makeLeaf(good, nullptr), host, CertificateProblem::SelfSigned);
    const TestIdentity stranger = makeAuthority("Stranger");
    refuses(makeLeaf(good, &stranger), host, CertificateProblem::Untrusted);
    refuses(through(good, makeLeaf({.dnsNames = {"not an authority"}}, &root())), host, CertificateProblem::NotAnAuthority);
    const TestIdentity narrow = makeLeaf({.dnsNames = {"narrow"}, .basicConstraints = "critical,CA:TRUE", .nameConstraints = "critical,permitted;DNS:elsewhere.test"}, &root());
    refuses(through(good, narrow), host, CertificateProblem::NameConstraint);
    refuses(makeLeaf({.dnsNames = {host}, .purposes = "clientAuth"}, &root()), host, CertificateProblem::WrongPurpose);
}

TEST_F(CertificateMatrix, Strength)
{
    const TestIdentity rsa = makeAuthority("RSA", 2048);
    ASSERT_TRUE(trust.addAuthoritiesPem(rsa.certificatePem).ok());
    refuses(makeLeaf({.dnsNames = {host}, .digest = "MD5"}, &rsa), host, CertificateProblem::WeakSignature);
    refuses(makeLeaf({.dnsNames = {host}, .digest = "SHA1"}, &rsa), host, CertificateProblem::WeakSignature);
    refuses(makeLeaf({.dnsNames = {host}, .rsaBits = 512}, &root()), host, CertificateProblem::WeakKey);
}

TEST_F(CertificateMatrix, RevokedByAList)
{
    const TestIdentity taken = makeLeaf(good, &root());
    EXPECT_FALSE(connect(taken, host)) << "no list is given";
    ASSERT_TRUE(trust.addRevocationsPem(makeRevocations(root(), taken)).ok());
    refuses(taken, host, CertificateProblem::Revoked);
    EXPECT_FALSE(book.refused(host, port)->isPinnable());
    EXPECT_FALSE(connect(makeLeaf(good, &root()), host)) << "another certificate of the same authority";
    const TestIdentity other = makeAuthority("Without a list");
    ASSERT_TRUE(trust.addAuthoritiesPem(other.certificatePem).ok());
    EXPECT_FALSE(connect(makeLeaf(good, &other), host)) << "an authority that gave no list";
}

TEST_F(CertificateMatrix, AnOutdatedListStillRevokes)
{
    const TestIdentity taken = makeLeaf(good, &root());
    ASSERT_TRUE(trust.addRevocationsPem(makeRevocations(root(), taken, true)).ok());
    refuses(taken, host, CertificateProblem::Revoked);
    EXPECT_FALSE(connect(makeLeaf(good, &root()), host));
}

class Pins : public CertificateMatrix {
protected:
    std::optional<Error> again(ScriptedServer &server)
    {
        auto made = LineSocket::connect({host, server.port(), Security::Tls}, WireProtocol::Imap, context);
        if (!made)
            return made.error();
        (*made)->close();
        return std::nullopt;
    }
};

TEST_F(Pins, OnlyThePinnedCertificateIsAcceptedUntilThePersonDecides)
{
    names.addAddress(host, "127.0.0.1");
    const TestIdentity own = makeLeaf(good, nullptr);
    ScriptedServer server;
    server.setIdentity(own);
    server.play({"TLS", "E", "N", "TLS", "E"});
    server.start();
    ASSERT_TRUE(again(server));
    const auto refused = book.refused(host, server.port());
    ASSERT_TRUE(refused && refused->isPinnable());
    book.pin(host, server.port(), refused->leaf, 7);
    EXPECT_FALSE(again(server));
    EXPECT_EQ(server.finish(), "");

    // Another one at the same place: even if an authority vouches for it.
    crypto::CertificateReport other;
    other.host = host;
    other.port = server.port();
    other.leaf.sha256 = "00:11";
    book.judge(other, 8);
    EXPECT_EQ(other.problems, std::vector{CertificateProblem::PinChanged});
    EXPECT_FALSE(other.isAccepted());
    ASSERT_TRUE(other.previous);
    EXPECT_EQ(other.previous->certificate.sha256, refused->leaf.sha256);
    EXPECT_TRUE(book.isDisputed(host, server.port()));

    // It outlives the process.
    crypto::CertificateBook later;
    ASSERT_TRUE(later.load(book.toSetting()).ok());
    EXPECT_TRUE(later.isDisputed(host, server.port()));
    EXPECT_EQ(later.entry(host, server.port())->pin->certificate, refused->leaf);
    EXPECT_FALSE(later.load("nonsense").ok());
    EXPECT_TRUE(later.settle(host, server.port()));
    EXPECT_FALSE(later.isDisputed(host, server.port()));
    EXPECT_TRUE(later.unpin(host, server.port()));
    EXPECT_FALSE(later.unpin(host, server.port()));
}

} // namespace
} // namespace tern::test
