// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Records.h"

#include <cstdint>
#include <string>

namespace tern::outbox {

/// Writes a draft as a message file (a DraftWriter). What isn't an address yet is kept as text in a header of its own.
Result<void> writeDraftFile(const store::DraftRecord &draft, const std::string &messageId, const std::string &file);

/// Copies a message file so that every line ends in CRLF, as mailboxes want it; 0600, fsynced; `target` must not exist.
/// \return bytes written. Errors: NotFound, DiskFull, Io.
Result<std::int64_t> copyWithCrlf(const std::string &source, const std::string &target);

} // namespace tern::outbox
