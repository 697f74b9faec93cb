// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"

#include <string_view>

namespace tern::imap {

/// Reads what follows LIST, LSUB or XLIST; nothing when malformed.
[[nodiscard]] std::optional<ListEntry> parseListEntry(std::string_view text);

/// Reads "name (MESSAGES 3 …)" of a STATUS response; nothing when malformed.
[[nodiscard]] std::optional<std::pair<std::string, MailboxStatus>> parseStatus(std::string_view text);

/// Reads a NAMESPACE response.
[[nodiscard]] std::optional<Namespaces> parseNamespaces(std::string_view text);

/// "(F2212ea87-6097-4256)" [RFC 8474 §4.1]; empty when it isn't one.
[[nodiscard]] std::string parseObjectId(std::string_view text);

/// The first STORAGE limit of a QUOTA response [RFC 9208 §5.1], which counts in units of 1,024 bytes.
[[nodiscard]] std::optional<Quota> parseQuota(std::string_view text);

/// INBOX in any case is one name.
[[nodiscard]] std::string normalisedName(std::string_view wireName);

} // namespace tern::imap
