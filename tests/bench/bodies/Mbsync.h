// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestServers.h"

namespace tern::bench {

/// Whether every message is on the disk before the next is written: its default.
enum class MbsyncFsync { Yes, No };

/// What mbsync, another program for the same, takes to bring the receiver's mailbox into an empty Maildir. A failure ends the program.
[[nodiscard]] double mbsyncSeconds(const test::TestServers &servers, const std::string &mailbox, int count, MbsyncFsync fsync);

} // namespace tern::bench
