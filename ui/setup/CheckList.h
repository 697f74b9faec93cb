// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace tern::ui {

class ElidedLabel;
class FlatButton;
class Theme;

/// The mark of a check: a turning circle, a tick, a cross, a dash.
class CheckMark final : public QWidget {
    Q_OBJECT

public:
    CheckMark(const Theme &theme, QWidget *parent);
    void setState(engine::CheckStep::State state);

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    const Theme &m_theme;
    engine::CheckStep::State m_state = engine::CheckStep::State::Running;
    int m_timer = 0;
    int m_angle = 0;
};

/// One line of the list: mark, what is checked, what was found; beneath it what is wrong, and the server's words on request.
class CheckRow final : public QWidget {
    Q_OBJECT

public:
    CheckRow(const Theme &theme, QWidget *parent);
    void setStep(const engine::CheckStep &step, const QString &domain);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QHBoxLayout *m_line = nullptr;
    CheckMark *m_mark = nullptr;
    ElidedLabel *m_title = nullptr;
    QLabel *m_fact = nullptr;
    QLabel *m_problem = nullptr;
    FlatButton *m_detailsButton = nullptr;
    QLabel *m_details = nullptr;
};

/// The live list of checks, a line for each kind, and for each way of finding settings, in the order they began. Thread: UI.
class CheckList final : public QWidget {
    Q_OBJECT

public:
    CheckList(const Theme &theme, QWidget *parent);

    void start(const QString &domain);
    void setStep(const engine::CheckStep &step);
    /// Nothing runs any more: lines still turning are shown as left out.
    void finish();
    [[nodiscard]] std::optional<engine::CheckStep> step(engine::CheckStep::Kind kind) const;

private:
    struct Line {
        engine::CheckStep step;
        CheckRow *row;
    };
    const Theme &m_theme;
    QString m_domain;
    std::vector<Line> m_lines;
};

} // namespace tern::ui
