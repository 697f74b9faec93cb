// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"
#include "core/store/Records.h"

#include <string>

namespace tern::sync {

/// What the wire says → what the store keeps. Moves the strings out of `message`. Pure. \param now  the end of sane dates
[[nodiscard]] store::ListedRow listedRow(imap::ListedMessage &message, UnixMillis now, std::string_view fallbackCharset);

[[nodiscard]] store::Flags storeFlags(const imap::Flags &flags);
/// Keywords that have no bit of their own.
[[nodiscard]] QStringList storeKeywords(const imap::Flags &flags);
/// Decoded and sorted; Gmail's own keep their backslash.
[[nodiscard]] QStringList storeLabels(const imap::Labels &labels);
[[nodiscard]] store::FlagUpdate flagUpdate(const imap::FlagChange &change);
/// Bits and keywords as a STORE writes them.
[[nodiscard]] imap::Flags wireFlags(store::Flags flags, const QStringList &keywords);

} // namespace tern::sync
