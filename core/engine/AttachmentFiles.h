// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Records.h"

#include <QByteArray>
#include <QString>

#include <filesystem>
#include <vector>

/// Files that attachments become and come from.
namespace tern::engine {

/// A name that is only a name: no path, no control or bidirectional-override characters, no leading dot, at most 200 bytes of UTF-8;
/// "attachment" if nothing is left.
[[nodiscard]] QString safeFileName(const QString &name);

/// Writes a new file, never over an existing one, never executable; removes it again when it can't be written whole.
/// Errors: InvalidInput ("exists"), DiskFull, ReadOnly, Io, NotFound (its folder).
Result<void> writeNewFile(const std::filesystem::path &file, const QByteArray &bytes, int mode);

/// What to do where a file is already.
enum class Overwrite {
    Never,      ///< it is an error
    Asked       ///< the person said that it may go
};

/// Writes a file that appears whole or not at all, never executable. Where one is already it is kept (an error), or replaced as a whole.
/// Errors: InvalidInput ("exists"; or a folder is there), DiskFull, ReadOnly, Io, NotFound (its folder).
Result<void> writeWhole(const std::filesystem::path &file, const QByteArray &bytes, Overwrite overwrite);

/// Writes into a folder under a safe form of `name`, or "name (2)" and so on where that is taken. \return the path. Errors: as above.
Result<QString> writeUnderFreeName(const std::filesystem::path &folder, const QString &name, const QByteArray &bytes);

/// A read-only copy for another program, in a private folder of its own below `folder`. \return its path.
Result<QString> exportFile(const std::filesystem::path &folder, const QString &name, const QByteArray &bytes);

/// Copies a file into a folder of its own below `folder`, for a draft. Errors: NotFound, InvalidInput (not a regular file), DiskFull, Io.
Result<store::DraftRecord::Attachment> adoptFile(const std::filesystem::path &folder, const QString &file);

/// Removes everything below a folder except what holds one of `keep`; makes the folder (0700).
void sweepFolder(const std::filesystem::path &folder, const std::vector<std::filesystem::path> &keep);

} // namespace tern::engine
