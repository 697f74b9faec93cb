// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

namespace tern::store {
class StoreReader;
}

namespace tern::ui {

/// One answer to "why is this here?".
struct WhyLine {
    QString label;              ///< "Account"
    QString text;
    bool isDoubt = false;       ///< something a person may want to look at
};

/// Why a message lies where it does: its account and folder, by which of the person's addresses it came, a list, marks of a filter, and what Tern had to do with it.
/// Thread: the reader's; small reads.
[[nodiscard]] std::vector<WhyLine> whyHere(store::StoreReader &reader, const engine::OpenedMessage &message);

} // namespace tern::ui
