// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/PreviewChild.h"
#include "tests/support/files/MessageMaker.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/HtmlHost.h"
#include "ui/reader/RichTextView.h"
#include "ui/reader/print/MessagePrinter.h"
#include "ui/reader/print/PrintedMessage.h"

#include <QDir>
#include <QImage>
#include <QPrinter>
#include <QTextDocument>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using namespace std::chrono_literals;

files::Drawn draw(const QByteArray &pdf, int page = 0)
{
    return files::drawInChild(TERN_BINARY_DIR "/modules/tern-preview", pdf, {"pdf", page, 900, 1'300}, 60s, {});
}

void keep(const files::Drawn &drawn, const QString &name)
{
    const QImage image(static_cast<const uchar *>(static_cast<const void *>(drawn.pixels.constData())), drawn.width, drawn.height, QImage::Format_ARGB32_Premultiplied);
    QDir(QStringLiteral(TERN_BINARY_DIR)).mkpath(QStringLiteral("pictures"));
    EXPECT_TRUE(image.save(QStringLiteral(TERN_BINARY_DIR "/pictures/%1.png").arg(name)));
}

class Print : public testing::Test {
protected:
    QByteArray pdf(const engine::OpenedMessagePtr &message, const ui::MessagePrinter::Form &form)
    {
        QByteArray bytes;
        bool done = false;
        printer.makePdf(message, form, [&](const QByteArray &made) {
            bytes = made;
            done = true;
        });
        EXPECT_TRUE(waitFor([&] { return done; }, 60'000));
        return bytes;
    }

    WindowFixture f;
    QWidget window;
    ui::MessagePrinter printer{f.context, &window};
};

TEST_F(Print, ATextWithItsHeader)
{
    MessageMaker maker("Ferries in winter <b>");
    maker.text("Dear Chen,\r\n\r\nthe timetable is attached. 时刻表见附件。\r\n\r\n> What about the night ferry?\r\n\r\nIt stays.\r\n").attach("application/pdf", "filename=\"timetable.pdf\"", "%PDF-1.4");
    const QByteArray bytes = pdf(maker.open(), {});
    ASSERT_TRUE(bytes.startsWith("%PDF-"));
    const files::Drawn page = draw(bytes);
    ASSERT_EQ(page.trouble, files::Drawn::Trouble::None);
    for (const char *part : {"Ferries in winter <b>", "From: Zhang Wei <zhang@example.org>", "To: Chen Chen <chen@example.net>", "Cc: li@example.net", "Date: ", "timetable.pdf", "It stays."})
        EXPECT_TRUE(page.text.contains(QLatin1String(part))) << part << "\n" << page.text.toStdString();
    keep(page, QStringLiteral("print-text"));
}

TEST_F(Print, ALongTextHasSeveralPages)
{
    MessageMaker maker;
    maker.text(QByteArray("A line of the report.\r\n").repeated(400));
    const files::Drawn first = draw(pdf(maker.open(), {}));
    EXPECT_GT(first.pages, 3);
    EXPECT_LT(first.pages, 20);
}

TEST_F(Print, ToAPrinter)
{
    const TemporaryFolder folder;
    const QString file = QString::fromStdString((folder.path() / "out.pdf").string());
    auto paper = std::make_shared<QPrinter>(QPrinter::HighResolution);
    paper->setOutputFormat(QPrinter::PdfFormat);
    paper->setOutputFileName(file);
    QStringList said;
    QObject::connect(&printer, &ui::MessagePrinter::said, &window, [&said](const QString &sentence) { said << sentence; });
    printer.printTo(MessageMaker().open(), {}, paper);
    ASSERT_TRUE(waitFor([&] { return !said.isEmpty(); }, 60'000));
    QFile out(file);
    ASSERT_TRUE(out.open(QIODevice::ReadOnly));
    EXPECT_TRUE(out.readAll().startsWith("%PDF-"));
}

engine::OpenedMessagePtr newsletter()
{
    auto opened = std::make_shared<engine::OpenedMessage>();
    opened->raw = "From: Estuary Ferries <news@ferries.example>\r\nTo: li@example.net\r\nSubject: Winter timetable\r\nDate: Fri, 27 Nov 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><table width=\"560\" bgcolor=\"#0b7285\" cellpadding=\"20\"><tr><td style=\"color:#ffffff\">"
                  "<h1>Winter timetable</h1></td></tr></table><p>The <b>night ferry</b> runs daily.</p><img src=\"https://tracker.example/pixel.png\" width=\"40\" height=\"40\">"
                  "<script>alert(1)</script></body></html>";
    opened->parsed = *mime::parseMessage(opened->raw);
    return opened;
}

TEST_F(Print, HtmlAsItLooksAndNothingRemoteUnasked)
{
    f.engine.calls.clear();
    const QByteArray bytes = pdf(newsletter(), {.isHtml = true, .withRemote = false});
    ASSERT_TRUE(bytes.startsWith("%PDF-")) << (ui::HtmlHost::hasEngine() ? "by the engine" : "by rich text");
    const files::Drawn page = draw(bytes);
    ASSERT_EQ(page.trouble, files::Drawn::Trouble::None);
    for (const char *part : {"From: Estuary Ferries", "Winter timetable", "night ferry"})
        EXPECT_TRUE(page.text.contains(QLatin1String(part))) << part << "\n" << page.text.toStdString();
    EXPECT_FALSE(page.text.contains(QStringLiteral("alert")));
    keep(page, QStringLiteral("print-html"));
}

TEST_F(Print, RichTextWhereThereIsNoEngine)
{
    ui::RichTextView view(nullptr);
    ui::HtmlDocument document;
    document.body = ui::printedHeader(*newsletter()).toUtf8() + "<p>The <b>night ferry</b> runs daily.</p>";
    document.pane = Qt::white;
    document.text = Qt::black;
    view.show(std::move(document));
    QByteArray bytes;
    view.toPdf(ui::usualPage(), [&bytes](const QByteArray &made) { bytes = made; });
    const files::Drawn page = draw(bytes);
    EXPECT_TRUE(page.text.contains(QStringLiteral("night ferry")));
    EXPECT_TRUE(page.text.contains(QStringLiteral("From: Estuary Ferries")));
}

} // namespace
} // namespace tern::test
