// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/AccountCard.h"

#include "ui/activity/AuditPanel.h"
#include "ui/bridge/ErrorText.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/words/StateWords.h"

#include <QGridLayout>
#include <QProgressBar>

namespace tern::ui {

using engine::AccountStatus;
using engine::LaneStatus;

std::int64_t savedByCompression(const LaneStatus &lane)
{
    const std::int64_t wire = lane.wireReceived + lane.wireSent;
    const std::int64_t protocol = lane.bytesReceived + lane.bytesSent;
    // Nothing on the wire is known of a connection that was never compressed.
    return wire > 0 && wire < protocol ? protocol - wire : 0;
}

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
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(0, 120);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnMinimumWidth(2, 96);
    m_grid->setColumnMinimumWidth(3, 150);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(m_grid);
    column->addWidget(m_banner);
    column->addWidget(m_audit);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

AccountCard::LaneLine AccountCard::addLine()
{
    LaneLine line;
    line.name = new QLabel(this);
    line.name->setFont(m_theme.font(Theme::Type::Small));
    line.doing = new ElidedLabel(m_theme, Theme::Type::Small, Theme::Ink::Muted, {}, this);
    line.progress = new QProgressBar(this);
    line.progress->setTextVisible(false);
    line.progress->setFixedWidth(96);
    line.progress->setAccessibleName(tr("Progress"));
    QSizePolicy keeps = line.progress->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    line.progress->setSizePolicy(keeps);
    line.bytes = new QLabel(this);
    line.bytes->setFont(m_theme.font(Theme::Type::Small));
    line.bytes->setForegroundRole(QPalette::PlaceholderText);
    line.bytes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int row = int(m_lines.size());
    m_grid->addWidget(line.name, row, 0);
    m_grid->addWidget(line.doing, row, 1);
    m_grid->addWidget(line.progress, row, 2, Qt::AlignVCenter);
    m_grid->addWidget(line.bytes, row, 3);
    return line;
}

void AccountCard::showLane(LaneLine &line, const LaneStatus &lane, UnixMillis now)
{
    line.name->setText(laneName(lane.kind));
    QString doing = laneDoing(lane, now);
    if (lane.total > 0 && lane.state == LaneStatus::State::Working)
        doing += QStringLiteral(" · ") + tr("%1 of %2").arg(locale().toString(lane.done), locale().toString(lane.total));
    if (lane.error && lane.state != LaneStatus::State::Working)
        doing += QStringLiteral(" · ") + errorText(*lane.error).sentence;
    line.doing->setText(doing);
    line.doing->setInk(lane.error ? Theme::Ink::Warning : Theme::Ink::Muted);
    line.progress->setVisible(lane.state == LaneStatus::State::Working);
    line.progress->setRange(0, lane.total > 0 ? lane.total : 0);
    line.progress->setValue(lane.done);
    const bool moved = lane.bytesReceived > 0 || lane.bytesSent > 0;
    QStringList amounts;
    if (lane.bytesReceived > 0)
        amounts << QStringLiteral("↓ ") + byteCount(lane.bytesReceived);
    if (lane.bytesSent > 0)
        amounts << QStringLiteral("↑ ") + byteCount(lane.bytesSent);
    const std::int64_t saved = savedByCompression(lane);
    if (saved > 0)
        amounts << tr("%1 saved").arg(byteCount(saved));
    line.bytes->setText(amounts.join(QStringLiteral("  ")));
    QString words = moved ? tr("%1 received, %2 sent").arg(byteCount(lane.bytesReceived), byteCount(lane.bytesSent)) : QString();
    if (saved > 0)
        words += QLatin1Char('\n') + tr("Compression saved %1 of it on the network.").arg(byteCount(saved));
    line.bytes->setAccessibleName(words);
    line.bytes->setToolTip(words);
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
    while (m_lines.size() < status.lanes.size())
        m_lines.push_back(addLine());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        LaneLine &line = m_lines[i];
        const bool used = i < status.lanes.size();
        for (QWidget *part : {static_cast<QWidget *>(line.name), static_cast<QWidget *>(line.doing), static_cast<QWidget *>(line.bytes)})
            part->setVisible(used);
        if (used)
            showLane(line, status.lanes[i], now);
        else
            line.progress->hide();
    }
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
