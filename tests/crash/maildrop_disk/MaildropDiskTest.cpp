// SPDX-License-Identifier: GPL-3.0-or-later
// Every write and fsync of a visit to a maildrop fails, once or until there is room again: what could not be made durable is not removed from the
// server, and comes with the next visit.
#include "tests/crash/disk/DiskFaults.h"
#include "tests/scripted/maildrop/MaildropWorld.h"
#include "tests/support/faults/FaultRun.h"

#include <cerrno>

namespace tern::test {
namespace {

TEST(MaildropDisk, NothingIsRemovedThatCouldNotBeWritten)
{
    int faults = 0;
    for (const bool lasts : {false, true}) {
        const int stride = isLongFaultRun() ? 1 : 5;
        for (int call = 1;; call += stride) {
            SCOPED_TRACE(std::to_string(call) + (lasts ? " and all later ones" : ""));
            MaildropWorld world(kTake);
            for (const char *name : {"a", "b", "c"})
                world.server.deliver(name);
            armDiskFault({world.folder.path(), call, call % 2 == 0 ? ENOSPC : EIO, lasts});
            (void)world.driver->sync();
            const int failed = failedDiskCalls();
            liftDiskFault();
            // Whatever is no longer on the server is here.
            const Names left = world.left();
            for (const char *name : {"a", "b", "c"}) {
                const bool isLeft = std::find(left.begin(), left.end(), name) != left.end();
                EXPECT_TRUE(isLeft || world.isKept(maildropMessage(name))) << name;
            }
            EXPECT_EQ(world.removedTooEarly, 0);
            world.syncUntilDone();
            EXPECT_EQ(world.subjects(), (Names{"a", "b", "c"}));
            EXPECT_EQ(world.left(), Names{});
            if (::testing::Test::HasFailure())
                return;
            if (failed == 0)
                break;      // all calls of a visit were tried
            ++faults;
        }
    }
    EXPECT_GT(faults, 4);
    countFaults("failed writes and fsyncs of a visit to a maildrop", faults);
}

} // namespace
} // namespace tern::test
