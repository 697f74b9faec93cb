// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Resolver.h"
#include "core/net/TcpConnect.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace tern {
namespace {

using Clock = std::chrono::steady_clock;

/// A name server on a free loopback port: answers A and AAAA for "mail.test", NXDOMAIN for others, and nothing at all when mute.
class NameServer {
public:
    explicit NameServer(bool mute = false) : m_mute(mute), m_fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
        EXPECT_EQ(::bind(m_fd.get(), raw, length), 0);
        EXPECT_EQ(::getsockname(m_fd.get(), raw, &length), 0);
        options.dnsServers = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        options.queryTimeout = std::chrono::milliseconds{200};
        m_thread = std::thread([this] { serve(); });
    }
    ~NameServer()
    {
        m_stop.requestStop();
        m_thread.join();
    }
    NameServer(const NameServer &) = delete;
    NameServer &operator=(const NameServer &) = delete;

    Resolver::Options options;

private:
    void serve()
    {
        const StopToken stop = m_stop.token();
        for (;;) {
            pollfd fds[2] = {{m_fd.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
            ::poll(fds, 2, -1);
            if (fds[1].revents != 0)
                return;
            char query[512];
            sockaddr_storage from{};
            socklen_t length = sizeof from;
            auto *raw = static_cast<sockaddr *>(static_cast<void *>(&from));
            const ssize_t size = ::recvfrom(m_fd.get(), query, sizeof query, 0, raw, &length);
            if (size < 12 || m_mute)
                continue;
            const std::string answer = answerTo(std::string(query, static_cast<std::size_t>(size)));
            ::sendto(m_fd.get(), answer.data(), answer.size(), 0, raw, length);
        }
    }

    static std::string answerTo(const std::string &query)
    {
        const auto end = query.find('\0', 12) + 5;
        const std::string question = query.substr(12, end - 12);
        const bool known = question.find("\x04mail\x04test") != std::string::npos;
        const char type = question[question.size() - 3];
        std::string answer = query.substr(0, 2) + std::string(known ? "\x81\x80" : "\x81\x83", 2) + std::string("\0\1\0", 3) + (known ? '\1' : '\0')
            + std::string("\0\0\0\0", 4) + question;
        if (known && type == 1)
            answer += std::string("\xC0\x0C\0\1\0\1\0\0\0\x3C\0\4\x7F\0\0\1", 16);
        else if (known)
            answer += std::string("\xC0\x0C\0\x1C\0\1\0\0\0\x3C\0\x10", 12) + std::string(15, '\0') + '\1';
        return answer;
    }

    bool m_mute;
    UniqueFd m_fd;
    StopSource m_stop;
    std::thread m_thread;
};

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
    NameServer server;
    Resolver resolver(server.options);
    const auto found = resolver.resolve("mail.test", 25, {}, Clock::now() + std::chrono::seconds{3});
    ASSERT_TRUE(found.ok()) << found.error().toString();
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].toString(), "::1");
    EXPECT_EQ((*found)[1].toString(), "127.0.0.1");
}

TEST(Resolver, NamesAnUnknownHost)
{
    NameServer server;
    Resolver resolver(server.options);
    EXPECT_EQ(resolver.resolve("nobody.test", 25, {}, Clock::now() + std::chrono::seconds{3}).error().kind, ErrorKind::HostNotFound);
}

TEST(Resolver, StopsAtOnce)
{
    NameServer server(true);
    server.options.queryTimeout = std::chrono::seconds{5};
    Resolver resolver(server.options);
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
    NameServer server(true);
    server.options.tries = 1;
    Resolver resolver(server.options);
    const auto begin = Clock::now();
    EXPECT_EQ(resolver.resolve("mail.test", 25, {}, begin + std::chrono::milliseconds{100}).error().kind, ErrorKind::Timeout);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds{1});
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
