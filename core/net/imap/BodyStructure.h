// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapTypes.h"

namespace tern::imap {

/// Reads a BODYSTRUCTURE [RFC 9051 §7.5.2] into its leaves; message/rfc822 is a leaf. Depth and number of parts are capped, missing fields tolerated.
/// \return false when it can't be followed to its end; the cursor is then anywhere.
[[nodiscard]] bool parseBodyStructure(ImapCursor &cursor, BodySummary &summary);

/// The leaves of a structure as it was stored; empty when it can't be read. Thread: any.
[[nodiscard]] BodySummary summarizeBodyStructure(std::string_view structure);

/// A structure as text without literals, each written as a quoted string.
[[nodiscard]] std::string withoutLiterals(std::string_view structure);

/// Joins the pieces of a file name parameter: filename*, filename*0*, filename… [RFC 2231 §3-4]..
struct MimeParameter {
    std::string key;    ///< lower case
    std::string value;
};
[[nodiscard]] std::optional<RawFileName> joinParameter(const std::vector<MimeParameter> &parameters, std::string_view name);

} // namespace tern::imap
