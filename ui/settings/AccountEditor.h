// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace tern::ui {

class Banner;
class IdentityForm;
class ManualSettings;
class PrimaryButton;

/// One account: its addresses, servers, password, what its folders are for, removal.
/// "Save" appears with the first change. Thread: UI.
class AccountEditor final : public QWidget {
    Q_OBJECT

public:
    AccountEditor(const WindowContext &context, const store::AccountRecord &account, QWidget *parent = nullptr);

Q_SIGNALS:
    void backRequested();
    void checkRequested(tern::AccountId account);
    void removed();

private:
    struct RoleField {
        std::string key;
        QComboBox *box;
    };
    void build();
    void buildAddresses(QVBoxLayout &column);
    void buildLocal(QVBoxLayout &column);
    void buildServers(QVBoxLayout &column);
    QWidget *heading(const QString &text);
    IdentityForm *addIdentity(const store::IdentityRecord &identity);
    void removeIdentity(IdentityForm *form);
    QWidget *roles();
    void alignLabels();
    void touched();
    void save();
    void saveIdentities(std::size_t from);
    void dropIdentities();
    void saveAccount();
    void complain(const QString &text);
    void report(const Result<void> &outcome, const QString &success);
    void askRemoval();

    WindowContext m_context;
    store::AccountRecord m_account;
    QVBoxLayout *m_identityColumn = nullptr;
    std::vector<IdentityForm *> m_identities;
    std::vector<IdentityId> m_toRemove;     ///< addresses that go with "Save"
    std::vector<RoleField> m_roles;
    ManualSettings *m_servers = nullptr;
    QLineEdit *m_localName = nullptr;       ///< of folders on this computer alone, which have neither servers nor addresses
    QLineEdit *m_password = nullptr;
    QCheckBox *m_sentCopy = nullptr;
    PrimaryButton *m_save = nullptr;
    Banner *m_notice = nullptr;
};

} // namespace tern::ui
