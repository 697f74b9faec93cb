// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestServers.h"

#include <arpa/inet.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using tern::test::TestServers;

namespace {

/// The first bytes that a server says on a loopback port; nothing when it refuses.
std::string greeting(std::uint16_t port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string said;
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0) {
        char block[512];
        const auto count = ::read(fd, block, sizeof block);
        said.assign(block, count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    ::close(fd);
    return said;
}

TEST(TestServers, StartStopsAndLeavesNothing)
{
    std::string folder;
    {
        TestServers servers({.tlsCases = {"expired"}, .users = {"li@qq.test"}, .capability = "-MOVE -IDLE"});
        folder = servers.folder;
        EXPECT_TRUE(std::filesystem::exists(servers.caFile));
        ASSERT_EQ(servers.accounts.size(), 3U);
        EXPECT_EQ(servers.receiver().user, "receiver@qq.test");
        EXPECT_FALSE(servers.account("li@qq.test").password.empty());
        EXPECT_NE(servers.tlsCases.at("expired").imap, 0);
        EXPECT_THROW((void)servers.account("nobody@qq.test"), std::runtime_error);

        EXPECT_EQ(greeting(servers.imap.starttls).substr(0, 4), "* OK");
        EXPECT_EQ(greeting(servers.pop3.plain).substr(0, 3), "+OK");
        EXPECT_EQ(greeting(servers.smtp.starttls).substr(0, 4), "220 ");
        servers.stopServers();
        EXPECT_EQ(greeting(servers.imap.starttls), "");
        EXPECT_EQ(greeting(servers.smtp.starttls), "");
        servers.startServers();
        EXPECT_EQ(greeting(servers.imap.starttls).substr(0, 4), "* OK");
        EXPECT_EQ(greeting(servers.smtp.starttls).substr(0, 4), "220 ");
        servers.killConnections();
    }
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(TestServers, SaysThatItCouldNotStart)
{
    EXPECT_THROW(TestServers({.more = {"--no-such-option"}}), std::runtime_error);
}

} // namespace
