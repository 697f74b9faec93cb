// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractButton>

namespace tern::ui {

/// A filter that is on or off: a thin outline, or the soft accent ground.
class Chip final : public QAbstractButton {
    Q_OBJECT
public:
    Chip(const Theme &theme, const QString &text, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
};

/// A recipient or another thing that can be taken away: soft accent ground and a cross. Delete and Backspace remove it.
class Pill final : public QAbstractButton {
    Q_OBJECT
public:
    Pill(const Theme &theme, const QString &text, QWidget *parent = nullptr);
    /// Drawn on the warning ground: an address that can't be right.
    void setDoubtful(bool doubtful);
    [[nodiscard]] bool isDoubtful() const { return m_doubtful; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect crossRect() const;
    const Theme &m_theme;
    bool m_doubtful = false;
};

/// A small fact on a coloured ground: "TLS 1.3". Not a control.
class Tag final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Neutral, Good, Warning, Bad };
    Tag(const Theme &theme, Kind kind, const QString &text, QWidget *parent = nullptr);
    void setText(Kind kind, const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Kind m_kind;
    QString m_text;
};

} // namespace tern::ui
