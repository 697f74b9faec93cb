// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerEndpoint.h"

#include <gtest/gtest.h>

namespace tern::accounts {
namespace {

TEST(ServerEndpoint, Parses)
{
    EXPECT_EQ(parseEndpoint("imap.example.com:993:tls"), (Endpoint{"imap.example.com", 993, Security::Tls}));
    EXPECT_EQ(parseEndpoint("[::1]:1143:starttls"), (Endpoint{"::1", 1143, Security::StartTls}));
    EXPECT_EQ(parseEndpoint("127.0.0.1:25:plain"), (Endpoint{"127.0.0.1", 25, Security::Plain}));
}

TEST(ServerEndpoint, RefusesWhatIsNone)
{
    for (const char *text : {"", "host", "host:993", "host:993:ssl", "host:0:tls", "host:65536:tls", "host:x:tls", ":993:tls", "ho st:993:tls",
                             "host\n:993:tls", "host:99a:tls"})
        EXPECT_FALSE(parseEndpoint(text)) << text;
}

TEST(ServerEndpoint, OnlyThisMachineMayHavePlainPasswords)
{
    for (const char *host : {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
        EXPECT_TRUE(mayCarryPassword({host, 143, Security::Plain}, false)) << host;
    for (const char *host : {"192.168.0.1", "example.com", "localhost.example.com", "127.0.0.1.example.com", "::2"}) {
        EXPECT_FALSE(mayCarryPassword({host, 143, Security::Plain}, false)) << host;
        EXPECT_TRUE(mayCarryPassword({host, 143, Security::Plain}, true)) << host;
        EXPECT_TRUE(mayCarryPassword({host, 993, Security::Tls}, false)) << host;
    }
}

TEST(ServerEndpoint, SettingsAndBack)
{
    const Endpoint endpoint{"h", 587, Security::StartTls};
    EXPECT_EQ(endpointOf(settingsOf(endpoint, "me")), endpoint);
    EXPECT_EQ(endpointOf({"h", 1, 99, ""}).security, Security::Tls);
}

} // namespace
} // namespace tern::accounts
