// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

/// A line one pixel wide in the token `line`.
class Separator final : public QWidget {
    Q_OBJECT
public:
    Separator(const Theme &theme, Qt::Orientation orientation, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

/// A plain ground in one of the tokens, for the panes of a window.
class Ground final : public QWidget {
    Q_OBJECT
public:
    enum class Token { Pane, Sidebar, Background };
    Ground(const Theme &theme, Token token, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Token m_token;
};

} // namespace tern::ui
