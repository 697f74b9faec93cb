// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"

namespace tern::bench {

void nextStart(int folders, int messages)
{
    constexpr int kRounds = 7;
    test::TestServersOptions options;
    options.bulk = perFolder(folders, messages);
    test::TestServers servers(options);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    spread(bare, folders, options.bulk);

    TemporaryFolder folder;
    const auto profile = folder.path() / "profile";
    {
        BenchEngine engine(servers, {profile});
        wantNoBodies(engine);
        engine.sync({});
        if (need(engine.reader().mailboxes(engine.account())).size() < static_cast<std::size_t>(folders))
            fail("not all folders came");
    }
    const std::string list = "LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ))";
    std::vector<double> afterSignIn, whole, watched, reference, trips, watchedTrips;
    for (int round = 0; round < kRounds; ++round) {
        {
            BareImap fresh(servers.imap.plain, servers.receiver().user, servers.receiver().password);
            reference.push_back(1000 * fresh.run(list));
        }
        {
            BenchEngine engine(servers, {profile});
            whole.push_back(1000 * engine.sync({}));
            const double done = systemMillis();
            double signedIn = done;
            for (const auto &[connection, dialogue] : dialogues(engine.engine().trace()))
                signedIn = std::min(signedIn, static_cast<double>(dialogue.signedIn));
            afterSignIn.push_back(done - signedIn);
            trips.push_back(mostRoundTrips(engine.engine().trace()));
        }
        BenchEngine::Options automatic{profile};
        automatic.automatic = true;
        const auto begin = SteadyClock::now();
        BenchEngine engine(servers, automatic);
        waitUntilInStep(engine);
        watched.push_back(1000 * secondsSince(begin));
        watchedTrips.push_back(mostRoundTrips(engine.engine().trace()));
    }
    const std::string name = "next_start_" + std::to_string(folders) + "_folders";
    // What the server needs to say it all is in there: 100 STATUS.
    print({name, median(afterSignIn), "ms", 0, 60});
    print({name + "_bare_list_status", median(reference), "ms"});
    print({name + "_with_sign_in", median(whole), "ms"});
    print({name + "_round_trips", quantile(trips, 1), "round trips", 0, 4});
    print({name + "_program_until_watching", median(watched), "ms"});
    print({name + "_until_watching_round_trips", quantile(watchedTrips, 1), "round trips", 0, 4});
}

} // namespace tern::bench
