// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FindBar.h"

#include "ui/widgets/Buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

namespace tern::ui {

FindBar::FindBar(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setAccessibleName(tr("Find"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 6, 16, 6);
    row->setSpacing(6);
    m_edit = new QLineEdit(this);
    m_edit->setPlaceholderText(tr("Find in this message"));
    m_edit->setAccessibleName(tr("Find in this message"));
    m_edit->setMaximumWidth(280);
    m_count = new QLabel(this);
    m_count->setFont(theme.font(Theme::Type::Small));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_edit, 1);
    row->addWidget(m_count);
    row->addStretch();
    const auto add = [this, row](const QString &icon, const QString &name) {
        auto *button = new FlatButton(m_theme, {}, icon, this);
        button->setAccessibleName(name);
        button->setToolTip(name);
        row->addWidget(button);
        return button;
    };
    connect(add(QStringLiteral("go-up"), tr("Previous match (Shift+Enter)")), &QAbstractButton::clicked, this, [this] { Q_EMIT searched(text(), -1); });
    connect(add(QStringLiteral("go-down"), tr("Next match (Enter)")), &QAbstractButton::clicked, this, [this] { Q_EMIT searched(text(), 1); });
    connect(add(QStringLiteral("window-close"), tr("Close (Esc)")), &QAbstractButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &words) { Q_EMIT searched(words, 0); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void FindBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    if (!text().isEmpty())
        Q_EMIT searched(text(), 0);
}

QString FindBar::text() const
{
    return m_edit->text();
}

void FindBar::setFound(int current, int total, bool more)
{
    if (text().isEmpty())
        m_count->clear();
    else if (total == 0)
        m_count->setText(tr("Not found"));
    else
        m_count->setText(more ? tr("%1 of more than %2").arg(current).arg(total) : tr("%1 of %2").arg(current).arg(total));
}

/// Single letters are commands of the window, but not while somebody types here.
bool FindBar::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape || (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier)
            event->accept();
    }
    return QFrame::event(event);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT searched(text(), event->modifiers() & Qt::ShiftModifier ? -1 : 1); break;
    case Qt::Key_Escape:
        hide();
        Q_EMIT closed();
        break;
    default: QFrame::keyPressEvent(event);
    }
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().sidebar);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.tokens().line);
}

} // namespace tern::ui
