// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Preview.h"
#include "core/mime/PartFiles.h"

namespace tern::engine {

/// What an attached part is; marks of writing direction in its name are seen where decoding has dropped them.
[[nodiscard]] files::FileLook lookAtPart(const mime::PartFile &file);

struct PreviewMeans {
    PreviewWish wish;
    std::string program;              ///< tern-preview; empty: there is none
    std::string fallbackCharset;
    std::string chosenCharset;        ///< by the person for the whole message; empty: none
    std::chrono::milliseconds longest;
};

/// Fills in what can be shown, by `preview.look`: pictures and PDF pages are drawn by another process; text, lists of archives, messages, invitations and
/// address cards are read here, each within bounds. Blocks up to `means.longest`. Thread: any but the UI's.
void fillPreview(Preview &preview, const mime::PartFile &file, const PreviewMeans &means, const StopToken &stop);

} // namespace tern::engine
