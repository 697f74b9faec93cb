// SPDX-License-Identifier: GPL-3.0-or-later
// bench_bodies [MESSAGES [ROUNDS [without-mbsync]]]: every body of a mailbox, from Dovecot until it is safely on disk, against a bare socket that reads the same bytes and
// against mbsync, in turn; how far behind their text index is; what they take on disk; searches over them; clicks while they come in.
#include "tests/bench/bodies/ClickFigures.h"
#include "tests/bench/bodies/DiskFigures.h"
#include "tests/bench/bodies/Mbsync.h"
#include "tests/bench/bodies/SearchFigures.h"
#include "tests/support/bench/BareImap.h"
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <cstdlib>

#include <malloc.h>

using namespace tern;
using namespace tern::bench;

namespace {

/// As many as this, and the fixed costs are not all there is to see.
constexpr int kMany = 20'000;

struct Seconds {
    std::vector<double> bare, ours, behind, mbsync, mbsyncUnsafe;
    double peak = 0;
};

void oneRound(const test::TestServers &servers, BareImap &bare, const std::string &all, int count, bool isLast, Seconds &seconds)
{
    // What an earlier round's heap still holds is not this one's.
    malloc_trim(0);
    TemporaryFolder folder;
    const auto profile = folder.path() / "profile";
    {
        BenchEngine engine(servers, {profile});
        engine.sync({});
        seconds.bare.push_back(bare.run(all));
        engine::Engine::SyncRequest bodies;
        bodies.mailbox = engine.mailbox("Bulk").id;
        bodies.bodies = true;
        resetPeak();
        seconds.ours.push_back(engine.sync(bodies));
        const auto stored = need(engine.reader().totals());
        seconds.behind.push_back(secondsOf([&] { need(wait<void>([&](auto done) { engine.engine().whenIndexed(std::move(done)); })); }));
        seconds.peak = std::max(seconds.peak, peakMegabytes());
        const auto read = need(engine.reader().totals());
        if (stored.bodies < count || read.indexed < count)
            fail(std::to_string(stored.bodies) + " bodies came, " + std::to_string(read.indexed) + " are indexed");
        if (isLast)
            searchFigures(engine.reader(), bodies.mailbox, "search_" + std::to_string(count));
    }
    if (isLast)
        diskFigures(profile, static_cast<double>(bare.bytes()), "bodies_" + std::to_string(count), count >= kMany);
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : kMany;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = count;
    test::TestServers servers(serverOptions);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    bare.run("SELECT Bulk (CONDSTORE)");
    const std::string all = "FETCH 1:" + std::to_string(count) + " (UID BODY.PEEK[])";
    bare.run(all);

    const std::string name = "bodies_" + std::to_string(count);
    Seconds seconds;
    for (int round = 0; round < rounds; ++round) {
        oneRound(servers, bare, all, count, round + 1 == rounds, seconds);
        if (argc > 3)
            continue;
        seconds.mbsyncUnsafe.push_back(mbsyncSeconds(servers, "Bulk", count, MbsyncFsync::No));
        if (round == 0)
            seconds.mbsync.push_back(mbsyncSeconds(servers, "Bulk", count, MbsyncFsync::Yes));
    }
    // With few bodies the fixed costs are all there is to see: told, not held against the target.
    const bool isHeld = count >= kMany;
    print({name, median(seconds.ours), "s", median(seconds.bare), isHeld ? 4.0 : 0.0});
    print({name + "_index_behind", median(seconds.behind), "s", 0, 10});
    print({name + "_peak_memory", seconds.peak, "MB", 0, 120});
    if (argc <= 3) {
        print({name + "_mbsync", median(seconds.mbsync), "s", median(seconds.ours), isHeld ? 12.0 : 0.0, true});
        print({name + "_mbsync_without_fsync", median(seconds.mbsyncUnsafe), "s", median(seconds.ours), isHeld ? 3.0 : 0.0, true});
    }
    clickFigures(servers, count, name);
    return 0;
}
