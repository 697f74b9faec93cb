// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"
#include "tests/support/bench/BareImap.h"
#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <map>

/// What a person waits for between the first listing and the last: each scene fills a real server, measures, and prints its figures.
/// What fails ends the program.
namespace tern::bench {

/// A start with nothing new: round trips after signing in, and the time until all folders are known to be in step.
void nextStart(int folders, int messages);
/// Half the messages flagged, the other half expunged by another client while Tern was away.
void changesElsewhere(int messages);
/// From the server's EXISTS to the row's change set.
void newMail(int messages);
/// Moving everything: until the window knows, and until the server has done it.
void moving(int messages);
/// 50 ms each way: what the first listing costs beyond its bytes, in round trips.
void latency(int messages);
/// Opening unread bodies while the background walk lists and fills.
void click(int messages);
/// Two accounts, nothing to do.
void idle(int seconds);
/// A listing from a synthetic server, in steps of 100,000.
void manyMessages(int messages);

/// Puts what bulk mail there is into further folders, so that there are `folders` with `messages` between them.
void spread(BareImap &bare, int folders, int perFolder);
/// How many messages a folder gets.
[[nodiscard]] int perFolder(int folders, int messages);

/// What a connection's trace tells.
struct Dialogue {
    UnixMillis signedIn = 0;        ///< its first command of our own went out: that is after signing in
    int roundTrips = 0;             ///< how often it then waited for an answer, up to its first IDLE
};
/// By connection. Only IMAP.
[[nodiscard]] std::map<std::int64_t, Dialogue> dialogues(TraceRing &trace);
/// The most that a connection had.
[[nodiscard]] int mostRoundTrips(TraceRing &trace);

/// Milliseconds of the system's clock, as a trace has them.
[[nodiscard]] double systemMillis();

/// Until every account has been walked and a lane watches. The bodies are left alone.
void waitUntilInStep(BenchEngine &engine);
/// No bodies in the background.
void wantNoBodies(BenchEngine &engine);
/// The newest rows of a mailbox, all of them if `most` is 0.
[[nodiscard]] std::vector<PlacementId> placementsIn(BenchEngine &engine, MailboxId mailbox, int most = 0);

} // namespace tern::bench
