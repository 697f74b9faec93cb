// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"

#include "core/sync/BodyPolicy.h"

#include <algorithm>
#include <set>

namespace tern::bench {
namespace {

constexpr int kOwnFolders = 6;      // INBOX, Drafts, Sent, Archive, Junk, Trash: empty

/// Our own commands: signing in is another's, with other tags.
bool isCommand(const TraceLine &line)
{
    return line.direction == TraceDirection::Client && line.text.size() > 1 && line.text[0] == 'T' && line.text[1] >= '0' && line.text[1] <= '9';
}

} // namespace

int perFolder(int folders, int messages)
{
    return messages / std::max(1, folders - kOwnFolders);
}

void spread(BareImap &bare, int folders, int each)
{
    bare.run("SELECT Bulk");
    for (int i = kOwnFolders + 1; i < folders; ++i) {
        const std::string name = "F" + std::to_string(1000 + i);
        bare.run("CREATE " + name);
        bare.run("COPY 1:" + std::to_string(each) + " " + name);
    }
}

std::map<std::int64_t, Dialogue> dialogues(TraceRing &trace)
{
    std::map<std::int64_t, Dialogue> found;
    std::set<std::int64_t> asking;      // a command went out and nothing came back yet
    std::set<std::int64_t> idling;
    for (const TraceLine &line : trace.snapshot()) {
        if (line.protocol != "IMAP" || idling.contains(line.connectionId))
            continue;
        if (isCommand(line)) {
            Dialogue &dialogue = found[line.connectionId];
            if (dialogue.signedIn == 0)
                dialogue.signedIn = line.at;
            if (line.text.ends_with(" IDLE"))
                idling.insert(line.connectionId);
            else if (line.text.find(" LOGOUT") == std::string::npos)
                asking.insert(line.connectionId);
        } else if (line.direction == TraceDirection::Server && asking.erase(line.connectionId) > 0) {
            ++found[line.connectionId].roundTrips;
        }
    }
    return found;
}

int mostRoundTrips(TraceRing &trace)
{
    int most = 0;
    for (const auto &[connection, dialogue] : dialogues(trace))
        most = std::max(most, dialogue.roundTrips);
    return most;
}

double systemMillis()
{
    return std::chrono::duration<double, std::milli>(std::chrono::system_clock::now().time_since_epoch()).count();
}

void waitUntilInStep(BenchEngine &engine)
{
    engine.waitFor("a walk through all folders", [&] {
        const auto accounts = engine.engine().accountStatus();
        return !accounts.empty() && std::ranges::all_of(accounts, [](const engine::AccountStatus &account) {
            const auto watches = [](const engine::LaneStatus &lane) { return lane.state == engine::LaneStatus::State::Watching; };
            return account.lastSync > 0 && std::ranges::any_of(account.lanes, watches);
        });
    });
}

void wantNoBodies(BenchEngine &engine)
{
    engine.engine().setSetting(QString::fromLatin1(sync::BodyPolicy::kSetting), QStringLiteral("none"));
}

std::vector<PlacementId> placementsIn(BenchEngine &engine, MailboxId mailbox, int most)
{
    std::vector<PlacementId> placements;
    for (const store::MessageRow &row : need(engine.reader().page({store::InMailbox{mailbox}}, {}, most > 0 ? most : 10'000'000)).rows)
        placements.push_back(row.placement);
    return placements;
}

} // namespace tern::bench
