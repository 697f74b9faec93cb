// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace tern::bench {

/// Prints what the bodies of a closed profile take on disk, and everything else in it, as parts of the bytes the server sent.
void diskFigures(const std::filesystem::path &profile, double rawBytes, const std::string &name, bool isHeld);

} // namespace tern::bench
