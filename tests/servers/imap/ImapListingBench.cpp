// SPDX-License-Identifier: GPL-3.0-or-later
// Lists N messages (20,000 unless told) from Dovecot by fetchListing, and reads the same FETCH with a bare socket; alternated, medians.
#include "core/net/LineSocket.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "tests/support/TestServers.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace tern;
using namespace tern::imap;
using SteadyClock = std::chrono::steady_clock;

namespace {

struct Counter final : ListingSink {
    std::size_t count = 0;
    std::size_t bytes = 0;
    void message(ListedMessage &message) override
    {
        ++count;
        bytes += message.headerBlock.size() + message.bodyStructure.size();
    }
};

double secondsSince(SteadyClock::time_point begin)
{
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

int fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", error.toString().c_str());
    return 1;
}

/// Sends one command and throws everything away up to its tagged answer.
double bareRead(LineSocket &socket, const std::string &tag, const std::string &command, std::size_t *bytes)
{
    const auto begin = SteadyClock::now();
    const auto before = socket.bytesRead();
    if (auto sent = socket.writeAll(tag + " " + command + "\r\n"); !sent)
        std::exit(fail(sent.error()));
    const std::string end = "\n" + tag + " OK";
    std::string tail = "\n";
    for (;;) {
        auto some = socket.readSome();
        if (!some)
            std::exit(fail(some.error()));
        tail = tail.substr(tail.size() - std::min<std::size_t>(tail.size(), 4000)) + std::string(some->substr(some->size() - std::min<std::size_t>(some->size(), 4000)));
        socket.consume(some->size());
        if (tail.find(end) != std::string::npos && tail.back() == '\n')
            break;
    }
    *bytes = static_cast<std::size_t>(socket.bytesRead() - before);
    return secondsSince(begin);
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = count;
    test::TestServers servers(serverOptions);
    TraceRing ring;
    NetContext context;
    context.trace = &ring;
    ImapConnectOptions options;
    options.endpoint = {"127.0.0.1", servers.imap.plain, Security::Plain};
    options.user = servers.receiver().user;
    options.secret = crypto::Secret(servers.receiver().password);
    auto session = ImapSession::connect(options, context);
    auto bare = LineSocket::connect(options.endpoint, WireProtocol::Imap, context);
    if (!session || !bare)
        return fail(session ? bare.error() : session.error());
    if (auto selected = (*session)->select("Bulk"); !selected)
        return fail(selected.error());
    std::size_t bytes = 0;
    static_cast<void>((*bare)->readLine(10'000));
    bareRead(**bare, "a", "LOGIN " + options.user + " " + servers.receiver().password, &bytes);
    bareRead(**bare, "b", "SELECT Bulk (CONDSTORE)", &bytes);
    const std::string fetch =
        "FETCH 1:" + std::to_string(count)
        + " (UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO "
          "REFERENCES LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST CONTENT-TYPE IMPORTANCE X-PRIORITY AUTO-SUBMITTED DISPOSITION-NOTIFICATION-TO "
          "AUTHENTICATION-RESULTS)])";
    bareRead(**bare, "c", fetch, &bytes);    // warms the server's cache
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < 5; ++round) {
        theirs.push_back(bareRead(**bare, "d" + std::to_string(round), fetch, &bytes));
        Counter counter;
        const auto begin = SteadyClock::now();
        if (auto listed = (*session)->fetchListingBySeq(1, static_cast<std::uint32_t>(count), counter); !listed)
            return fail(listed.error());
        if (counter.count != static_cast<std::size_t>(count))
            return fail(makeError(ErrorKind::Internal, "bench", "listed " + std::to_string(counter.count)));
        ours.push_back(secondsSince(begin));
    }
    std::printf("imap_listing_messages %d\n", count);
    std::printf("imap_listing_megabytes %.2f\n", static_cast<double>(bytes) / 1e6);
    std::printf("imap_listing_bare_seconds %.3f\n", median(theirs));
    std::printf("imap_listing_session_seconds %.3f\n", median(ours));
    std::printf("imap_listing_ratio %.2f\n", median(ours) / median(theirs));
    return 0;
}
