// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"
#include "ui/theme/Theme.h"

#include <QFrame>

namespace tern::ui {

class AuditPanel;
class Banner;
class ElidedLabel;
class FlatButton;
class LaneLines;

/// One account in Activity: its address and state, a line for each lane with what it does, how far it is and what it moved, and the audit.
/// Thread: UI.
class AccountCard final : public QFrame {
    Q_OBJECT

public:
    AccountCard(const WindowContext &context, AccountId account, QWidget *parent = nullptr);

    /// \param now  for relative times.
    void setStatus(const engine::AccountStatus &status, UnixMillis now);

Q_SIGNALS:
    void doctorRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showError(const std::optional<Error> &error);
    [[nodiscard]] Theme::Ink ink(const engine::AccountStatus &status) const;

    const Theme &m_theme;
    ElidedLabel *m_email = nullptr;
    ElidedLabel *m_state = nullptr;
    LaneLines *m_lanes = nullptr;
    Banner *m_banner = nullptr;
    FlatButton *m_doctor = nullptr;
    AuditPanel *m_audit = nullptr;
};

} // namespace tern::ui
