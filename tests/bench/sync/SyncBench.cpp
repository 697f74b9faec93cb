// SPDX-License-Identifier: GPL-3.0-or-later
// bench_sync SCENE NUMBER [NUMBER]: one scene of sync against real servers; see SyncScenes.h.
#include "tests/bench/sync/SyncScenes.h"

#include <cstdlib>

using namespace tern::bench;

int main(int argc, char **argv)
{
    if (argc < 3)
        fail("usage: bench_sync SCENE NUMBER [NUMBER]");
    const std::string scene = argv[1];
    const int number = std::atoi(argv[2]);
    if (scene == "start")
        nextStart(number, argc > 3 ? std::atoi(argv[3]) : 100'000);
    else if (scene == "changes")
        changesElsewhere(number);
    else if (scene == "newmail")
        newMail(number);
    else if (scene == "move")
        moving(number);
    else if (scene == "latency")
        latency(number);
    else if (scene == "click")
        click(number);
    else if (scene == "idle")
        idle(number);
    else if (scene == "many")
        manyMessages(number);
    else
        fail("no scene " + scene);
    return 0;
}
