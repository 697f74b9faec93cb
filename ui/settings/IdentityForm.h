// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;

namespace tern::ui {

class OwnServerForm;

/// One address of an account: name, signature, and a server of its own for sending if it has one. Thread: UI.
class IdentityForm final : public QWidget {
    Q_OBJECT

public:
    /// \param isFirst  the account's own address, which has the account's server and can't be removed
    IdentityForm(const WindowContext &context, store::IdentityRecord identity, bool isFirst, QWidget *parent = nullptr);

    /// As it stands in the fields.
    [[nodiscard]] store::IdentityRecord identity() const;
    /// What is new to sign in with at a server of its own.
    [[nodiscard]] engine::IdentityProof proof() const;
    /// What keeps it from being saved, in words, with the focus on it; empty: nothing.
    [[nodiscard]] QString complaint() const;
    void saved(IdentityId id);
    void focusAddress();

Q_SIGNALS:
    void edited();
    void removeRequested();

private:
    WindowContext m_context;
    store::IdentityRecord m_identity;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    QPlainTextEdit *m_signature = nullptr;
    QCheckBox *m_hasServer = nullptr;
    OwnServerForm *m_own = nullptr;
};

} // namespace tern::ui
