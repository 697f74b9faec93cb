// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace tern::ui {

class FileField;
class MaildropForm;

/// Host, port, security and user of one server. Thread: UI.
class ServerFields final : public QWidget {
    Q_OBJECT

public:
    enum class Role { Receive, Send };
    ServerFields(Role role, QWidget *parent = nullptr);

    void setSettings(const store::ServerSettings &settings);
    /// Of Role::Receive: which protocol the server speaks; the port follows where it is a usual one.
    void setKind(store::AccountKind kind);
    /// Host empty: nothing was entered.
    [[nodiscard]] store::ServerSettings settings() const;

Q_SIGNALS:
    void edited();

private:
    void suggestPort();

    [[nodiscard]] int usualPort(int security) const;

    const Role m_role;
    store::AccountKind m_kind = store::AccountKind::Imap;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QComboBox *m_security = nullptr;
    QLineEdit *m_user = nullptr;
};

/// Everything of an account's connection that can be set by hand: both servers, the person's name, an extra certificate authority.
class ManualSettings final : public QWidget {
    Q_OBJECT

public:
    explicit ManualSettings(QWidget *parent = nullptr);

    [[nodiscard]] ServerFields &receive() { return *m_receive; }
    [[nodiscard]] ServerFields &send() { return *m_send; }
    /// IMAP or POP3, with what that needs.
    void setKind(store::AccountKind kind);
    [[nodiscard]] store::AccountKind kind() const;
    /// An account stays what it is: the choice is not offered.
    void fixKind(store::AccountKind kind);
    void setMaildrop(const store::MaildropPolicy &policy);
    [[nodiscard]] store::MaildropPolicy maildrop() const;
    /// Without the person's name, where it is asked for elsewhere.
    void hideName();
    void setName(const QString &name);
    [[nodiscard]] QString name() const;
    void setCaFile(const QString &file);
    [[nodiscard]] QString caFile() const;
    /// The person's own certificate to sign in by; the password is then the passphrase of its file.
    [[nodiscard]] QString certificate() const;
    /// \param auth  an AccountRecord's: the file in it is shown.
    void setAuth(const std::string &auth);
    /// What becomes of an account's `auth` by what stands in the field now.
    [[nodiscard]] std::string authAfter(const std::string &before) const;

    /// A field for such a certificate. \param whenEmpty  what then holds
    [[nodiscard]] static FileField *certificateField(const QString &whenEmpty, QWidget *parent);

Q_SIGNALS:
    void edited();
    /// The person chose the other protocol.
    void kindChosen(tern::store::AccountKind kind);

private:
    QComboBox *m_kind = nullptr;
    MaildropForm *m_maildrop = nullptr;
    ServerFields *m_receive = nullptr;
    ServerFields *m_send = nullptr;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    FileField *m_caFile = nullptr;
    FileField *m_certificate = nullptr;
};

} // namespace tern::ui
