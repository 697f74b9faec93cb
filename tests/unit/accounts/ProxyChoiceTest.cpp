// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/AccountNet.h"
#include "core/accounts/ProxyChoice.h"

#include <gtest/gtest.h>

#include <map>

namespace tern::accounts {
namespace {

using Mode = ProxyChoice::Mode;

TEST(ProxyChoice, IsKeptAsASettingWithoutAPassword)
{
    for (const ProxyChoice &choice : {ProxyChoice{Mode::Inherit}, ProxyChoice{Mode::None}, ProxyChoice{}, ProxyChoice{Mode::Own, ProxyKind::HttpConnect, "proxy.example", 3128, "me"},
                                      ProxyChoice{Mode::Own, ProxyKind::Socks5, "::1", 1080, ""}})
        EXPECT_EQ(ProxyChoice::fromSetting(choice.toSetting()), choice) << choice.toSetting().toStdString();
    EXPECT_EQ(ProxyChoice::fromSetting(QStringLiteral("rubbish")), ProxyChoice{});
    EXPECT_EQ(ProxyChoice::fromSetting(QStringLiteral("{\"mode\":\"own\",\"port\":99999}")).port, 0);
    EXPECT_NE(ProxyChoice::settingKey({}), ProxyChoice::settingKey(AccountId{7}));
}

TEST(ProxyChoice, ReadsAddressesAsTheyAreWritten)
{
    const struct {
        const char *url;
        const char *read;
        const char *user;
        const char *password;
    } cases[] = {{"socks5://proxy.example:1081", "socks5://proxy.example:1081", "", ""},
                 {"socks5h://me:p%40ss@proxy.example", "socks5://proxy.example:1080", "me", "p@ss"},
                 {"http://[::1]:8080/", "http://[::1]:8080", "", ""},
                 {"proxy.example:8080", "http://proxy.example:8080", "", ""},
                 {"socks4://proxy.example", "", "", ""},
                 {"http://", "", "", ""},
                 {"", "", "", ""}};
    for (const auto &one : cases) {
        const auto proxy = parseProxyUrl(one.url);
        ASSERT_EQ(proxy.has_value(), *one.read != '\0') << one.url;
        if (!proxy)
            continue;
        EXPECT_EQ(proxy->toString(), one.read);
        EXPECT_EQ(proxy->user, one.user);
        EXPECT_EQ(proxy->password.reveal(), one.password);
        EXPECT_EQ(proxy->toString().find("p@ss"), std::string::npos);
    }
}

std::optional<ProxySettings> fromVariables(std::map<std::string, std::string> variables)
{
    return proxyFromVariables([&](const char *name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

TEST(ProxyChoice, TheEnvironmentSaysWhoIsReachedDirectly)
{
    EXPECT_FALSE(fromVariables({}).has_value());
    EXPECT_FALSE(fromVariables({{"https_proxy", "http://web.example:3128"}}).has_value()) << "for web pages";
    const auto proxy = fromVariables({{"ALL_PROXY", "socks5h://p.example"}, {"no_proxy", "localhost, .corp.example,mail.example.org"}});
    ASSERT_TRUE(proxy.has_value());
    for (const char *host : {"imap.corp.example", "corp.example", "IMAP.CORP.EXAMPLE", "mail.example.org", "localhost", "127.0.0.1", "127.9.9.9", "::1"})
        EXPECT_FALSE(proxy->appliesTo(host)) << host;
    for (const char *host : {"imap.example.com", "notcorp.example", "mail.example.org.evil.example", "128.0.0.1"})
        EXPECT_TRUE(proxy->appliesTo(host)) << host;
    EXPECT_FALSE(fromVariables({{"all_proxy", "p.example"}, {"NO_PROXY", "*"}})->appliesTo("imap.example.com"));
}

TEST(AccountNetProxy, AnAccountsOwnComesBeforeThatOfAll)
{
    AccountNet net({}, nullptr, nullptr);
    net.setSystemProxy(std::nullopt);
    EXPECT_FALSE(net.proxyFor(AccountId{1})->has_value());
    net.setSystemProxy(parseProxyUrl("socks5://system.example"));
    EXPECT_EQ((*net.proxyFor(AccountId{1}))->host, "system.example");
    net.setProxy({}, {Mode::Own, ProxyKind::HttpConnect, "all.example", 3128, ""});
    EXPECT_EQ((*net.proxyFor(AccountId{1}))->host, "all.example");
    const int before = net.route();
    net.setProxy(AccountId{1}, {Mode::Own, ProxyKind::Socks5, "one.example", 1080, "me"});
    EXPECT_NE(net.route(), before) << "connections are made anew";
    EXPECT_EQ(net.proxyFor(AccountId{1}).error().kind, ErrorKind::ProxySignInFailed) << "never around it, never without the password";
    net.secrets().keepProxyPassword(AccountId{1}, crypto::Secret("pass"));
    EXPECT_EQ((*net.proxyFor(AccountId{1}))->password.reveal(), "pass");
    EXPECT_EQ((*net.proxyFor(AccountId{2}))->host, "all.example");
    net.setProxy(AccountId{2}, {Mode::None});
    EXPECT_FALSE(net.proxyFor(AccountId{2})->has_value());
    net.setProxy(AccountId{1}, {Mode::Inherit});
    EXPECT_EQ((*net.proxyFor(AccountId{1}))->host, "all.example");
}

} // namespace
} // namespace tern::accounts
