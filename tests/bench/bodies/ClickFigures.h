// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestServers.h"

namespace tern::bench {

/// Prints how long a person waits for a message that is not stored yet, while the background lane fills in the bodies of the mailbox Bulk: the slowest
/// of twenty clicks.
void clickFigures(const test::TestServers &servers, int count, const std::string &name);

} // namespace tern::bench
