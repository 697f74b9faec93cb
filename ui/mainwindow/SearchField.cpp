// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/SearchField.h"

#include <QKeyEvent>
#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kWaitMs = 80;
}

SearchField::SearchField(const Theme &theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setPlaceholderText(tr("Search mail"));
    setAccessibleName(tr("Search mail"));
    setFixedHeight(35);
    setClearButtonEnabled(false);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kWaitMs);
    connect(&m_wait, &QTimer::timeout, this, [this] { Q_EMIT searched(text().trimmed()); });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!text.trimmed().isEmpty())
            return m_wait.start();
        m_wait.stop();
        Q_EMIT searched(QString());
    });
}

bool SearchField::event(QEvent *event)
{
    // Esc belongs to the field while it has the keyboard, not to the window's shortcut.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF key(width() - 27.5, height() / 2.0 - 9, 16, 18);
    painter.setPen(m_theme.tokens().line);
    painter.setBrush(m_theme.tokens().pane);
    painter.drawRoundedRect(key, 4, 4);
    painter.setPen(m_theme.tokens().muted);
    painter.setFont(m_theme.font(Theme::Type::Caption));
    painter.drawText(key, Qt::AlignCenter, QStringLiteral("/"));
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        clear();
        Q_EMIT left();
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_wait.isActive()) {
            m_wait.stop();
            Q_EMIT searched(text().trimmed());
        }
        Q_EMIT left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace tern::ui
