// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/MessageBuilder.h"
#include "core/mime/MessageFile.h"

namespace tern::mime {

/// Generates a checked message with vmime, piece by piece: attachments are streamed, never held whole. Errors: NotFound (an attachment file), Io.
/// May throw vmime's exceptions.
[[nodiscard]] Result<void> writeWithVmime(const BuildMessage &message, MessageFile &out);

} // namespace tern::mime
