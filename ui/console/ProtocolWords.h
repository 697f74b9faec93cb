// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"

#include <QString>

#include <span>
#include <vector>

namespace tern::ui {

/// One keyword of a protocol: what it means, and where that is laid down.
struct ProtocolWord {
    const char *word;       ///< as it stands on the wire, upper case
    const char *where;      ///< "RFC 9051 §6.4.5", or whose extension it is
    const char *meaning;    ///< English, in the context "ProtocolWords" of the translations
};

/// Every keyword of "IMAP", "POP3" or "SMTP" that Tern says or understands, with others that servers say; sorted by nothing. Empty for others.
[[nodiscard]] std::span<const ProtocolWord> protocolWords(std::string_view protocol);

/// The words of the protocol that stand in a line, in their order, each once, at most eight.
/// Quoted strings, the tag and the free text behind a reply's code hold none.
[[nodiscard]] std::vector<const ProtocolWord *> wordsIn(const TraceLine &line);

/// What a tooltip shows of a line: when it was said, and each of its words with its meaning, as rich text. Thread: UI.
[[nodiscard]] QString lineExplanation(const TraceLine &line);

} // namespace tern::ui
