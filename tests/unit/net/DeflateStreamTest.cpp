// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/DeflateStream.h"
#include "core/net/Endpoint.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <deque>
#include <random>

namespace tern {
namespace {

/// A stream that gives and takes in pieces, and now and then has nothing.
class Pipe final : public ByteStream {
public:
    explicit Pipe(std::size_t piece) : m_piece(piece) {}
    StreamStep read(std::span<char> into) override
    {
        if (std::exchange(m_pause, !m_pause) || toRead.empty())
            return {toRead.empty() && ended ? StreamState::Closed : StreamState::WantRead, 0, {}};
        const std::size_t count = std::min({m_piece, into.size(), toRead.size()});
        std::copy_n(toRead.begin(), count, into.begin());
        toRead.erase(0, count);
        return {StreamState::Done, count, {}};
    }
    StreamStep write(std::string_view bytes) override
    {
        if (std::exchange(m_pause, !m_pause))
            return {StreamState::WantWrite, 0, {}};
        const std::size_t count = std::min(m_piece, bytes.size());
        written += bytes.substr(0, count);
        return {StreamState::Done, count, {}};
    }
    std::string toRead;
    std::string written;
    bool ended = false;

private:
    std::size_t m_piece;
    bool m_pause = false;
};

std::string squeezed(const std::string &text, int flush = Z_SYNC_FLUSH)
{
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, flush);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

struct ReadAll {
    std::string text;
    StreamState end = StreamState::WantRead;
    Error error;
};

/// Reads until the pipe is empty and there is no more; a stream that says it has something must give something.
ReadAll readAll(DeflateStream &stream, const Pipe &pipe, std::size_t size)
{
    ReadAll all;
    std::vector<char> into(size);
    while (true) {
        const bool promised = stream.hasPending();
        const StreamStep step = stream.read(into);
        if (step.state == StreamState::Done) {
            all.text.append(into.data(), step.bytes);
            EXPECT_GT(step.bytes, 0U);
            continue;
        }
        EXPECT_FALSE(promised) << "it said there was something to read";
        if (step.state == StreamState::WantRead && !pipe.toRead.empty())
            continue;
        all.end = step.state;
        all.error = step.error;
        return all;
    }
}

std::string someText(std::size_t size)
{
    std::minstd_rand random(7);
    std::string text;
    while (text.size() < size)
        text += "* " + std::to_string(random() % 5'000) + " FETCH (FLAGS (\\Seen) UID " + std::to_string(random()) + ")\r\n";
    return text;
}

TEST(DeflateStreamTest, ReadsInEveryPiece)
{
    const std::string text = someText(300'000);
    const std::string wire = squeezed(text);
    for (const std::size_t piece : {1UL, 7UL, 4'096UL, 1'000'000UL}) {
        for (const std::size_t size : {1UL, 64'000UL, 65'536UL, 200'000UL}) {
            if (piece == 1 && size == 1)
                continue;   // 300,000 times two layers of one byte prove nothing more
            auto pipe = std::make_unique<Pipe>(piece);
            Pipe &below = *pipe;
            below.toRead = wire.substr(10);
            DeflateStream stream(std::move(pipe), std::string_view(wire).substr(0, 10));
            const ReadAll all = readAll(stream, below, size);
            EXPECT_EQ(all.text, text) << piece << " " << size;
            EXPECT_EQ(all.end, StreamState::WantRead);
            EXPECT_EQ(stream.wireRead(), wire.size());
        }
    }
}

TEST(DeflateStreamTest, WritesWhatTheOtherSideReads)
{
    const std::string text = someText(200'000);
    for (const std::size_t piece : {1UL, 1'000UL, 1'000'000UL}) {
        auto pipe = std::make_unique<Pipe>(piece);
        Pipe &below = *pipe;
        DeflateStream stream(std::move(pipe), {});
        std::string_view rest = text;
        while (!rest.empty()) {
            const StreamStep step = stream.write(rest.substr(0, 50'000));
            if (step.state == StreamState::Done)
                rest.remove_prefix(step.bytes);
            else
                ASSERT_EQ(step.state, StreamState::WantWrite);
        }
        EXPECT_LT(below.written.size(), text.size() / 3);
        EXPECT_EQ(stream.wireWritten(), below.written.size());
        auto back = std::make_unique<Pipe>(1'000'000);
        Pipe &source = *back;
        source.toRead = below.written;
        DeflateStream other(std::move(back), {});
        EXPECT_EQ(readAll(other, source, 10'000).text, text);
    }
}

TEST(DeflateStreamTest, EveryWriteIsSentAtOnce)
{
    auto pipe = std::make_unique<Pipe>(1'000'000);
    Pipe &below = *pipe;
    DeflateStream stream(std::move(pipe), {});
    while (stream.write("T1 NOOP\r\n").state != StreamState::Done) {
    }
    auto back = std::make_unique<Pipe>(1'000'000);
    Pipe &source = *back;
    source.toRead = below.written;
    DeflateStream other(std::move(back), {});
    EXPECT_EQ(readAll(other, source, 100).text, "T1 NOOP\r\n");
}

TEST(DeflateStreamTest, RefusesWhatIsNoDeflate)
{
    auto pipe = std::make_unique<Pipe>(100);
    Pipe &below = *pipe;
    below.toRead = "T1 OK not compressed at all\r\n";
    DeflateStream stream(std::move(pipe), {});
    const ReadAll all = readAll(stream, below, 100);
    EXPECT_EQ(all.end, StreamState::Failed);
    EXPECT_EQ(all.error.kind, ErrorKind::ProtocolError);
}

TEST(DeflateStreamTest, TheEndOfTheStreamIsTheEndOfTheConnection)
{
    auto pipe = std::make_unique<Pipe>(100);
    Pipe &below = *pipe;
    below.toRead = squeezed("* BYE\r\n", Z_FINISH) + "rest";
    DeflateStream stream(std::move(pipe), {});
    const ReadAll all = readAll(stream, below, 100);
    EXPECT_EQ(all.text, "* BYE\r\n");
    EXPECT_EQ(all.end, StreamState::Closed);
}

TEST(DeflateStreamTest, ABombComesInBoundedPieces)
{
    auto pipe = std::make_unique<Pipe>(1'000'000);
    Pipe &below = *pipe;
    below.toRead = squeezed(std::string(50'000'000, 'x'));
    ASSERT_LT(below.toRead.size(), 60'000U);
    DeflateStream stream(std::move(pipe), {});
    std::vector<char> into(1'000'000);
    StreamStep step = stream.read(into);
    if (step.state == StreamState::WantRead)
        step = stream.read(into);
    ASSERT_EQ(step.state, StreamState::Done);
    EXPECT_LE(step.bytes, 65'536U) << "decoded no more than was asked for and fits";
    EXPECT_LE(stream.wireRead(), 32'768U);
}

TEST(NearAddress, IsThisMachineOrItsOwnNetwork)
{
    for (const char *near : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.3.4", "::1", "fe80::1", "fe80::1%eth0", "fd00::1",
                             "::ffff:192.168.1.1"})
        EXPECT_TRUE(isNearAddress(near)) << near;
    for (const char *far : {"8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "2001:db8::1", "::ffff:8.8.8.8", "", "mail.example.test"})
        EXPECT_FALSE(isNearAddress(far)) << far;
}

} // namespace
} // namespace tern
