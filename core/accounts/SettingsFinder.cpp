// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SettingsFinder.h"

#include "core/accounts/OrderedRace.h"

namespace tern::accounts {

int tellsOfError(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Cancelled: return 5;
    case ErrorKind::CertificateInvalid: return 4;
    case ErrorKind::HostNotFound:
    case ErrorKind::NotFound: return 0;
    case ErrorKind::ConnectionRefused:
    case ErrorKind::Timeout: return 1;
    default: return 2;
    }
}

Result<FoundSettings> findSettings(const SettingsWays &ways, const SettingsQuery &query, const NetContext &context, const FinderTimes &times,
                                   const WayListener &listener)
{
    std::vector<OrderedRace<FoundSettings>::Attempt> attempts;
    for (const auto &[way, find] : ways) {
        listener(way, nullptr);
        attempts.push_back([&, way = way, find = find](const StopToken &stop) -> Result<FoundSettings> {
            NetContext own = context;
            own.stop = stop;
            own.connectTimeout = std::min(own.connectTimeout, times.whole);
            own.replyTimeout = std::min(own.replyTimeout, times.whole);
            auto found = find(query, own);
            if (found)
                found->way = way;
            return found;
        });
    }
    std::optional<std::size_t> winner;
    const auto answers = OrderedRace<FoundSettings>(times.whole, times.grace)
                             .run(attempts, context.stop, winner, [&](std::size_t i, const Result<FoundSettings> &answer) { listener(ways[i].first, &answer); });
    if (context.stop.stopRequested())
        return makeError(ErrorKind::Cancelled, "accounts.find");
    if (winner)
        return *answers[*winner];
    Error best = makeError(ErrorKind::NotFound, "accounts.find", "nobody knows the servers of " + query.domain);
    for (const auto &one : answers) {
        if (one && tellsOfError(one->error()) > tellsOfError(best))
            best = one->error();
    }
    return best;
}

} // namespace tern::accounts
