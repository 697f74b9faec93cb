// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/engine/StoppableJobs.h"
#include "core/net/NetContext.h"

#include <deque>
#include <functional>
#include <mutex>
#include <string>

namespace tern::engine {

/// Fetches pictures from other machines, a few at a time, each once at a time.
/// Thread: any.
class PictureFetcher final {
public:
    /// The way of an account's connections.
    using Way = std::function<Result<NetContext>(AccountId account, const StopToken &stop)>;

    explicit PictureFetcher(Way way) : m_way(std::move(way)) {}
    ~PictureFetcher() { stop(); }

    void fetch(AccountId account, std::string url, Completion<Picture> done);
    /// All that were not fetched yet get Cancelled, those on their way within a second.
    void cancel();
    /// The same for good; joins. Idempotent.
    void stop();

private:
    struct Wanted {
        AccountId account;
        std::string url;
        Completion<Picture> done;
    };
    void work();
    [[nodiscard]] Result<Picture> fetchNow(const Wanted &wanted, const StopToken &stop) const;

    const Way m_way;
    std::mutex m_mutex;
    bool m_stopped = false;
    std::deque<Wanted> m_wanted;
    int m_working = 0;
    StopSource m_stop;              // of what is on its way; another after each cancel()
    StoppableJobs m_jobs;
};

} // namespace tern::engine
