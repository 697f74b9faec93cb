// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ConnectionTrace.h"

#include <gtest/gtest.h>

namespace tern {
namespace {

// What the ring holds after a dialogue: "C: " lines are the client's, "S: " the server's.
std::string traced(WireProtocol protocol, const std::vector<std::string> &dialogue, std::size_t pieceSize)
{
    TraceRing ring;
    ConnectionTrace trace(&ring, protocol, "a@b", "host:1");
    for (const std::string &line : dialogue) {
        if (line.substr(0, 3) == "S: ") {
            trace.server(line.substr(3));
            continue;
        }
        std::string_view bytes = std::string_view(line).substr(3);
        while (!bytes.empty()) {
            trace.client(bytes.substr(0, pieceSize));
            bytes.remove_prefix(std::min(pieceSize, bytes.size()));
        }
    }
    std::string text;
    for (const TraceLine &line : ring.snapshot())
        text += line.text + "\n";
    return text;
}

struct Dialogue {
    WireProtocol protocol;
    std::vector<std::string> lines;
    std::string mustShow;
};

TEST(ConnectionTrace, NeverKeepsASecret)
{
    const Dialogue dialogues[] = {
        {WireProtocol::Imap, {"C: a LOGIN user hunter2\r\n", "S: a OK", "C: b NOOP\r\n"}, "b NOOP"},
        {WireProtocol::Imap, {"C: a login \"user\" \"hunter2\"\r\n", "S: a NO hm", "C: b NOOP\r\n"}, "a LOGIN [secret]"},
        {WireProtocol::Imap, {"C: a LOGIN {4}\r\n", "S: + go", "C: user {7}\r\n", "S: + go", "C: hunter2\r\n", "S: a OK", "C: b NOOP\r\n"}, "b NOOP"},
        {WireProtocol::Imap, {"C: a LOGIN {4+}\r\nuser {7+}\r\nhunter2\r\n", "S: a OK", "C: b NOOP\r\n"}, "b NOOP"},
        {WireProtocol::Imap, {"C: a LOGIN user {9+}\r\nhunter2\r\n\r\n", "S: a OK", "C: b NOOP\r\n"}, "b NOOP"},
        {WireProtocol::Imap, {"C: a AUTHENTICATE PLAIN hunter2\r\n", "S: a OK", "C: b NOOP\r\n"}, "a AUTHENTICATE PLAIN [secret]"},
        {WireProtocol::Imap, {"C: a AUTHENTICATE LOGIN\r\n", "S: + VXNlcg==", "C: dXNlcg==\r\n", "S: * OK a lie", "S: b OK a lie", "C: hunter2\r\n", "S: a OK", "C: b NOOP\r\n"}, "b NOOP"},
        {WireProtocol::Smtp, {"C: AUTH PLAIN hunter2\r\n", "S: 235 ok", "C: MAIL FROM:<a@b>\r\n"}, "MAIL FROM:<a@b>"},
        {WireProtocol::Smtp, {"C: auth login\r\n", "S: 334 VXNlcg==", "C: dXNlcg==\r\n", "S: 334 UGFzcw==", "C: hunter2\r\n", "S: 535 no", "C: QUIT\r\n"}, "QUIT"},
        {WireProtocol::Pop3, {"C: USER u\r\n", "S: +OK", "C: PASS hunter2\r\n", "S: +OK", "C: STAT\r\n"}, "STAT"},
        {WireProtocol::Pop3, {"C: AUTH PLAIN\r\n", "S: + ", "C: hunter2\r\n", "S: -ERR", "C: QUIT\r\n"}, "QUIT"},
    };
    for (const Dialogue &dialogue : dialogues) {
        for (const std::size_t pieceSize : {std::size_t{1}, std::size_t{7}, std::size_t{10'000}}) {
            const std::string text = traced(dialogue.protocol, dialogue.lines, pieceSize);
            for (const char *secret : {"hunter2", "unter", "dXNlcg"})
                EXPECT_EQ(text.find(secret), std::string::npos) << text;
            EXPECT_NE(text.find(dialogue.mustShow), std::string::npos) << text;
        }
    }
}

TEST(ConnectionTrace, ShowsOtherLiteralsAndCountsData)
{
    TraceRing ring;
    ConnectionTrace trace(&ring, WireProtocol::Imap, "a@b", "host:1");
    trace.client("a CREATE {3+}\r\nabc\r\n");
    trace.client("b APPEND x {5}\r\n");
    trace.server("+ go");
    trace.clientData(5);
    trace.endClientData();
    trace.client("\r\n");
    trace.server("b OK");
    trace.client("c LOGIN u p\r\n");
    std::vector<std::string> texts;
    for (const TraceLine &line : ring.snapshot())
        texts.push_back(line.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"a CREATE {3+}", "abc", "b APPEND x {5}", "+ go", "… 5 bytes", "b OK", "c LOGIN [secret]"}));
}

TEST(ConnectionTrace, SumsUpWhatIsLong)
{
    TraceRing ring;
    ConnectionTrace trace(&ring, WireProtocol::Imap, "a@b", "host:1");
    for (int i = 0; i < 20'000; ++i)
        trace.serverBulk(trace.showsBulk() ? "* 1 FETCH" : "", 1000);
    trace.endBulk();
    EXPECT_LE(ring.snapshot().size(), 10U);
    EXPECT_EQ(ring.snapshot().back().text, "… 19997 more, 19997000 bytes");
    trace.server(std::string(10'000, 'x'));
    EXPECT_LT(ring.snapshot().back().text.size(), kMaxTraceText + 40);
}

TEST(TraceRing, IsBoundedAndTellsSubscribers)
{
    TraceRing ring(3, 1'000'000);
    std::vector<std::string> heard;
    const int id = ring.subscribe([&heard](const TraceLine &line) { heard.push_back(line.text); });
    EXPECT_TRUE(ring.isWatched());
    for (const char *text : {"1", "2", "3", "4"}) {
        TraceLine line;
        line.text = text;
        ring.add(line);
    }
    ring.unsubscribe(id);
    EXPECT_FALSE(ring.isWatched());
    EXPECT_EQ(heard.size(), 4U);
    ASSERT_EQ(ring.snapshot().size(), 3U);
    EXPECT_EQ(ring.snapshot().front().text, "2");
    EXPECT_EQ(ring.snapshot(3).size(), 1U);
    TraceRing small(100, 1000);
    TraceLine big;
    big.text = std::string(600, 'x');
    small.add(big);
    small.add(big);
    EXPECT_EQ(small.snapshot().size(), 1U);
}

} // namespace
} // namespace tern
