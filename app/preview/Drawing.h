// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/PreviewWire.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace tern::preview {

/// What was drawn, or why not.
struct Drawing {
    files::wire::Status status = files::wire::Status::NotReadable;
    int pages = 1;
    QSize natural;      ///< pixels of a picture, points of a page
    QImage image;
    QString text;
};

/// Loads what will be needed, while files can still be executed.
void prepareToDraw();

/// A picture, turned as its EXIF data says, made smaller to fit into `box`; of an animation the first. \param format  as files::FileType has it
[[nodiscard]] Drawing drawPicture(const QByteArray &file, const QByteArray &format, QSize box);
/// A page of a PDF, as large as fits into `box`, and its text.
[[nodiscard]] Drawing drawPdfPage(const QByteArray &file, int page, QSize box);

} // namespace tern::preview
