// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bodies/Mbsync.h"

#include "tests/support/bench/Figures.h"

#include <cstdio>
#include <cstdlib>

namespace tern::bench {

double mbsyncSeconds(const test::TestServers &servers, const std::string &mailbox, int count, MbsyncFsync fsync)
{
    // Nothing in it comes from outside: the servers made user and file name themselves.
    const test::ServerAccount &receiver = servers.receiver();
    const std::string command = "/usr/bin/python3 '" + std::string(TERN_SOURCE_DIR) + "/tests/bench/bodies/mbsync.py' --port "
        + std::to_string(servers.imap.plain) + " --user '" + receiver.user + "' --password-file '" + receiver.passwordFile + "' --mailbox '" + mailbox
        + "' --count " + std::to_string(count) + (fsync == MbsyncFsync::No ? " --no-fsync" : "");
    FILE *output = ::popen(command.c_str(), "r");
    char line[64] = "";
    const bool hasSaid = output && std::fgets(line, sizeof line, output);
    if (!output || ::pclose(output) != 0 || !hasSaid)
        fail("mbsync failed");
    return std::atof(line);
}

} // namespace tern::bench
