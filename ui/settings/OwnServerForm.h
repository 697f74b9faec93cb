// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/engine/EngineTypes.h"
#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace tern::ui {

class FileField;
class FlatButton;
class ServerFields;

/// The server of its own that an address sends through, and how it signs in there: by password, on the provider's page, or by a certificate.
/// Thread: UI.
class OwnServerForm final : public QWidget {
    Q_OBJECT

public:
    OwnServerForm(const WindowContext &context, const store::IdentityRecord &identity, QWidget *parent = nullptr);
    ~OwnServerForm() override;

    /// Whether its provider has a page to sign in on depends on it.
    void setAddress(const QString &address);
    /// The identity with what stands in the fields.
    [[nodiscard]] store::IdentityRecord filledInto(store::IdentityRecord identity) const;
    /// What is new to sign in with.
    [[nodiscard]] engine::IdentityProof proof() const;
    /// What keeps it from being saved, in words, with the focus on it; empty: nothing.
    [[nodiscard]] QString complaint() const;
    /// \param identity  as it is stored now.
    void saved(const store::IdentityRecord &identity);
    void clearOutcome();

Q_SIGNALS:
    void edited();

private:
    void check();
    void checked(const Result<engine::CheckedIdentity> &outcome);
    void setRunning(bool running);
    void showWay();
    void say(const QString &words);
    void openCertificate();
    [[nodiscard]] std::string way() const;
    [[nodiscard]] std::string auth() const;

    WindowContext m_context;
    store::IdentityRecord m_identity;       ///< as it is stored, with the address as it is typed
    std::optional<engine::IdentityProof> m_page;    ///< the sign-in on a page, to be saved
    QFormLayout *m_form = nullptr;
    ServerFields *m_server = nullptr;
    QComboBox *m_way = nullptr;
    QLineEdit *m_password = nullptr;
    FileField *m_certificate = nullptr;
    FlatButton *m_check = nullptr;
    FlatButton *m_look = nullptr;
    QLabel *m_outcome = nullptr;
    bool m_running = false;
    int m_handle = 0;
    int m_run = 0;                          ///< what an older check still tells is not listened to
};

} // namespace tern::ui
