// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/RichTextView.h"

#include <QBuffer>
#include <QImage>
#include <QPalette>
#include <QPdfWriter>
#include <QPointer>
#include <QPrinter>

namespace tern::ui {

namespace {
constexpr int kTextPixels = 14;
}

RichTextView::RichTextView(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(QFrame::NoFrame);
    setUndoRedoEnabled(false);
    setAcceptDrops(false);
    document()->setDocumentMargin(20);
    QObject::connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.scheme().isEmpty() && url.hasFragment())
            scrollToAnchor(url.fragment());
        else if (linkActivated)
            linkActivated(url);
    });
    QObject::connect(this, &QTextBrowser::highlighted, this, [this](const QUrl &url) {
        if (linkHovered)
            linkHovered(url);
    });
}

void RichTextView::show(HtmlDocument document)
{
    m_document = std::move(document);
    QPalette colours = palette();
    colours.setColor(QPalette::Base, m_document.pane);
    colours.setColor(QPalette::Text, m_document.text);
    colours.setColor(QPalette::Link, m_document.link);
    setPalette(colours);
    setHtml(QStringLiteral("<body%1>").arg(QString::fromUtf8(m_document.bodyAttributes)) + QString::fromUtf8(m_document.body));
    if (rendered)
        rendered();
}

void RichTextView::clear()
{
    m_document = {};
    setHtml(QString());
}

void RichTextView::setZoom(double factor)
{
    QFont font = document()->defaultFont();
    font.setPixelSize(std::max(1, qRound(kTextPixels * factor)));
    document()->setDefaultFont(font);
}

void RichTextView::find(const QString &text, int step, std::function<void(int, int)> done)
{
    const Found found = m_finder.find(text, step);
    done(found.current, found.total);
}

void RichTextView::toPdf(const QPageLayout &layout, std::function<void(QByteArray)> done)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageLayout(layout);
    document()->print(&writer);
    done(bytes);
}

void RichTextView::print(QPrinter &printer, std::function<void(bool)> done)
{
    document()->print(&printer);
    done(printer.printerState() != QPrinter::Error);
}

/// Only pictures of the document; they come later, if at all.
QVariant RichTextView::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource)
        return {};
    const QString what = name.toString(QUrl::FullyDecoded);
    const HtmlDocument::Reply reply = [guard = QPointer(this), number = m_document.number, name](const std::optional<engine::Picture> &picture) {
        const QImage image = picture ? QImage::fromData(picture->content) : QImage();
        if (!guard || guard->m_document.number != number || image.isNull())
            return;
        guard->document()->addResource(QTextDocument::ImageResource, name, image);
        guard->document()->markContentsDirty(0, guard->document()->characterCount());
    };
    const QString own = QStringLiteral("cid/");
    const QString remote = QStringLiteral("remote/");
    if (what.startsWith(own) && m_document.own)
        m_document.own(what.mid(own.size()), reply);
    else if (what.startsWith(remote) && m_document.remote)
        m_document.remote(what.mid(remote.size()).toInt(), reply);
    QImage empty(1, 1, QImage::Format_ARGB32);
    empty.fill(Qt::transparent);
    return empty;
}

void RichTextView::doSetSource(const QUrl &, QTextDocument::ResourceType) {}

} // namespace tern::ui
