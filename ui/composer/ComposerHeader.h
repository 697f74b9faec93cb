// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>

class QLineEdit;

namespace tern::ui {

class ElidedLabel;
class FlatButton;
class RecipientEdit;
class Theme;

/// From, To, Cc, Bcc and Subject of a message being written. Cc and Bcc come when asked for, or when they hold something.
/// Thread: UI.
class ComposerHeader final : public QWidget {
    Q_OBJECT

public:
    ComposerHeader(const Theme &theme, std::vector<store::IdentityRecord> identities, QWidget *parent = nullptr);

    void setIdentity(IdentityId identity, AccountId account);
    /// None if there is no account.
    [[nodiscard]] const store::IdentityRecord *identity() const;
    void setRecipients(const QString &to, const QString &cc, const QString &bcc);
    void setSubject(const QString &subject);
    /// Without the subject, where that can't be another one.
    void hideSubject();

    [[nodiscard]] RecipientEdit &to() { return *m_to; }
    [[nodiscard]] RecipientEdit &cc() { return *m_cc; }
    [[nodiscard]] RecipientEdit &bcc() { return *m_bcc; }
    [[nodiscard]] QLineEdit &subject() { return *m_subject; }
    [[nodiscard]] QString subjectText() const;
    /// To the first field that is still empty; false if none is.
    bool focusFirstEmpty();
    void commit();

Q_SIGNALS:
    void changed();
    /// \param before  may be null.
    void identityChanged(const tern::store::IdentityRecord *before);

private:
    QWidget *row(const QString &name, QWidget *field, QWidget *aside = nullptr, int outdent = 0);
    void chooseIdentity(int index);
    void showFrom();
    void showOptional();

    const Theme &m_theme;
    const std::vector<store::IdentityRecord> m_identities;
    int m_identity = -1;
    FlatButton *m_from = nullptr;
    RecipientEdit *m_to = nullptr;
    RecipientEdit *m_cc = nullptr;
    RecipientEdit *m_bcc = nullptr;
    QLineEdit *m_subject = nullptr;
    QWidget *m_ccRow = nullptr;
    QWidget *m_bccRow = nullptr;
    QWidget *m_subjectRow = nullptr;
    FlatButton *m_showCc = nullptr;
    FlatButton *m_showBcc = nullptr;
};

} // namespace tern::ui
