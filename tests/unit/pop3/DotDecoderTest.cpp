// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3Dialogue.h"

#include <gtest/gtest.h>

#include <random>

namespace tern::pop3 {
namespace {

struct Decoded {
    std::string message;
    std::size_t used = 0;
    bool done = false;
};

Decoded decode(std::string_view wire, std::size_t piece, bool bare = false)
{
    DotDecoder decoder(bare);
    QByteArray message;
    Decoded result;
    while (result.used < wire.size() && !decoder.isDone()) {
        const std::string_view part = wire.substr(result.used, piece);
        const std::size_t used = decoder.feed(part, message);
        result.used += used;
        if (used < part.size() && !decoder.isDone()) {
            ADD_FAILURE() << "stopped before the end";
            break;
        }
    }
    result.message = message.toStdString();
    result.done = decoder.isDone();
    return result;
}

/// RFC 1939 §3, as a server does it.
std::string stuffed(const std::string &message)
{
    std::string wire;
    bool atStart = true;
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (atStart && message[i] == '.')
            wire += '.';
        wire += message[i];
        atStart = message[i] == '\n' && i > 0 && message[i - 1] == '\r';
    }
    return wire + ".\r\n";
}

TEST(DotDecoder, TakesOffDotsAndFindsTheEndInEveryCut)
{
    struct Case {
        std::string wire, message;
    };
    const std::vector<Case> cases{
        {".\r\n", ""},
        {"a\r\n.\r\n", "a\r\n"},
        {"..\r\n.\r\n", ".\r\n"},
        {"..a\r\n...\r\n.\r\n", ".a\r\n..\r\n"},
        {".a\r\n.\r\n", "a\r\n"},                               // a dot that was not doubled is taken off too
        {"a\n.\nb\r\n.\r\n", "a\n.\nb\r\n"},                    // a lone LF ends no line
        {"a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n"},
        {"a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n"},
        {"a\r\r\n.\r\n", "a\r\r\n"},
        {".\rx\r\n.\r\n", "\rx\r\n"},
        {".\r\r\n.\r\n", "\r\r\n"},
    };
    for (const Case &one : cases) {
        for (std::size_t piece = 1; piece <= one.wire.size(); ++piece) {
            const Decoded decoded = decode(one.wire + "+OK next\r\n", piece);
            EXPECT_TRUE(decoded.done) << one.wire;
            EXPECT_EQ(decoded.message, one.message) << one.wire << " in pieces of " << piece;
            EXPECT_EQ(decoded.used, one.wire.size());
        }
    }
}

TEST(DotDecoder, KnowsServersThatEndLinesByLfAlone)
{
    for (std::size_t piece = 1; piece < 12; ++piece) {
        const Decoded decoded = decode("a\n..b\n.\n+OK", piece, true);
        EXPECT_TRUE(decoded.done);
        EXPECT_EQ(decoded.message, "a\n.b\n");
        EXPECT_EQ(decoded.used, 8U);
    }
}

TEST(DotDecoder, GivesBackWhatAServerStuffed)
{
    std::mt19937 random(7);
    const std::string letters("\r\n..ab", 6);
    for (int run = 0; run < 20'000; ++run) {
        std::string message;
        for (auto length = random() % 24; length > 0; --length)
            message += letters[random() % letters.size()];
        message += "\r\n";
        const std::string wire = stuffed(message);
        const Decoded decoded = decode(wire, 1 + random() % 9);
        ASSERT_TRUE(decoded.done) << run;
        ASSERT_EQ(decoded.message, message) << run;
        ASSERT_EQ(decoded.used, wire.size());
    }
}

} // namespace
} // namespace tern::pop3
