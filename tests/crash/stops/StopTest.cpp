// SPDX-License-Identifier: GPL-3.0-or-later
// Stopped at every commit and at every command, in every scenario and against servers that can more and less: the end is the same.
#include "tests/crash/stops/StopMatrix.h"
#include "tests/support/faults/FaultRun.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string_view>

namespace tern::test {
namespace {

/// All of 1…last, or a few of them.
std::vector<int> places(int last, std::size_t few, std::mt19937 &random)
{
    std::vector<int> all(static_cast<std::size_t>(last));
    std::iota(all.begin(), all.end(), 1);
    if (isLongFaultRun() || all.size() <= few)
        return all;
    std::shuffle(all.begin(), all.end(), random);
    all.resize(few);
    return all;
}

struct Pair {
    std::size_t server;
    std::size_t scenario;
};

/// Every scenario against every server; in the short form all of them against the first, and some against the others.
std::vector<Pair> pairs()
{
    std::vector<Pair> chosen;
    const std::size_t phase = isLongFaultRun() ? 0 : faultRandom("pairs")() % 4;
    for (std::size_t server = 0; server < stopServers().size(); ++server) {
        for (std::size_t scenario = 0; scenario < stopScenarios().size(); ++scenario) {
            // Where messages go together there is something to stop only when they go to another account.
            const bool isOwn = std::string_view(stopServers()[server].name) == "Together" && stopScenarios()[scenario].twoAccounts;
            if (isLongFaultRun() || server == 0 || isOwn || (server + scenario) % 4 == phase)
                chosen.push_back({server, scenario});
        }
    }
    return chosen;
}

class Stops : public ::testing::TestWithParam<Pair> {};

TEST_P(Stops, EndTheSame)
{
    const StopServer &server = stopServers()[GetParam().server];
    const StopScenario &scenario = stopScenarios()[GetParam().scenario];
    std::mt19937 random = faultRandom(std::string(scenario.name) + server.name);
    StopMatrix matrix(scenario, server);
    matrix.reference();
    if (HasFailure())
        return;
    int commits = 0, commands = 0;
    for (const int place : places(matrix.commits(), 2, random)) {
        SCOPED_TRACE("stopped at commit " + std::to_string(place));
        commits += matrix.stopAtCommit(place) ? 1 : 0;
        if (HasFailure())
            return;
    }
    std::vector<StopMatrix::AtCommand> kills;
    for (const bool other : {false, true}) {
        for (const ModelFault fault : {ModelFault::LostBefore, ModelFault::LostAfter}) {
            for (int number = 1; number <= matrix.commands(other); ++number)
                kills.push_back({number, fault, other});
        }
    }
    for (const int place : places(static_cast<int>(kills.size()), 1, random)) {
        const StopMatrix::AtCommand &kill = kills[static_cast<std::size_t>(place - 1)];
        SCOPED_TRACE((kill.fault == ModelFault::LostBefore ? "killed before command " : "killed after command ") + std::to_string(kill.number) + (kill.other ? " of the other" : ""));
        commands += matrix.stopAtCommand(kill) ? 1 : 0;
        if (HasFailure())
            return;
    }
    EXPECT_GT(matrix.commits(), 3);
    EXPECT_GT(matrix.commands(false), 3);
    if (isLongFaultRun()) {
        // Commits that wait together are grouped, so the last few may not come in every run; fewer still on a busy machine.
        EXPECT_GE(commits * 10, matrix.commits() * 9);
        EXPECT_GE(commands, 2 * (matrix.commands(false) + matrix.commands(true)) - 4);
    }
    countFaults("scenarios", 1);
    countFaults("stops at commits", commits);
    countFaults("kills at commands", commands);
}

class SignInStops : public ::testing::TestWithParam<std::size_t> {};

/// Killed while it signs in or out: nothing of it is durable, so the next run begins as if nothing had been.
TEST_P(SignInStops, EndTheSame)
{
    const auto &scenarios = stopScenarios();
    const auto moving = std::find_if(scenarios.begin(), scenarios.end(), [](const StopScenario &one) { return std::string_view(one.name) == "Move"; });
    ASSERT_NE(moving, scenarios.end());
    StopMatrix matrix(*moving, stopServers()[GetParam()]);
    matrix.reference();
    if (HasFailure())
        return;
    int kills = 0;
    for (const ModelFault fault : {ModelFault::LostBefore, ModelFault::LostAfter}) {
        int number = 1;
        while (number < 50 && matrix.stopAtSignIn(number, fault)) {
            if (HasFailure()) {
                ADD_FAILURE() << "killed " << (fault == ModelFault::LostBefore ? "before" : "after") << " command " << number << " of signing in";
                return;
            }
            ++number;
            ++kills;
        }
        EXPECT_GE(number, 3) << "AUTHENTICATE and ID at least";
    }
    countFaults("kills while signing in or out", kills);
}

INSTANTIATE_TEST_SUITE_P(Every, SignInStops, ::testing::Range<std::size_t>(0, stopServers().size()),
                         [](const auto &server) { return std::string(stopServers()[server.param].name); });

std::string nameOf(const ::testing::TestParamInfo<Pair> &pair)
{
    return std::string(stopServers()[pair.param.server].name) + stopScenarios()[pair.param.scenario].name;
}

INSTANTIATE_TEST_SUITE_P(Every, Stops, ::testing::ValuesIn(pairs()), nameOf);

} // namespace
} // namespace tern::test
