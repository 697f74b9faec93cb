// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QProgressBar;

namespace tern::ui {

class AuditPanel;
class Banner;
class ElidedLabel;
class FlatButton;

/// Bytes of the protocol that didn't have to cross the network. Pure.
[[nodiscard]] std::int64_t savedByCompression(const engine::LaneStatus &lane);

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
    struct LaneLine {
        QLabel *name = nullptr;
        ElidedLabel *doing = nullptr;
        QProgressBar *progress = nullptr;
        QLabel *bytes = nullptr;
    };
    LaneLine addLine();
    void showLane(LaneLine &line, const engine::LaneStatus &lane, UnixMillis now);
    void showError(const std::optional<Error> &error);
    [[nodiscard]] Theme::Ink ink(const engine::AccountStatus &status) const;

    const Theme &m_theme;
    ElidedLabel *m_email = nullptr;
    ElidedLabel *m_state = nullptr;
    QGridLayout *m_grid = nullptr;
    Banner *m_banner = nullptr;
    FlatButton *m_doctor = nullptr;
    AuditPanel *m_audit = nullptr;
    std::vector<LaneLine> m_lines;
};

} // namespace tern::ui
