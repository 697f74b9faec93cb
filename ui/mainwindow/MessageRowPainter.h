// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/theme/Theme.h"

#include <QDate>
#include <QFontMetrics>
#include <QLocale>

class QPainter;

namespace tern::ui {

enum class Density { ThreeLines, TwoLines, OneLine };

/// Paints one row of the message list. Fonts and metrics are made once, so that a paint only draws.
/// Thread: UI.
class MessageRowPainter final {
public:
    explicit MessageRowPainter(const Theme &theme);

    struct Row {
        const store::MessageRow *message = nullptr;   ///< null: still being read
        QRect rect;
        bool selected = false;
        bool hovered = false;
        bool focused = false;     ///< current item of the view that has the keyboard
        bool outgoing = false;
    };

    [[nodiscard]] static int rowHeight(Density density);
    static constexpr int kHeadingHeight = 28;

    void paintRow(QPainter &painter, const Row &row, Density density, QDate today) const;
    void paintHeading(QPainter &painter, const QRect &rect, const QString &text) const;

private:
    struct Line {
        QRect area;               ///< text goes here
        QString text;
    };
    int paintMarks(QPainter &painter, const store::MessageRow &message, int right, int middle, const QColor &ink) const;
    int paintDate(QPainter &painter, const store::MessageRow &message, const QRect &area, QDate today) const;
    /// At the right of the area, as many as fit in `most`. \return the width taken
    int paintLabels(QPainter &painter, const Row &row, const QRect &area, int most) const;
    void paintText(QPainter &painter, const QRect &area, const QString &text, const QFont &font, const QFontMetrics &metrics, const QColor &ink) const;
    void paintPerson(QPainter &painter, const Row &row, const QRect &area) const;

    const Theme &m_theme;
    QLocale m_locale;
    QFont m_body, m_strong, m_small, m_caption;
    QFontMetrics m_bodyMetrics, m_strongMetrics, m_smallMetrics, m_captionMetrics;
};

} // namespace tern::ui
