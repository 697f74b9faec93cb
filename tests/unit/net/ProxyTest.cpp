// SPDX-License-Identifier: GPL-3.0-or-later
// Servers reached through a proxy: what it is asked, what it may answer.
#include "core/net/LineSocket.h"
#include "tests/support/net/SilentListener.h"
#include "tests/support/net/TestProxy.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern {
namespace {

using test::ScriptedServer;
using test::TestProxy;
using Texts = std::vector<std::string>;

/// Every name but the proxy's own is unknown here: only the proxy can resolve it.
class ProxyTest : public ::testing::TestWithParam<ProxyKind> {
protected:
    ProxyTest()
    {
        context.connectTimeout = std::chrono::seconds{3};
        context.replyTimeout = std::chrono::seconds{3};
        context.resolver = &resolver;
    }
    Result<std::unique_ptr<LineSocket>> connect(const ProxySettings &proxy, std::uint16_t port, const std::string &host = "imap.example.com")
    {
        context.proxy = proxy;
        return LineSocket::connect({host, port, Security::Plain}, WireProtocol::Smtp, context);
    }
    [[nodiscard]] bool isSocks() const { return GetParam() == ProxyKind::Socks5; }

    Resolver resolver{{"127.0.0.1:1", 1, std::chrono::milliseconds{50}, std::chrono::milliseconds{50}}};
    NetContext context;
};
INSTANTIATE_TEST_SUITE_P(Every, ProxyTest, ::testing::Values(ProxyKind::Socks5, ProxyKind::HttpConnect),
                         [](const auto &one) { return one.param == ProxyKind::Socks5 ? "Socks5" : "Http"; });

TEST_P(ProxyTest, TheServersFirstWordsAreNotSwallowed)
{
    for (const bool splits : {false, true}) {
        for (const std::string user : {"", "me"}) {
            TestProxy proxy({.kind = GetParam(), .user = user, .password = user.empty() ? "" : "pass wörd", .splits = splits});
            ScriptedServer server;
            server.play({"S: 220 ready", "C: hi", "S: there"});
            server.start();
            auto socket = connect(proxy.settings(), server.port());
            ASSERT_TRUE(socket.ok()) << socket.error().toString();
            EXPECT_EQ(*(*socket)->readLine(100), "220 ready");
            ASSERT_TRUE((*socket)->writeAll("hi\r\n").ok());
            EXPECT_EQ(*(*socket)->readLine(100), "there");
            EXPECT_EQ(proxy.asked(), Texts{"imap.example.com:" + std::to_string(server.port())}) << "the name itself, unresolved";
            socket->reset();
            EXPECT_EQ(server.finish(), "");
        }
    }
}

TEST_P(ProxyTest, NumericAddressesGoAsTheyAre)
{
    TestProxy proxy({.kind = GetParam()});
    ScriptedServer server;
    server.play({"S: 220 ready", "N", "S: 220 ready"});
    server.start();
    const std::string port = std::to_string(server.port());
    for (const std::string host : {"192.0.2.1", "2001:db8::1"}) {
        auto socket = connect(proxy.settings(), server.port(), host);
        ASSERT_TRUE(socket.ok()) << socket.error().toString();
    }
    EXPECT_EQ(proxy.asked(), (Texts{"192.0.2.1:" + port, (isSocks() ? "2001:db8::1:" : "[2001:db8::1]:") + port}));
}

TEST_P(ProxyTest, AWrongPasswordIsThePersonsToMend)
{
    TestProxy proxy({.kind = GetParam(), .user = "me", .password = "right"});
    ProxySettings settings = proxy.settings();
    settings.password = crypto::Secret("wrong");
    for (const std::string user : {"me", ""}) {
        settings.user = user;
        auto socket = connect(settings, 25);
        ASSERT_FALSE(socket.ok());
        EXPECT_EQ(socket.error().kind, ErrorKind::ProxySignInFailed) << socket.error().toString();
        EXPECT_EQ(socket.error().retry, Retry::AfterUserAction);
        EXPECT_EQ(socket.error().toString().find("wrong"), std::string::npos);
    }
    EXPECT_EQ(proxy.asked(), Texts{});
}

TEST_P(ProxyTest, WhatTheProxySaysOfTheServer)
{
    const struct {
        int socks;
        std::string http;
        ErrorKind socksKind;
    } cases[] = {{1, "HTTP/1.1 500 Internal\r\n\r\n", ErrorKind::ProxyFailed},
                 {2, "HTTP/1.1 403 Forbidden\r\n\r\n", ErrorKind::ProxyFailed},
                 {3, "HTTP/1.0 503 No route\r\n\r\n", ErrorKind::Offline},
                 {4, "HTTP/1.1 502 Bad\r\nX: y\r\n\r\n", ErrorKind::HostNotFound},
                 {5, "nonsense\r\n\r\n", ErrorKind::ConnectionRefused},
                 {99, "HTTP/1.1 " + std::string(100'000, '9'), ErrorKind::ProxyFailed}};
    for (const auto &one : cases) {
        TestProxy proxy(isSocks() ? TestProxy::Options{.socksRefusal = one.socks} : TestProxy::Options{.kind = ProxyKind::HttpConnect, .httpAnswer = one.http});
        auto socket = connect(proxy.settings(), 25);
        ASSERT_FALSE(socket.ok());
        EXPECT_EQ(socket.error().kind, isSocks() ? one.socksKind : ErrorKind::ProxyFailed) << socket.error().toString();
    }
}

TEST_P(ProxyTest, AProxyThatIsNotThereIsNamed)
{
    ProxySettings settings{GetParam(), "127.0.0.1", 0, "", {}};
    {
        const ScriptedServer gone;
        settings.port = gone.port();
    }
    auto socket = connect(settings, 25);
    EXPECT_EQ(socket.error().kind, ErrorKind::ProxyFailed);
    EXPECT_NE(socket.error().detail.find(settings.toString()), std::string::npos) << socket.error().detail;
    settings.host = "proxy.nowhere.test";
    EXPECT_EQ(connect(settings, 25).error().kind, ErrorKind::Offline) << "no name server either";
}

TEST_P(ProxyTest, SomethingElseIsNotAProxy)
{
    ScriptedServer server;
    server.play({"R: 220 mail.example.com ESMTP\\r\\n\\r\\n", "E"});
    server.setPatience(std::chrono::seconds{1});
    server.start();
    auto socket = connect({GetParam(), "127.0.0.1", server.port(), "", {}}, 25);
    EXPECT_EQ(socket.error().kind, ErrorKind::ProxyFailed) << socket.error().toString();
}

TEST_P(ProxyTest, NamesThatDoNotFitAreNotSent)
{
    TestProxy proxy({.kind = GetParam()});
    EXPECT_EQ(connect(proxy.settings(), 25, "a b.example").error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(connect(proxy.settings(), 25, "a\r\nX: y").error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(connect(proxy.settings(), 25, std::string(300, 'a')).error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(proxy.asked(), Texts{});
}

} // namespace
} // namespace tern
