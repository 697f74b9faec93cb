// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/IdentityForm.h"

#include "core/mime/Address.h"
#include "core/store/StoreReader.h"
#include "ui/settings/OwnServerForm.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Separator.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
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
    m_own = new OwnServerForm(context, m_identity, this);
    auto *remove = new FlatButton(context.theme, tr("Remove this address"), this);
    remove->setObjectName(QStringLiteral("identityRemove"));
    remove->setInk(Theme::Ink::Bad);
    m_form->addRow(QString(), m_hasServer);
    m_form->addRow(m_own);
    auto *removeLine = new QHBoxLayout;
    removeLine->addWidget(remove);
    removeLine->addStretch(1);
    m_form->addRow(QString(), removeLine);
    m_form->setRowVisible(m_hasServer, !isFirst || m_hasServer->isChecked());
    m_form->setRowVisible(removeLine, !isFirst);
    m_form->setRowVisible(m_own, m_hasServer->isChecked());

    for (QLineEdit *field : {m_name, m_address})
        connect(field, &QLineEdit::textEdited, this, &IdentityForm::edited);
    connect(m_signature, &QPlainTextEdit::textChanged, this, &IdentityForm::edited);
    connect(m_address, &QLineEdit::textEdited, this, [this] { m_own->setAddress(m_address->text().trimmed()); });
    connect(m_own, &OwnServerForm::edited, this, &IdentityForm::edited);
    connect(m_hasServer, &QCheckBox::toggled, this, [this](bool on) {
        m_form->setRowVisible(m_own, on);
        Q_EMIT edited();
    });
    connect(this, &IdentityForm::edited, m_own, &OwnServerForm::clearOutcome);
    connect(remove, &QAbstractButton::clicked, this, &IdentityForm::removeRequested);
}

store::IdentityRecord IdentityForm::identity() const
{
    store::IdentityRecord identity = m_identity;
    identity.name = m_name->text().trimmed();
    identity.address = m_address->text().trimmed();
    identity.signature = m_signature->toPlainText();
    identity.smtp = {};
    return m_hasServer->isChecked() ? m_own->filledInto(identity) : identity;
}

engine::IdentityProof IdentityForm::proof() const
{
    return m_hasServer->isChecked() ? m_own->proof() : engine::IdentityProof{};
}

QString IdentityForm::complaint() const
{
    const store::IdentityRecord now = identity();
    if (!now.address.contains(QLatin1Char('@')) || !mime::isValidAddrSpec(now.address.toStdString())) {
        m_address->setFocus();
        return tr("“%1” is not a mail address. Correct it, then save.").arg(now.address);
    }
    return m_hasServer->isChecked() ? m_own->complaint() : QString();
}

void IdentityForm::saved(IdentityId id)
{
    m_identity = identity();
    m_identity.id = id;
    // Where what it signs in with is kept is the engine's to say.
    if (const auto all = m_context.reader.identities(m_identity.account)) {
        for (const store::IdentityRecord &one : *all) {
            if (one.id == id)
                m_identity = one;
        }
    }
    m_own->saved(m_identity);
}

void IdentityForm::focusAddress()
{
    m_address->setFocus();
}

} // namespace tern::ui
