// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Separator.h"

#include <QPainter>

namespace tern::ui {

Separator::Separator(const Theme &theme, Qt::Orientation orientation, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Separator::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.tokens().line);
}

Ground::Ground(const Theme &theme, Token token, QWidget *parent) : QWidget(parent), m_theme(theme), m_token(token)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Ground::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter(this).fillRect(rect(), m_token == Token::Pane ? tokens.pane : m_token == Token::Sidebar ? tokens.sidebar : tokens.background);
}

} // namespace tern::ui
