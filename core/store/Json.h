// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

namespace tern::store {

// Small lists inside durable rows are JSON text: read whole, never searched.

[[nodiscard]] std::string rolesToJson(const std::map<std::string, std::string> &roles);
[[nodiscard]] std::map<std::string, std::string> rolesFromJson(const std::string &json);

[[nodiscard]] std::string recipientsToJson(const std::vector<OutboxRecipient> &recipients);
[[nodiscard]] std::vector<OutboxRecipient> recipientsFromJson(const std::string &json);

/// The fields a person writes; not the ids, versions and server fields.
[[nodiscard]] std::string draftBodyToJson(const DraftRecord &draft);
void draftBodyFromJson(const std::string &json, DraftRecord &draft);

} // namespace tern::store
