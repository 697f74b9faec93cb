// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/DoctorDialog.h"

#include "core/accounts/DoctorReport.h"
#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/doctor/CertificateDialog.h"
#include "ui/doctor/DoctorWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/StepRow.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace tern::ui {
namespace {

constexpr QSize kSize{760, 680};
constexpr int kSide = 40;
constexpr int kTitleWidth = 210;

using State = engine::DoctorStep::State;

} // namespace

DoctorDialog::DoctorDialog(const WindowContext &context, const store::AccountRecord &account, QWidget *parent)
    : QDialog(parent), m_context(context), m_account(account)
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Check the connection"));
    m_verdict = new Banner(theme, Banner::Kind::Neutral, {}, this);
    m_verdict->hide();
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_copy = new FlatButton(theme, tr("Copy a report"), this);
    m_copy->setToolTip(tr("A text to send to somebody who may help: without passwords, addresses and names"));
    m_copy->setInk(Theme::Ink::Accent);
    m_action = new PrimaryButton(theme, {}, this);
    connect(m_copy, &QAbstractButton::clicked, this, [this] {
        QApplication::clipboard()->setText(report());
        m_copy->setText(tr("Copied"));
        m_copy->updateGeometry();
    });
    connect(m_action, &QAbstractButton::clicked, this, [this] { m_running ? stop() : start(); });

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(-8, 0, 0, 0); // the flat button's text stands in line with the list
    foot->addWidget(m_copy);
    foot->addStretch(1);
    foot->addWidget(m_action);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSide, 28, kSide, 28);
    column->setSpacing(12);
    column->addWidget(new ElidedLabel(theme, Theme::Type::Title, Theme::Ink::Text, windowTitle(), this));
    column->addWidget(new ElidedLabel(theme, Theme::Type::Body, Theme::Ink::Muted, account.email, this));
    column->addWidget(m_verdict);
    column->addWidget(m_scroll, 1);
    column->addLayout(foot);
    resize(kSize);
    setMinimumSize(480, 420);
    start();
}

DoctorDialog::~DoctorDialog()
{
    if (m_running)
        m_context.engine.cancelDiagnosis(m_handle);
}

void DoctorDialog::start()
{
    m_lines.clear();
    m_list = new QWidget;
    m_list->setAccessibleName(tr("Steps"));
    m_column = new QVBoxLayout(m_list);
    m_column->setContentsMargins(0, 0, 8, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll->setWidget(m_list);    // the one before goes
    m_verdict->hide();
    m_running = true;
    showAction();
    const int mine = ++m_run;
    m_handle = m_context.engine.diagnose(
        m_account.id, m_account.email, eachOnUi<engine::DoctorStep>(this, [this, mine](const engine::DoctorStep &step) { take(mine, step); }),
        onUi(this, [this, mine](Result<bool> outcome) { ended(mine, outcome); }));
}

void DoctorDialog::stop()
{
    ++m_run;
    m_context.engine.cancelDiagnosis(m_handle);
    m_running = false;
    for (Line &line : m_lines) {
        if (line.step.state != State::Running)
            continue;
        line.step.state = State::Skipped;
        line.row->show(doctorLook(line.step));
    }
    showAction();
}

/// A line for a step that was not told yet, under its server's heading.
StepRow *DoctorDialog::rowFor(const engine::DoctorStep &step)
{
    const auto known = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &line) { return accounts::isSameServer(line.step, step) && line.step.kind == step.kind; });
    if (known != m_lines.end()) {
        known->step = step;
        return known->row;
    }
    if (m_lines.empty() || !accounts::isSameServer(m_lines.back().step, step)) {
        auto *heading = new ElidedLabel(m_context.theme, Theme::Type::Strong, Theme::Ink::Text, doctorHeading(step), m_list);
        if (!m_lines.empty())
            m_column->insertSpacing(m_column->count() - 1, 20);
        m_column->insertWidget(m_column->count() - 1, heading);
        m_column->insertSpacing(m_column->count() - 1, 4);
        heading->show();
    }
    auto *row = new StepRow(m_context.theme, m_list);
    row->setTitleWidth(kTitleWidth);
    m_column->insertWidget(m_column->count() - 1, row);
    m_lines.push_back({step, row});
    return row;
}

void DoctorDialog::take(int run, const engine::DoctorStep &step)
{
    if (run != m_run)
        return;
    StepRow *row = rowFor(step);
    row->show(doctorLook(step));
    row->show();
    // The newest is in view, and what needs reading stays there.
    const bool quiet = std::none_of(m_lines.begin(), m_lines.end(), [](const Line &line) { return line.step.state == State::Failed; });
    if (quiet || step.state == State::Failed)
        QTimer::singleShot(0, row, [this, row] { m_scroll->ensureWidgetVisible(row, 0, 0); });
}

void DoctorDialog::ended(int run, const Result<bool> &outcome)
{
    if (run != m_run)
        return;
    m_running = false;
    showAction();
    if (!outcome)
        return showVerdict(false, errorText(outcome.error()).sentence, errorText(outcome.error()).details);
    std::vector<engine::DoctorStep> steps;
    for (const Line &line : m_lines)
        steps.push_back(line.step);
    showVerdict(*outcome, doctorVerdict(steps), {});
    offerRemedy();
}

void DoctorDialog::showVerdict(bool good, const QString &text, const QString &details)
{
    m_verdict->clearButtons();
    m_verdict->setKind(good ? Banner::Kind::Good : Banner::Kind::Bad);
    m_verdict->setText(text);
    m_verdict->setDetails(details);
    m_verdict->show();
}

/// What the first failure calls for.
void DoctorDialog::offerRemedy()
{
    const auto failed = std::find_if(m_lines.begin(), m_lines.end(), [](const Line &line) { return line.step.state == State::Failed; });
    if (failed == m_lines.end())
        return;
    if (const auto report = failed->step.certificate) {
        connect(m_verdict->addButton(tr("Look at the certificate…")), &QAbstractButton::clicked, this, [this, report] {
            auto *dialog = new CertificateDialog(m_context, *report, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &CertificateDialog::decided, this, &DoctorDialog::start);
            dialog->show();
        });
        return;
    }
    if (!failed->step.addresses.isEmpty()) {
        connect(m_verdict->addButton(tr("Change the settings…")), &QAbstractButton::clicked, this, [this] { Q_EMIT settingsRequested(m_account.id); });
        return;
    }
    const bool isSignIn = failed->step.kind == engine::DoctorStep::Kind::SignIn;
    connect(m_verdict->addButton(isSignIn ? tr("Sign in again…") : tr("Change the settings…")), &QAbstractButton::clicked, this, [this] { Q_EMIT repairRequested(m_account.id); });
}

void DoctorDialog::showAction()
{
    m_action->setText(m_running ? tr("Stop") : tr("Check again"));
    m_action->updateGeometry();
    m_copy->setText(tr("Copy a report"));
    m_copy->updateGeometry();
    m_copy->setVisible(!m_running && !m_lines.empty());
}

QString DoctorDialog::report() const
{
    std::vector<engine::DoctorStep> steps;
    for (const Line &line : m_lines)
        steps.push_back(line.step);
    return accounts::doctorReport(steps, accounts::privacyOf(m_account, m_context.reader.identities(m_account.id).valueOr({})));
}

} // namespace tern::ui
