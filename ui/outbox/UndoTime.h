// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace tern::store {
class StoreReader;
}

namespace tern::ui {

/// How long what is sent is held, so that it can be taken back; as the person set it. Thread: the reader's.
[[nodiscard]] std::chrono::seconds undoTime(store::StoreReader &reader);

} // namespace tern::ui
