// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QDialog>

#include <memory>

namespace tern::ui {

/// Adds an account, or signs in again to one that exists: address, password, a live list of checks with what each
/// found, and what to do about what failed.
/// Thread: UI. Not modal; deletes itself when closed if WA_DeleteOnClose is set.
class SetupDialog final : public QDialog {
    Q_OBJECT

public:
    /// A new account.
    explicit SetupDialog(const WindowContext &context, QWidget *parent = nullptr);
    /// For `account`: its settings filled in, checked again before they are kept.
    SetupDialog(const WindowContext &context, const store::AccountRecord &account, QWidget *parent = nullptr);
    ~SetupDialog() override;

    /// Fills the first field (first start from the command line, tests).
    void setEmail(const QString &email);

Q_SIGNALS:
    void accountAdded(tern::AccountId account);
    void accountRepaired(tern::AccountId account);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
