// SPDX-License-Identifier: GPL-3.0-or-later
// bench_maildrop [MESSAGES [ROUNDS]]: the first visit to a maildrop, from Dovecot until every message is durably here and listed, against a bare
// socket that asks for the same bytes at once; then a visit that finds nothing new.
#include "core/net/ProtocolTrace.h"
#include "tests/support/bench/BarePop3.h"
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <cstdlib>

using namespace tern;
using namespace tern::bench;

namespace {

/// How often a client that had said something waited for the server, behind the sign-in, in the last connection of a trace.
int roundTrips(const std::vector<TraceLine> &lines)
{
    if (lines.empty())
        return 0;
    const std::int64_t last = lines.back().connectionId;
    bool signedIn = false, asked = false, secret = false;
    int turns = 0;
    for (const TraceLine &line : lines) {
        if (line.connectionId != last)
            continue;
        if (line.direction == TraceDirection::Client) {
            secret = line.text.find("[secret]") != std::string::npos;
            asked = true;
        } else if (line.direction == TraceDirection::Server && asked) {
            turns += signedIn ? 1 : 0;
            signedIn = signedIn || secret;
            asked = false;
        }
    }
    return turns;
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 50'000;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = count;
    serverOptions.more = {"--bulk-folder", "INBOX"};
    test::TestServers servers(serverOptions);
    const auto &receiver = servers.receiver();
    const auto bare = [&] { return BarePop3::retrieveAll(servers.pop3.plain, receiver.user, receiver.password, count); };
    bare();
    const std::string name = "maildrop_" + std::to_string(count);
    std::vector<double> reference, ours, nothingNew;
    int turns = 0;
    resetPeak();
    for (int round = 0; round < rounds; ++round) {
        TemporaryFolder folder;
        BenchEngine engine(servers, {.profile = folder.path() / "profile", .pop3 = true});
        reference.push_back(bare());
        ours.push_back(engine.sync({}));
        const store::MailboxRecord inbox = engine.mailbox("INBOX");
        if (inbox.total != count || need(engine.reader().keptEntries(engine.account(), "INBOX")).size() != static_cast<std::size_t>(count))
            fail(std::to_string(inbox.total) + " messages came");
        nothingNew.push_back(engine.sync({}));
        turns = std::max(turns, roundTrips(engine.engine().trace().snapshot()));
    }
    // With few messages the fixed costs are all there is to see: told, not held against the target.
    print({name, median(ours), "s", median(reference), count >= 50'000 ? 4.0 : 0.0});
    print({name + "_nothing_new_round_trips", static_cast<double>(turns), "round trips", 0, 2});
    print({name + "_nothing_new", median(nothingNew), "s"});
    print({name + "_peak_memory", peakMegabytes(), "MB"});
    return 0;
}
