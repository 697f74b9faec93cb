// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AutoconfigFile.h"

#include <gtest/gtest.h>

namespace tern::accounts {
namespace {

const SettingsQuery kQuery{"example.org", "jane.doe@example.org"};

std::string server(const char *element, const char *type, const char *host, const char *port, const char *socket, const char *user = "%EMAILADDRESS%")
{
    return std::string("<") + element + " type=\"" + type + "\"><hostname>" + host + "</hostname><port>" + port + "</port><socketType>" + socket
        + "</socketType><username>" + user + "</username><authentication>password-cleartext</authentication></" + element + ">";
}

std::string file(const std::string &servers)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\"><emailProvider id=\"example.org\"><domain>example.org</domain>"
           "<displayName>Example  Mail</displayName>" + servers + "</emailProvider><webMail/></clientConfig>";
}

const std::string kSmtp = server("outgoingServer", "smtp", "smtp.example.org", "587", "STARTTLS", "%EMAILLOCALPART%");

TEST(AutoconfigFile, TakesTheBestEncryptedServers)
{
    const auto found = parseAutoconfig(file(server("incomingServer", "pop3", "pop.example.org", "995", "SSL") + server("incomingServer", "imap", "a.example.org", "143", "plain")
                                            + server("incomingServer", "imap", "b.example.org", "143", "STARTTLS")
                                            + server("incomingServer", "imap", "imap.%EMAILDOMAIN%", " 993 ", "SSL", "%EMAILLOCALPART%@%EMAILDOMAIN%") + kSmtp),
                                       kQuery);
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->imap.endpoint, (Endpoint{"imap.example.org", 993, Security::Tls}));
    EXPECT_EQ(found->imap.user, "jane.doe@example.org");
    EXPECT_EQ(found->smtp.endpoint, (Endpoint{"smtp.example.org", 587, Security::StartTls}));
    EXPECT_EQ(found->smtp.user, "jane.doe");
    EXPECT_EQ(found->provider, QStringLiteral("Example Mail"));
}

TEST(AutoconfigFile, GivesAPop3ServerWhereOneIsWantedOrThereIsNoOther)
{
    const std::string pop3 = server("incomingServer", "pop3", "a.example.org", "110", "STARTTLS") + server("incomingServer", "pop3", "pop.example.org", "995", "SSL");
    const std::string imap = server("incomingServer", "imap", "imap.example.org", "993", "SSL");
    SettingsQuery wanted = kQuery;
    wanted.pop3 = true;
    const auto asked = parseAutoconfig(file(imap + pop3 + kSmtp), wanted);
    ASSERT_TRUE(asked.ok());
    EXPECT_TRUE(asked->isPop3);
    EXPECT_EQ(asked->imap.endpoint, (Endpoint{"pop.example.org", 995, Security::Tls}));
    const auto only = parseAutoconfig(file(pop3 + kSmtp), kQuery);
    ASSERT_TRUE(only.ok());
    EXPECT_TRUE(only->isPop3);
    EXPECT_FALSE(parseAutoconfig(file(imap + pop3 + kSmtp), kQuery)->isPop3);
    EXPECT_EQ(parseAutoconfig(file(imap + kSmtp), wanted).error().kind, ErrorKind::NotFound);
}

TEST(AutoconfigFile, NothingInTheClearAndNothingOdd)
{
    const auto imap = [](const char *host, const char *port, const char *socket, const char *user) { return server("incomingServer", "imap", host, port, socket, user); };
    for (const std::string &bad : {imap("h", "143", "plain", "u"), imap("h", "0", "SSL", "u"), imap("h", "65536", "SSL", "u"), imap("", "993", "SSL", "u"),
                                   imap("h\nx", "993", "SSL", "u"), imap("h/x", "993", "SSL", "u"), imap("a b", "993", "SSL", "u")})
        EXPECT_EQ(parseAutoconfig(file(bad + kSmtp), kQuery).error().kind, ErrorKind::NotFound) << bad;
    EXPECT_EQ(parseAutoconfig(file(server("incomingServer", "imap", "h", "993", "SSL")), kQuery).error().kind, ErrorKind::NotFound);
    // A name with a placeholder that nobody knows, or with a line break, is not believed.
    EXPECT_EQ(parseAutoconfig(file(imap("h", "993", "SSL", "%REALNAME%") + kSmtp), kQuery)->imap.user, "");
    EXPECT_EQ(parseAutoconfig(file(imap("h", "993", "SSL", "a&#13;&#10;A1 LOGOUT") + kSmtp), kQuery)->imap.user, "");
    EXPECT_EQ(parseAutoconfig(file(imap("m\xC3\xBCller.example", "993", "SSL", "u") + kSmtp), kQuery)->imap.endpoint.host, "xn--mller-kva.example");
}

TEST(AutoconfigFile, HostileFilesAreRefusedCheaply)
{
    const std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><clientConfig><emailProvider>&b;</emailProvider></clientConfig>";
    const std::string outside = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><clientConfig>&a;</clientConfig>";
    std::string deep = "<clientConfig>";
    for (int i = 0; i < 10'000; ++i)
        deep += "<a>";
    std::string many;
    for (int i = 0; i < 1'000; ++i)
        many += server("incomingServer", "imap", "h", "993", "SSL");
    for (const std::string &bad : {std::string(), std::string("* OK ready"), std::string("<html><body>404</body></html>"), laughs, outside, deep, file(many),
                                   std::string("<clientConfig>"), file("") + "<more/>", "<clientConfig>" + std::string(300'000, ' ') + "</clientConfig>",
                                   std::string("<clientConfig>&unknown;</clientConfig>")})
        EXPECT_EQ(parseAutoconfig(bad, kQuery).error().kind, ErrorKind::InvalidInput) << bad.substr(0, 80);
}

TEST(FoundSettings, KnowsWhatLiesWithinADomain)
{
    EXPECT_TRUE(liesWithin("example.org", "example.org"));
    EXPECT_TRUE(liesWithin("imap.example.org", "example.org"));
    EXPECT_FALSE(liesWithin("badexample.org", "example.org"));
    EXPECT_FALSE(liesWithin("example.org.evil.net", "example.org"));
    EXPECT_FALSE(liesWithin("org", "example.org"));
}

} // namespace
} // namespace tern::accounts
