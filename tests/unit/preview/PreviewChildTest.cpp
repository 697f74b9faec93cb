// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/PreviewChild.h"
#include "core/files/PreviewWire.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/files/PdfMaker.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QImageWriter>

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

namespace tern::files {
namespace {

using namespace std::chrono_literals;
using Trouble = Drawn::Trouble;

const std::string kProgram = TERN_BINARY_DIR "/modules/tern-preview";

Drawn draw(const QByteArray &file, const DrawOrder &order, const std::string &program = kProgram, std::chrono::milliseconds limit = 60s)
{
    return drawInChild(program, file, order, limit, {});
}

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

QImage halves(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = size.width() / 2; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(0, 0, 255));
    }
    return image;
}

QRgb pixel(const Drawn &drawn, int x, int y)
{
    QRgb value = 0;
    std::memcpy(&value, drawn.pixels.constData() + (qsizetype(y) * drawn.width + x) * 4, 4);
    return value;
}

TEST(PreviewChild, DrawsPicturesAsLargeAsAskedFor)
{
    for (const char *format : {"png", "jpeg", "bmp", "tiff", "webp"}) {
        if (!QImageWriter::supportedImageFormats().contains(format))
            continue;   // a plugin that is not installed
        const Drawn drawn = draw(encoded(halves({400, 200}), format), {format, 0, 100, 100});
        ASSERT_EQ(static_cast<int>(drawn.trouble), 0) << format;
        EXPECT_EQ(drawn.width, 100) << format;
        EXPECT_EQ(drawn.height, 50) << format;
        EXPECT_EQ(drawn.naturalWidth, 400) << format;
        EXPECT_GT(qRed(pixel(drawn, 10, 25)), 200) << format;
        EXPECT_GT(qBlue(pixel(drawn, 90, 25)), 200) << format;
    }
    const Drawn small = draw(encoded(halves({20, 10}), "png"), {"png", 0, 100, 100});
    EXPECT_EQ(small.width, 20) << "never made larger";
}

TEST(PreviewChild, TurnsPhotographsAsTheirExifDataSays)
{
    // An APP1 segment with Orientation = 6: turned by 90°, the left half is on top.
    const QByteArray exif = QByteArray("\xFF\xE1\x00\x22" "Exif\0\0" "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", 36);
    const QByteArray photograph = encoded(halves({400, 200}), "jpeg").insert(2, exif);
    const Drawn drawn = draw(photograph, {"jpeg", 0, 1000, 100});
    ASSERT_EQ(static_cast<int>(drawn.trouble), 0);
    EXPECT_EQ(drawn.naturalHeight, 400);
    EXPECT_EQ(drawn.height, 100);
    EXPECT_EQ(drawn.width, 50);
    EXPECT_GT(qRed(pixel(drawn, 25, 10)), 200);
    EXPECT_GT(qBlue(pixel(drawn, 25, 90)), 200);
}

TEST(PreviewChild, DrawsPagesOfAPdfWithTheirText)
{
    const QByteArray pdf = test::makePdf({"BT /F1 24 Tf 72 700 Td (First page) Tj ET", "1 0 0 rg 0 0 595 842 re f BT /F1 24 Tf 72 700 Td (Second) Tj ET"});
    const Drawn first = draw(pdf, {"pdf", 0, 595, 842});
    ASSERT_EQ(static_cast<int>(first.trouble), 0);
    EXPECT_EQ(first.pages, 2);
    EXPECT_EQ(first.width, 595);
    EXPECT_EQ(first.text.trimmed(), QStringLiteral("First page"));
    EXPECT_EQ(pixel(first, 300, 400), qRgb(255, 255, 255));
    const Drawn second = draw(pdf, {"pdf", 1, 300, 4'000});
    EXPECT_EQ(second.width, 300);
    EXPECT_EQ(second.height, 424);
    EXPECT_EQ(pixel(second, 150, 200), qRgb(255, 0, 0));
    EXPECT_EQ(static_cast<int>(draw(pdf, {"pdf", 2, 300, 300}).trouble), static_cast<int>(Trouble::NoSuchPage));
}

TEST(PreviewChild, WhatIsDamagedOrTooLargeIsSaid)
{
    const auto trouble = [](const QByteArray &file, const char *format) { return static_cast<int>(draw(file, {format, 0, 100, 100}).trouble); };
    EXPECT_EQ(trouble(encoded(halves({100, 100}), "png").left(30), "png"), static_cast<int>(Trouble::NotReadable));
    EXPECT_EQ(trouble("%PDF-1.7 and nothing else", "pdf"), static_cast<int>(Trouble::NotReadable));
    EXPECT_EQ(trouble("", "png"), static_cast<int>(Trouble::NotReadable));
    EXPECT_EQ(trouble("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "png"), static_cast<int>(Trouble::NotReadable));
    QByteArray huge = encoded(halves({10, 10}), "png");
    huge.replace(16, 8, QByteArray("\0\0\xFF\xFF\0\0\xFF\xFF", 8));     // IHDR says 65535 × 65535
    EXPECT_NE(trouble(huge, "png"), static_cast<int>(Trouble::None));
    EXPECT_EQ(trouble(test::makePdf({"BT ET"}, "0 0 1000000000 1000000000"), "pdf"), static_cast<int>(Trouble::NotReadable));
    // A page that draws for ever.
    QByteArray endless;
    for (int i = 0; i < 20'000; ++i)
        endless += "0 0 595 842 re f ";
    EXPECT_LE(draw(test::makePdf({endless}), {"pdf", 0, 4'000, 4'000}, kProgram, 500ms).height, 4'000) << "it ends, this way or that";
}

/// A program in its place.
class StandIn {
public:
    explicit StandIn(const std::string &script) : m_path(m_folder.path() / "stand-in")
    {
        std::ofstream(m_path) << "#!/bin/sh\n" << script << '\n';
        std::filesystem::permissions(m_path, std::filesystem::perms::owner_all);
    }
    [[nodiscard]] Drawn draw(std::chrono::milliseconds limit = 60s) const { return drawInChild(m_path, "file", {"png", 0, 100, 100}, limit, {}); }

private:
    test::TemporaryFolder m_folder;
    std::filesystem::path m_path;
};

TEST(PreviewChild, ItsDeathIsSurvived)
{
    for (const char *script : {"exit 1", "kill -SEGV $$", "kill -KILL $$", "echo rubbish", "printf 'TERNPV1\\n'; exit 0", "head -c 40 /dev/zero", "exec yes"})
        EXPECT_EQ(static_cast<int>(StandIn(script).draw().trouble), static_cast<int>(Trouble::Died)) << script;
    EXPECT_EQ(static_cast<int>(drawInChild("/nowhere/at/all", "x", {"png", 0, 9, 9}, 60s, {}).trouble), static_cast<int>(Trouble::NoProgram));
}

TEST(PreviewChild, AnswersThatDoNotFitAreNotBelieved)
{
    const auto answered = [](wire::Header header, const QByteArray &behind) {
        test::TemporaryFolder folder;
        const std::string file = folder.path() / "answer";
        std::ofstream out(file, std::ios::binary);
        out.write(static_cast<const char *>(static_cast<const void *>(&header)), sizeof header);
        out.write(behind.constData(), behind.size());
        out.close();
        return StandIn("cat " + file).draw();
    };
    wire::Header good;
    good.status = wire::Status::Drawn;
    good.pages = 1;
    good.width = good.height = 2;
    good.naturalWidth = good.naturalHeight = 2;
    EXPECT_EQ(static_cast<int>(answered(good, QByteArray(16, 'x')).trouble), static_cast<int>(Trouble::None));
    EXPECT_EQ(static_cast<int>(answered(good, QByteArray(15, 'x')).trouble), static_cast<int>(Trouble::Died));
    EXPECT_EQ(static_cast<int>(answered(good, QByteArray(17, 'x')).trouble), static_cast<int>(Trouble::Died));
    wire::Header wide = good;
    wide.width = 0x40000001;     // × 4 would be 4 in 32 bits
    wide.height = 1;
    EXPECT_EQ(static_cast<int>(answered(wide, QByteArray(4, 'x')).trouble), static_cast<int>(Trouble::Died));
    wire::Header odd = good;
    odd.status = static_cast<wire::Status>(77);
    EXPECT_EQ(static_cast<int>(answered(odd, {}).trouble), static_cast<int>(Trouble::Died));
}

TEST(PreviewChild, SlowOnesAreEnded)
{
    EXPECT_EQ(static_cast<int>(StandIn("exec sleep 600").draw(100ms).trouble), static_cast<int>(Trouble::TooSlow));
    // Its output ends, it does not.
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(static_cast<int>(StandIn("exec >&-; exec sleep 600").draw(300ms).trouble), static_cast<int>(Trouble::Died));
    EXPECT_LT(std::chrono::steady_clock::now() - start, 60s);
    StopSource stop;
    stop.requestStop();
    EXPECT_EQ(static_cast<int>(drawInChild(kProgram, "x", {"png", 0, 9, 9}, 60s, stop.token()).trouble), static_cast<int>(Trouble::Cancelled));
}

TEST(PreviewChild, GetsNoEnvironmentAndNoDescriptorsOfOurs)
{
    ::setenv("TERN_TEST_SECRET", "hunter2", 1);
    QFile open(QStringLiteral(TERN_SOURCE_DIR "/README.md"));
    ASSERT_TRUE(open.open(QIODevice::ReadOnly));
    test::TemporaryFolder folder;
    const std::string file = folder.path() / "seen";
    static_cast<void>(StandIn("{ env; ls -l /proc/self/fd; echo \"$@\"; } > " + file).draw());
    std::ifstream in(file);
    const std::string seen{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(seen.find("hunter2"), std::string::npos);
    EXPECT_EQ(seen.find("README.md"), std::string::npos);
    EXPECT_NE(seen.find("picture png 100 100"), std::string::npos) << seen;
}

} // namespace
} // namespace tern::files
