// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <string>

namespace tern::files {

/// What is to be drawn, and how large at most (pixels).
struct DrawOrder {
    std::string format;           ///< FileType::format of a picture, or "pdf"
    int page = 0;                 ///< of a PDF
    int width = 0, height = 0;
};

/// A picture or a page as pixels, or why there is none.
struct Drawn {
    enum class Trouble {
        None,
        NotReadable,        ///< damaged, or of a kind that can't be read here
        Locked,             ///< wants a password
        TooLarge,
        NoSuchPage,
        Died,               ///< what draws it broke
        TooSlow,
        NoProgram,          ///< it is not there, or can't be started
        Cancelled
    };
    Trouble trouble = Trouble::None;
    int pages = 1;
    int naturalWidth = 0, naturalHeight = 0;   ///< a picture's pixels, a page's points
    int width = 0, height = 0;
    QByteArray pixels;            ///< width × height × 4: 0xAARRGGBB of this machine, premultiplied
    QString text;                 ///< of a page
};

/// Has an untrusted file drawn by another process, which can do nothing else (ADR 025): it gets the file as a sealed descriptor, no environment to speak of,
/// and is killed when it takes longer than `limit`, says too much, or `stop` comes. What it says is believed as far as it is plausible.
/// \param program  path of tern-preview.  Thread: any but the UI's; blocks up to `limit`.
[[nodiscard]] Drawn drawInChild(const std::string &program, const QByteArray &file, const DrawOrder &order, std::chrono::milliseconds limit, const StopToken &stop);

} // namespace tern::files
