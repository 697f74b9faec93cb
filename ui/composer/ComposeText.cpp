// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/ComposeText.h"

#include "ui/theme/Theme.h"

#include <QImage>
#include <QMimeData>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QUrl>

namespace tern::ui {
namespace {

constexpr int kLineHeightPercent = 135; // of the font's own line spacing: 1.6 em with most fonts

/// Mutes quoted lines and the line that says whose they are.
class QuoteHighlighter final : public QSyntaxHighlighter {
public:
    QuoteHighlighter(const Theme &theme, QTextDocument *document) : QSyntaxHighlighter(document), m_theme(theme) {}

protected:
    void highlightBlock(const QString &text) override
    {
        const bool introduces = (text.endsWith(QLatin1Char(':')) || text.endsWith(QChar(0xFF1A))) && currentBlock().next().text().startsWith(QLatin1Char('>'));
        if (introduces || text.startsWith(QLatin1Char('>')))
            setFormat(0, int(text.size()), m_theme.tokens().muted);
    }

private:
    const Theme &m_theme;
};

} // namespace

QStringList localFiles(const QMimeData *data)
{
    QStringList files;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

ComposeText::ComposeText(const Theme &theme, QWidget *parent) : QTextEdit(parent), m_theme(theme)
{
    setAcceptRichText(false);
    setProperty("flat", true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(false);
    setFont(theme.font(Theme::Type::Reader));
    document()->setDocumentMargin(0);
    setViewportMargins(24, 16, 24, 8);
    setAccessibleName(tr("Message text"));
    auto *highlighter = new QuoteHighlighter(theme, document());
    highlighter->setParent(this);
    connect(&theme, &Theme::changed, highlighter, &QSyntaxHighlighter::rehighlight);
}

void ComposeText::setBody(const QString &text, int cursor)
{
    setUndoRedoEnabled(false);
    setPlainText(text);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(kLineHeightPercent, QTextBlockFormat::ProportionalHeight);
    all.mergeBlockFormat(format);
    setUndoRedoEnabled(true);
    QTextCursor at(document());
    at.setPosition(std::clamp(cursor, 0, int(text.size())));
    setTextCursor(at);
    ensureCursorVisible();
}

void ComposeText::changeBody(const QString &text)
{
    const int position = textCursor().position();
    QTextCursor all(document());
    all.beginEditBlock();
    all.select(QTextCursor::Document);
    all.insertText(text);
    all.endEditBlock();
    QTextCursor at(document());
    at.setPosition(std::min(position, int(text.size())));
    setTextCursor(at);
}

bool ComposeText::canInsertFromMimeData(const QMimeData *source) const
{
    return !localFiles(source).isEmpty() || source->hasImage() || QTextEdit::canInsertFromMimeData(source);
}

QVariant ComposeText::inputMethodQuery(Qt::InputMethodQuery query) const
{
    QVariant answer = QTextEdit::inputMethodQuery(query);
    if (answer.typeId() == QMetaType::QRectF)
        return answer.toRectF().translated(viewport()->pos());
    if (answer.typeId() == QMetaType::QRect)
        return answer.toRect().translated(viewport()->pos());
    return answer;
}

void ComposeText::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList files = localFiles(source); !files.isEmpty())
        return Q_EMIT filesGiven(files);
    if (source->hasImage() && !source->hasText())
        return Q_EMIT imageGiven(qvariant_cast<QImage>(source->imageData()));
    // Plain text always, whatever else came along.
    if (source->hasText())
        insertPlainText(source->text());
}

} // namespace tern::ui
