// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace tern::ui {

class ElidedLabel;
class FlatButton;

/// The mark of a step: a turning circle, a tick, a cross, a dash.
class StepMark final : public QWidget {
    Q_OBJECT

public:
    enum class State { Running, Passed, Failed, Skipped };
    StepMark(const Theme &theme, QWidget *parent);
    void setState(State state);

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    const Theme &m_theme;
    State m_state = State::Running;
    int m_timer = 0;
    int m_angle = 0;
};

/// What a line of a list of steps shows.
struct StepLook {
    StepMark::State state = StepMark::State::Running;
    QString title;
    QString words;              ///< what was seen, small, cut to its room; may be empty
    QString fact;               ///< at the right
    QString problem;            ///< beneath: what is wrong and what to do; may be empty
    QString details;            ///< beneath on request: somebody else's words; may be empty
    bool isPart = false;        ///< a part of the line above
};

/// One line of a list of steps: mark, what is done, what was found; beneath it what is wrong, and the server's words on request. Thread: UI.
class StepRow final : public QWidget {
    Q_OBJECT

public:
    StepRow(const Theme &theme, QWidget *parent);
    void show(const StepLook &look);
    using QWidget::show;
    /// The words of several rows stand in one column behind titles of this width, in pixels.
    void setTitleWidth(int width);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QHBoxLayout *m_line = nullptr;
    StepMark *m_mark = nullptr;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_words = nullptr;
    QLabel *m_fact = nullptr;
    QLabel *m_problem = nullptr;
    FlatButton *m_detailsButton = nullptr;
    QLabel *m_details = nullptr;
};

} // namespace tern::ui
