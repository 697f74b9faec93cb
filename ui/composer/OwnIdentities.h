// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <vector>

namespace tern::store {
class StoreReader;
}

namespace tern::ui {

/// Whom a person can write as, over all accounts. What can't be read is left out. Thread: the reader's.
[[nodiscard]] std::vector<store::IdentityRecord> ownIdentities(store::StoreReader &reader);

} // namespace tern::ui
