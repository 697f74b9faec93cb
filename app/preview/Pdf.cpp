// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preview/Drawing.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <poppler-qt6.h>

namespace tern::preview {
namespace {

using files::wire::Status;

constexpr double kPointsPerInch = 72;
constexpr double kSmallest = 1, kLargest = 200'000;    // points of a page's side

} // namespace

Drawing drawPdfPage(const QByteArray &file, int number, QSize box)
{
    Drawing drawing;
    const std::unique_ptr<Poppler::Document> document = Poppler::Document::loadFromData(file);
    if (!document)
        return drawing;
    if (document->isLocked()) {
        drawing.status = Status::Locked;
        return drawing;
    }
    drawing.pages = document->numPages();
    if (number < 0 || number >= drawing.pages) {
        drawing.status = Status::NoSuchPage;
        return drawing;
    }
    document->setRenderHint(Poppler::Document::Antialiasing);
    document->setRenderHint(Poppler::Document::TextAntialiasing);
    const std::unique_ptr<Poppler::Page> page = document->page(number);
    if (!page)
        return drawing;
    const QSizeF size = page->pageSizeF();
    if (!(size.width() >= kSmallest && size.height() >= kSmallest && size.width() <= kLargest && size.height() <= kLargest))
        return drawing;
    const double scale = std::min(box.width() / size.width(), box.height() / size.height());
    const QSize pixels(std::max(1, int(std::floor(size.width() * scale))), std::max(1, int(std::floor(size.height() * scale))));
    drawing.image = page->renderToImage(kPointsPerInch * scale, kPointsPerInch * scale, 0, 0, pixels.width(), pixels.height());
    if (drawing.image.isNull())
        return drawing;
    drawing.natural = QSize(int(std::lround(size.width())), int(std::lround(size.height())));
    drawing.text = page->text(QRectF());
    drawing.status = Status::Drawn;
    return drawing;
}

} // namespace tern::preview
