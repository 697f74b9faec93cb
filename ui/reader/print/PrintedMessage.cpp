// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/print/PrintedMessage.h"

#include "ui/reader/MessageHeader.h"
#include "ui/reader/quicklook/LookPages.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QMarginsF>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextCursor>
#include <QTextDocument>

namespace tern::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PrintedMessage)
};

constexpr qsizetype kMostText = 2'000'000;      // characters
constexpr int kMostAttachments = 200;
constexpr double kMargin = 15;                  // mm
constexpr int kDotsPerInch = 300;
constexpr double kPoints = 10;                  // of the text's letters

QString attachmentLine(const std::vector<mime::Attachment> &attachments)
{
    QStringList names;
    int left = 0;
    for (const mime::Attachment &attachment : attachments) {
        if (attachment.isInline)
            continue;
        if (names.size() < kMostAttachments)
            names << QStringLiteral("%1 (%2)").arg(attachment.name, shortSize(attachment.size));
        else
            ++left;
    }
    if (left > 0)
        names << Words::tr("%n more", nullptr, left);
    return names.join(QStringLiteral(", "));
}

} // namespace

QString printedHeader(const engine::OpenedMessage &message)
{
    const mime::ParsedMessage &parsed = message.parsed;
    const QString subject = parsed.subject.isEmpty() ? Words::tr("(no subject)") : parsed.subject.simplified();
    QString html = QStringLiteral("<div><p style=\"font-size:14pt;font-weight:600;margin:0 0 8px 0\">%1</p>").arg(subject.toHtmlEscaped());
    QStringList lines = headerLines(parsed);
    if (const QString files = attachmentLine(parsed.attachments); !files.isEmpty())
        lines << Words::tr("Attachments: %1").arg(files);
    for (const QString &line : lines)
        html += QStringLiteral("<p style=\"font-size:10pt;margin:0\">%1</p>").arg(line.toHtmlEscaped());
    return html + QStringLiteral("<hr></div>");
}

std::unique_ptr<QTextDocument> printedText(const engine::OpenedMessage &message)
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    QFont font(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")});
    font.setPointSizeF(kPoints);
    document->setDefaultFont(font);
    document->setHtml(printedHeader(message));
    QTextCursor cursor(document.get());
    cursor.movePosition(QTextCursor::End);
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
    cursor.insertText(message.parsed.text.left(kMostText));
    if (message.parsed.text.size() > kMostText) {
        cursor.insertBlock();
        cursor.insertText(Words::tr("[The text is longer; the rest is not printed.]"));
    }
    return document;
}

QPageLayout usualPage()
{
    const auto paper = QLocale().measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter : QPageSize::A4;
    return {QPageSize(paper), QPageLayout::Portrait, QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter};
}

void putOnPaper(QTextDocument &document, QPagedPaintDevice &paper)
{
    document.print(&paper);
}

QByteArray asPdf(QTextDocument &document, const QString &title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    QPageLayout page = usualPage();
    page.setMargins({});     // the document brings 20 mm of its own
    writer.setPageLayout(page);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Tern"));
    putOnPaper(document, writer);
    return bytes;
}

} // namespace tern::ui
