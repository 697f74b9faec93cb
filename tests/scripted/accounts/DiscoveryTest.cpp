// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SettingsFinder.h"
#include "core/crypto/TrustStore.h"
#include "core/net/Resolver.h"
#include "tests/support/scripted/NameServer.h"
#include "tests/support/scripted/WebServer.h"

#include <gtest/gtest.h>

namespace tern::accounts {
namespace {

std::string fileFor(const std::string &imap)
{
    return "<clientConfig version=\"1.1\"><emailProvider id=\"x\"><displayName>X</displayName><incomingServer type=\"imap\"><hostname>" + imap
        + "</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer><outgoingServer type=\"smtp\"><hostname>smtp."
        + imap + "</hostname><port>465</port><socketType>SSL</socketType></outgoingServer></emailProvider></clientConfig>";
}

/// A web of names and pages on loopback, around the domain example.test.
class DiscoveryTest : public ::testing::Test {
protected:
    DiscoveryTest() : web(test::makeLeaf({{"example.test", "autoconfig.example.test", "list.test"}, {}}, &authority))
    {
        EXPECT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
        names.addAddress("list.test", "127.0.0.1");
        context.trust = &trust;
        context.resolver = &resolver;
        options.presets = &ProviderPresets::builtIn();
        options.database = "https://list.test:" + std::to_string(web.port()) + "/v1.1/";
        options.webPort = web.port();
    }

    Result<FoundSettings> find()
    {
        return findSettings(networkWays(options), {"example.test", "jane.doe@example.test"}, context, {std::chrono::milliseconds{3'000}, std::chrono::milliseconds{2'000}},
                            [this](SettingsWay way, const Result<FoundSettings> *answer) {
                                if (answer && !answer->ok())
                                    failures[way] = answer->error().kind;
                            });
    }

    test::TestIdentity authority = test::makeAuthority();
    test::NameServer names;
    test::WebServer web;
    crypto::TrustStore trust{false};
    Resolver resolver{{names.servers(), 2, std::chrono::milliseconds{2'000}}};
    NetContext context;
    WaysOptions options;
    std::map<SettingsWay, ErrorKind> failures;
};

TEST_F(DiscoveryTest, TheDomainsOwnFileAtBothAddresses)
{
    names.addAddress("autoconfig.example.test", "127.0.0.1");
    names.addAddress("example.test", "127.0.0.1");
    web.on("example.test", "/.well-known/autoconfig/mail/config-v1.1.xml", fileFor("known.example.test"));
    auto found = find();
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->way, SettingsWay::DomainFile);
    EXPECT_EQ(found->imap.endpoint.host, "known.example.test");
    web.on("autoconfig.example.test", "/mail/config-v1.1.xml", fileFor("own.example.test"));
    web.on("list.test", "/v1.1/example.test.xml", fileFor("list.example.test"));
    found = find();
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->imap.endpoint.host, "own.example.test") << "the domain's word goes before the list's";
    EXPECT_EQ(found->imap.user, "jane.doe@example.test");
}

TEST_F(DiscoveryTest, NothingButTheDomainLeavesThisMachine)
{
    names.addAddress("autoconfig.example.test", "127.0.0.1");
    names.addAddress("example.test", "127.0.0.1");
    EXPECT_FALSE(find().ok());
    EXPECT_EQ(web.asked().size(), 3U);
    for (const std::string &asked : web.asked())
        EXPECT_EQ(asked.find("jane"), std::string::npos) << asked;
    for (const std::string &asked : names.asked())
        EXPECT_EQ(asked.find("jane"), std::string::npos) << asked;
}

TEST_F(DiscoveryTest, ABadCertificateIsNotBelievedAndThePublicListAnswers)
{
    const test::TestIdentity stranger = test::makeAuthority("Stranger");
    test::WebServer forged(test::makeLeaf({{"autoconfig.example.test"}, {}}, &stranger));
    forged.on("", "/mail/config-v1.1.xml", fileFor("evil.test"));
    names.addAddress("autoconfig.example.test", "127.0.0.1");
    web.on("list.test", "/v1.1/example.test.xml", fileFor("list.example.test"));
    options.webPort = forged.port();
    const auto found = find();
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->way, SettingsWay::Database);
    EXPECT_EQ(failures[SettingsWay::DomainFile], ErrorKind::CertificateInvalid);
    EXPECT_TRUE(forged.asked().empty());
}

TEST_F(DiscoveryTest, ServiceRecordsPreferTlsFromTheFirstByte)
{
    names.addService("_imap._tcp.example.test", "starttls.example.test", 143);
    names.addService("_imaps._tcp.example.test", "imap.example.test", 1993, 10);
    names.addService("_submission._tcp.example.test", "smtp.example.test", 587);
    const auto found = find();
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->way, SettingsWay::ServiceRecords);
    EXPECT_EQ(found->imap.endpoint, (Endpoint{"imap.example.test", 1993, Security::Tls}));
    EXPECT_EQ(found->smtp.endpoint, (Endpoint{"smtp.example.test", 587, Security::StartTls}));
    EXPECT_EQ(found->foreignHost, "");
}

TEST_F(DiscoveryTest, APop3ServiceCountsWhereThereIsNoOther)
{
    names.addService("_pop3._tcp.example.test", "starttls.example.test", 110);
    names.addService("_pop3s._tcp.example.test", "pop.example.test", 995);
    names.addService("_submissions._tcp.example.test", "smtp.example.test", 465);
    const auto only = find();
    ASSERT_TRUE(only.ok()) << only.error().toString();
    EXPECT_TRUE(only->isPop3);
    EXPECT_EQ(only->imap.endpoint, (Endpoint{"pop.example.test", 995, Security::Tls}));
    names.addService("_imaps._tcp.example.test", "imap.example.test", 993);
    EXPECT_FALSE(find()->isPop3);
}

TEST_F(DiscoveryTest, AServiceElsewhereNeedsThePersonsWord)
{
    names.addService("_imaps._tcp.example.test", "imap.example.test", 993);
    names.addService("_submissions._tcp.example.test", "smtp.example.test.evil.net", 465);
    EXPECT_EQ(find()->foreignHost, "smtp.example.test.evil.net");
}

TEST_F(DiscoveryTest, ARecordThatSaysNoIsNo)
{
    names.addService("_imaps._tcp.example.test", ".", 0);
    names.addService("_submissions._tcp.example.test", "smtp.example.test", 465);
    EXPECT_EQ(find().error().kind, ErrorKind::NotFound);
}

TEST_F(DiscoveryTest, TheMailExchangersProvider)
{
    names.addMailExchanger("example.test", "mxbiz2.qq.com", 20);
    names.addMailExchanger("example.test", "mxbiz1.qq.com", 10);
    const auto found = find();
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->way, SettingsWay::MailExchanger);
    EXPECT_EQ(found->preset, "exmail");
    EXPECT_EQ(found->imap.endpoint.host, "imap.exmail.qq.com");
    EXPECT_EQ(found->foreignHost, "") << "a provider that Tern knows itself";
}

TEST_F(DiscoveryTest, AnUnknownExchangersProviderIsLookedUpInTheList)
{
    names.addMailExchanger("example.test", "mx1.eu.hoster.test");
    web.on("list.test", "/v1.1/hoster.test.xml", fileFor("imap.hoster.test"));
    const auto found = find();
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->way, SettingsWay::MailExchanger);
    EXPECT_EQ(found->foreignHost, "imap.hoster.test");
}

TEST_F(DiscoveryTest, ThePublicListCanBeTurnedOff)
{
    options.database.clear();
    names.addMailExchanger("example.test", "mx1.hoster.test");
    EXPECT_EQ(find().error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(web.asked().empty());
}

TEST_F(DiscoveryTest, SilentNamesAndServersEndInTime)
{
    names.mute("");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(findSettings(networkWays(options), {"example.test", "a@example.test"}, context, {std::chrono::milliseconds{300}, std::chrono::milliseconds{100}},
                              [](SettingsWay, const Result<FoundSettings> *) {}).ok());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{1'500});
}

} // namespace
} // namespace tern::accounts
