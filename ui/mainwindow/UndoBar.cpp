// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/UndoBar.h"

#include "ui/widgets/Buttons.h"
#include "ui/widgets/Shadow.h"

#include <QEvent>
#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kHeight = 40;
constexpr int kFromBelow = 20;
}

UndoBar::UndoBar(const Theme &theme, QWidget *area, QWidget *parent) : QWidget(parent), m_theme(theme), m_area(area)
{
    hide();
    area->installEventFilter(this);
    addShadow(*this);
    m_button = new FlatButton(theme, tr("Undo"), this);
    m_button->setStrong(true);
    m_button->setInk(Theme::Ink::Accent);
    m_button->setAccessibleName(tr("Undo"));
    m_timer.setSingleShot(true);
    m_timer.setInterval(kShownMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_undo = nullptr;
        hide();
    });
    connect(m_button, &QAbstractButton::clicked, this, &UndoBar::undo);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void UndoBar::offer(const QString &text, std::function<void()> undo, std::chrono::milliseconds shown)
{
    m_text = text;
    m_undo = std::move(undo);
    setAccessibleName(text);
    m_timer.start(shown);
    place();
    show();
    raise();
    update();
}

bool UndoBar::undo()
{
    if (!m_undo)
        return false;
    const auto undo = std::move(m_undo);
    m_undo = nullptr;
    m_timer.stop();
    hide();
    undo();
    return true;
}

void UndoBar::place()
{
    const QSize button = m_button->sizeHint();
    const int text = QFontMetrics(m_theme.font(Theme::Type::Body)).horizontalAdvance(m_text);
    const QRect area(m_area->mapTo(parentWidget(), QPoint(0, 0)), m_area->size());
    const int width = std::min(area.width() - 24, text + button.width() + 40);
    setGeometry(area.left() + (area.width() - width) / 2, area.bottom() - kHeight - kFromBelow, width, kHeight);
    m_button->setGeometry(width - button.width() - 8, (kHeight - button.height()) / 2, button.width(), button.height());
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_area && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    return QWidget::eventFilter(watched, event);
}

void UndoBar::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.line);
    painter.setBrush(tokens.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
    painter.setPen(tokens.text);
    painter.setFont(m_theme.font(Theme::Type::Body));
    const QRect area = rect().adjusted(16, 0, -m_button->width() - 16, 0);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(m_text, Qt::ElideRight, area.width()));
}

} // namespace tern::ui
