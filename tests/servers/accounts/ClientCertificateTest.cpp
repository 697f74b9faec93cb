// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in by the person's own certificate (SASL EXTERNAL, RFC 4422 appendix A), against Dovecot.
#include "core/accounts/AccountChecker.h"
#include "core/accounts/AccountNet.h"
#include "core/accounts/ServerEndpoint.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/outbox/SmtpMailSender.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestServers.h"
#include "tests/support/scripted/TestCertificate.h"

#include <fstream>
#include <gtest/gtest.h>

namespace tern::test {
namespace {

constexpr const char *kPerson = "receiver@qq.test";

class ClientCertificate : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        folder = std::make_unique<TemporaryFolder>();
        authority = makeAuthority("Client CA");
        const std::string ca = (folder->path() / "clients.pem").string();
        std::ofstream(ca) << authority.certificatePem;
        std::filesystem::permissions(folder->path(), std::filesystem::perms(0755));
        servers = std::make_unique<TestServers>(TestServersOptions{
            .more = {"--dovecot-submission", "--dovecot-conf", "ssl_ca = <" + ca + "\nssl_require_crl = no\nssl_verify_client_cert = yes\nauth_ssl_username_from_cert = yes\n"
                                           "ssl_cert_username_field = commonName\nauth_mechanisms = plain external\n"
                                           "passdb {\n  driver = static\n  args = nopassword\n  mechanisms = external\n}\n"}});
    }
    static void TearDownTestSuite()
    {
        servers.reset();
        folder.reset();
    }

    ClientCertificate()
    {
        account.id = AccountId{1};
        account.email = QString::fromLatin1(kPerson);
        account.secretSource = "session";
        account.imap = {"localhost", servers->imap.tls, int(Security::Tls), kPerson};
        account.smtp = {"localhost", servers->smtp.tls, int(Security::Tls), kPerson};
        account.caFile = servers->caFile;
    }

    /// A PEM file with the key and the certificate. \return its path.
    static std::string file(const std::string &name, const TestIdentity &identity, const std::string &key = {})
    {
        const std::string path = (folder->path() / name).string();
        std::ofstream(path) << (key.empty() ? identity.keyPem : key) << identity.certificatePem;
        return path;
    }
    static TestIdentity leaf(int notBefore = -1, int notAfter = 30, const TestIdentity &signer = authority)
    {
        return makeLeaf({.dnsNames = {kPerson}, .notBeforeDays = notBefore, .notAfterDays = notAfter, .purposes = "clientAuth"}, &signer);
    }

    Result<std::unique_ptr<imap::ImapSession>> connect(const std::string &path)
    {
        account.auth = "certificate:" + path;
        auto context = net.context(account, {});
        if (!context)
            return context.error();
        return net.signIn(account, *context, [&](const accounts::Credentials &credentials) {
            imap::ImapConnectOptions options;
            options.endpoint = accounts::endpointOf(account.imap);
            options.user = kPerson;
            options.secret = credentials.secret;
            options.method = credentials.method;
            return imap::ImapSession::connect(options, *context);
        });
    }

    static std::unique_ptr<TemporaryFolder> folder;
    static std::unique_ptr<TestServers> servers;
    static TestIdentity authority;
    TraceRing trace;
    accounts::AccountNet net{{}, &trace, nullptr};
    store::AccountRecord account;
};

std::unique_ptr<TemporaryFolder> ClientCertificate::folder;
std::unique_ptr<TestServers> ClientCertificate::servers;
TestIdentity ClientCertificate::authority;

std::string textOf(const TraceRing &trace)
{
    std::string text;
    for (const TraceLine &line : trace.snapshot())
        text += line.text + "\n";
    return text;
}

TEST_F(ClientCertificate, SignsInWithoutAPassword)
{
    auto session = connect(file("good.pem", leaf()));
    ASSERT_TRUE(session.ok()) << session.error().toString() << "\n" << textOf(trace);
    EXPECT_TRUE((*session)->select("INBOX").ok());
    EXPECT_NE(textOf(trace).find("AUTHENTICATE EXTERNAL"), std::string::npos) << textOf(trace);
    (*session)->logout();
    auto again = connect(file("good.pem", leaf()));
    EXPECT_TRUE(again.ok()) << "no session is gone on with that the server ends: " << again.error().toString();
}

TEST_F(ClientCertificate, SignsInByPop3)
{
    account.auth = "certificate:" + file("good.pem", leaf());
    auto context = net.context(account, {});
    ASSERT_TRUE(context.ok()) << context.error().toString();
    auto session = pop3::Pop3Session::connect({{"localhost", servers->pop3.tls, Security::Tls}, kPerson, {}, SignInMethod::External}, *context);
    ASSERT_TRUE(session.ok()) << session.error().toString() << "\n" << textOf(trace);
    EXPECT_TRUE((*session)->count().ok());
    (void)(*session)->quit();
}

TEST_F(ClientCertificate, SignsInToSend)
{
    for (const Security security : {Security::Tls, Security::StartTls}) {
        const ServerPorts &ports = servers->dovecotSubmission;
        account.smtp = {"localhost", security == Security::Tls ? ports.tls : ports.starttls, int(security), kPerson};
        account.auth = "certificate:" + file("good.pem", leaf());
        auto session = outbox::connectTo(account, net, {});
        ASSERT_TRUE(session.ok()) << session.error().toString() << "\n" << textOf(trace);
        EXPECT_NE(textOf(trace).find("AUTH EXTERNAL"), std::string::npos) << textOf(trace);
        // It isn't only signed in: the server behind it takes mail from there.
        const auto words = (*session)->trySender(kPerson);
        EXPECT_TRUE(words.ok()) << words.error().toString();
        (*session)->quit();
        trace.clear();
    }
}

TEST_F(ClientCertificate, AStrangersIsRefusedWhereMailIsHandedIn)
{
    account.smtp = {"localhost", servers->dovecotSubmission.tls, int(Security::Tls), kPerson};
    account.auth = "certificate:" + file("stranger.pem", leaf(-1, 30, makeAuthority("Nobody's CA")));
    const auto session = outbox::connectTo(account, net, {});
    ASSERT_FALSE(session.ok());
    EXPECT_TRUE(session.error().kind == ErrorKind::AuthenticationFailed || session.error().kind == ErrorKind::TlsFailed
                || session.error().kind == ErrorKind::AuthenticationUnavailable) << session.error().toString();
}

TEST_F(ClientCertificate, AServerWithoutThatWaySaysSo)
{
    account.auth = "certificate:" + file("good.pem", leaf());
    const auto session = outbox::connectTo(account, net, {});
    ASSERT_FALSE(session.ok());
    EXPECT_EQ(session.error().kind, ErrorKind::AuthenticationUnavailable);
    EXPECT_NE(session.error().detail.find("certificate"), std::string::npos) << session.error().toString();
}

TEST_F(ClientCertificate, AnAddressHasOneOfItsOwn)
{
    // The account signs in by password; the address's server knows it by a certificate whose file is locked.
    const std::string plain = file("plain.pem", leaf());
    const std::string locked = (folder->path() / "address.p12").string();
    ASSERT_EQ(std::system(("openssl pkcs12 -export -passout pass:sesame -in " + plain + " -inkey " + plain + " -out " + locked + " 2>/dev/null").c_str()), 0);
    store::IdentityRecord identity;
    identity.id = IdentityId{7};
    identity.account = account.id;
    identity.address = QString::fromLatin1(kPerson);
    identity.smtp = {"localhost", servers->dovecotSubmission.tls, int(Security::Tls), kPerson};
    identity.secretSource = "session";
    identity.auth = "certificate:" + locked;
    const auto shut = outbox::connectTo({account, identity}, net, {});
    ASSERT_FALSE(shut.ok());
    EXPECT_EQ(shut.error().kind, ErrorKind::PasswordNeeded);
    EXPECT_EQ(shut.error().where, crypto::kClientKey);
    accounts::SignInParty tried(account, identity);
    tried.offered = crypto::Secret("sesame");
    EXPECT_TRUE(outbox::connectTo(tried, net, {}).ok()) << "as it is checked, before it is kept";
    (void)net.secrets().keepIdentityPassword(identity.id, crypto::Secret("sesame"), false);
    auto session = outbox::connectTo({account, identity}, net, {});
    EXPECT_TRUE(session.ok()) << session.error().toString() << "\n" << textOf(trace);
    EXPECT_EQ(textOf(trace).find("sesame"), std::string::npos);
}

TEST_F(ClientCertificate, AnExpiredOneIsRefused)
{
    const auto session = connect(file("expired.pem", leaf(-20, -10)));
    ASSERT_FALSE(session.ok());
    EXPECT_EQ(session.error().kind, ErrorKind::InvalidInput);
    EXPECT_NE(session.error().detail.find("expired"), std::string::npos) << session.error().toString();
    const auto early = connect(file("early.pem", leaf(5, 30)));
    ASSERT_FALSE(early.ok());
    EXPECT_NE(early.error().detail.find("not valid yet"), std::string::npos) << early.error().toString();
}

TEST_F(ClientCertificate, OneOfAnotherAuthorityIsRefused)
{
    const TestIdentity stranger = makeAuthority("Nobody's CA");
    const auto session = connect(file("stranger.pem", leaf(-1, 30, stranger)));
    ASSERT_FALSE(session.ok());
    EXPECT_TRUE(session.error().kind == ErrorKind::AuthenticationFailed || session.error().kind == ErrorKind::TlsFailed
                || session.error().kind == ErrorKind::AuthenticationUnavailable) << session.error().toString();
}

TEST_F(ClientCertificate, TheKeyBelongsToAnother)
{
    const auto session = connect(file("mixed.pem", leaf(), leaf().keyPem));
    ASSERT_FALSE(session.ok());
    EXPECT_EQ(session.error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(session.error().where, crypto::kClientKey);
    EXPECT_NE(session.error().detail.find("belongs to its key"), std::string::npos) << session.error().toString();
}

TEST_F(ClientCertificate, AKeyWithAPassphraseOpensWithItAlone)
{
    const std::string plain = file("plain.pem", leaf());
    const std::string locked = (folder->path() / "locked.p12").string();
    ASSERT_EQ(std::system(("openssl pkcs12 -export -passout pass:sesame -in " + plain + " -inkey " + plain + " -out " + locked + " 2>/dev/null").c_str()), 0);
    const auto without = connect(locked);
    ASSERT_FALSE(without.ok());
    EXPECT_EQ(without.error().kind, ErrorKind::PasswordNeeded);
    EXPECT_EQ(net.secrets().keep(account.id, crypto::Secret("open"), false), "session");
    const auto wrong = connect(locked);
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().kind, ErrorKind::PasswordNeeded);
    EXPECT_NE(wrong.error().detail.find("does not open"), std::string::npos) << wrong.error().toString();
    (void)net.secrets().keep(account.id, crypto::Secret("sesame"), false);
    const auto right = connect(locked);
    EXPECT_TRUE(right.ok()) << right.error().toString() << "\n" << textOf(trace);
    EXPECT_EQ(textOf(trace).find("sesame"), std::string::npos);
}

TEST_F(ClientCertificate, ThereIsNoSuchFile)
{
    const auto session = connect((folder->path() / "nothing.pem").string());
    ASSERT_FALSE(session.ok());
    EXPECT_EQ(session.error().kind, ErrorKind::NotFound);
}

} // namespace
} // namespace tern::test
