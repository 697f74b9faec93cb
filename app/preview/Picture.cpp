// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preview/Drawing.h"

#include <QBuffer>
#include <QImageReader>

namespace tern::preview {
namespace {

using files::wire::Status;

constexpr qint64 kMostDecoded = 160'000'000;     // pixels, where all of them must be in memory
constexpr qint64 kMostScanned = 500'000'000;     // of a JPEG, which is made smaller as it is read
constexpr int kMegabytes = 800;                  // that a decoder may ask for

} // namespace

void prepareToDraw()
{
    // Loads the plugins.
    static_cast<void>(QImageReader::supportedImageFormats());
    QImageReader::setAllocationLimit(kMegabytes);
}

Drawing drawPicture(const QByteArray &file, const QByteArray &format, QSize box)
{
    Drawing drawing;
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty())
        return drawing;
    const qint64 pixels = qint64(size.width()) * size.height();
    if (pixels > (format == "jpeg" ? kMostScanned : kMostDecoded)) {
        drawing.status = Status::TooLarge;
        return drawing;
    }
    const bool turned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    const QSize fitted = size.scaled(turned ? box.transposed() : box, Qt::KeepAspectRatio);
    if (fitted.width() < size.width())
        reader.setScaledSize(fitted.expandedTo({1, 1}));
    drawing.image = reader.read();
    if (drawing.image.isNull())
        return drawing;
    drawing.natural = turned ? size.transposed() : size;
    drawing.status = Status::Drawn;
    return drawing;
}

} // namespace tern::preview
