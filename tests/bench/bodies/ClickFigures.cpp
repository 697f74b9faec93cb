// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bodies/ClickFigures.h"

#include "tests/support/bench/Process.h"
#include "tests/support/bench_engine/BenchEngine.h"

#include <thread>

namespace tern::bench {
namespace {

constexpr int kClicks = 20;
constexpr std::chrono::milliseconds kBetween{15};

} // namespace

void clickFigures(const test::TestServers &servers, int count, const std::string &name)
{
    TemporaryFolder folder;
    const auto profile = folder.path() / "profile";
    {
        BenchEngine lister(servers, {profile});
        lister.sync({});
    }
    BenchEngine engine(servers, {profile, true});
    const MailboxId bulk = engine.mailbox("Bulk").id;
    // The fill goes from the newest to the oldest: it comes to these last.
    auto placements = need(engine.reader().placements({store::InMailbox{bulk}}));
    std::vector<PlacementId> oldest(placements.rbegin(), placements.rbegin() + kClicks);
    engine.waitFor("the first bodies", [&] { return need(engine.reader().row(placements.front())).value_or(store::MessageRow{}).bodyStored; });
    std::vector<double> times;
    int duringFill = 0;
    for (const PlacementId placement : oldest) {
        if (const auto row = need(engine.reader().row(placement)); !row || row->bodyStored)
            break;
        times.push_back(1000 * secondsOf([&] { need(wait<engine::OpenedMessagePtr>([&](auto done) { engine.engine().openMessage(placement, 0, std::move(done)); })); }));
        duringFill += need(engine.reader().totals()).bodies < count ? 1 : 0;
        std::this_thread::sleep_for(kBetween);
    }
    // With few bodies the fill is over sooner than the clicks.
    if (duringFill == 0)
        return;
    print({name + "_clicks_during_fill", static_cast<double>(duringFill), "", 0, count >= 20'000 ? kClicks : 0.0, true});
    print({name + "_slowest_click", quantile(times, 1), "ms", 0, 100});
}

} // namespace tern::bench
