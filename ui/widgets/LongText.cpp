// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LongText.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cstring>

namespace tern::ui {

namespace {
constexpr int kMargin = 16;
constexpr qsizetype kLongestLine = 2'000;           // bytes
constexpr qsizetype kMostCopied = 10'000'000;       // bytes
constexpr int kWidest = 1'000;                      // letters that the horizontal bar goes to
}

LongText::LongText(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(theme.font(Theme::Type::Mono));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAutoFillBackground(false);
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, &LongText::searchSlice);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void LongText::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_anchor = m_cursor = 0;
    m_slices.stop();
    m_words.clear();
    m_matches.clear();
    m_match = -1;
    indexLines();
    verticalScrollBar()->setValue(0);
    updateBars();
    viewport()->update();
}

void LongText::indexLines()
{
    m_lines.clear();
    m_lines.reserve(static_cast<std::size_t>(m_bytes.size() / 60 + 16));
    const char *all = m_bytes.constData();
    qsizetype at = 0;
    while (at < m_bytes.size()) {
        m_lines.push_back(at);
        const qsizetype most = std::min(kLongestLine, m_bytes.size() - at);
        const void *end = std::memchr(all + at, '\n', static_cast<std::size_t>(most));
        if (end) {
            at = static_cast<const char *>(end) - all + 1;
            continue;
        }
        // A long line is cut between two characters.
        qsizetype next = at + most;
        if (next < m_bytes.size()) {
            for (int back = 0; back < 3 && (static_cast<unsigned char>(all[next]) & 0xC0) == 0x80; ++back)
                --next;
        }
        at = next;
    }
    if (m_lines.empty())
        m_lines.push_back(0);
}

int LongText::lineOf(qsizetype place) const
{
    return int(std::upper_bound(m_lines.begin(), m_lines.end(), place) - m_lines.begin()) - 1;
}

/// Without its line end.
QByteArray LongText::bytesOf(int number) const
{
    const auto index = static_cast<std::size_t>(number);
    const qsizetype begin = m_lines[index];
    qsizetype end = index + 1 < m_lines.size() ? m_lines[index + 1] : m_bytes.size();
    while (end > begin && (m_bytes[end - 1] == '\n' || m_bytes[end - 1] == '\r'))
        --end;
    return QByteArray::fromRawData(m_bytes.constData() + begin, end - begin);
}

QString LongText::line(int number) const
{
    return number < 0 || number >= lineCount() ? QString() : QString::fromUtf8(bytesOf(number)).replace(u'\t', QStringLiteral("    "));
}

int LongText::widthUntil(int number, qsizetype place) const
{
    const qsizetype begin = m_lines[static_cast<std::size_t>(number)];
    const QByteArray all = bytesOf(number);
    return QFontMetrics(font()).horizontalAdvance(QString::fromUtf8(all.left(std::clamp<qsizetype>(place - begin, 0, all.size()))).replace(u'\t', QStringLiteral("    ")));
}

qsizetype LongText::placeAt(const QPoint &point) const
{
    const QFontMetrics metrics(font());
    const int number = std::clamp(verticalScrollBar()->value() + (point.y() - kMargin / 2) / metrics.lineSpacing(), 0, lineCount() - 1);
    const int x = point.x() - kMargin + horizontalScrollBar()->value();
    const QByteArray all = bytesOf(number);
    qsizetype low = 0;
    qsizetype high = all.size();
    const qsizetype begin = m_lines[static_cast<std::size_t>(number)];
    while (low < high) {
        const qsizetype middle = (low + high + 1) / 2;
        (widthUntil(number, begin + middle) <= x ? low : high) = widthUntil(number, begin + middle) <= x ? middle : middle - 1;
    }
    while (low < all.size() && (static_cast<unsigned char>(all[low]) & 0xC0) == 0x80)
        ++low;
    return begin + low;
}

void LongText::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), tokens.pane);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const int left = kMargin - horizontalScrollBar()->value();
    const qsizetype from = std::min(m_anchor, m_cursor);
    const qsizetype to = std::max(m_anchor, m_cursor);
    int y = kMargin / 2;
    for (int number = verticalScrollBar()->value(); number < lineCount() && y < viewport()->height(); ++number, y += metrics.lineSpacing()) {
        const qsizetype begin = m_lines[static_cast<std::size_t>(number)];
        const qsizetype end = static_cast<std::size_t>(number) + 1 < m_lines.size() ? m_lines[static_cast<std::size_t>(number) + 1] : m_bytes.size();
        if (from < end && to > begin) {
            const int start = widthUntil(number, from);
            const int stop = to >= end ? widthUntil(number, end) + metrics.averageCharWidth() : widthUntil(number, to);
            painter.fillRect(QRect(left + start, y, stop - start, metrics.lineSpacing()), tokens.selection);
        }
        painter.setPen(tokens.text);
        painter.drawText(left, y + metrics.ascent(), line(number));
    }
}

void LongText::updateBars()
{
    const QFontMetrics metrics(font());
    const int rows = std::max(1, (viewport()->height() - kMargin) / metrics.lineSpacing());
    verticalScrollBar()->setPageStep(rows);
    verticalScrollBar()->setRange(0, std::max(0, lineCount() - rows));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(metrics.averageCharWidth() * 4);
    // The widest of the first lines is wide enough for most.
    int widest = 0;
    for (int number = 0; number < std::min(lineCount(), 2'000); ++number)
        widest = std::max(widest, int(std::min<qsizetype>(bytesOf(number).size(), kWidest)));
    horizontalScrollBar()->setRange(0, std::max(0, widest * metrics.averageCharWidth() + 2 * kMargin - viewport()->width()));
}

void LongText::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void LongText::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->key() == Qt::Key_Home)
        bar->setValue(0);
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void LongText::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_cursor = placeAt(event->position().toPoint());
    if (!(event->modifiers() & Qt::ShiftModifier))
        m_anchor = m_cursor;
    viewport()->update();
}

void LongText::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const QPoint point = event->position().toPoint();
    if (point.y() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - 1);
    else if (point.y() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + 1);
    m_cursor = placeAt(point);
    viewport()->update();
}

void LongText::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, &LongText::copy);
    menu->addAction(tr("Select all"), this, &LongText::selectAll);
    menu->popup(event->globalPos());
}

QString LongText::selectedText() const
{
    const qsizetype from = std::min(m_anchor, m_cursor);
    return QString::fromUtf8(m_bytes.mid(from, std::min(std::max(m_anchor, m_cursor) - from, kMostCopied)));
}

void LongText::selectAll()
{
    m_anchor = 0;
    m_cursor = m_bytes.size();
    viewport()->update();
}

void LongText::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void LongText::ensureVisible(qsizetype place)
{
    const int number = lineOf(place);
    QScrollBar *down = verticalScrollBar();
    if (number < down->value() || number >= down->value() + down->pageStep())
        down->setValue(number - down->pageStep() / 3);
    QScrollBar *along = horizontalScrollBar();
    const int x = widthUntil(number, place);
    if (x < along->value() || x > along->value() + along->pageStep() - 4 * kMargin)
        along->setValue(std::max(0, x - along->pageStep() / 2));
}

} // namespace tern::ui
