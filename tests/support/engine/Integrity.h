// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace tern::test {

/// integrity_check of a profile's three databases, while nobody has them open. \return empty if all are sound, else what is wrong.
[[nodiscard]] std::string integrityOf(const std::filesystem::path &profile);

} // namespace tern::test
