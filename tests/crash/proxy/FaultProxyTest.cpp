// SPDX-License-Identifier: GPL-3.0-or-later
// The proxy itself: a test that leans on it must know that it does what it says.
#include "tests/support/proxy/FaultProxy.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

/// Says back what it hears, on one connection at a time.
class Echo final {
public:
    Echo()
    {
        m_listener = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        EXPECT_EQ(::bind(m_listener.get(), generic, size), 0);
        EXPECT_EQ(::listen(m_listener.get(), 4), 0);
        EXPECT_EQ(::getsockname(m_listener.get(), generic, &size), 0);
        port = ntohs(address.sin_port);
        m_thread = std::thread([this] { run(); });
    }
    ~Echo()
    {
        ::shutdown(m_listener.get(), SHUT_RDWR);
        m_thread.join();
    }
    std::uint16_t port = 0;

private:
    void run()
    {
        while (true) {
            const UniqueFd client(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!client.isOpen())
                return;
            char buffer[4096];
            for (ssize_t count = 0; (count = ::recv(client.get(), buffer, sizeof buffer, 0)) > 0;)
                (void)::send(client.get(), buffer, static_cast<std::size_t>(count), MSG_NOSIGNAL);
        }
    }
    UniqueFd m_listener;
    std::thread m_thread;
};

struct Client {
    explicit Client(const FaultProxy &proxy) : fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(proxy.port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        const timeval patience{2, 0};
        ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    void say(const std::string &text) { EXPECT_EQ(::send(fd.get(), text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size())); }
    /// Until `size` bytes came, the end, or an error, which is left in `error`.
    std::string hear(std::size_t size)
    {
        std::string heard;
        char buffer[4096];
        while (heard.size() < size) {
            const ssize_t count = ::recv(fd.get(), buffer, std::min(sizeof buffer, size - heard.size()), 0);
            error = count < 0 ? errno : 0;
            if (count <= 0)
                break;
            heard.append(buffer, static_cast<std::size_t>(count));
        }
        return heard;
    }
    UniqueFd fd;
    int error = 0;
};

class FaultProxies : public ::testing::Test {
protected:
    Echo echo;
    FaultProxy proxy{echo.port};
};

TEST_F(FaultProxies, PassWhatComes)
{
    Client client(proxy);
    const std::string text(100'000, 'x');
    client.say(text);
    EXPECT_EQ(client.hear(text.size()), text);
    ::shutdown(client.fd.get(), SHUT_WR);
    EXPECT_EQ(client.hear(1), "");
    EXPECT_EQ(client.error, 0) << "an orderly end";
    EXPECT_EQ(proxy.passed(ProxyWay::ToServer), 100'000);
    EXPECT_EQ(proxy.passed(ProxyWay::ToClient), 100'000);
}

TEST_F(FaultProxies, DelayEachWay)
{
    proxy.setDelay(std::chrono::milliseconds(30));
    Client client(proxy);
    const auto since = std::chrono::steady_clock::now();
    client.say("hello");
    EXPECT_EQ(client.hear(5), "hello");
    EXPECT_GE(std::chrono::steady_clock::now() - since, std::chrono::milliseconds(60));
}

TEST_F(FaultProxies, CutAtTheByte)
{
    for (const ProxyWay way : {ProxyWay::ToServer, ProxyWay::ToClient}) {
        proxy.arm({ProxyFault::Kind::Cut, way, 7});
        Client client(proxy);
        client.say("0123456789");
        const std::string heard = client.hear(10);
        EXPECT_TRUE(std::string("0123456").starts_with(heard)) << heard;
        if (way == ProxyWay::ToClient) {
            EXPECT_EQ(heard, "0123456");
        }
        EXPECT_EQ(proxy.struck(), 1);
        Client second(proxy);
        second.say("0123456789");
        EXPECT_EQ(second.hear(10), "0123456789") << "it happens once";
    }
}

TEST_F(FaultProxies, ResetIsNoOrderlyEnd)
{
    proxy.arm({ProxyFault::Kind::Reset, ProxyWay::ToClient, 3, true});
    for (int time = 0; time < 2; ++time) {
        Client client(proxy);
        client.say("0123456789");
        (void)client.hear(10);
        EXPECT_EQ(client.error, ECONNRESET);
    }
    EXPECT_EQ(proxy.struck(), 2);
}

TEST_F(FaultProxies, StallUntilLifted)
{
    proxy.arm({ProxyFault::Kind::Stall, ProxyWay::ToClient, 4});
    Client client(proxy);
    client.say("0123456789");
    EXPECT_EQ(client.hear(4), "0123");
    char byte = 0;
    EXPECT_EQ(::recv(client.fd.get(), &byte, 1, MSG_DONTWAIT), -1);
    EXPECT_EQ(errno, EAGAIN) << "open, and silent";
    proxy.lift();
    EXPECT_EQ(client.hear(1), "");
    EXPECT_EQ(client.error, ECONNRESET);
    Client second(proxy);
    second.say("0123456789");
    EXPECT_EQ(second.hear(10), "0123456789");
}

TEST_F(FaultProxies, SplitIntoBytes)
{
    proxy.setPieces(1);
    Client client(proxy);
    const std::string text(3'000, 'y');
    client.say(text);
    EXPECT_EQ(client.hear(text.size()), text);
    EXPECT_EQ(proxy.pieces(ProxyWay::ToServer), 3'000);
    EXPECT_EQ(proxy.pieces(ProxyWay::ToClient), 3'000);
}

TEST_F(FaultProxies, DownRefuses)
{
    Client before(proxy);
    before.say("x");
    EXPECT_EQ(before.hear(1), "x");
    proxy.setDown(true);
    EXPECT_EQ(before.hear(1), "");
    EXPECT_EQ(before.error, ECONNRESET);
    Client during(proxy);
    EXPECT_EQ(during.hear(1), "");
    proxy.setDown(false);
    Client after(proxy);
    after.say("x");
    EXPECT_EQ(after.hear(1), "x");
}

} // namespace
} // namespace tern::test
