// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/AccountEditor.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/settings/IdentityForm.h"
#include "ui/settings/ProxyForm.h"
#include "ui/setup/ManualSettings.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Separator.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QScrollArea>

namespace tern::ui {
namespace {

constexpr int kLabelWidth = 84;

QFormLayout *formIn(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

} // namespace

AccountEditor::AccountEditor(const WindowContext &context, const store::AccountRecord &account, QWidget *parent)
    : QWidget(parent), m_context(context), m_account(account)
{
    build();
}

QWidget *AccountEditor::heading(const QString &text)
{
    auto *label = new ElidedLabel(m_context.theme, Theme::Type::Strong, Theme::Ink::Text, text, this);
    label->setContentsMargins(0, 12, 0, 0);
    return label;
}

void AccountEditor::build()
{
    const Theme &theme = m_context.theme;
    auto *back = new FlatButton(theme, {}, QStringLiteral("go-previous"), this);
    back->setAccessibleName(tr("Back to all accounts"));
    back->setToolTip(back->accessibleName());
    auto *check = new FlatButton(theme, tr("Check the connection"), this);
    check->setInk(Theme::Ink::Accent);
    check->setVisible(m_account.kind != store::AccountKind::Local);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(20, 22, 32, 12);
    head->addWidget(back);
    head->addWidget(new ElidedLabel(theme, Theme::Type::Subject, Theme::Ink::Text, m_account.email, this), 1);
    head->addWidget(check);

    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(32, 4, 32, 24);
    column->setSpacing(12);
    if (m_account.kind == store::AccountKind::Local)
        buildLocal(*column);
    else
        buildAddresses(*column);
    if (m_account.kind != store::AccountKind::Local)
        buildServers(*column);

    column->addWidget(new Separator(theme, Qt::Horizontal, this));
    column->addWidget(heading(tr("Folders")));
    column->addWidget(roles());
    m_sentCopy = new QCheckBox(tr("Save a copy of what is sent (off where the provider keeps one itself)"), this);
    m_sentCopy->setChecked(m_account.saveSentCopy);
    m_sentCopy->setVisible(m_account.kind != store::AccountKind::Local);
    column->addWidget(m_sentCopy);

    column->addWidget(new Separator(theme, Qt::Horizontal, this));
    auto *remove = new FlatButton(theme, tr("Remove this account…"), this);
    remove->setInk(Theme::Ink::Bad);
    column->addWidget(remove, 0, Qt::AlignLeft);
    column->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_notice = new Banner(theme, Banner::Kind::Bad, {}, this);
    m_notice->hide();
    m_save = new PrimaryButton(theme, tr("Save"), this);
    m_save->hide();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(32, 8, 32, 16);
    foot->addWidget(m_notice, 1);
    foot->addStretch(0);
    foot->addWidget(m_save, 0, Qt::AlignBottom);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(head);
    whole->addWidget(scroll, 1);
    whole->addLayout(foot);

    alignLabels();
    connect(back, &QAbstractButton::clicked, this, &AccountEditor::backRequested);
    connect(check, &QAbstractButton::clicked, this, [this] { Q_EMIT checkRequested(m_account.id); });
    connect(remove, &QAbstractButton::clicked, this, &AccountEditor::askRemoval);
    connect(m_save, &QAbstractButton::clicked, this, &AccountEditor::save);
    connect(m_sentCopy, &QCheckBox::toggled, this, &AccountEditor::touched);
}

void AccountEditor::buildAddresses(QVBoxLayout &column)
{
    column.addWidget(heading(tr("Addresses and signatures")));
    m_identityColumn = new QVBoxLayout;
    m_identityColumn->setSpacing(12);
    column.addLayout(m_identityColumn);
    if (const auto identities = m_context.reader.identities(m_account.id); identities && !identities->empty()) {
        for (const store::IdentityRecord &identity : *identities)
            addIdentity(identity);
    } else {
        addIdentity({{}, m_account.id, m_account.name, m_account.email, {}});
    }
    auto *another = new FlatButton(m_context.theme, tr("Add an address"), this);
    another->setObjectName(QStringLiteral("addAddress"));
    another->setInk(Theme::Ink::Accent);
    column.addWidget(another, 0, Qt::AlignLeft);
    connect(another, &QAbstractButton::clicked, this, [this] {
        addIdentity({{}, m_account.id, m_account.name, {}, {}})->focusAddress();
        touched();
    });
}

/// Folders on this computer alone have a name, and nothing else.
void AccountEditor::buildLocal(QVBoxLayout &column)
{
    auto *box = new QWidget(this);
    auto *form = formIn(box);
    m_localName = new QLineEdit(m_account.name, box);
    form->addRow(tr("Name"), m_localName);
    column.addWidget(box);
    connect(m_localName, &QLineEdit::textEdited, this, &AccountEditor::touched);
}

void AccountEditor::buildServers(QVBoxLayout &column)
{
    column.addWidget(new Separator(m_context.theme, Qt::Horizontal, this));
    column.addWidget(heading(tr("Servers")));
    m_servers = new ManualSettings(this);
    m_servers->fixKind(m_account.kind);
    m_servers->setMaildrop(m_account.maildrop);
    m_servers->receive().setSettings(m_account.imap);
    m_servers->send().setSettings(m_account.smtp);
    m_servers->hideName();
    m_servers->setName(m_account.name);
    m_servers->setCaFile(QString::fromStdString(m_account.caFile));
    m_servers->setAuth(m_account.auth);
    column.addWidget(m_servers);
    auto *passwordRow = new QWidget(this);
    auto *form = formIn(passwordRow);
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Unchanged"));
    form->addRow(tr("Password"), m_password);
    column.addWidget(passwordRow);
    column.addWidget(new ProxyForm(m_context, m_account.id, this));
    connect(m_servers, &ManualSettings::edited, this, &AccountEditor::touched);
    connect(m_password, &QLineEdit::textEdited, this, &AccountEditor::touched);
}

IdentityForm *AccountEditor::addIdentity(const store::IdentityRecord &identity)
{
    auto *form = new IdentityForm(m_context, identity, m_identities.empty(), this);
    m_identityColumn->addWidget(form);
    alignLabels();
    m_identities.push_back(form);
    connect(form, &IdentityForm::edited, this, &AccountEditor::touched);
    connect(form, &IdentityForm::removeRequested, this, [this, form] { removeIdentity(form); });
    return form;
}

void AccountEditor::removeIdentity(IdentityForm *form)
{
    if (const IdentityId id = form->identity().id; id.isValid())
        m_toRemove.push_back(id);
    std::erase(m_identities, form);
    form->hide();
    form->deleteLater();
    touched();
}

QWidget *AccountEditor::roles()
{
    auto *box = new QWidget(this);
    auto *form = formIn(box);
    using Role = store::MailboxRole;
    const std::tuple<std::string, Role, QString> known[] = {
        {"drafts", Role::Drafts, tr("Drafts")},    {"sent", Role::Sent, tr("Sent")},
        {"archive", Role::Archive, tr("Archive")}, {"junk", Role::Junk, tr("Junk")},
        {"trash", Role::Trash, tr("Trash")},
    };
    const auto mailboxes = m_context.reader.mailboxes(m_account.id);
    for (const auto &[key, role, label] : known) {
        auto *choice = new QComboBox(box);
        choice->setAccessibleName(tr("Folder for %1").arg(label));
        QString automatic;
        for (const store::MailboxRecord &mailbox : mailboxes ? *mailboxes : std::vector<store::MailboxRecord>{}) {
            if (mailbox.role == role)
                automatic = mailbox.path;
        }
        choice->addItem(automatic.isEmpty() ? tr("Found by itself") : tr("Found by itself: %1").arg(automatic), QString());
        for (const store::MailboxRecord &mailbox : mailboxes ? *mailboxes : std::vector<store::MailboxRecord>{}) {
            if (mailbox.selectable && mailbox.role != Role::Inbox)
                choice->addItem(mailbox.path, QString::fromStdString(mailbox.wireName));
        }
        if (const auto chosen = m_account.roles.find(key); chosen != m_account.roles.end())
            choice->setCurrentIndex(std::max(0, choice->findData(QString::fromStdString(chosen->second))));
        connect(choice, &QComboBox::activated, this, &AccountEditor::touched);
        form->addRow(label, choice);
        m_roles.push_back({key, choice});
    }
    return box;
}

void AccountEditor::alignLabels()
{
    // The forms are several; their labels are one column.
    for (QFormLayout *form : findChildren<QFormLayout *>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            if (QLayoutItem *label = form->itemAt(row, QFormLayout::LabelRole); label && label->widget())
                label->widget()->setMinimumWidth(kLabelWidth);
        }
    }
}

void AccountEditor::touched()
{
    m_save->show();
    m_notice->hide();
}

void AccountEditor::report(const Result<void> &outcome, const QString &success)
{
    m_notice->clearButtons();
    m_notice->setKind(outcome ? Banner::Kind::Good : Banner::Kind::Bad);
    const ErrorText text = outcome ? ErrorText{success, {}} : errorText(outcome.error());
    m_notice->setText(text.sentence);
    m_notice->setDetails(text.details);
    m_notice->show();
    m_save->setVisible(!outcome.ok());
}

void AccountEditor::complain(const QString &text)
{
    m_notice->clearButtons();
    m_notice->setKind(Banner::Kind::Bad);
    m_notice->setText(text);
    m_notice->setDetails({});
    m_notice->show();
}

void AccountEditor::save()
{
    for (const IdentityForm *form : m_identities) {
        if (const QString wrong = form->complaint(); !wrong.isEmpty())
            return complain(wrong);
    }
    saveIdentities(0);
}

/// One after the other, so that the first that can't be saved is what is told.
void AccountEditor::saveIdentities(std::size_t from)
{
    if (from >= m_identities.size())
        return dropIdentities();
    IdentityForm *form = m_identities[from];
    m_context.engine.saveIdentity(form->identity(), form->proof(), onUi(form, [this, form, from](Result<IdentityId> saved) {
        if (!saved)
            return report(saved.error(), {});
        form->saved(*saved);
        saveIdentities(from + 1);
    }));
}

void AccountEditor::dropIdentities()
{
    if (m_toRemove.empty())
        return saveAccount();
    m_context.engine.removeIdentity(m_toRemove.back(), onUi(this, [this](Result<void> removed) {
        if (!removed && removed.error().where == store::kIdentityInUse)
            return complain(tr("Mail from the address that you removed still waits in the Outbox. Send or cancel it, then save again."));
        if (!removed && removed.error().kind != ErrorKind::NotFound)
            return report(removed.error(), {});
        m_toRemove.pop_back();
        dropIdentities();
    }));
}

void AccountEditor::saveAccount()
{
    if (m_localName) {
        if (const QString name = m_localName->text().trimmed(); !name.isEmpty())
            m_account.name = m_account.email = name;
    } else {
        m_account.name = m_identities.front()->identity().name;
        m_account.imap = m_servers->receive().settings();
        m_account.smtp = m_servers->send().settings();
        m_account.maildrop = m_servers->maildrop();
        m_account.caFile = m_servers->caFile().toStdString();
        m_account.auth = m_servers->authAfter(m_account.auth);
    }
    m_account.saveSentCopy = m_sentCopy->isChecked();
    for (const RoleField &role : m_roles) {
        const std::string chosen = role.box->currentData().toString().toStdString();
        if (chosen.empty())
            m_account.roles.erase(role.key);
        else
            m_account.roles[role.key] = chosen;
    }
    const bool hasPassword = m_password && !m_password->text().isEmpty();
    const std::optional<QString> password = hasPassword ? std::optional(m_password->text()) : std::nullopt;
    m_context.engine.updateAccount(m_account, password, onUi(this, [this](Result<void> saved) {
        if (saved && m_password)
            m_password->clear();
        report(saved, tr("Saved."));
    }));
}

void AccountEditor::askRemoval()
{
    int unsent = 0;
    int drafts = 0;
    if (const auto outbox = m_context.reader.outbox(false)) {
        unsent = int(std::count_if(outbox->begin(), outbox->end(), [this](const auto &item) { return item.account == m_account.id; }));
    }
    if (const auto all = m_context.reader.drafts()) {
        drafts = int(std::count_if(all->begin(), all->end(), [this](const auto &draft) { return draft.account == m_account.id && !draft.discarded; }));
    }
    int kept = 0;
    if (store::isKeptHere(m_account.kind)) {
        const auto mailboxes = m_context.reader.mailboxes(m_account.id);
        for (const store::MailboxRecord &mailbox : mailboxes ? *mailboxes : std::vector<store::MailboxRecord>{})
            kept += mailbox.total;
    }
    QString text = store::isKeptHere(m_account.kind)
        ? tr("Remove %1 from Tern?").arg(m_account.email)
        : tr("Remove %1 from Tern? Its messages are taken off this computer; what is on the server stays there.").arg(m_account.email);
    if (kept > 0)
        text += QLatin1Char(' ') + tr("%n message(s) are kept on this computer alone and will be lost for good.", nullptr, kept);
    if (unsent > 0)
        text += QLatin1Char(' ') + tr("%n message(s) not yet sent will be lost.", nullptr, unsent);
    if (drafts > 0)
        text += QLatin1Char(' ') + tr("%n draft(s) on this computer will be lost.", nullptr, drafts);
    m_notice->clearButtons();
    m_notice->setKind(Banner::Kind::Warning);
    m_notice->setText(text);
    m_notice->setDetails({});
    connect(m_notice->addButton(tr("Remove")), &QAbstractButton::clicked, this, [this] {
        m_context.engine.removeAccount(m_account.id, onUi(this, [this](Result<void> outcome) {
            if (!outcome)
                return report(outcome, {});
            Q_EMIT removed();
        }));
    });
    FlatButton *keep = m_notice->addButton(tr("Keep"));
    connect(keep, &QAbstractButton::clicked, m_notice, &QWidget::hide);
    m_notice->show();
    keep->setFocus();
}

} // namespace tern::ui
