// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"

#include <thread>

namespace tern::bench {

void moving(int messages)
{
    constexpr int kRounds = 4;      // there and back again
    test::TestServersOptions options;
    options.bulk = messages;
    test::TestServers servers(options);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    bare.run("CREATE Target");
    bare.run("CREATE Reference");
    bare.run("CREATE ReferenceTarget");
    bare.run("SELECT Bulk");
    bare.run("COPY 1:* Reference");
    bare.run("UNSELECT");
    TemporaryFolder folder;
    BenchEngine::Options automatic{folder.path() / "profile"};
    automatic.automatic = true;
    BenchEngine engine(servers, automatic);
    wantNoBodies(engine);
    engine.sync({});
    waitUntilInStep(engine);
    std::string from = "Bulk", to = "Target", bareFrom = "Reference", bareTo = "ReferenceTarget";
    std::vector<double> window, done, settled, reference;
    for (int round = 0; round < kRounds; ++round) {
        bare.run("SELECT " + bareFrom);
        reference.push_back(bare.run("UID MOVE 1:* " + bareTo));
        bare.run("UNSELECT");
        const MailboxId source = engine.mailbox(from.c_str()).id;
        const MailboxId target = engine.mailbox(to.c_str()).id;
        const auto placements = placementsIn(engine, source);
        if (placements.size() != static_cast<std::size_t>(messages))
            fail(std::to_string(placements.size()) + " messages to move");
        std::atomic<double> told = 0;
        engine.engine().trace().clear();
        const double clicked = systemMillis();
        const auto begin = SteadyClock::now();
        engine.onChange([&](const store::ChangeSet &changes) {
            if (changes.mailboxes.contains(source) && changes.mailboxes.contains(target) && told == 0)
                told = secondsSince(begin);
        });
        engine.engine().move(placements, target);
        engine.waitFor("the change set", [&] { return told > 0; });
        if (need(engine.reader().count({store::InMailbox{target}})) != messages)
            fail("not all are shown in the target");
        window.push_back(1000 * told);
        engine.waitFor("the server", [&] { return need(engine.reader().operations()).empty(); });
        settled.push_back(secondsSince(begin));
        // The server had done it when it said so; what came after is our own book-keeping.
        double said = 0;
        std::string tag;
        for (const TraceLine &line : engine.engine().trace().snapshot()) {
            if (const auto at = line.text.find(" UID MOVE "); line.direction == TraceDirection::Client && at != std::string::npos)
                tag = line.text.substr(0, at) + " OK";
            else if (!tag.empty() && line.direction == TraceDirection::Server && line.text.starts_with(tag))
                said = static_cast<double>(line.at);
        }
        if (said == 0)
            fail("the trace has no answer to UID MOVE");
        done.push_back((said - clicked) / 1000);
        engine.onChange({});
        engine.sync({});
        std::swap(from, to);
        std::swap(bareFrom, bareTo);
    }
    const std::string name = "move_" + std::to_string(messages);
    print({name + "_window", median(window), "ms", 0, 200});
    print({name + "_server_done", median(done), "s", median(reference), 1.5});
    print({name + "_settled", median(settled), "s", median(reference)});
}

void click(int messages)
{
    constexpr int kClicks = 40;
    constexpr int kEnoughForAWalk = 10'000;
    test::TestServersOptions options;
    options.bulk = messages;
    test::TestServers servers(options);
    BareImap bare(servers.imap.plain, servers.receiver().user, servers.receiver().password);
    bare.run("SELECT Bulk");
    TemporaryFolder folder;
    BenchEngine::Options automatic{folder.path() / "profile"};
    automatic.automatic = true;
    BenchEngine engine(servers, automatic);
    engine.waitFor("the folder", [&] { return need(engine.reader().mailboxByName(engine.account(), "Bulk")).has_value(); });
    const MailboxId bulk = engine.mailbox("Bulk").id;
    engine.engine().setVisible(bulk, {});
    engine.waitFor("the first rows", [&] { return need(engine.reader().count({store::InMailbox{bulk}})) > 100; });
    const auto isWalking = [&] {
        for (const engine::AccountStatus &account : engine.engine().accountStatus()) {
            for (const engine::LaneStatus &lane : account.lanes) {
                if (lane.kind == engine::LaneKind::Background && lane.state == engine::LaneStatus::State::Working)
                    return true;
            }
        }
        return false;
    };
    std::vector<double> clicks, reference;
    int walking = 0;
    for (int i = 0; i < kClicks; ++i) {
        // The oldest that are listed: bodies come newest first.
        store::ListQuery oldest{store::InMailbox{bulk}};
        oldest.ascending = true;
        std::optional<store::MessageRow> row;
        for (const store::MessageRow &one : need(engine.reader().page(oldest, {}, 2 * kClicks)).rows) {
            if (!one.bodyStored && one.uid)
                row = one;
        }
        if (!row)
            break;      // they have all come
        reference.push_back(1000 * bare.run("UID FETCH " + std::to_string(row->uid->value) + " (UID BODY.PEEK[])"));
        walking += isWalking() ? 1 : 0;
        const auto begin = SteadyClock::now();
        need(wait<engine::OpenedMessagePtr>([&](auto done) { engine.engine().openMessage(row->placement, 0, std::move(done)); }));
        clicks.push_back(1000 * secondsSince(begin));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (clicks.size() < 5) {
        // A short form on a fast machine: every body is there before a second click. A full one must have a walk to click into.
        if (messages >= kEnoughForAWalk)
            fail("the bodies came too fast to click");
        std::printf("click_during_walk not measured: %zu clicks before the last body came\n", clicks.size());
        return;
    }
    print({"click_during_walk", median(clicks), "ms", 0, 100});
    print({"click_during_walk_slowest", quantile(clicks, 1), "ms", 0, 100});
    print({"click_during_walk_bare_fetch", median(reference), "ms"});
    print({"click_during_walk_share", 100.0 * walking / static_cast<double>(clicks.size()), "%", 0, 90, true});
}

} // namespace tern::bench
