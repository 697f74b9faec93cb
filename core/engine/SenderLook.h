// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

namespace tern::store {
class StoreReader;
}

namespace tern::engine {

/// What is to be said of who sent a message, with what the profile knows: the account's provider, whose address a person has.
/// Thread: reader pool.
[[nodiscard]] SenderLook lookAtSender(store::StoreReader &reader, AccountId account, const mime::ParsedMessage &parsed);

/// As Engine::isFirstFromSender(). Thread: reader pool.
[[nodiscard]] bool isFirstFrom(store::StoreReader &reader, MessageId message, const mime::ParsedMessage &parsed);

/// The charset a person chose for this message, or for all of its sender; empty if none.
[[nodiscard]] std::string chosenCharset(store::StoreReader &reader, const mime::ParsedMessage &parsed);

} // namespace tern::engine
