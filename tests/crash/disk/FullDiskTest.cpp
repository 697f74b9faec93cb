// SPDX-License-Identifier: GPL-3.0-or-later
// Each of the first 2,000 writes and fsyncs fails, once or until there is room again.
#include "tests/crash/disk/DiskFaults.h"
#include "tests/crash/disk/DiskWorld.h"
#include "tests/support/engine/Integrity.h"
#include "tests/support/faults/FaultRun.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tern::test {
namespace {

constexpr int kCalls = 2'000;

struct Told {
    int failed = 0;
    int errors = 0;
    int calls = 0;
};

/// One day with a failing medium, in a process of its own; then there is room again.
std::string day(DiskWorld &world, const DiskFault &fault, Told &told)
{
    std::string failure = world.inChild({"day", std::to_string(fault.at), std::to_string(fault.code), fault.lasts ? "lasts" : ""});
    std::ifstream(world.profile().parent_path() / "report") >> told.failed >> told.errors >> told.calls;
    if (failure.empty())
        failure = world.inChild({"settle"});
    if (!failure.empty())
        return failure;
    try {
        world.check();
    } catch (const std::runtime_error &wrong) {
        return wrong.what();
    }
    return integrityOf(world.profile());
}

TEST(FullDisk, NothingIsLostWhicheverWriteFails)
{
    DiskWorld world;
    Told told;
    world.reset();
    ASSERT_EQ(day(world, {world.profile(), 0, 0, false}, told), "") << "a day without a fault";
    ASSERT_EQ(told.errors, 0);
    ASSERT_GE(told.calls, kCalls) << "a day is too short";

    std::mt19937 random = faultRandom("full disk");
    const int steps = isLongFaultRun() ? kCalls : 16;
    int failed = 0, silent = 0;
    const int only = onlyFaultPlace();
    for (int step = only > 0 ? only : 1; step <= (only > 0 ? only : steps); ++step) {
        DiskFault fault;
        fault.below = world.profile();
        fault.at = isLongFaultRun() || only > 0 ? step : std::uniform_int_distribution(1, kCalls)(random);
        fault.code = step % 2 == 0 ? ENOSPC : EIO;
        fault.lasts = step % 4 >= 2;
        world.reset();
        const std::string failure = day(world, fault, told);
        EXPECT_EQ(failure, "") << "call " << fault.at << (fault.code == EIO ? " EIO" : " ENOSPC") << (fault.lasts ? " and all after it" : "");
        if (HasFailure())
            return;
        failed += told.failed > 0 ? 1 : 0;
        silent += told.failed > 0 && told.errors == 0 ? 1 : 0;
        if (fault.lasts && told.failed > 0) {
            EXPECT_GT(told.errors, 0) << "call " << fault.at << ": a full disk, and nothing said";
        }
    }
    if (only == 0) {
        EXPECT_GT(failed, steps / 2);
    }
    countFaults("failed writes and fsyncs", failed);
    countFaults("failed writes that nobody had to be told of", silent);
}

} // namespace
} // namespace tern::test
