// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/quicklook/PictureView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace tern::ui {

namespace {
constexpr int kMargin = 16;
constexpr double kSmallest = 0.2, kLargest = 8, kStep = 1.25;
}

PictureView::PictureView(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void PictureView::show(const QImage &image, QSize natural, Fit fit, bool keepPlace)
{
    m_image = image;
    m_scaled = {};
    m_natural = natural;
    m_fit = fit;
    if (!keepPlace) {
        m_zoom = 1;
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
    updateBars();
    viewport()->update();
}

void PictureView::clear()
{
    m_image = {};
    m_scaled = {};
    updateBars();
    viewport()->update();
}

QSizeF PictureView::fitted() const
{
    if (m_natural.isEmpty())
        return {};
    const QSizeF room(std::max(1, viewport()->width() - 2 * kMargin), std::max(1, viewport()->height() - 2 * kMargin));
    const QSizeF natural = QSizeF(m_natural);
    if (m_fit == Fit::Width)
        return natural * (room.width() / natural.width());
    const QSizeF own = natural / devicePixelRatioF();
    return own.width() <= room.width() && own.height() <= room.height() ? own : own.scaled(room, Qt::KeepAspectRatio);
}

QSize PictureView::shown() const
{
    return (fitted() * m_zoom).toSize();
}

QSize PictureView::wantedPixels() const
{
    return (fitted() * m_zoom * devicePixelRatioF()).toSize();
}

void PictureView::setZoom(double zoom)
{
    const double wanted = std::clamp(zoom, kSmallest, kLargest);
    if (std::abs(wanted - m_zoom) < 0.001)
        return;
    // What is in the middle stays there.
    const auto middle = [](const QScrollBar *bar) { return (bar->value() + bar->pageStep() / 2.0) / std::max(1, bar->maximum() + bar->pageStep()); };
    const double x = middle(horizontalScrollBar());
    const double y = middle(verticalScrollBar());
    m_zoom = wanted;
    updateBars();
    const auto place = [](QScrollBar *bar, double share) { bar->setValue(int(std::lround(share * (bar->maximum() + bar->pageStep()) - bar->pageStep() / 2.0))); };
    place(horizontalScrollBar(), x);
    place(verticalScrollBar(), y);
    viewport()->update();
    Q_EMIT zoomed();
}

void PictureView::updateBars()
{
    const QSize all = m_image.isNull() ? QSize() : shown() + QSize(2 * kMargin, 2 * kMargin);
    const auto set = [](QScrollBar *bar, int whole, int room) {
        bar->setPageStep(room);
        bar->setSingleStep(40);
        bar->setRange(0, std::max(0, whole - room));
    };
    set(horizontalScrollBar(), all.width(), viewport()->width());
    set(verticalScrollBar(), all.height(), viewport()->height());
}

void PictureView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.tokens().background);
    if (m_image.isNull())
        return;
    const QSize size = shown();
    const auto start = [](int room, int own, int scrolled) { return own + 2 * kMargin <= room ? (room - own) / 2 : kMargin - scrolled; };
    const QRect place(QPoint(start(viewport()->width(), size.width(), horizontalScrollBar()->value()),
                             start(viewport()->height(), size.height(), verticalScrollBar()->value())), size);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    // Pictures with holes are made for paper.
    if (m_image.hasAlphaChannel() || m_fit == Fit::Width)
        painter.fillRect(place, lightTokens().pane);
    // Made smaller once, not at every step of a scroll bar.
    const QSize pixels = size * devicePixelRatioF();
    if (pixels.width() < m_image.width() && m_scaled.size() != pixels)
        m_scaled = m_image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(place, pixels.width() < m_image.width() ? m_scaled : m_image);
    painter.setPen(m_theme.tokens().line);
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
}

void PictureView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    if (!m_image.isNull() && m_fit == Fit::Width)
        Q_EMIT zoomed();
}

void PictureView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    setZoom(m_zoom * std::pow(kStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent *event)
{
    m_held = event->position().toPoint();
}

void PictureView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const QPoint moved = event->position().toPoint() - m_held;
    m_held = event->position().toPoint();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
}

} // namespace tern::ui
