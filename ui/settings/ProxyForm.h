// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace tern::ui {

/// The way to the servers, of all accounts or of one. Like every setting it counts as soon as it is changed, a proxy of one's own once it is complete.
/// Thread: UI.
class ProxyForm final : public QWidget {
    Q_OBJECT
public:
    /// \param account  AccountId{}: the choice for all
    ProxyForm(const WindowContext &context, AccountId account, QWidget *parent = nullptr);

private:
    void present(const engine::ProxyChoice &choice);
    void apply();
    [[nodiscard]] bool isOwn() const;

    WindowContext m_context;
    AccountId m_account;
    engine::ProxyChoice m_applied;
    QComboBox *m_mode = nullptr;
    QWidget *m_own = nullptr;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
};

} // namespace tern::ui
