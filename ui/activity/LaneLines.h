// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QProgressBar;

namespace tern::ui {

class ElidedLabel;

/// Bytes of the protocol that didn't have to cross the network. Pure.
[[nodiscard]] std::int64_t savedByCompression(const engine::LaneStatus &lane);

/// A line for each lane: what it does, how far it is and what it moved.
/// Thread: UI.
class LaneLines final : public QWidget {
    Q_OBJECT

public:
    explicit LaneLines(const Theme &theme, QWidget *parent = nullptr);
    /// \param now  for relative times.
    void setLanes(const std::vector<engine::LaneStatus> &lanes, UnixMillis now);

private:
    struct Line {
        QLabel *name = nullptr;
        ElidedLabel *doing = nullptr;
        QProgressBar *progress = nullptr;
        QLabel *bytes = nullptr;
    };
    Line addLine();
    void showLane(Line &line, const engine::LaneStatus &lane, UnixMillis now);

    const Theme &m_theme;
    QGridLayout *m_grid = nullptr;
    std::vector<Line> m_lines;
};

} // namespace tern::ui
