// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/FileType.h"

namespace tern::files {

/// What kind of text it is, by how it begins; Unknown if it is no text. Thread: any.
[[nodiscard]] FileType typeOfText(std::string_view bytes);

} // namespace tern::files
