// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Store.h"

namespace tern::search {

/// Gives a store our tokenizer and our query language, before it is opened. Whoever opens a profile that people use calls this.
void addSearch(store::StoreOptions &options);

} // namespace tern::search
