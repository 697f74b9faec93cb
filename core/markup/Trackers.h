// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tern::markup {

/// Whether the address of a picture is known to be there to count who reads what (resources/trackers.json: hosts, and paths of mail services).
/// \param host  lower case
/// \param path  with its query, as written
/// Thread: any.
[[nodiscard]] bool isKnownTracker(std::string_view host, std::string_view path);

} // namespace tern::markup
