// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/MaildropForm.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>

namespace tern::ui {
namespace {

constexpr int kUsualDays = 14;

} // namespace

MaildropForm::MaildropForm(QWidget *parent) : QWidget(parent)
{
    m_choice = new QComboBox(this);
    m_choice->addItem(tr("Mail stays on the server"), Leave);
    m_choice->addItem(tr("Mail is removed from the server after some days"), LeaveForDays);
    m_choice->addItem(tr("Mail is removed from the server at once"), Take);
    m_choice->setAccessibleName(tr("On the server"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(20);
    m_days = new QSpinBox(this);
    m_days->setRange(1, 3650);
    m_days->setValue(kUsualDays);
    m_days->setSuffix(tr(" days"));
    m_days->setAccessibleName(tr("Days on the server"));
    m_untilDeleted = new QCheckBox(tr("Remove from the server what is deleted here"), this);
    m_visits = new QSpinBox(this);
    m_visits->setObjectName(QStringLiteral("maildropVisits"));
    m_visits->setRange(store::kLeastVisitMinutes, store::kMostVisitMinutes);
    m_visits->setPrefix(tr("Looked at every "));
    m_visits->setSuffix(tr(" min"));
    m_visits->setAccessibleName(tr("Minutes between two looks at the server"));

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_choice, 1);
    line->addWidget(m_days);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(line);
    column->addWidget(m_untilDeleted);
    column->addWidget(m_visits, 0, Qt::AlignLeft);
    setPolicy({});
    connect(m_choice, &QComboBox::activated, this, [this] {
        show();
        Q_EMIT edited();
    });
    connect(m_days, &QSpinBox::valueChanged, this, &MaildropForm::edited);
    connect(m_visits, &QSpinBox::valueChanged, this, &MaildropForm::edited);
    connect(m_untilDeleted, &QCheckBox::toggled, this, &MaildropForm::edited);
}

void MaildropForm::show()
{
    const int choice = m_choice->currentData().toInt();
    m_days->setVisible(choice == LeaveForDays);
    m_untilDeleted->setVisible(choice != Take);
}

void MaildropForm::setPolicy(const store::MaildropPolicy &policy)
{
    const QSignalBlocker blocker(this);
    m_choice->setCurrentIndex(m_choice->findData(!policy.leave ? Take : policy.days > 0 ? LeaveForDays : Leave));
    m_days->setValue(policy.days > 0 ? policy.days : kUsualDays);
    m_untilDeleted->setChecked(policy.untilDeleted);
    m_visits->setValue(policy.visitMinutes);
    show();
}

store::MaildropPolicy MaildropForm::policy() const
{
    store::MaildropPolicy policy;
    const int choice = m_choice->currentData().toInt();
    policy.leave = choice != Take;
    policy.days = choice == LeaveForDays ? m_days->value() : 0;
    policy.untilDeleted = m_untilDeleted->isChecked();
    policy.visitMinutes = m_visits->value();
    return policy;
}

} // namespace tern::ui
