// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/IdentityForm.h"

#include "core/engine/Engine.h"
#include "core/mime/Address.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/setup/ManualSettings.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Separator.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>

namespace tern::ui {

IdentityForm::IdentityForm(const WindowContext &context, store::IdentityRecord identity, bool isFirst, QWidget *parent)
    : QWidget(parent), m_context(context), m_identity(std::move(identity))
{
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (!isFirst)
        m_form->addRow(new Separator(context.theme, Qt::Horizontal, this));
    m_name = new QLineEdit(m_identity.name, this);
    m_address = new QLineEdit(m_identity.address, this);
    m_address->setObjectName(QStringLiteral("identityAddress"));
    m_signature = new QPlainTextEdit(m_identity.signature, this);
    m_signature->setFixedHeight(68);
    m_signature->setTabChangesFocus(true);
    m_signature->setPlaceholderText(tr("No signature"));
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("Address"), m_address);
    m_form->addRow(tr("Signature"), m_signature);

    m_hasServer = new QCheckBox(tr("Has a server of its own for sending"), this);
    m_hasServer->setObjectName(QStringLiteral("identityHasServer"));
    m_hasServer->setChecked(!m_identity.smtp.host.empty());
    m_server = new ServerFields(ServerFields::Role::Send, this);
    if (m_hasServer->isChecked())
        m_server->setSettings(m_identity.smtp);
    m_password = new QLineEdit(this);
    m_password->setObjectName(QStringLiteral("identityPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    if (!m_identity.secretSource.empty())
        m_password->setPlaceholderText(tr("Unchanged"));
    m_checkRow = new QWidget(this);
    m_check = new FlatButton(context.theme, tr("Check"), m_checkRow);
    m_check->setObjectName(QStringLiteral("identityCheck"));
    m_check->setInk(Theme::Ink::Accent);
    m_outcome = new QLabel(m_checkRow);
    m_outcome->setObjectName(QStringLiteral("identityOutcome"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    auto *checkLine = new QHBoxLayout(m_checkRow);
    checkLine->setContentsMargins(0, 0, 0, 0);
    checkLine->setSpacing(12);
    checkLine->addWidget(m_check);
    checkLine->addWidget(m_outcome, 1);
    auto *remove = new FlatButton(context.theme, tr("Remove this address"), this);
    remove->setObjectName(QStringLiteral("identityRemove"));
    remove->setInk(Theme::Ink::Bad);
    m_form->addRow(QString(), m_hasServer);
    m_form->addRow(tr("Server"), m_server);
    m_form->addRow(tr("Password"), m_password);
    m_form->addRow(QString(), m_checkRow);
    auto *removeLine = new QHBoxLayout;
    removeLine->addWidget(remove);
    removeLine->addStretch(1);
    m_form->addRow(QString(), removeLine);
    m_form->setRowVisible(m_hasServer, !isFirst || m_hasServer->isChecked());
    m_form->setRowVisible(removeLine, !isFirst);
    showOwnServer();

    for (QLineEdit *field : {m_name, m_address, m_password})
        connect(field, &QLineEdit::textEdited, this, &IdentityForm::edited);
    connect(m_signature, &QPlainTextEdit::textChanged, this, &IdentityForm::edited);
    connect(m_server, &ServerFields::edited, this, &IdentityForm::edited);
    connect(m_hasServer, &QCheckBox::toggled, this, [this] {
        showOwnServer();
        Q_EMIT edited();
    });
    connect(this, &IdentityForm::edited, m_outcome, &QLabel::clear);
    connect(m_check, &QAbstractButton::clicked, this, &IdentityForm::check);
    connect(remove, &QAbstractButton::clicked, this, &IdentityForm::removeRequested);
}

void IdentityForm::showOwnServer()
{
    for (QWidget *row : {static_cast<QWidget *>(m_server), static_cast<QWidget *>(m_password), m_checkRow})
        m_form->setRowVisible(row, m_hasServer->isChecked());
}

store::IdentityRecord IdentityForm::identity() const
{
    store::IdentityRecord identity = m_identity;
    identity.name = m_name->text().trimmed();
    identity.address = m_address->text().trimmed();
    identity.signature = m_signature->toPlainText();
    identity.smtp = m_hasServer->isChecked() ? m_server->settings() : store::ServerSettings{};
    if (!identity.smtp.host.empty() && identity.smtp.user.empty())
        identity.smtp.user = identity.address.toStdString();
    return identity;
}

std::optional<QString> IdentityForm::password() const
{
    return m_hasServer->isChecked() && !m_password->text().isEmpty() ? std::optional(m_password->text()) : std::nullopt;
}

QString IdentityForm::complaint() const
{
    const store::IdentityRecord now = identity();
    if (!now.address.contains(QLatin1Char('@')) || !mime::isValidAddrSpec(now.address.toStdString())) {
        m_address->setFocus();
        return tr("“%1” is not a mail address. Correct it, then save.").arg(now.address);
    }
    if (!m_hasServer->isChecked())
        return {};
    if (now.smtp.host.empty()) {
        m_server->setFocus();
        return tr("Name the server that sends for %1, then save.").arg(now.address);
    }
    if (now.secretSource.empty() && m_password->text().isEmpty()) {
        m_password->setFocus();
        return tr("Enter the password at the server of %1, then save.").arg(now.address);
    }
    return {};
}

void IdentityForm::saved(IdentityId id)
{
    m_identity = identity();
    m_identity.id = id;
    m_password->clear();
    if (m_hasServer->isChecked()) {
        m_password->setPlaceholderText(tr("Unchanged"));
        // Where it is kept is the engine's to say.
        if (const auto all = m_context.reader.identities(m_identity.account)) {
            for (const store::IdentityRecord &one : *all) {
                if (one.id == id)
                    m_identity.secretSource = one.secretSource;
            }
        }
    }
}

void IdentityForm::focusAddress()
{
    m_address->setFocus();
}

void IdentityForm::check()
{
    if (const QString wrong = complaint(); !wrong.isEmpty())
        return m_outcome->setText(wrong);
    m_check->setEnabled(false);
    m_outcome->setText(tr("Signing in…"));
    m_context.engine.checkIdentity(identity(), password(), onUi(this, [this](Result<QString> tls) {
        m_check->setEnabled(true);
        if (!tls)
            return m_outcome->setText(errorText(tls.error()).sentence);
        m_outcome->setText(tls->isEmpty() ? tr("Signed in.") : tr("Signed in, with %1.").arg(tls->section(QLatin1Char(' '), 0, 0)));
    }));
}

} // namespace tern::ui
