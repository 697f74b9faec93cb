// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/TextFiles.h"

#include <QString>

#include <optional>

namespace tern::mime {

/// What Outlook and Exchange put into a winmail.dat [MS-OXTNEF].
struct Tnef {
    std::vector<EmbeddedFile> files;
    QString text;                 ///< null if it holds none
    QString html;                 ///< null if it holds none
    QByteArray rtf;               ///< unpacked; empty if it holds none
    bool damaged = false;         ///< it ends early, or a checksum is wrong; what was read until then is there
};

/// Reads a TNEF stream; nothing if it is none. At most 1,000 files; never unpacks to more than 16 times its size. Thread: any.
[[nodiscard]] std::optional<Tnef> readTnef(const QByteArray &bytes, std::string_view fallbackCharset);

/// Unpacks a compressed RTF [MS-OXRTFCP]; empty if it is none. \param most  bytes
[[nodiscard]] QByteArray unpackRtf(const QByteArray &packed, std::size_t most);

/// The words of an RTF text, without its formats. Thread: any.
[[nodiscard]] QString rtfToText(const QByteArray &rtf);

} // namespace tern::mime
