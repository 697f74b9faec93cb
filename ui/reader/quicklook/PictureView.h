// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractScrollArea>
#include <QImage>

namespace tern::ui {

/// A picture or a page, fitted or larger; moved with scroll bars or by dragging.
/// Thread: UI.
class PictureView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Fit {
        Whole,      ///< all of it, but never larger than it is
        Width       ///< as wide as the view: a page
    };
    explicit PictureView(const Theme &theme, QWidget *parent = nullptr);

    /// \param keepPlace  the same page, drawn anew: neither zoom nor place change
    void show(const QImage &image, QSize natural, Fit fit, bool keepPlace);
    void clear();
    [[nodiscard]] const QImage &image() const { return m_image; }
    /// 1: fitted.
    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    /// In device pixels, as it is shown now: what it should be drawn with.
    [[nodiscard]] QSize wantedPixels() const;

Q_SIGNALS:
    void zoomed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QSizeF fitted() const;
    [[nodiscard]] QSize shown() const;
    void updateBars();

    const Theme &m_theme;
    QImage m_image;
    QImage m_scaled;        ///< as it is shown, if that is smaller
    QSize m_natural;
    Fit m_fit = Fit::Whole;
    double m_zoom = 1;
    QPoint m_held;
};

} // namespace tern::ui
