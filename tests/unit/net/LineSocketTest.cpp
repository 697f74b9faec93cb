// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/LineSocket.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern {
namespace {

using test::Pieces;
using test::ScriptedServer;

class LineSocketTest : public ::testing::TestWithParam<Pieces> {
protected:
    LineSocketTest() : server(GetParam())
    {
        context.connectTimeout = std::chrono::seconds{3};
        context.replyTimeout = std::chrono::seconds{3};
    }

    void connect(std::vector<std::string> steps)
    {
        server.play(std::move(steps));
        server.start();
        auto connected = LineSocket::connect({"127.0.0.1", server.port(), Security::Plain}, WireProtocol::Smtp, context);
        ASSERT_TRUE(connected.ok()) << connected.error().toString();
        socket = *std::move(connected);
    }

    void finish()
    {
        socket.reset();
        EXPECT_EQ(server.finish(), "");
    }

    ScriptedServer server;
    NetContext context;
    std::unique_ptr<LineSocket> socket;
};
INSTANTIATE_TEST_SUITE_P(Every, LineSocketTest, ::testing::Values(Pieces::One, Pieces::Seven, Pieces::Whole));

TEST_P(LineSocketTest, ReadsLinesAndBytes)
{
    connect({"R: one\\r\\ntwo\\n\\r\\nabcdefgh", "C: hi", "S: last"});
    EXPECT_EQ(*socket->readLine(100), "one");
    EXPECT_EQ(*socket->readLine(100), "two");
    EXPECT_EQ(*socket->readLine(100), "");
    char bytes[8];
    ASSERT_TRUE(socket->readExact(bytes).ok());
    EXPECT_EQ(std::string_view(bytes, 8), "abcdefgh");
    ASSERT_TRUE(socket->writeAll("hi\r\n").ok());
    EXPECT_EQ(*socket->readLineUnbuffered(100), "last");
    EXPECT_EQ(socket->bytesWritten(), 4U);
    EXPECT_EQ(socket->localAddress(), "127.0.0.1");
    finish();
}

TEST_P(LineSocketTest, CapsALine)
{
    connect({"S: " + std::string(300, 'x')});
    EXPECT_EQ(socket->readLine(100).error().kind, ErrorKind::ProtocolError);
    EXPECT_FALSE(socket->isOpen());
    finish();
}

TEST_P(LineSocketTest, WaitTellsWhatHappened)
{
    connect({"G: go", "S: line", "X"});
    WakeFd wake;
    const auto soon = [] { return std::chrono::steady_clock::now() + std::chrono::milliseconds{20}; };
    const auto later = [] { return std::chrono::steady_clock::now() + std::chrono::seconds{3}; };
    EXPECT_EQ(*socket->wait(soon(), &wake), LineSocket::Wait::TimedOut);
    wake.signal();
    EXPECT_EQ(*socket->wait(later(), &wake), LineSocket::Wait::Woken);
    wake.clear();
    server.open("go");
    EXPECT_EQ(*socket->wait(later(), &wake), LineSocket::Wait::Readable);
    EXPECT_EQ(*socket->readLine(100), "line");
    EXPECT_EQ(*socket->wait(later(), &wake), LineSocket::Wait::Readable);
    EXPECT_EQ(socket->readLine(100).error().kind, ErrorKind::ConnectionLost);
    finish();
}

TEST_P(LineSocketTest, NamesARefusedConnection)
{
    std::uint16_t port = 0;
    {
        const ScriptedServer gone;
        port = gone.port();
    }
    const auto refused = LineSocket::connect({"127.0.0.1", port, Security::Plain}, WireProtocol::Imap, context);
    EXPECT_EQ(refused.error().kind, ErrorKind::ConnectionRefused);
    EXPECT_EQ(LineSocket::connect({"", 1, Security::Plain}, WireProtocol::Imap, context).error().kind, ErrorKind::HostNotFound);
}

} // namespace
} // namespace tern
