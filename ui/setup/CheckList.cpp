// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/CheckList.h"

#include "ui/setup/CheckWords.h"

#include <QVBoxLayout>

#include <algorithm>

namespace tern::ui {

using engine::CheckStep;

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
        auto *row = new StepRow(m_theme, this);
        layout()->addWidget(row);
        row->show();
        line = m_lines.insert(m_lines.end(), Line{step, row});
    }
    line->step = step;
    line->row->show(checkLook(step, m_domain));
}

void CheckList::finish()
{
    for (Line &line : m_lines) {
        if (line.step.state != CheckStep::State::Running)
            continue;
        line.step.state = CheckStep::State::Skipped;
        line.row->show(checkLook(line.step, m_domain));
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

std::optional<crypto::CertificateReport> CheckList::refusedCertificate() const
{
    const auto line = std::find_if(m_lines.begin(), m_lines.end(), [](const Line &one) { return one.step.certificate.has_value(); });
    return line == m_lines.end() ? std::nullopt : line->step.certificate;
}

} // namespace tern::ui
