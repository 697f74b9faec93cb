// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Resolver.h"
#include "core/net/TcpConnect.h"
#include "tests/support/net/SilentListener.h"
#include "tests/support/scripted/NameServer.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>

namespace tern {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::NameServer;

NetWait within(milliseconds longest, StopToken stop = {})
{
    return {std::move(stop), Clock::now() + longest, nullptr};
}

class ResolverTest : public ::testing::Test {
protected:
    ResolverTest()
    {
        server.addAddress("mail.test", "127.0.0.1");
        server.addAddress("mail.test", "::1");
    }
    Resolver::Options options(milliseconds queryTimeout = milliseconds{200}, int tries = 1) const { return {server.servers(), tries, queryTimeout, milliseconds{300}}; }

    NameServer server;
};

TEST_F(ResolverTest, NumericAndLocalhostNeedNoServer)
{
    Resolver resolver({"127.0.0.1:1", 1, milliseconds{100}, milliseconds{100}});
    EXPECT_EQ(resolver.resolve("192.0.2.7", 993, within(seconds{2}))->front().toString(), "192.0.2.7");
    EXPECT_EQ(resolver.resolve("2001:db8::1", 993, within(seconds{2}))->front().toString(), "2001:db8::1");
    EXPECT_EQ(resolver.resolve("LocalHost", 993, within(seconds{2}))->size(), 2U);
    EXPECT_EQ(resolver.resolve("", 993, within(seconds{2})).error().kind, ErrorKind::HostNotFound);
}

TEST_F(ResolverTest, AsksBothFamilies)
{
    Resolver resolver(options());
    const auto found = resolver.resolve("mail.test", 25, within(seconds{3}));
    ASSERT_TRUE(found.ok()) << found.error().toString();
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].toString(), "::1");
    EXPECT_EQ((*found)[1].toString(), "127.0.0.1");
}

TEST_F(ResolverTest, NamesAnUnknownHost)
{
    Resolver resolver(options());
    EXPECT_EQ(resolver.resolve("nobody.test", 25, within(seconds{3})).error().kind, ErrorKind::HostNotFound);
}

TEST_F(ResolverTest, AHostWithoutIpv6IsFound)
{
    server.addAddress("old.test", "127.0.0.1");
    Resolver resolver(options());
    const auto found = resolver.resolve("old.test", 25, within(seconds{3}));
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->size(), 1U);
}

// RFC 8305 §3: name servers that drop one family's question are about; nobody waits for their timeout.
TEST_F(ResolverTest, OneSilentFamilyCostsAMoment)
{
    for (const bool six : {true, false}) {
        server.muteOnly(six ? ns_t_aaaa : ns_t_a);
        Resolver resolver(options(seconds{5}));
        const auto begin = Clock::now();
        const auto found = resolver.resolve("mail.test", 25, within(seconds{5}));
        ASSERT_TRUE(found.ok()) << found.error().toString();
        EXPECT_EQ(found->front().toString(), six ? "127.0.0.1" : "::1");
        EXPECT_LT(Clock::now() - begin, milliseconds{800});
    }
}

TEST_F(ResolverTest, StopsAtOnce)
{
    server.mute(std::string());
    Resolver resolver(options(seconds{5}));
    StopSource stop;
    std::thread stopper([&] {
        while (server.asked().empty())
            std::this_thread::yield();
        stop.requestStop();
    });
    const auto begin = Clock::now();
    EXPECT_EQ(resolver.resolve("mail.test", 25, within(seconds{5}, stop.token())).error().kind, ErrorKind::Cancelled);
    EXPECT_LT(Clock::now() - begin, seconds{1});
    stopper.join();
}

TEST_F(ResolverTest, GivesUpOnASilentServer)
{
    server.mute(std::string());
    Resolver resolver(options());
    const auto begin = Clock::now();
    const auto found = resolver.resolve("mail.test", 25, within(milliseconds{100}));
    EXPECT_EQ(found.error().kind, ErrorKind::Timeout);
    EXPECT_NE(found.error().detail.find("name server"), std::string::npos) << found.error().detail;
    EXPECT_LT(Clock::now() - begin, seconds{1});
}

TEST_F(ResolverTest, ADeadNameServerLeavesTheLastGoodAnswer)
{
    Resolver resolver(options(seconds{5}));
    ASSERT_TRUE(resolver.resolve("mail.test", 25, within(seconds{3})).ok());
    server.mute(std::string());
    const auto begin = Clock::now();
    const auto found = resolver.resolve("mail.test", 993, within(seconds{10}));
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(found->size(), 2U);
    EXPECT_LT(Clock::now() - begin, seconds{1});
    server.unmute();
    server.setRefusing(true);
    EXPECT_TRUE(resolver.resolve("mail.test", 993, within(seconds{10})).ok());
    EXPECT_EQ(resolver.resolve("imap.mail.test", 993, within(seconds{10})).error().kind, ErrorKind::Offline) << "never known";
    // That a name is gone is an answer too.
    server.setRefusing(false);
    EXPECT_EQ(resolver.resolve("nobody.test", 993, within(seconds{10})).error().kind, ErrorKind::HostNotFound);
}

TEST_F(ResolverTest, ANetworkThatChangesEndsTheAttempt)
{
    server.mute(std::string());
    Resolver resolver(options(seconds{5}));
    NetworkSignal signal;
    NetworkSignal::Listener listener(&signal);
    std::thread changer([&] {
        while (server.asked().empty())
            std::this_thread::yield();
        signal.changed();
    });
    EXPECT_EQ(resolver.resolve("mail.test", 25, {{}, Clock::now() + seconds{5}, &listener}).error().kind, ErrorKind::ConnectionLost);
    changer.join();
}

TEST_F(ResolverTest, SortsServiceRecordsAndReadsMailExchangers)
{
    server.addService("_imaps._tcp.example.test", "second.example.test", 993, 10, 5);
    server.addService("_imaps._tcp.example.test", "First.Example.test", 1993, 1, 1);
    server.addService("_imaps._tcp.example.test", "heavy.example.test", 993, 10, 50);
    server.addService("_imap._tcp.example.test", ".", 0);
    server.addMailExchanger("example.test", "mx2.example.test", 20);
    server.addMailExchanger("example.test", "mx1.example.test", 10);
    server.addMailExchanger("nomail.test", ".", 0);
    Resolver resolver(options());
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

TEST_F(ResolverTest, AHostileNameInARecordIsLeftOut)
{
    server.addService("_imaps._tcp.example.test", "evil\r\nA1 LOGOUT", 993);
    server.addMailExchanger("example.test", "mx 1.example.test");
    Resolver resolver(options());
    const auto deadline = Clock::now() + std::chrono::seconds{3};
    EXPECT_FALSE(resolver.services("_imaps._tcp.example.test", {}, deadline).ok());
    EXPECT_FALSE(resolver.mailExchangers("example.test", {}, deadline).ok());
}

/// A loopback port that is bound but not listened on yet.
class TcpConnectTest : public ::testing::Test {
protected:
    TcpConnectTest() : listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
        EXPECT_EQ(::bind(listener.get(), raw, length), 0);
        EXPECT_EQ(::getsockname(listener.get(), raw, &length), 0);
        port = ntohs(address.sin_port);
    }
    std::vector<SocketAddress> at(const std::string &host, std::uint16_t thePort) { return *resolver.resolve(host, thePort, within(seconds{1})); }
    static int option(const TcpConnection &connection, int level, int name)
    {
        int value = 0;
        socklen_t length = sizeof value;
        ::getsockopt(connection.fd.get(), level, name, &value, &length);
        return value;
    }

    UniqueFd listener;
    std::uint16_t port = 0;
    Resolver resolver;
};

TEST_F(TcpConnectTest, TriesTheNextAddress)
{
    const auto addresses = at("127.0.0.1", port);
    EXPECT_EQ(connectToAny(addresses, within(seconds{3})).error().kind, ErrorKind::ConnectionRefused) << "nobody listens yet";
    ASSERT_EQ(::listen(listener.get(), 4), 0);
    // ::1 is refused (or not there at all), 127.0.0.1 answers.
    auto both = at("::1", port);
    both.push_back(addresses.front());
    const auto connection = connectToAny(both, within(seconds{3}));
    ASSERT_TRUE(connection.ok()) << connection.error().toString();
    EXPECT_EQ(connection->address, "127.0.0.1");
    EXPECT_EQ(connectToAny({}, within(seconds{3})).error().kind, ErrorKind::Offline);
}

// RFC 8305 §5: a first address that swallows every SYN costs a quarter of a second.
TEST_F(TcpConnectTest, ASilentAddressDelaysTheNextByAMoment)
{
    const test::SilentListener silent(test::SilentListener::Kind::Ignores);
    ASSERT_EQ(::listen(listener.get(), 4), 0);
    auto addresses = at("127.0.0.1", silent.port());
    addresses.push_back(at("127.0.0.1", port).front());
    const auto begin = Clock::now();
    const auto connection = connectToAny(addresses, within(seconds{5}));
    ASSERT_TRUE(connection.ok()) << connection.error().toString();
    EXPECT_GE(Clock::now() - begin, milliseconds{200});
    EXPECT_LT(Clock::now() - begin, milliseconds{900});
}

// Behind a NAT that forgot the connection only the kernel's probes tell that nobody is there.
TEST_F(TcpConnectTest, TheKernelWatchesForAPeerThatIsGone)
{
    ASSERT_EQ(::listen(listener.get(), 4), 0);
    const auto connection = connectToAny(at("127.0.0.1", port), within(seconds{3}));
    ASSERT_TRUE(connection.ok());
    EXPECT_EQ(option(*connection, SOL_SOCKET, SO_KEEPALIVE), 1);
    EXPECT_LE(option(*connection, IPPROTO_TCP, TCP_KEEPIDLE), 240);
    EXPECT_LE(option(*connection, IPPROTO_TCP, TCP_KEEPINTVL) * option(*connection, IPPROTO_TCP, TCP_KEEPCNT), 60);
    EXPECT_LE(option(*connection, IPPROTO_TCP, TCP_USER_TIMEOUT), 30'000);
    EXPECT_GT(option(*connection, IPPROTO_TCP, TCP_USER_TIMEOUT), 0);
}

TEST_F(ResolverTest, TextsComeWithTheirStringsJoined)
{
    const std::string key = "v=DKIM1; p=" + std::string(420, 'A');
    server.addText("s._domainkey.example.org", key);
    server.addText("two.test", "one");
    server.addText("two.test", "other");
    Resolver resolver(options());
    const auto soon = Clock::now() + seconds{3};
    const auto found = resolver.texts("s._domainkey.example.org", {}, soon);
    ASSERT_TRUE(found.ok()) << found.error().toString();
    EXPECT_EQ(*found, std::vector<std::string>{key});
    EXPECT_EQ(resolver.texts("two.test", {}, soon)->size(), 2U);
    EXPECT_EQ(resolver.texts("mail.test", {}, soon).error().kind, ErrorKind::HostNotFound);
    EXPECT_EQ(resolver.texts("none.test", {}, soon).error().kind, ErrorKind::HostNotFound);
}

} // namespace
} // namespace tern
