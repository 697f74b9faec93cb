// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Preview.h"

#include <QString>

namespace tern::ui {

/// What a file is, to stand within a sentence: "a picture", "a PDF", "a program".
[[nodiscard]] QString kindWords(const files::FileType &type);

/// What is to be said before somebody opens a file.
struct FileWarning {
    QString sentence;       ///< empty: nothing
    QString what;           ///< what can happen; empty where nothing runs
    bool isGrave = false;   ///< opening it can run what its sender wrote
};
[[nodiscard]] FileWarning fileWarning(const files::FileLook &look);
/// The same in a few words, to stand behind a size; empty: nothing.
[[nodiscard]] QString shortWarning(const files::FileLook &look);
/// Whether opening it asks first.
[[nodiscard]] bool asksBeforeOpening(const files::FileLook &look);

/// Why there is no picture or page.
[[nodiscard]] QString drawingTrouble(files::Drawn::Trouble trouble, files::FileKind kind);
/// "12 files, 3.4 MB when unpacked", and what is odd about an archive, a sentence each.
[[nodiscard]] QStringList archiveSentences(const files::ZipListing &listing);

} // namespace tern::ui
