// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QDialog>

#include <memory>

namespace tern::ui {

/// Accounts, reading, writing, appearance, network, notifications. Every change counts at once; there is no OK.
/// Values go to the store (ui/settings/SettingKeys.h); whoever shows them follows the bridge's settings signal.
/// Thread: UI.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Page { Accounts, Reading, Writing, Appearance, Network, Notifications };

    explicit SettingsDialog(const WindowContext &context, QWidget *parent = nullptr);
    ~SettingsDialog() override;

    void showPage(Page page);
    void showAccount(AccountId account);

Q_SIGNALS:
    void addAccountRequested();
    /// "Check the connection" beside an account: opens the doctor.
    void checkAccountRequested(tern::AccountId account);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
