// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "ui/activity/AuditWords.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QProgressBar;

namespace tern::ui {

class ElidedLabel;
class FlatButton;

/// At the foot of an account's card: what it uses on its server, and the audit of its local copy, which runs on the engine's threads, can be
/// cancelled, says in words what it found, and offers to repair it. Ends its audit when it goes.
/// Thread: UI.
class AuditPanel final : public QWidget {
    Q_OBJECT

public:
    AuditPanel(const WindowContext &context, AccountId account, QWidget *parent = nullptr);
    ~AuditPanel() override;

    void setQuota(const std::optional<sync::QuotaUse> &quota);
    [[nodiscard]] bool isRunning() const { return m_feed != nullptr; }

private:
    /// What the engine's threads tell between two looks of the window.
    struct Feed;

    void start(bool repair);
    void cancel();
    void showProgress();
    void ended(const Feed *feed, const Result<engine::AuditSummary> &outcome);
    void showButtons(bool repairable);

    const WindowContext m_context;
    const AccountId m_account;
    std::shared_ptr<Feed> m_feed;      ///< of the audit that runs
    ElidedLabel *m_quota = nullptr;
    FlatButton *m_audit = nullptr;
    FlatButton *m_repair = nullptr;
    FlatButton *m_cancel = nullptr;
    QWidget *m_running = nullptr;
    ElidedLabel *m_doing = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_result = nullptr;
};

} // namespace tern::ui
