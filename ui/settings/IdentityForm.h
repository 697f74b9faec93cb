// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace tern::ui {

class FlatButton;
class ServerFields;

/// One address of an account: name, signature, and a server of its own for sending if it has one. Thread: UI.
class IdentityForm final : public QWidget {
    Q_OBJECT

public:
    /// \param isFirst  the account's own address, which has the account's server and can't be removed
    IdentityForm(const WindowContext &context, store::IdentityRecord identity, bool isFirst, QWidget *parent = nullptr);

    /// As it stands in the fields.
    [[nodiscard]] store::IdentityRecord identity() const;
    /// A new one; absent: unchanged.
    [[nodiscard]] std::optional<QString> password() const;
    /// What keeps it from being saved, in words, with the focus on it; empty: nothing.
    [[nodiscard]] QString complaint() const;
    void saved(IdentityId id);
    void focusAddress();

Q_SIGNALS:
    void edited();
    void removeRequested();

private:
    void check();
    void showOwnServer();

    WindowContext m_context;
    store::IdentityRecord m_identity;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    QPlainTextEdit *m_signature = nullptr;
    QCheckBox *m_hasServer = nullptr;
    ServerFields *m_server = nullptr;
    QLineEdit *m_password = nullptr;
    QWidget *m_checkRow = nullptr;
    FlatButton *m_check = nullptr;
    QLabel *m_outcome = nullptr;
};

} // namespace tern::ui
