// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractButton>

namespace tern::ui {

/// The one thing to do in a window: accent ground, semibold. `setMenuMark` adds the small arrow of "Send ▾".
class PrimaryButton final : public QAbstractButton {
    Q_OBJECT
public:
    PrimaryButton(const Theme &theme, const QString &text, QWidget *parent = nullptr);
    void setMenuMark(bool on);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    bool m_menuMark = false;
};

/// Flat, in tool rows and banners: text, an icon, or both; ground only under the pointer, while pressed or checked.
class FlatButton final : public QAbstractButton {
    Q_OBJECT
public:
    FlatButton(const Theme &theme, const QString &text, QWidget *parent = nullptr);
    /// An icon by its freedesktop name; with an empty text a square button.
    FlatButton(const Theme &theme, const QString &text, const QString &iconName, QWidget *parent = nullptr);
    void setInk(Theme::Ink ink);
    void setStrong(bool strong);          ///< semibold
    void setTight();                      ///< as high as a line of text and hardly wider than its own, to stand within one
    void setMenuMark(bool on);            ///< a small arrow after the text
    /// Takes text, tip, name for accessibility and enabled state from the action, and triggers it.
    /// An action that is not enabled hides the button: nothing is shown greyed.
    void setAction(QAction *action);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void takeFrom(const QAction *action);
    [[nodiscard]] int side() const;

    const Theme &m_theme;
    QString m_iconName;
    Theme::Ink m_ink = Theme::Ink::Text;
    bool m_strong = false;
    bool m_tight = false;
    bool m_menuMark = false;
};

} // namespace tern::ui
