// SPDX-License-Identifier: GPL-3.0-or-later
// tern-preview: draws a picture or a page of a PDF that nobody trusts, in a process that can do nothing else (ADR 025). Started by Tern alone.
#include "app/preview/Drawing.h"
#include "app/preview/Sandbox.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
// Looking for leaks takes rights that this process gives up.
extern "C" const char *__asan_default_options();
extern "C" const char *__asan_default_options()
{
    return "detect_leaks=0";
}
#endif

namespace {

using namespace tern;
namespace wire = files::wire;

bool writeAll(const void *bytes, std::size_t count)
{
    const char *at = static_cast<const char *>(bytes);
    while (count > 0) {
        const ssize_t written = ::write(STDOUT_FILENO, at, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

QByteArray readInput()
{
    struct stat about {};
    if (::fstat(STDIN_FILENO, &about) != 0 || about.st_size <= 0 || about.st_size > wire::kLargestFile)
        return {};
    QByteArray file(static_cast<qsizetype>(about.st_size), Qt::Uninitialized);
    qsizetype got = 0;
    while (got < file.size()) {
        const ssize_t piece = ::pread(STDIN_FILENO, file.data() + got, static_cast<std::size_t>(file.size() - got), got);
        if (piece < 0 && errno == EINTR)
            continue;
        if (piece <= 0)
            return {};
        got += piece;
    }
    return file;
}

/// A box that keeps to the wire's bounds.
QSize boxOf(const char *width, const char *height)
{
    constexpr int kLongest = static_cast<int>(wire::kLongestSide);
    QSize box(std::clamp(QByteArray(width).toInt(), 1, kLongest), std::clamp(QByteArray(height).toInt(), 1, kLongest));
    const qint64 pixels = qint64(box.width()) * box.height();
    if (pixels > wire::kMostPixels)
        box.setHeight(int(wire::kMostPixels / static_cast<unsigned>(box.width())));
    return box;
}

int answer(const preview::Drawing &drawing)
{
    wire::Header header;
    header.status = drawing.status;
    header.pages = static_cast<std::uint32_t>(std::max(0, drawing.pages));
    if (drawing.status != wire::Status::Drawn)
        return writeAll(&header, sizeof header) ? 0 : 1;
    const QImage image = drawing.image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QByteArray text = drawing.text.toUtf8();
    if (text.size() > static_cast<qsizetype>(wire::kMostText))
        text.truncate(static_cast<qsizetype>(wire::kMostText));
    header.naturalWidth = static_cast<std::uint32_t>(drawing.natural.width());
    header.naturalHeight = static_cast<std::uint32_t>(drawing.natural.height());
    header.width = static_cast<std::uint32_t>(image.width());
    header.height = static_cast<std::uint32_t>(image.height());
    header.textBytes = static_cast<std::uint32_t>(text.size());
    // Rows of four-byte pixels lie without gaps.
    if (!writeAll(&header, sizeof header) || !writeAll(image.constBits(), static_cast<std::size_t>(image.sizeInBytes())))
        return 1;
    return writeAll(text.constData(), static_cast<std::size_t>(text.size())) ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const std::span<char *> arguments(argv, static_cast<std::size_t>(argc));
    if (argc != 5)
        return 2;
    const std::string_view what = arguments[1];
    preview::prepareToDraw();
    if (!preview::enterSandbox())
        return 3;
    const QByteArray file = readInput();
    const QSize box = boxOf(arguments[3], arguments[4]);
    if (what == "picture")
        return answer(preview::drawPicture(file, arguments[2], box));
    if (what == "pdf")
        return answer(preview::drawPdfPage(file, QByteArray(arguments[2]).toInt(), box));
    return 2;
}
