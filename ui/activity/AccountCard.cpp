// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/AccountCard.h"

#include "ui/activity/AuditPanel.h"
#include "ui/activity/LaneLines.h"
#include "ui/bridge/ErrorText.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/words/StateWords.h"

#include <QHBoxLayout>
#include <QPainter>

namespace tern::ui {

using engine::AccountStatus;

AccountCard::AccountCard(const WindowContext &context, AccountId account, QWidget *parent) : QFrame(parent), m_theme(context.theme)
{
    const Theme &theme = m_theme;
    m_email = new ElidedLabel(theme, Theme::Type::Strong, Theme::Ink::Text, {}, this);
    m_state = new ElidedLabel(theme, Theme::Type::Small, Theme::Ink::Muted, {}, this);
    m_banner = new Banner(theme, Banner::Kind::Bad, {}, this);
    m_doctor = m_banner->addButton(tr("Look into it"));
    m_banner->hide();
    m_audit = new AuditPanel(context, account, this);
    connect(m_doctor, &QAbstractButton::clicked, this, &AccountCard::doctorRequested);

    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_email, 1);
    head->addWidget(m_state);
    m_lanes = new LaneLines(theme, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_lanes);
    column->addWidget(m_banner);
    column->addWidget(m_audit);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

Theme::Ink AccountCard::ink(const AccountStatus &status) const
{
    switch (status.state) {
    case AccountStatus::State::Online: return Theme::Ink::Good;
    case AccountStatus::State::NeedsPassword:
    case AccountStatus::State::Problem: return Theme::Ink::Bad;
    default: return Theme::Ink::Muted;
    }
}

void AccountCard::showError(const std::optional<Error> &error)
{
    m_banner->setVisible(error.has_value());
    if (!error)
        return;
    const ErrorText text = errorText(*error);
    if (m_banner->text() != text.sentence)
        m_banner->setText(text.sentence);
    m_banner->setDetails(text.details);
}

void AccountCard::setStatus(const AccountStatus &status, UnixMillis now)
{
    m_email->setText(status.email);
    m_state->setText(accountState(status, now));
    m_state->setInk(ink(status));
    m_audit->setQuota(status.quota);
    m_lanes->setLanes(status.lanes, now);
    const bool trouble = status.state == AccountStatus::State::NeedsPassword || status.state == AccountStatus::State::Problem;
    showError(trouble ? status.error : std::nullopt);
}

void AccountCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().line);
    painter.setBrush(m_theme.tokens().pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
}

} // namespace tern::ui
