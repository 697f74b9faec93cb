// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"
#include "ui/composer/ComposeSeed.h"

namespace tern::app {

/// The draft that a message in a Drafts folder is the server's copy of; nullopt if it was written elsewhere.
[[nodiscard]] std::optional<store::DraftRecord> draftOf(store::StoreReader &reader, PlacementId placement);
/// A draft that another program wrote, as a new one.
[[nodiscard]] ui::ComposeSeed seedFromForeignDraft(const engine::OpenedMessagePtr &message, AccountId account);

} // namespace tern::app
