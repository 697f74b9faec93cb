// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/mime/ContentParameters.h"
#include "core/mime/TransferDecoding.h"

#include <QByteArray>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tern::mime {

/// One part of a message: views into its bytes, decoded on demand.
struct Part {
    std::string section;               ///< IMAP section number; empty for the root multipart, "1" for a single part; "2~1" was found inside part 2
    ContentParameters type;            ///< "text/plain", charset, name …
    ContentParameters disposition;     ///< "attachment", filename …; value empty if there is none
    QString contentId;                 ///< without <>
    TransferEncoding encoding = TransferEncoding::None;
    std::string_view header;           ///< with its line ends
    std::string_view body;             ///< leaves: as it stands in the message
    std::vector<Part> children;        ///< multiparts
    std::string_view before;           ///< multiparts: what stands before the first delimiter; all of it if there is none
    std::string_view after;            ///< multiparts: what stands behind the last
    std::optional<QByteArray> own;     ///< set for what was found inside another part: its content

    [[nodiscard]] bool isMultipart() const { return type.value.starts_with("multipart/"); }
    /// Decoded from the transfer encoding; message/rfc822: the message's bytes.
    [[nodiscard]] QByteArray content() const;
    /// Of content(), counted piece by piece.
    [[nodiscard]] std::int64_t contentSize() const;
    /// As the sender called it, decoded; empty if nothing says so. Not safe to write.
    [[nodiscard]] QString name() const;
};

struct PartTree {
    QByteArray source;                 ///< what the parts look into
    Part root;
    QStringList defects;
};

/// Takes a message apart [RFC 2045, 2046], one pass over its lines. Never fails: bytes that have no place in a structure are text of the part they
/// stand in. At most 60 deep and 20,000 parts; what lies beyond is one part of its own. Thread: any.
[[nodiscard]] PartTree parsePartTree(const QByteArray &message, std::string_view fallbackCharset);

/// Notes a defect once, and no more than fifty.
void noteDefect(QStringList &defects, const QString &defect);

} // namespace tern::mime
