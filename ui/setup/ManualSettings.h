// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace tern::ui {

/// Host, port, security and user of one server. Thread: UI.
class ServerFields final : public QWidget {
    Q_OBJECT

public:
    enum class Role { Receive, Send };
    ServerFields(Role role, QWidget *parent = nullptr);

    void setSettings(const store::ServerSettings &settings);
    /// Host empty: nothing was entered.
    [[nodiscard]] store::ServerSettings settings() const;

Q_SIGNALS:
    void edited();

private:
    void suggestPort();

    const Role m_role;
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
    /// Without the person's name, where it is asked for elsewhere.
    void hideName();
    void setName(const QString &name);
    [[nodiscard]] QString name() const;
    void setCaFile(const QString &file);
    [[nodiscard]] QString caFile() const;

Q_SIGNALS:
    void edited();

private:
    ServerFields *m_receive = nullptr;
    ServerFields *m_send = nullptr;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_caFile = nullptr;
};

} // namespace tern::ui
