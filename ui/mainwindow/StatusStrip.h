// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QAbstractButton>
#include <QTimer>

#include <map>
#include <set>

namespace tern::ui {

/// What the status bar says, made of what the accounts say. Pure.
struct StatusSummary {
    QString sentence;
    bool problem = false;
    QString progressName;    ///< empty: no bar
    int percent = -1;        ///< -1: a bar without an end
};
[[nodiscard]] StatusSummary summarise(const std::map<AccountId, engine::AccountStatus> &accounts);

/// The bottom line: one sentence of state, progress of what takes longer than a second, what waits in the Outbox. A click
/// opens Activity. Thread: UI.
class StatusStrip final : public QAbstractButton {
    Q_OBJECT
public:
    explicit StatusStrip(const Theme &theme, QWidget *parent = nullptr);
    void setAccountStatus(const engine::AccountStatus &status);
    void setOutbox(int waiting);
    /// The accounts there are, also those that have told nothing yet; what others told is forgotten.
    void setAccounts(const std::set<AccountId> &accounts);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void refresh();

    const Theme &m_theme;
    std::map<AccountId, engine::AccountStatus> m_accounts;
    StatusSummary m_summary;
    QString m_shownProgress;
    QTimer m_progressDelay;
    bool m_showProgress = false;
    int m_outbox = 0;
    int m_accountCount = 0;
};

} // namespace tern::ui
