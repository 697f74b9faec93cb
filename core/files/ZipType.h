// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/FileType.h"

namespace tern::files {

/// Whether it begins as a zip file does.
[[nodiscard]] bool isZip(std::string_view bytes);
/// Whether the directory of a zip file stands at its end.
[[nodiscard]] bool hasZipDirectory(std::string_view bytes);

/// What kind of zip file it is, by the names in it: OOXML and ODF with and without macros, Java, Android, EPUB, encrypted, or just an archive.
/// At most 100,000 names are looked at. Thread: any.
[[nodiscard]] FileType typeOfZip(std::string_view bytes);

/// What in a zip file is worth a word.
struct ZipContents {
    bool hasProgram = false;    ///< by a name's ending
    bool hasObjects = false;    ///< OOXML: objects of other programs, ActiveX
};
[[nodiscard]] ZipContents lookIntoZip(std::string_view bytes);

} // namespace tern::files
