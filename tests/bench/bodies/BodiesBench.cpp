// SPDX-License-Identifier: GPL-3.0-or-later
// bench_bodies [MESSAGES [ROUNDS]]: every body of a mailbox, from Dovecot until it is on disk and indexed, against a bare socket that reads the
// same bytes; what it takes on disk; then searches over it.
#include "tests/bench/bodies/SearchFigures.h"
#include "tests/support/bench/BareImap.h"
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <cstdlib>

using namespace tern;
using namespace tern::bench;

namespace {

std::uintmax_t bytesIn(const std::filesystem::path &profile, const char *file)
{
    std::error_code missing;
    const auto bytes = std::filesystem::file_size(profile / file, missing);
    return missing ? 0 : bytes;
}

} // namespace

int main(int argc, char **argv)
{
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    test::TestServersOptions serverOptions;
    serverOptions.bulk = count;
    test::TestServers servers(serverOptions);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    bare.run("SELECT Bulk (CONDSTORE)");
    const std::string all = "FETCH 1:" + std::to_string(count) + " (UID BODY.PEEK[])";
    bare.run(all);
    const double rawMegabytes = static_cast<double>(bare.bytes()) / 1e6;

    const std::string name = "bodies_" + std::to_string(count);
    std::vector<double> reference, ours;
    resetPeak();
    for (int round = 0; round < rounds; ++round) {
        TemporaryFolder folder;
        const auto profile = folder.path() / "profile";
        {
            BenchEngine engine(servers, {profile});
            engine.sync({});
            reference.push_back(bare.run(all));
            engine::Engine::SyncRequest bodies;
            bodies.mailbox = engine.mailbox("Bulk").id;
            bodies.bodies = true;
            ours.push_back(engine.sync(bodies));
            const auto totals = need(engine.reader().totals());
            if (totals.bodies < count || totals.indexed < count)
                fail(std::to_string(totals.bodies) + " bodies came, " + std::to_string(totals.indexed) + " are indexed");
            if (round + 1 == rounds)
                searchFigures(engine.reader(), bodies.mailbox, "search_" + std::to_string(count));
        }
        if (round + 1 < rounds)
            continue;
        // With few bodies the fixed costs are all there is to see: told, not held against the target.
        print({name, median(ours), "s", median(reference), count >= 20'000 ? 4.0 : 0.0});
        print({name + "_peak_memory", peakMegabytes(), "MB", 0, 150});
        print({name + "_content_on_disk", static_cast<double>(bytesIn(profile, "content.db")) / 1e6, "MB", rawMegabytes});
        print({name + "_cache_on_disk", static_cast<double>(bytesIn(profile, "cache.db")) / 1e6, "MB", rawMegabytes});
    }
    return 0;
}
