// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace tern::imap {

/// Modified UTF-7 [RFC 3501 §5.1.3] to text; nothing when it is malformed (then the wire name is shown raw).
[[nodiscard]] std::optional<QString> decodeMailboxName(std::string_view wireName);

/// What a person sees: the decoded name, or the raw bytes (as UTF-8 if valid, else Latin-1) when it can't be decoded.
[[nodiscard]] QString displayMailboxName(std::string_view wireName);

/// Text to modified UTF-7. Lone surrogates become U+FFFD.
[[nodiscard]] std::string encodeMailboxName(const QString &name);

/// The part behind the last hierarchy separator; the whole name without one (`delimiter` 0).
[[nodiscard]] std::string_view leafOfMailbox(std::string_view wireName, char delimiter);
/// The part before it; empty at the top.
[[nodiscard]] std::string_view parentOfMailbox(std::string_view wireName, char delimiter);

/// Whether the name is INBOX in any case.
[[nodiscard]] bool isInbox(std::string_view wireName);

/// Where the server speaks UTF-8 [RFC 6855, RFC 9051] the key stays modified UTF-7, so that a mailbox is the same whatever was enabled: from what the
/// server wrote to the key, and back. What is no UTF-8, or no modified UTF-7, is left as it is.
[[nodiscard]] std::string keyFromUtf8(std::string_view name);
[[nodiscard]] std::string utf8FromKey(std::string_view key);

} // namespace tern::imap
