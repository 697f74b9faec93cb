// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StepRow.h"

#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimerEvent>

namespace tern::ui {

StepMark::StepMark(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(16, 16);
    m_timer = theme.motion() ? startTimer(80) : 0;
}

void StepMark::setState(State state)
{
    m_state = state;
    const bool turns = state == State::Running && m_theme.motion();
    if (!turns && m_timer) {
        killTimer(m_timer);
        m_timer = 0;
    } else if (turns && !m_timer) {
        m_timer = startTimer(80);
    }
    update();
}

void StepMark::timerEvent(QTimerEvent *)
{
    m_angle = (m_angle + 30) % 360;
    update();
}

void StepMark::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(tokens.good, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (m_state) {
    case State::Running:
        pen.setColor(tokens.accent);
        painter.setPen(pen);
        painter.drawArc(QRectF(3, 3, 10, 10), -m_angle * 16, 250 * 16);
        break;
    case State::Passed:
        painter.setPen(pen);
        painter.drawPolyline(QPolygonF{{3.5, 8.5}, {6.5, 11.5}, {12.5, 4.5}});
        break;
    case State::Failed:
        pen.setColor(tokens.bad);
        painter.setPen(pen);
        painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5));
        painter.drawLine(QPointF(11.5, 4.5), QPointF(4.5, 11.5));
        break;
    case State::Skipped:
        pen.setColor(tokens.muted);
        painter.setPen(pen);
        painter.drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
        break;
    }
}

StepRow::StepRow(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_mark = new StepMark(theme, this);
    m_title = new ElidedLabel(theme, Theme::Type::Body, Theme::Ink::Text, {}, this);
    m_words = new ElidedLabel(theme, Theme::Type::Small, Theme::Ink::Muted, {}, this);
    m_words->hide();
    m_fact = new QLabel(this);
    m_fact->setForegroundRole(QPalette::PlaceholderText);
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details = new QLabel(this);
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setForegroundRole(QPalette::PlaceholderText);
    m_details->setFont(theme.font(Theme::Type::Small));
    m_detailsButton = new FlatButton(theme, tr("Details"), this);
    m_detailsButton->setStrong(true);
    m_detailsButton->setInk(Theme::Ink::Bad);
    for (QWidget *hidden : {static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_details), static_cast<QWidget *>(m_detailsButton)})
        hidden->hide();
    connect(m_detailsButton, &QAbstractButton::clicked, this, [this] { m_details->setVisible(m_details->isHidden()); });

    m_line = new QHBoxLayout;
    m_line->setSpacing(14);
    m_line->addWidget(m_mark);
    m_line->addWidget(m_title, 1);
    m_line->addWidget(m_words, 1);
    m_line->addWidget(m_fact);
    auto *problem = new QHBoxLayout;
    problem->setContentsMargins(30, 0, 0, 0);
    problem->addWidget(m_problem, 1);
    problem->addWidget(m_detailsButton, 0, Qt::AlignTop);
    auto *details = new QHBoxLayout;
    details->setContentsMargins(30, 0, 0, 0);
    details->addWidget(m_details, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 7);
    column->setSpacing(4);
    column->addLayout(m_line);
    column->addLayout(problem);
    column->addLayout(details);
}

void StepRow::setTitleWidth(int width)
{
    m_title->setFixedWidth(width);
    m_line->setStretch(m_line->indexOf(m_title), 0);
    m_words->show();
}

void StepRow::show(const StepLook &look)
{
    m_mark->setState(look.state);
    if (look.isPart)
        m_line->setContentsMargins(30, 0, 0, 0);
    m_title->setText(look.title);
    m_title->setInk(look.isPart || look.state == StepMark::State::Skipped ? Theme::Ink::Muted : Theme::Ink::Text);
    m_words->setText(look.words);
    m_fact->setText(look.fact);
    m_problem->setText(look.problem);
    m_problem->setVisible(!look.problem.isEmpty());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_theme.tokens().bad);
    m_problem->setPalette(colours);
    m_details->setText(look.details);
    m_details->hide();
    m_detailsButton->setVisible(!look.details.isEmpty());
    QStringList spoken{look.title, look.words, look.fact, look.problem};
    spoken.removeAll(QString());
    setAccessibleName(spoken.join(QStringLiteral(", ")));
}

void StepRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace tern::ui
