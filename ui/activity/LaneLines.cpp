// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/LaneLines.h"

#include "ui/bridge/ErrorText.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/words/StateWords.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>

namespace tern::ui {

using engine::LaneStatus;

std::int64_t savedByCompression(const LaneStatus &lane)
{
    const std::int64_t wire = lane.wireReceived + lane.wireSent;
    const std::int64_t protocol = lane.bytesReceived + lane.bytesSent;
    // Nothing on the wire is known of a connection that was never compressed.
    return wire > 0 && wire < protocol ? protocol - wire : 0;
}

LaneLines::LaneLines(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(0, 120);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnMinimumWidth(2, 96);
    m_grid->setColumnMinimumWidth(3, 150);
}

LaneLines::Line LaneLines::addLine()
{
    Line line;
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

void LaneLines::showLane(Line &line, const LaneStatus &lane, UnixMillis now)
{
    line.name->setText(laneName(lane.kind));
    QString doing = laneDoing(lane, now);
    if (lane.kind == engine::LaneKind::Index && lane.total > lane.done)
        doing += QStringLiteral(" · ") + tr("%1 still to be read").arg(locale().toString(lane.total - lane.done));
    else if (lane.total > 0 && lane.state == LaneStatus::State::Working)
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

void LaneLines::setLanes(const std::vector<LaneStatus> &lanes, UnixMillis now)
{
    while (m_lines.size() < lanes.size())
        m_lines.push_back(addLine());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        Line &line = m_lines[i];
        const bool used = i < lanes.size();
        for (QWidget *part : {static_cast<QWidget *>(line.name), static_cast<QWidget *>(line.doing), static_cast<QWidget *>(line.bytes)})
            part->setVisible(used);
        if (used)
            showLane(line, lanes[i], now);
        else
            line.progress->hide();
    }
}

} // namespace tern::ui
