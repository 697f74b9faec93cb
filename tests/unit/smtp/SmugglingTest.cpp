// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a body is made of, there is exactly one end of data on the wire, however loosely a server reads it, and the text arrives byte for byte.
#include "core/net/smtp/DataEncoder.h"

#include <gtest/gtest.h>

#include <random>

namespace tern::smtp {
namespace {

/// Every pair of line ends around a dot that some server has taken for the end of data.
std::vector<std::string> looseEnds()
{
    std::vector<std::string> ends;
    for (const char *before : {"\r\n", "\n", "\r"}) {
        for (const char *after : {"\r\n", "\n", "\r"})
            ends.push_back(std::string(before) + "." + after);
    }
    ends.insert(ends.end(), {"\r\r\n.\r\n", "\n\n.\r\n"});
    return ends;
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

/// A strict receiver [RFC 5321 §4.5.2]. \return the text; nothing when the end comes early, or never.
std::optional<std::string> received(const std::string &wire)
{
    std::string text;
    for (std::size_t at = 0;;) {
        const auto end = wire.find("\r\n", at);
        if (end == std::string::npos)
            return std::nullopt;
        std::string line = wire.substr(at, end - at);
        at = end + 2;
        if (line == ".")
            return at == wire.size() ? std::optional(text) : std::nullopt;
        if (line.starts_with('.'))
            line.erase(0, 1);
        text += line + "\r\n";
    }
}

TEST(Smuggling, AHundredThousandBodiesHaveOneEndEach)
{
    const std::vector<std::string> ends = looseEnds();
    std::vector<std::string> words{".", "..", "a", "MAIL FROM:<x@y>", "DATA", "QUIT", " ", "\t", std::string(1, '\0'), "\x85", "\v", "\f", "\xE2\x80\xA8", "\r", "\n", "\r\n"};
    words.insert(words.end(), ends.begin(), ends.end());
    std::mt19937 random(20261127);
    for (int body = 0; body < 100'000; ++body) {
        std::string raw;
        for (auto left = random() % 24; left > 0; --left)
            raw += words[random() % words.size()];
        DataEncoder encoder;
        std::string wire = "354\r\n";       // the line that the body's first one follows
        const std::size_t begin = wire.size();
        for (std::size_t at = 0; at < raw.size();) {
            const std::size_t size = 1 + random() % 11;
            encoder.encode(std::string_view(raw).substr(at, size), wire);
            at += size;
        }
        encoder.finish(wire);
        ASSERT_EQ(received(wire.substr(begin)), normalised(raw)) << ::testing::PrintToString(raw);
        // No receiver, however loose, sees an end before the last bytes; and no line end is there but CRLF.
        for (const std::string &end : ends) {
            const auto found = wire.find(end, begin - 2);
            ASSERT_TRUE(found == std::string::npos || found + end.size() >= wire.size() - 1) << ::testing::PrintToString(end) << " in " << ::testing::PrintToString(wire);
        }
        for (std::size_t at = begin; at < wire.size(); ++at) {
            ASSERT_TRUE(wire[at] != '\n' || wire[at - 1] == '\r');
            ASSERT_TRUE(wire[at] != '\r' || wire[at + 1] == '\n');
        }
    }
}

} // namespace
} // namespace tern::smtp
