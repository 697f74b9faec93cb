// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sync/SyncScenes.h"

#include <algorithm>
#include <fstream>
#include <thread>

namespace tern::bench {
namespace {

/// How often threads of this process went to sleep: each time something had woken them.
std::int64_t wakeUps()
{
    std::int64_t sum = 0;
    std::error_code gone;
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task", gone)) {
        std::ifstream status(task.path() / "status");
        constexpr std::string_view kField = "voluntary_ctxt_switches:";
        for (std::string line; std::getline(status, line);) {
            if (line.starts_with(kField))
                sum += std::stoll(line.substr(kField.size()));
        }
    }
    return sum;
}

} // namespace

void idle(int seconds)
{
    test::TestServersOptions options;
    options.seed = true;
    test::TestServers servers(options);
    TemporaryFolder folder;
    BenchEngine::Options automatic{folder.path() / "profile"};
    automatic.automatic = true;
    BenchEngine engine(servers, automatic);
    engine.addAccount(servers, servers.sender());
    waitUntilInStep(engine);
    // Until the bodies are there, the outbox is looked at, and what was begun has ended.
    std::this_thread::sleep_for(std::chrono::seconds(8));
    const double cpu = cpuSeconds();
    const std::int64_t woken = wakeUps();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    print({"idle_two_accounts_processor", 100 * (cpuSeconds() - cpu) / seconds, "%", 0, 0.1});
    const auto others = std::max<std::int64_t>(0, wakeUps() - woken - 1);     // one is this thread's
    print({"idle_two_accounts_wake_ups", 60.0 * static_cast<double>(others) / seconds, "a minute"});
}

} // namespace tern::bench
