// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong in the middle of a visit: at each command, and at each byte. In the end each message is here once, and nothing was removed before.
#include "tests/scripted/maildrop/MaildropWorld.h"
#include "tests/support/faults/FaultRun.h"

namespace tern::test {
namespace {

const char *const kNames[] = {"a", "b", "c", "d"};

void demand(MaildropWorld &world, bool leave)
{
    world.syncUntilDone();
    ASSERT_TRUE(world.driver->sync());
    EXPECT_EQ(world.subjects(), (Names{"a", "b", "c", "d"}));
    EXPECT_EQ(world.left(), leave ? (Names{"a", "b", "c", "d"}) : Names{});
    EXPECT_EQ(world.removedTooEarly, 0);
    for (const char *name : kNames)
        EXPECT_TRUE(world.isKept(maildropMessage(name))) << name;
}

TEST(MaildropFaults, AtEachCommandOfAVisit)
{
    int faults = 0;
    for (const bool pipelining : {true, false}) {
        for (const bool uidl : {true, false}) {
            for (const bool leave : {true, false}) {
                for (const auto fault : {Pop3Fault::Refused, Pop3Fault::LostBefore, Pop3Fault::LostInside, Pop3Fault::LostAfter}) {
                    for (int command = 1;; ++command) {
                        SCOPED_TRACE(std::to_string(command) + (pipelining ? " pipelined" : "") + (uidl ? "" : " without UIDL") + (leave ? "" : " taking")
                                     + " fault " + std::to_string(static_cast<int>(fault)));
                        MaildropWorld world(leave ? kLeave : kTake);
                        world.server.setHabits({.uidl = uidl, .pipelining = pipelining});
                        world.server.deliver("a");
                        world.server.deliver("b");
                        ASSERT_TRUE(world.driver->sync());
                        world.server.deliver("c");
                        world.server.deliver("d");
                        world.server.failAt(command, fault);
                        (void)world.driver->sync();
                        if (!world.server.hasFailed())
                            break;
                        ++faults;
                        demand(world, leave);
                        if (::testing::Test::HasFailure())
                            return;
                    }
                }
            }
        }
    }
    countFaults("faults at single commands of a visit to a maildrop", faults);
    EXPECT_GT(faults, 100);
}

TEST(MaildropFaults, CutAtEachByteOfAVisit)
{
    int cuts = 0;
    for (const bool leave : {true, false}) {
        std::size_t bytes = 1'000'000;
        const std::size_t stride = isLongFaultRun() ? 1 : 7;
        for (std::size_t cut = 1; cut < bytes; cut += stride) {
            SCOPED_TRACE(std::to_string(cut) + (leave ? "" : " taking"));
            MaildropWorld world(leave ? kLeave : kTake);
            for (const char *name : kNames)
                world.server.deliver(name);
            if (cut == 1) {
                ASSERT_TRUE(world.driver->sync());
                bytes = world.server.bytesOfLastSession();
                continue;
            }
            world.server.cutAfter(cut);
            (void)world.driver->sync();
            world.server.cutAfter(0);
            ++cuts;
            demand(world, leave);
            if (::testing::Test::HasFailure())
                return;
        }
    }
    countFaults("cuts of a visit to a maildrop", cuts);
}

} // namespace
} // namespace tern::test
