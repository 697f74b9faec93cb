// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QDialog>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace tern::ui {

class Banner;
class FlatButton;
class PrimaryButton;
class StepRow;

/// The connection doctor: goes the way to an account's servers when it is shown, a line for each step as it happens, says what to do where it ends, and
/// copies a report that can be shown to others. Nothing is sent.
/// Thread: UI. Not modal. Closing it ends the examination.
class DoctorDialog final : public QDialog {
    Q_OBJECT

public:
    DoctorDialog(const WindowContext &context, const store::AccountRecord &account, QWidget *parent = nullptr);
    ~DoctorDialog() override;

    void start();
    /// What is copied: see accounts::doctorReport().
    [[nodiscard]] QString report() const;

Q_SIGNALS:
    /// The password is to be entered again, or other settings.
    void repairRequested(tern::AccountId account);
    /// What belongs to one of the account's addresses is to be changed.
    void settingsRequested(tern::AccountId account);

private:
    void stop();
    void take(int run, const engine::DoctorStep &step);
    void ended(int run, const Result<bool> &outcome);
    void offerRemedy();
    void showVerdict(bool good, const QString &text, const QString &details);
    void showAction();
    StepRow *rowFor(const engine::DoctorStep &step);

    struct Line {
        engine::DoctorStep step;
        StepRow *row;
    };
    WindowContext m_context;
    store::AccountRecord m_account;
    QVBoxLayout *m_column = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_list = nullptr;
    Banner *m_verdict = nullptr;
    FlatButton *m_copy = nullptr;
    PrimaryButton *m_action = nullptr;
    std::vector<Line> m_lines;
    bool m_running = false;
    int m_handle = 0;
    int m_run = 0;          ///< what an older run still tells is not listened to
};

} // namespace tern::ui
