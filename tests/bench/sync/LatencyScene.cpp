// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"
#include "tests/support/proxy/FaultProxy.h"

namespace tern::bench {

void latency(int messages)
{
    constexpr int kRounds = 3;
    constexpr std::chrono::milliseconds kEachWay{50};
    test::TestServersOptions options;
    options.bulk = messages;
    test::TestServers servers(options);
    test::FaultProxy proxy(servers.imap.plain);
    {
        // The server's caches are warm from here on.
        BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
        bare.run("SELECT Bulk (CONDSTORE)");
        bare.run(listingCommand("1:" + std::to_string(messages)));
    }
    std::vector<double> near, far, trips;
    const auto listing = [&](std::chrono::milliseconds delay, std::vector<double> &into) {
        proxy.setDelay(delay);
        TemporaryFolder folder;
        BenchEngine engine(servers, {folder.path() / "profile", false, proxy.port()});
        engine.sync({});
        const double done = systemMillis();
        if (need(engine.reader().count({store::InMailbox{engine.mailbox("Bulk").id}})) != messages)
            fail("not all were listed");
        double signedIn = done;
        for (const auto &[connection, dialogue] : dialogues(engine.engine().trace()))
            signedIn = std::min(signedIn, static_cast<double>(dialogue.signedIn));
        into.push_back(done - signedIn);
    };
    for (int round = 0; round < kRounds; ++round) {
        listing(std::chrono::milliseconds(0), near);
        listing(kEachWay, far);
        trips.push_back((far.back() - near.back()) / static_cast<double>(2 * kEachWay.count()));
    }
    const std::string name = "latency_listing_" + std::to_string(messages);
    print({name + "_round_trips", median(trips), "round trips", 0, 8});
    print({name, median(far), "ms", median(near)});
}

} // namespace tern::bench
