// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/DataEncoder.h"

#include <gtest/gtest.h>

#include <random>

namespace tern::smtp {
namespace {

std::string encoded(const std::vector<std::string> &pieces)
{
    DataEncoder encoder;
    std::string out;
    for (const std::string &piece : pieces)
        encoder.encode(piece, out);
    encoder.finish(out);
    return out;
}

TEST(DataEncoder, NormalisesStuffsAndEnds)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", ".\r\n"},
        {"a", "a\r\n.\r\n"},
        {"a\r\n", "a\r\n.\r\n"},
        {"a\n", "a\r\n.\r\n"},
        {"a\r", "a\r\n.\r\n"},
        {"a\rb\nc\r\nd", "a\r\nb\r\nc\r\nd\r\n.\r\n"},
        {"\n\r", "\r\n\r\n.\r\n"},
        {"\r\r\n", "\r\n\r\n.\r\n"},
        {".", "..\r\n.\r\n"},
        {"\r\n.\r\n", "\r\n..\r\n.\r\n"},
        {"\n.\n", "\r\n..\r\n.\r\n"},
        {"\r.\r", "\r\n..\r\n.\r\n"},
        {"a.\r\n..b", "a.\r\n...b\r\n.\r\n"},
    };
    for (const auto &[raw, wire] : cases)
        EXPECT_EQ(encoded({raw}), wire) << ::testing::PrintToString(raw);
}

/// What a server makes of it [RFC 5321 §4.5.2]. Fails when the end comes early or a bare CR or LF is in it.
std::string received(const std::string &wire)
{
    std::string text;
    std::size_t at = 0;
    for (;;) {
        const auto end = wire.find("\r\n", at);
        if (end == std::string::npos)
            return "no end";
        std::string line = wire.substr(at, end - at);
        at = end + 2;
        if (line.find_first_of("\r\n") != std::string::npos)
            return "bare CR or LF";
        if (line == ".")
            return at == wire.size() ? text : "ended early";
        if (line.starts_with('.'))
            line.erase(0, 1);
        text += line + "\r\n";
    }
}

std::string normalised(const std::string &raw)
{
    std::string text;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\r' && raw[i] != '\n') {
            text += raw[i];
            continue;
        }
        text += "\r\n";
        if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n')
            ++i;
    }
    if (!text.empty() && !text.ends_with("\r\n"))
        text += "\r\n";
    return text;
}

TEST(DataEncoder, CarriesRandomBodiesWhereverTheyAreCut)
{
    std::mt19937 random(20261124);
    constexpr std::string_view kAlphabet = "..\r\r\n\nab";
    for (int round = 0; round < 5000; ++round) {
        std::string raw;
        for (auto left = random() % 60; left > 0; --left)
            raw += kAlphabet[random() % kAlphabet.size()];
        std::vector<std::string> pieces;
        for (std::size_t at = 0; at < raw.size();) {
            const std::size_t size = 1 + random() % 7;
            pieces.push_back(raw.substr(at, size));
            at += size;
        }
        const std::string wire = encoded(pieces);
        ASSERT_EQ(wire, encoded({raw})) << ::testing::PrintToString(raw);
        ASSERT_EQ(received(wire), normalised(raw)) << ::testing::PrintToString(raw);
    }
}

} // namespace
} // namespace tern::smtp
