// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Resolver.h"
#include "core/net/TcpConnect.h"
#include "tests/support/scripted/NameServer.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace tern {
namespace {

using Clock = std::chrono::steady_clock;

Resolver::Options optionsFor(const test::NameServer &server)
{
    return {server.servers(), 2, std::chrono::milliseconds{200}};
}

TEST(Resolver, NumericAndLocalhostNeedNoServer)
{
    Resolver resolver({"127.0.0.1:1", 1, std::chrono::milliseconds{100}});
    const auto deadline = Clock::now() + std::chrono::seconds{2};
    EXPECT_EQ(resolver.resolve("192.0.2.7", 993, {}, deadline)->front().toString(), "192.0.2.7");
    EXPECT_EQ(resolver.resolve("2001:db8::1", 993, {}, deadline)->front().toString(), "2001:db8::1");
    EXPECT_EQ(resolver.resolve("LocalHost", 993, {}, deadline)->size(), 2U);
    EXPECT_EQ(resolver.resolve("", 993, {}, deadline).error().kind, ErrorKind::HostNotFound);
}

TEST(Resolver, AsksBothFamilies)
{
    test::NameServer server;
    server.addAddress("mail.test", "127.0.0.1");
    server.addAddress("mail.test", "::1");
    Resolver resolver(optionsFor(server));
    const auto found = resolver.resolve("mail.test", 25, {}, Clock::now() + std::chrono::seconds{3});
    ASSERT_TRUE(found.ok()) << found.error().toString();
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].toString(), "::1");
    EXPECT_EQ((*found)[1].toString(), "127.0.0.1");
}

TEST(Resolver, NamesAnUnknownHost)
{
    test::NameServer server;
    Resolver resolver(optionsFor(server));
    EXPECT_EQ(resolver.resolve("nobody.test", 25, {}, Clock::now() + std::chrono::seconds{3}).error().kind, ErrorKind::HostNotFound);
}

TEST(Resolver, StopsAtOnce)
{
    test::NameServer server;
    server.mute("mail.test");
    Resolver resolver({server.servers(), 2, std::chrono::seconds{5}});
    StopSource stop;
    std::thread stopper([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        stop.requestStop();
    });
    const auto begin = Clock::now();
    EXPECT_EQ(resolver.resolve("mail.test", 25, stop.token(), begin + std::chrono::seconds{5}).error().kind, ErrorKind::Cancelled);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds{1});
    stopper.join();
}

TEST(Resolver, GivesUpOnASilentServer)
{
    test::NameServer server;
    server.mute("mail.test");
    Resolver resolver({server.servers(), 1, std::chrono::milliseconds{200}});
    const auto begin = Clock::now();
    EXPECT_EQ(resolver.resolve("mail.test", 25, {}, begin + std::chrono::milliseconds{100}).error().kind, ErrorKind::Timeout);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds{1});
}

TEST(Resolver, SortsServiceRecordsAndReadsMailExchangers)
{
    test::NameServer server;
    server.addService("_imaps._tcp.example.test", "second.example.test", 993, 10, 5);
    server.addService("_imaps._tcp.example.test", "First.Example.test", 1993, 1, 1);
    server.addService("_imaps._tcp.example.test", "heavy.example.test", 993, 10, 50);
    server.addService("_imap._tcp.example.test", ".", 0);
    server.addMailExchanger("example.test", "mx2.example.test", 20);
    server.addMailExchanger("example.test", "mx1.example.test", 10);
    server.addMailExchanger("nomail.test", ".", 0);
    Resolver resolver(optionsFor(server));
    const auto deadline = Clock::now() + std::chrono::seconds{3};
    const auto services = resolver.services("_imaps._tcp.example.test", {}, deadline);
    ASSERT_TRUE(services.ok()) << services.error().toString();
    ASSERT_EQ(services->size(), 3U);
    EXPECT_EQ((*services)[0].host, "first.example.test");
    EXPECT_EQ((*services)[0].port, 1993);
    EXPECT_EQ((*services)[1].host, "heavy.example.test");
    EXPECT_EQ((*services)[2].host, "second.example.test");
    EXPECT_EQ(resolver.services("_imap._tcp.example.test", {}, deadline)->front().host, ".");
    EXPECT_EQ(resolver.services("_imaps._tcp.other.test", {}, deadline).error().kind, ErrorKind::HostNotFound);
    EXPECT_EQ(*resolver.mailExchangers("example.test", {}, deadline), (std::vector<std::string>{"mx1.example.test", "mx2.example.test"}));
    EXPECT_EQ(resolver.mailExchangers("nomail.test", {}, deadline).error().kind, ErrorKind::HostNotFound);
}

TEST(Resolver, AHostileNameInARecordIsLeftOut)
{
    test::NameServer server;
    server.addService("_imaps._tcp.example.test", "evil\r\nA1 LOGOUT", 993);
    server.addMailExchanger("example.test", "mx 1.example.test");
    Resolver resolver(optionsFor(server));
    const auto deadline = Clock::now() + std::chrono::seconds{3};
    EXPECT_FALSE(resolver.services("_imaps._tcp.example.test", {}, deadline).ok());
    EXPECT_FALSE(resolver.mailExchangers("example.test", {}, deadline).ok());
}

TEST(TcpConnect, TriesTheNextAddress)
{
    const UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
    ASSERT_EQ(::bind(listener.get(), raw, length), 0);
    ASSERT_EQ(::getsockname(listener.get(), raw, &length), 0);
    const std::uint16_t port = ntohs(address.sin_port);
    Resolver resolver;
    const auto deadline = Clock::now() + std::chrono::seconds{3};
    // Nobody listens yet.
    const auto addresses = *resolver.resolve("127.0.0.1", port, {}, deadline);
    EXPECT_EQ(connectToAny(addresses, {}, deadline).error().kind, ErrorKind::ConnectionRefused);
    ASSERT_EQ(::listen(listener.get(), 4), 0);
    // ::1 is refused (or not there at all), 127.0.0.1 answers.
    auto both = *resolver.resolve("::1", port, {}, deadline);
    both.push_back(addresses.front());
    const auto connection = connectToAny(both, {}, deadline);
    ASSERT_TRUE(connection.ok()) << connection.error().toString();
    EXPECT_EQ(connection->address, "127.0.0.1");
    EXPECT_EQ(connectToAny({}, {}, deadline).error().kind, ErrorKind::Offline);
}

} // namespace
} // namespace tern
