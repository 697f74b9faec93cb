// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"

namespace tern::bench {

/// Prints how long the first 100 hits of searches take, the slowest and the median, and how many of a few hundred CJK substrings taken from
/// the stored messages don't find their message.
void searchFigures(store::StoreReader &reader, MailboxId mailbox, const std::string &name);

} // namespace tern::bench
