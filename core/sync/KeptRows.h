// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/PreparedRow.h"

#include <QByteArray>

#include <string_view>

namespace tern::sync {

/// The header of a message: up to its empty line, that included; all of it if there is none. Pure.
[[nodiscard]] std::string_view headerOf(std::string_view message);

/// A message that is kept here, as a list wants it: the same fields that a server would have been asked for, so that a message is the same one wherever
/// it lies. Its UID is given by the store. Pure. \param received  when it came, for messages that say nothing sane themselves
[[nodiscard]] store::PreparedRow keptRow(const QByteArray &message, UnixMillis received, store::Flags flags, const QStringList &keywords, UnixMillis now);

/// Known again by its header, whatever servers add to it on the way out; 64 bits of a cryptographic hash, never 0. Pure.
[[nodiscard]] std::int64_t headerFingerprint(std::string_view message);

} // namespace tern::sync
