// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/TextBody.h"

#include "ui/reader/MessageText.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>

namespace tern::ui {

namespace {

constexpr int kSide = 24;
constexpr int kIndent = 15;               ///< of one quotation level
constexpr int kBar = 3;
constexpr int kReadingWidth = 680;        ///< of the text at zoom 1: some 90 letters, or 48 characters of Chinese
constexpr qsizetype kFoundIn = 2'000'000; ///< characters: in longer texts words are found in what is shown
constexpr double kBlankLine = 11;         ///< between paragraphs
constexpr qsizetype kShownAtOnce = 200'000; ///< characters; the rest on request, so that a huge text doesn't hold the window
const QString kOwn = QStringLiteral("tern-text");

int levelOf(const QTextBlock &block)
{
    return std::max(0, block.userState());
}

QColor patchInk(const Tokens &tokens, PatchLine line, const QColor &otherwise)
{
    switch (line) {
    case PatchLine::Added: return tokens.good;
    case PatchLine::Removed: return tokens.bad;
    case PatchLine::Hunk: return tokens.accent;
    case PatchLine::File: return tokens.muted;
    case PatchLine::None:
    case PatchLine::Context: break;
    }
    return otherwise;
}

} // namespace

TextBody::TextBody(const Theme &theme, QWidget *parent) : QTextBrowser(parent), m_theme(theme)
{
    setAccessibleName(tr("Message text"));
    setProperty("flat", true);
    setFrameShape(NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(this, &QTextBrowser::anchorClicked, this, &TextBody::activate);
    connect(this, qOverload<const QUrl &>(&QTextBrowser::highlighted), this, [this](const QUrl &url) {
        Q_EMIT linkHovered(url.scheme() == kOwn ? QUrl() : url);
    });
    connect(&theme, &Theme::changed, this, &TextBody::build);
}

void TextBody::showText(const QString &text)
{
    m_text = text;
    m_finder.clear();
    m_open.clear();
    m_allOpen = false;
    m_whole = false;
    build();
    verticalScrollBar()->setValue(0);
}

void TextBody::setLook(const TextLook &look)
{
    if (look == m_look)
        return;
    m_look = look;
    setLineWrapMode(look.fixedWidth ? NoWrap : WidgetWidth);
    build();
    limitWidth();
}

QFont TextBody::textFont() const
{
    QFont font = m_theme.font(m_look.fixedWidth ? Theme::Type::Mono : Theme::Type::Reader);
    font.setPixelSize(std::max(6, qRound(font.pixelSize() * m_look.zoom)));
    return font;
}

void TextBody::limitWidth()
{
    const int wanted = qRound(kReadingWidth * m_look.zoom) + 2 * kSide;
    const int beside = m_look.narrow && !m_look.fixedWidth ? std::max(0, width() - wanted) : 0;
    if (viewportMargins().right() != beside)
        setViewportMargins(0, 0, beside, 0);
}

void TextBody::resizeEvent(QResizeEvent *event)
{
    limitWidth();
    QTextBrowser::resizeEvent(event);
}

Found TextBody::find(const QString &text, int step)
{
    if (!text.isEmpty() && !m_allOpen) {
        m_allOpen = true;
        m_whole = m_whole || m_text.size() <= kFoundIn;
        const int place = verticalScrollBar()->value();
        build();
        verticalScrollBar()->setValue(place);
    }
    return m_finder.find(text, step);
}

void TextBody::activate(const QUrl &url)
{
    if (url.scheme() != kOwn) {
        Q_EMIT linkActivated(url);
        return;
    }
    const int place = verticalScrollBar()->value();
    if (url.path() == QStringLiteral("all"))
        m_whole = true;
    else
        m_open.insert(url.path().toInt());
    build();
    verticalScrollBar()->setValue(place);
}

void TextBody::build()
{
    const Tokens &tokens = m_theme.tokens();
    const bool cut = !m_whole && m_text.size() > kShownAtOnce;
    auto *fresh = new QTextDocument(this);
    fresh->setUndoRedoEnabled(false);
    fresh->setDocumentMargin(0);
    const QFont font = textFont();
    fresh->setDefaultFont(font);
    QTextCursor cursor(fresh);
    const double lineHeight = font.pixelSize() * metrics::kReaderLineHeight;

    bool first = true;
    const auto startLine = [&](int level, bool blank) {
        QTextBlockFormat format;
        format.setLeftMargin(kSide + level * kIndent);
        format.setRightMargin(kSide);
        format.setTopMargin(first ? 4 : 0);
        format.setLineHeight(blank && !m_look.fixedWidth ? kBlankLine * m_look.zoom : lineHeight, QTextBlockFormat::FixedHeight);
        if (first)
            cursor.setBlockFormat(format);
        else
            cursor.insertBlock(format);
        cursor.block().setUserState(level);
        first = false;
    };
    const auto insertAnchor = [&](const QString &text, const QString &target) {
        QTextCharFormat format;
        format.setAnchor(true);
        format.setAnchorHref(target);
        format.setForeground(tokens.accent);
        cursor.insertText(text, format);
    };
    for (const TextPart &part : cutText(cut ? m_text.left(kShownAtOnce) : m_text, m_open, m_allOpen)) {
        if (part.kind == TextPart::Kind::Folded) {
            startLine(part.level, false);
            insertAnchor(tr("… %n more quoted line(s)", nullptr, part.hiddenLines), kOwn + u':' + QString::number(part.fold));
            continue;
        }
        QTextCharFormat ink;
        ink.setForeground(part.kind == TextPart::Kind::Text ? tokens.text : tokens.muted);
        const auto patch = m_look.fixedWidth ? markPatches(part.lines) : std::vector<PatchLine>();
        for (qsizetype i = 0; i < part.lines.size(); ++i) {
            const QString &line = part.lines[i];
            if (!patch.empty())
                ink.setForeground(patchInk(tokens, patch[static_cast<std::size_t>(i)], part.kind == TextPart::Kind::Text ? tokens.text : tokens.muted));
            startLine(part.level, line.trimmed().isEmpty());
            qsizetype at = 0;
            for (const TextLink &link : findLinks(line)) {
                cursor.insertText(line.mid(at, link.start - at), ink);
                insertAnchor(line.mid(link.start, link.length), link.target);
                at = link.start + link.length;
            }
            cursor.insertText(line.mid(at), ink);
        }
    }
    if (cut) {
        startLine(0, false);
        insertAnchor(tr("This text is very long. Show the rest"), kOwn + QStringLiteral(":all"));
    }
    startLine(0, true);
    // The one that the widget made itself is deleted by setDocument().
    const QPointer<QTextDocument> before = document();
    setDocument(fresh);
    if (before && before->parent() == this)
        before->deleteLater();
}

void TextBody::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        painter.setPen(Qt::NoPen);
        const auto *layout = document()->documentLayout();
        const int top = verticalScrollBar()->value();
        // Only what is on screen: the first block there, then on until below.
        QTextBlock block = cursorForPosition(QPoint(0, event->rect().top())).block();
        for (; block.isValid(); block = block.next()) {
            const QRectF area = layout->blockBoundingRect(block).translated(0, -top);
            if (area.top() > event->rect().bottom())
                break;
            const QTextBlock next = block.next();
            for (int level = 1; level <= levelOf(block); ++level) {
                // Down to the next line of the same quotation, so that the bar has no gaps.
                const bool goesOn = next.isValid() && levelOf(next) >= level;
                const double bottom = goesOn ? layout->blockBoundingRect(next).top() - top : area.bottom();
                painter.setBrush(quoteBar(m_theme.tokens(), level));
                painter.drawRect(QRectF(kSide + (level - 1) * kIndent - horizontalScrollBar()->value(), area.top(), kBar, bottom - area.top()));
            }
        }
    }
    QTextBrowser::paintEvent(event);
}

} // namespace tern::ui
