// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/BodyText.h"
#include "core/mime/TextFiles.h"

namespace tern::mime {

/// The text of one text part.
struct PartText {
    QString text;                         ///< line feeds only; format=flowed undone
    std::vector<EmbeddedFile> files;      ///< that were written into it
    bool cut = false;                     ///< it is longer than `most`
};

/// Decodes a text part of any text type: transfer encoding, charset, line ends; HTML stays HTML.
/// \param most  bytes of it that are decoded
[[nodiscard]] PartText readPartText(const Part &part, const TextCharsets &charsets, std::size_t most, QStringList &defects);

/// Text that stands outside the parts of a multipart, without blank lines around it; empty if there is none, or if it is the usual note to
/// readers without MIME.
[[nodiscard]] QString textOutside(std::string_view bytes, const TextCharsets &charsets);

} // namespace tern::mime
