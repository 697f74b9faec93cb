// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace tern::mime {

/// A file that was found inside a part.
struct EmbeddedFile {
    std::string name;             ///< as it stands there, any bytes
    QByteArray content;
    std::string mediaType;        ///< empty if nothing says so
    std::string contentId;        ///< without <>; empty if none
};

/// Text with the files that were written into it, the way mail had attachments before MIME.
struct TextAndFiles {
    std::string text;                      ///< what is left
    std::vector<EmbeddedFile> files;
    bool damaged = false;                  ///< a file's size or checksum isn't what it says
};

/// Whether takeFilesOut() can find anything: one quick look.
[[nodiscard]] bool mayHoldFiles(std::string_view text);

/// Takes uuencoded ("begin 644 name" … "end") and yEnc ("=ybegin" … "=yend") files out of a text. A beginning without an end stays text. At most 100 files.
/// Linear. Thread: any.
[[nodiscard]] TextAndFiles takeFilesOut(std::string_view text);

} // namespace tern::mime
