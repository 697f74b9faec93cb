// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tern::ui {

class FlatButton;
class FlowLayout;
class PrimaryButton;

/// A calm panel above a message's text: a sign at the left, lines of text, things to do below. Texts can be selected and are never taken for markup.
/// Thread: UI.
class CardPanel : public QFrame {
    Q_OBJECT
public:
    explicit CardPanel(const Theme &theme, QWidget *parent = nullptr);

    /// Everything goes; a new sign, lines and buttons may come.
    void clear();
    /// At the left: an icon by its freedesktop name, or a widget of one's own.
    void setIcon(const QString &name);
    void setSign(QWidget *sign);
    QLabel *addLine(const QString &text, Theme::Ink ink = Theme::Ink::Text, Theme::Type type = Theme::Type::Body);
    /// On the warning ground.
    QLabel *addWarning(const QString &text);
    /// A widget of one's own, as wide as the lines.
    void addWidget(QWidget *widget);
    PrimaryButton *addPrimary(const QString &text);
    FlatButton *addButton(const QString &text);

    [[nodiscard]] const Theme &theme() const { return m_theme; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addToRow(QWidget *button);

    const Theme &m_theme;
    QHBoxLayout *m_row;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_lines = nullptr;
    QWidget *m_sign = nullptr;
    FlowLayout *m_buttons = nullptr;
};

} // namespace tern::ui
