// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mime/ContentParameters.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

namespace tern::mime {

/// The MIME structure of a message, out of GMime's hands: plain values, decoded on demand.
struct Part {
    std::string section;               ///< IMAP section number; empty for the root multipart, "1" for a single part
    ContentParameters type;            ///< "text/plain", charset, name …
    ContentParameters disposition;     ///< "attachment", filename …; value empty if there is none
    QString contentId;                 ///< without <>
    QByteArray content;                ///< leaves: decoded from the transfer encoding; message/rfc822: the message's bytes
    std::vector<Part> children;        ///< multiparts
    QString strayText;                 ///< multipart without a delimiter: what stood there instead

    [[nodiscard]] bool isMultipart() const { return type.value.starts_with("multipart/"); }
};

struct PartTree {
    Part root;
    QStringList defects;
};

/// Parses with GMime, behind preCheck(). Depth-capped; what lies deeper is kept as an attachment of its own. Errors: InvalidInput. Thread: any.
[[nodiscard]] Result<PartTree> parsePartTree(const QByteArray &checked, std::string_view fallbackCharset);

} // namespace tern::mime
