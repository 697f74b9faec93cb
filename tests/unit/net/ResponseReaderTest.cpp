// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a response stays in memory.
#include "core/net/LineSocket.h"
#include "core/net/imap/ImapResponseReader.h"

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace tern::imap {
namespace {

/// A reader of what a peer says.
class ResponseReading : public ::testing::Test {
protected:
    void say(std::string bytes)
    {
        int fds[2] = {-1, -1};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
        m_peer = UniqueFd(fds[1]);
        m_speaker = std::thread([this, bytes = std::move(bytes)] {
            for (std::size_t at = 0; at < bytes.size();) {
                const auto sent = ::send(m_peer.get(), bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
                if (sent <= 0)
                    return;
                at += static_cast<std::size_t>(sent);
            }
            ::shutdown(m_peer.get(), SHUT_WR);
        });
        socket = LineSocket::adopt(UniqueFd(fds[0]), WireProtocol::Imap, {});
    }
    ~ResponseReading() override
    {
        socket.reset();
        if (m_speaker.joinable())
            m_speaker.join();
    }
    static std::string literals(int count, std::size_t size)
    {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += " X" + std::to_string(i) + " {" + std::to_string(size) + "}\r\n" + std::string(size, 'z');
        return text;
    }

    std::unique_ptr<LineSocket> socket;

private:
    UniqueFd m_peer;
    std::thread m_speaker;
};

TEST_F(ResponseReading, SmallLiteralsStayInside)
{
    const std::string response = "* 1 FETCH (UID 1" + literals(5, 100'000) + ")";
    say(response + "\r\n* 2 EXISTS\r\n");
    ImapResponseReader reader(*socket);
    auto read = reader.next();
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->rest.size(), response.size() - std::string_view("* 1 FETCH ").size());
    EXPECT_EQ(reader.next()->number, 2U);
}

TEST_F(ResponseReading, ManySmallLiteralsAreKeptToALimitTogether)
{
    say("* 1 FETCH (UID 1" + literals(100, 100'000) + " FLAGS ())\r\n* 2 EXISTS\r\n");
    ImapResponseReader reader(*socket);
    auto read = reader.next();
    ASSERT_TRUE(read.ok());
    EXPECT_LE(read->rest.size(), ImapResponseReader::Limits{}.unasked + 10'000);
    EXPECT_GE(read->rest.size(), 1'000'000U);
    EXPECT_TRUE(read->rest.ends_with(" X99 {0}\r\n FLAGS ())")) << "the rest is read, and empty";
    EXPECT_LE(socket->buffered().size(), ImapResponseReader::Limits{}.inlined + 200'000) << "and didn't wait in the buffer";
    EXPECT_EQ(reader.next()->number, 2U) << "the connection goes on behind it";
}

/// Counts what it is asked; wants everything.
class Greedy final : public BigLiteralHandler {
public:
    [[nodiscard]] Fate announce(std::string_view, std::uint64_t) override
    {
        ++asked;
        return Fate::Keep;
    }
    Result<void> data(std::string_view) override { return {}; }
    Result<void> end() override { return {}; }
    int asked = 0;
};

TEST_F(ResponseReading, AHandlerIsAskedAboutBigOnesOnly)
{
    say("* 1 FETCH (UID 1" + literals(30, 100'000) + literals(3, 200'000) + ")\r\n");
    Greedy greedy;
    ImapResponseReader reader(*socket);
    auto read = reader.next(&greedy);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(greedy.asked, 3);
    EXPECT_GE(read->rest.size(), 2'500'000U) << "what it wants is kept";
}

TEST_F(ResponseReading, EvenAHandlerGetsNoMoreThanAResponseMayHold)
{
    say("* 1 FETCH (UID 1" + literals(100, 200'000) + ")\r\n");
    Greedy greedy;
    ImapResponseReader reader(*socket);
    auto read = reader.next(&greedy);
    ASSERT_TRUE(read.ok());
    EXPECT_LE(read->rest.size(), ImapResponseReader::Limits{}.response + 10'000);
}

} // namespace
} // namespace tern::imap
