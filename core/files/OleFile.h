// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/FileType.h"

namespace tern::files {

/// A compound file [MS-CFB]: documents before 2007, Outlook's messages, installers, encrypted documents.
[[nodiscard]] bool isOleFile(std::string_view bytes);

/// By the names in its directory, which are looked for at every place where one could stand, so that no damaged table hides them: VBA and Excel 4
/// macros, installers, encrypted packages, messages. Linear. Thread: any.
[[nodiscard]] FileType typeOfOle(std::string_view bytes);

/// Whether it holds objects of other programs, which can be anything.
[[nodiscard]] bool oleHasObjects(std::string_view bytes);

} // namespace tern::files
