// SPDX-License-Identifier: GPL-3.0-or-later
// Finding settings and signing in, against Dovecot, a submission server, a name server, a web server and an identity provider.
#include "core/accounts/AccountChecker.h"
#include "core/accounts/AccountNet.h"
#include "core/accounts/ServerEndpoint.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/smtp/SmtpSession.h"
#include "tests/support/TestServers.h"
#include "tests/support/scripted/IdentityProvider.h"
#include "tests/support/scripted/NameServer.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <fstream>
#include <gtest/gtest.h>
#include <thread>

namespace tern::test {
namespace {

using accounts::AccountChecker;
using accounts::AccountSetup;
using accounts::CheckStep;
using accounts::SettingsWay;

class SignInServers : public ::testing::Test {
protected:
    static void SetUpTestSuite() { servers = std::make_unique<TestServers>(TestServersOptions{.more = {"--oauth"}}); }
    static void TearDownTestSuite() { servers.reset(); }

    SignInServers()
    {
        std::ifstream theirs(servers->caFile);
        std::ofstream(caFile) << theirs.rdbuf() << authority.certificatePem;
        identity.prefix = servers->receiver().email + ":";
        std::ofstream(clientsFile) << R"({"ours": {"client_id": "tern", "authorize": ")" << identity.authorizeUrl() << R"(", "token": ")" << identity.tokenUrl()
                                   << R"(", "scopes": "mail", "domains": ["qq.test"]}})";
        EXPECT_TRUE(trust.addAuthorities(caFile).ok());
        context.trust = &trust;
        context.trace = &trace;
        for (const char *name : {"imap.qq.test", "smtp.qq.test", "autoconfig.qq.test"})
            names.addAddress(name, "127.0.0.1");
    }

    Result<accounts::CheckedAccount> check(const AccountSetup &setup)
    {
        accounts::CheckerOptions options;
        options.dnsServers = names.servers();
        options.webPort = web.port();
        options.database.clear();
        options.oauthClients = clientsFile;
        options.trace = &trace;
        std::vector<std::thread> browsers;
        AccountChecker checker(options, {}, [&](const CheckStep &step) {
            if (step.kind == CheckStep::Kind::Settings)
                how = step.fact;
            if (step.kind == CheckStep::Kind::Browser && step.state == CheckStep::State::Running && !step.fact.isEmpty())
                browsers.emplace_back([this, url = step.fact.toStdString()] { static_cast<void>(identity.visit(url)); });
        });
        auto checked = checker.run(setup);
        for (std::thread &browser : browsers)
            browser.join();
        return checked;
    }
    [[nodiscard]] AccountSetup setup() const
    {
        AccountSetup made;
        made.email = QString::fromStdString(servers->receiver().email);
        made.caFile = caFile;
        return made;
    }
    [[nodiscard]] store::AccountRecord recordOf(const accounts::CheckedAccount &checked) const
    {
        store::AccountRecord record;
        record.id = AccountId{1};
        record.email = checked.setup.email;
        record.imap = checked.setup.imap;
        record.smtp = checked.setup.smtp;
        record.caFile = checked.setup.caFile;
        record.auth = checked.setup.oauth.empty() ? std::string() : "oauth:" + checked.setup.oauth;
        record.secretSource = "session";
        return record;
    }
    [[nodiscard]] imap::ImapConnectOptions imapOptions(SignInMethod method, const std::string &secret) const
    {
        imap::ImapConnectOptions options;
        options.endpoint = {"localhost", servers->imap.tls, Security::Tls};
        options.user = servers->receiver().user;
        options.secret = crypto::Secret(secret);
        options.method = method;
        return options;
    }
    [[nodiscard]] std::string traced() const
    {
        std::string all;
        for (const TraceLine &line : trace.snapshot())
            all += line.text + "\n";
        return all;
    }

    static std::unique_ptr<TestServers> servers;
    QTemporaryDir folder;
    const std::string caFile = folder.filePath(QStringLiteral("ca.pem")).toStdString();
    const std::string clientsFile = folder.filePath(QStringLiteral("clients.json")).toStdString();
    TestIdentity authority = makeAuthority();
    IdentityProvider identity{authority};
    WebServer web{makeLeaf({{"autoconfig.qq.test", "qq.test"}, {}}, &authority)};
    NameServer names;
    crypto::TrustStore trust{false};
    TraceRing trace;
    NetContext context;
    QString how;
};

std::unique_ptr<TestServers> SignInServers::servers;

TEST_F(SignInServers, FromAnAddressAndAPasswordByTheDomainsFile)
{
    web.on("autoconfig.qq.test", "/mail/config-v1.1.xml",
           "<clientConfig><emailProvider id=\"qq.test\"><incomingServer type=\"imap\"><hostname>imap.qq.test</hostname><port>" + std::to_string(servers->imap.tls)
               + "</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer><outgoingServer type=\"smtp\"><hostname>smtp.qq.test"
                 "</hostname><port>" + std::to_string(servers->smtp.tls) + "</port><socketType>SSL</socketType></outgoingServer></emailProvider></clientConfig>");
    AccountSetup typed = setup();
    typed.password = QString::fromStdString(servers->receiver().password);
    const auto checked = check(typed);
    ASSERT_TRUE(checked.ok()) << checked.error().toString() << "\n" << traced();
    EXPECT_EQ(how, QStringLiteral("domain file"));
    EXPECT_EQ(checked->setup.imap.host, "imap.qq.test");
    EXPECT_EQ(traced().find(servers->receiver().password), std::string::npos);
}

TEST_F(SignInServers, ByServiceRecordsAndStartTls)
{
    names.addService("_imap._tcp.qq.test", "imap.qq.test", servers->imap.starttls);
    names.addService("_submission._tcp.qq.test", "smtp.qq.test", servers->smtp.starttls);
    AccountSetup typed = setup();
    typed.password = QString::fromStdString(servers->receiver().password);
    const auto checked = check(typed);
    ASSERT_TRUE(checked.ok()) << checked.error().toString() << "\n" << traced();
    EXPECT_EQ(how, QStringLiteral("dns srv"));
    EXPECT_EQ(checked->setup.smtp.security, static_cast<int>(Security::StartTls));
}

TEST_F(SignInServers, AForgedRecordGetsNoPassword)
{
    // The name is the domain's own, its server's certificate is another's.
    names.addAddress("evil.qq.test", "127.0.0.1");
    names.addService("_imaps._tcp.qq.test", "evil.qq.test", servers->imap.tls);
    names.addService("_submissions._tcp.qq.test", "evil.qq.test", servers->smtp.tls);
    AccountSetup typed = setup();
    typed.password = QStringLiteral("hunter2");
    const auto checked = check(typed);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().kind, ErrorKind::CertificateInvalid);
    EXPECT_EQ(traced().find("AUTH"), std::string::npos) << traced();
}

TEST_F(SignInServers, EveryPasswordMechanism)
{
    for (const auto method : {SignInMethod::Automatic, SignInMethod::Plain, SignInMethod::Login, SignInMethod::CramMd5, SignInMethod::ScramSha1, SignInMethod::ScramSha256}) {
        const auto good = imap::ImapSession::connect(imapOptions(method, servers->receiver().password), context);
        EXPECT_TRUE(good.ok()) << static_cast<int>(method) << " " << good.error().toString();
        const auto bad = imap::ImapSession::connect(imapOptions(method, "wrong"), context);
        ASSERT_FALSE(bad.ok()) << static_cast<int>(method);
        EXPECT_EQ(bad.error().kind, ErrorKind::AuthenticationFailed) << static_cast<int>(method) << " " << bad.error().toString();
    }
    for (const auto method : {SignInMethod::Automatic, SignInMethod::Plain, SignInMethod::Login}) {
        const Endpoint endpoint{"localhost", servers->smtp.tls, Security::Tls};
        EXPECT_TRUE(smtp::SmtpSession::connect({endpoint, servers->receiver().user, crypto::Secret(servers->receiver().password), method}, context).ok());
        EXPECT_EQ(smtp::SmtpSession::connect({endpoint, servers->receiver().user, crypto::Secret("wrong"), method}, context).error().kind,
                  ErrorKind::AuthenticationFailed);
    }
}

TEST_F(SignInServers, AnAccessTokenSignsInAndARefusedOneSaysSo)
{
    const std::string token = servers->receiver().email + ":access-1";
    EXPECT_TRUE(imap::ImapSession::connect(imapOptions(SignInMethod::Bearer, token), context).ok()) << traced();
    const auto refused = imap::ImapSession::connect(imapOptions(SignInMethod::Bearer, "sender@163.test:access-1"), context);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::AuthenticationFailed) << refused.error().toString();
    EXPECT_NE(refused.error().detail.find("invalid_token"), std::string::npos) << "the server's own JSON: " << refused.error().detail;
    const Endpoint endpoint{"localhost", servers->smtp.tls, Security::Tls};
    EXPECT_TRUE(smtp::SmtpSession::connect({endpoint, servers->receiver().user, crypto::Secret(token), SignInMethod::Bearer}, context).ok()) << traced();
    const auto smtp = smtp::SmtpSession::connect({endpoint, servers->receiver().user, crypto::Secret("nonsense"), SignInMethod::Bearer}, context);
    ASSERT_FALSE(smtp.ok());
    EXPECT_EQ(smtp.error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_EQ(traced().find("access-1"), std::string::npos);
}

TEST_F(SignInServers, BySigningInAtThePageAndOnAfterTheTokenEnds)
{
    AccountSetup typed = setup();
    typed.imap = accounts::settingsOf({"imap.qq.test", servers->imap.tls, Security::Tls}, {});
    typed.smtp = accounts::settingsOf({"smtp.qq.test", servers->smtp.tls, Security::Tls}, {});
    const auto checked = check(typed);
    ASSERT_TRUE(checked.ok()) << checked.error().toString() << "\n" << traced();
    EXPECT_EQ(checked->setup.oauth, "ours");
    ASSERT_TRUE(checked->tokens);

    accounts::AccountNet net(names.servers(), &trace, nullptr, clientsFile);
    const store::AccountRecord record = recordOf(*checked);
    net.keepTokens(record.id, *checked->tokens);
    EXPECT_EQ(net.secrets().keepRefreshToken(record.id, checked->tokens->refresh, true), "session");
    const auto connect = [&] {
        const auto own = net.context(record, {});
        return net.signIn(record, *own, [&](const accounts::Credentials &credentials) {
            imap::ImapConnectOptions options = imapOptions(credentials.method, {});
            options.secret = credentials.secret;
            return imap::ImapSession::connect(options, *own);
        });
    };
    EXPECT_TRUE(connect().ok()) << traced();
    // The server ends it before its time: renewed once, without a person.
    servers->revokeTokens();
    EXPECT_TRUE(connect().ok()) << traced();
    // The refresh token ended too: that is for the person.
    servers->revokeTokens();
    identity.rotate = true;
    static_cast<void>(accounts::refreshTokens(*accounts::readOAuthDirectory(clientsFile)->provider("ours"), {"tern", {}}, checked->tokens->refresh, context));
    const auto ended = connect();
    ASSERT_FALSE(ended.ok());
    EXPECT_EQ(ended.error().where, accounts::kOAuthRefused);
    for (const std::string &secret : {std::string("refresh-"), std::string("access-")})
        EXPECT_EQ(traced().find(secret), std::string::npos) << secret;
}

} // namespace
} // namespace tern::test
