// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Engine.h"
#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <QUrl>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace tern::ui {

class Banner;
class FlatButton;
class ManualSettings;
class SecretsChoice;

/// What a person tells of an account: its address, the password and where it is kept, the settings by hand; and what the address's provider wants, said
/// as soon as the address is known. Thread: UI.
class SetupForm final : public QWidget {
    Q_OBJECT

public:
    explicit SetupForm(const WindowContext &context, QWidget *parent);

    /// For an account that exists: its address can't be changed any more.
    void fillFrom(const store::AccountRecord &account);
    void setEmail(const QString &email);
    /// Shown between the fields and the settings by hand.
    void addNotice(QWidget *notice);
    void setManualShown(bool shown);
    /// The notices between the fields stay as they are.
    void setInputEnabled(bool enabled);
    [[nodiscard]] bool isManualShown() const { return m_manualShown; }
    /// The person agreed to a server that is not the address's own. Forgotten with the next address.
    void agreeTo(std::string host) { m_agreed.push_back(std::move(host)); }

    /// What is missing, in words; the field it is about gets the focus. Empty: all is there.
    [[nodiscard]] QString missing();
    [[nodiscard]] engine::AccountSetup setup() const;
    /// The account as it is to be after `setup` was checked.
    [[nodiscard]] store::AccountRecord recordAfter(const engine::AccountSetup &setup) const;
    [[nodiscard]] const std::optional<store::AccountRecord> &existing() const { return m_existing; }
    [[nodiscard]] QString domain() const;
    /// nullopt: the stored one stays.
    [[nodiscard]] std::optional<QString> typedPassword() const;
    [[nodiscard]] SecretsChoice &secrets() { return *m_secrets; }

Q_SIGNALS:
    void edited();
    /// The return key behind the last field.
    void submitted();

private:
    void addressChanged();
    void kindChosen(store::AccountKind kind);

    WindowContext m_context;
    std::optional<store::AccountRecord> m_existing;
    QVBoxLayout *m_column;
    QLineEdit *m_email;
    QLineEdit *m_password;
    SecretsChoice *m_secrets;
    Banner *m_advice;
    FlatButton *m_how;
    ManualSettings *m_manual;
    QUrl m_helpPage;
    std::vector<std::string> m_agreed;
    bool m_byBrowser = false;       ///< the address can sign in at a page of its provider
    bool m_manualShown = false;
    bool m_manualTouched = false;
};

} // namespace tern::ui
