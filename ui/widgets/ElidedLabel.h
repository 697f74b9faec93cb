// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

/// One line of plain text, cut with "…" when there is no room; the whole of it in a tool tip then.
class ElidedLabel final : public QWidget {
    Q_OBJECT
public:
    ElidedLabel(const Theme &theme, Theme::Type type, Theme::Ink ink, const QString &text = {}, QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setInk(Theme::Ink ink);
    void setElideMode(Qt::TextElideMode mode);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    Theme::Type m_type;
    Theme::Ink m_ink;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    QString m_text;
};

} // namespace tern::ui
