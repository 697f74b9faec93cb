// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/CheckList.h"

#include "ui/setup/CheckWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QTimerEvent>

namespace tern::ui {

using engine::CheckStep;

CheckMark::CheckMark(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(16, 16);
    m_timer = theme.motion() ? startTimer(80) : 0;
}

void CheckMark::setState(CheckStep::State state)
{
    m_state = state;
    const bool turns = state == CheckStep::State::Running && m_theme.motion();
    if (!turns && m_timer) {
        killTimer(m_timer);
        m_timer = 0;
    } else if (turns && !m_timer) {
        m_timer = startTimer(80);
    }
    update();
}

void CheckMark::timerEvent(QTimerEvent *)
{
    m_angle = (m_angle + 30) % 360;
    update();
}

void CheckMark::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(tokens.good, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (m_state) {
    case CheckStep::State::Running:
        pen.setColor(tokens.accent);
        painter.setPen(pen);
        painter.drawArc(QRectF(3, 3, 10, 10), -m_angle * 16, 250 * 16);
        break;
    case CheckStep::State::Passed:
        painter.setPen(pen);
        painter.drawPolyline(QPolygonF{{3.5, 8.5}, {6.5, 11.5}, {12.5, 4.5}});
        break;
    case CheckStep::State::Failed:
        pen.setColor(tokens.bad);
        painter.setPen(pen);
        painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5));
        painter.drawLine(QPointF(11.5, 4.5), QPointF(4.5, 11.5));
        break;
    case CheckStep::State::Skipped:
        pen.setColor(tokens.muted);
        painter.setPen(pen);
        painter.drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
        break;
    }
}

CheckRow::CheckRow(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_mark = new CheckMark(theme, this);
    m_title = new ElidedLabel(theme, Theme::Type::Body, Theme::Ink::Text, {}, this);
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

void CheckRow::setStep(const CheckStep &step, const QString &domain)
{
    const QString problem = checkProblem(step);
    const QString details = checkDetails(step);
    const bool isWay = step.kind == CheckStep::Kind::Way;
    // A place that knows nothing is passed over, it is no failure.
    m_mark->setState(isWay && step.state == CheckStep::State::Failed ? CheckStep::State::Skipped : step.state);
    if (isWay)
        m_line->setContentsMargins(30, 0, 0, 0);
    m_title->setText(checkTitle(step, domain));
    m_title->setInk(isWay || step.state == CheckStep::State::Skipped ? Theme::Ink::Muted : Theme::Ink::Text);
    m_fact->setText(step.state == CheckStep::State::Skipped && !isWay ? tr("not tried") : checkFact(step));
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_theme.tokens().bad);
    m_problem->setPalette(colours);
    m_details->setText(details);
    m_details->hide();
    m_detailsButton->setVisible(!details.isEmpty());
    setAccessibleName(QStringList{m_title->text(), m_fact->text(), problem}.join(QStringLiteral(", ")));
}

void CheckRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.tokens().line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

CheckList::CheckList(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setAccessibleName(tr("Checks"));
}

void CheckList::start(const QString &domain)
{
    m_domain = domain;
    for (Line &line : m_lines) {
        line.row->hide();
        line.row->deleteLater();
    }
    m_lines.clear();
}

void CheckList::setStep(const CheckStep &step)
{
    auto line = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &known) { return known.step.kind == step.kind && known.step.way == step.way; });
    if (line == m_lines.end()) {
        auto *row = new CheckRow(m_theme, this);
        layout()->addWidget(row);
        row->show();
        line = m_lines.insert(m_lines.end(), Line{step, row});
    }
    line->step = step;
    line->row->setStep(step, m_domain);
}

void CheckList::finish()
{
    for (Line &line : m_lines) {
        if (line.step.state != CheckStep::State::Running)
            continue;
        line.step.state = CheckStep::State::Skipped;
        line.row->setStep(line.step, m_domain);
    }
}

std::optional<CheckStep> CheckList::step(CheckStep::Kind kind) const
{
    for (const Line &line : m_lines) {
        if (line.step.kind == kind)
            return line.step;
    }
    return std::nullopt;
}

} // namespace tern::ui
