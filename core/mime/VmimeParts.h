// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageBuilder.h"
#include "core/mime/MessageFile.h"

namespace tern::mime {

/// Generates a checked message with vmime, piece by piece: attachments are streamed, never held whole. Errors: NotFound (an attachment file), Io.
/// May throw vmime's exceptions.
[[nodiscard]] Result<void> writeWithVmime(const BuildMessage &message, MessageFile &out);

/// The fields of RFC 5322 §3.6.6 for a checked message's sender, recipients, date and Message-ID, each line ended. May throw vmime's exceptions.
[[nodiscard]] std::string resentFields(const BuildMessage &message);

} // namespace tern::mime
