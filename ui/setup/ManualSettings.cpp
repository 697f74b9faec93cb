// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/ManualSettings.h"

#include "core/net/Endpoint.h"
#include "ui/setup/FileField.h"
#include "ui/setup/MaildropForm.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

namespace tern::ui {
namespace {

constexpr std::string_view kByCertificate = "certificate:";    // of AccountRecord::auth

} // namespace

ServerFields::ServerFields(Role role, QWidget *parent) : QWidget(parent), m_role(role)
{
    m_host = new QLineEdit(this);
    m_host->setPlaceholderText(role == Role::Receive ? QStringLiteral("imap.example.com") : QStringLiteral("smtp.example.com"));
    m_host->setAccessibleName(role == Role::Receive ? tr("Server for receiving (IMAP)") : tr("Server for sending (SMTP)"));
    m_port = new QSpinBox(this);
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    m_port->setFixedWidth(76);
    m_port->setAccessibleName(tr("Port"));
    m_security = new QComboBox(this);
    m_security->addItem(tr("TLS"), int(Security::Tls));
    m_security->addItem(tr("STARTTLS"), int(Security::StartTls));
    m_security->addItem(tr("Not encrypted, on this computer only"), int(Security::Plain));
    m_security->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_security->setMinimumContentsLength(9);
    m_security->setAccessibleName(tr("Security"));
    m_user = new QLineEdit(this);
    m_user->setPlaceholderText(tr("User name, if it is not the address"));
    m_user->setAccessibleName(tr("User name"));
    m_port->setValue(usualPort(int(Security::Tls)));

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_host, 1);
    line->addWidget(m_port);
    line->addWidget(m_security);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(line);
    column->addWidget(m_user);
    connect(m_security, &QComboBox::activated, this, [this] {
        suggestPort();
        Q_EMIT edited();
    });
    connect(m_host, &QLineEdit::textEdited, this, &ServerFields::edited);
    connect(m_user, &QLineEdit::textEdited, this, &ServerFields::edited);
    connect(m_port, &QSpinBox::valueChanged, this, &ServerFields::edited);
}

int ServerFields::usualPort(int security) const
{
    const bool tls = Security(security) == Security::Tls;
    if (m_role == Role::Send)
        return tls ? 465 : 587;
    return m_kind == store::AccountKind::Pop3 ? (tls ? 995 : 110) : tls ? 993 : 143;
}

void ServerFields::suggestPort()
{
    constexpr int kUsual[] = {993, 143, 995, 110, 465, 587};
    if (std::find(std::begin(kUsual), std::end(kUsual), m_port->value()) != std::end(kUsual))
        m_port->setValue(usualPort(m_security->currentData().toInt()));
}

void ServerFields::setKind(store::AccountKind kind)
{
    const QSignalBlocker blocker(this);
    m_kind = kind;
    const bool pop3 = kind == store::AccountKind::Pop3;
    m_host->setPlaceholderText(pop3 ? QStringLiteral("pop.example.com") : QStringLiteral("imap.example.com"));
    m_host->setAccessibleName(pop3 ? tr("Server for receiving (POP3)") : tr("Server for receiving (IMAP)"));
    suggestPort();
}

void ServerFields::setSettings(const store::ServerSettings &settings)
{
    const QSignalBlocker blocker(this);
    m_host->setText(QString::fromStdString(settings.host));
    m_security->setCurrentIndex(std::max(0, m_security->findData(settings.security)));
    m_port->setValue(settings.port ? settings.port : usualPort(settings.security));
    m_user->setText(QString::fromStdString(settings.user));
}

store::ServerSettings ServerFields::settings() const
{
    store::ServerSettings settings;
    settings.host = m_host->text().trimmed().toStdString();
    settings.port = std::uint16_t(m_port->value());
    settings.security = m_security->currentData().toInt();
    settings.user = m_user->text().trimmed().toStdString();
    return settings;
}

ManualSettings::ManualSettings(QWidget *parent) : QWidget(parent)
{
    m_receive = new ServerFields(ServerFields::Role::Receive, this);
    m_send = new ServerFields(ServerFields::Role::Send, this);
    m_kind = new QComboBox(this);
    m_kind->addItem(tr("IMAP: mail and folders are on the server"), int(store::AccountKind::Imap));
    m_kind->addItem(tr("POP3: mail is fetched and kept on this computer"), int(store::AccountKind::Pop3));
    m_kind->setAccessibleName(tr("Protocol"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->setMinimumContentsLength(20);
    m_maildrop = new MaildropForm(this);
    m_name = new QLineEdit(this);
    m_name->setPlaceholderText(tr("As others see it"));
    m_caFile = new FileField({tr("Certificate authority"), tr("Certificates (*.pem *.crt *.cer)"), tr("None besides the system's"),
                              tr("A file (PEM) with a certificate authority to trust for this account besides the system's, as a company may hand out")},
                             this);
    m_certificate = certificateField(tr("None: sign in by password"), this);

    auto *form = m_form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Protocol"), m_kind);
    form->addRow(tr("Receive"), m_receive);
    form->addRow(tr("On the server"), m_maildrop);
    form->addRow(tr("Send"), m_send);
    form->addRow(tr("Your name"), m_name);
    form->addRow(tr("Authority"), m_caFile);
    form->addRow(tr("Your certificate"), m_certificate);

    setKind(store::AccountKind::Imap);
    connect(m_kind, &QComboBox::activated, this, [this] {
        setKind(kind());
        Q_EMIT kindChosen(kind());
        Q_EMIT edited();
    });
    connect(m_maildrop, &MaildropForm::edited, this, &ManualSettings::edited);
    connect(m_receive, &ServerFields::edited, this, &ManualSettings::edited);
    connect(m_send, &ServerFields::edited, this, &ManualSettings::edited);
    connect(m_name, &QLineEdit::textEdited, this, &ManualSettings::edited);
    connect(m_caFile, &FileField::edited, this, &ManualSettings::edited);
    connect(m_certificate, &FileField::edited, this, &ManualSettings::edited);
}

FileField *ManualSettings::certificateField(const QString &whenEmpty, QWidget *parent)
{
    return new FileField({tr("Your certificate"), tr("Certificates with their key (*.p12 *.pfx *.pem)"), whenEmpty,
                          tr("A file (PKCS#12 or PEM, with its key) by which the server knows you in place of a password, as a company may hand out; the password is then the passphrase of this file")},
                         parent);
}

void ManualSettings::setKind(store::AccountKind kind)
{
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(int(kind))));
    m_receive->setKind(kind);
    m_form->setRowVisible(m_maildrop, kind == store::AccountKind::Pop3);
}

void ManualSettings::fixKind(store::AccountKind kind)
{
    setKind(kind);
    m_form->setRowVisible(m_kind, false);
}

store::AccountKind ManualSettings::kind() const { return store::AccountKind(m_kind->currentData().toInt()); }
void ManualSettings::setMaildrop(const store::MaildropPolicy &policy) { m_maildrop->setPolicy(policy); }
store::MaildropPolicy ManualSettings::maildrop() const { return m_maildrop->policy(); }
void ManualSettings::hideName() { m_form->setRowVisible(m_name, false); }
void ManualSettings::setName(const QString &name) { m_name->setText(name); }
QString ManualSettings::name() const { return m_name->text().trimmed(); }
void ManualSettings::setCaFile(const QString &file) { m_caFile->setFile(file); }
QString ManualSettings::caFile() const { return m_caFile->file(); }
QString ManualSettings::certificate() const { return m_certificate->file(); }

void ManualSettings::setAuth(const std::string &auth)
{
    m_certificate->setFile(auth.starts_with(kByCertificate) ? QString::fromStdString(auth.substr(kByCertificate.size())) : QString());
}

std::string ManualSettings::authAfter(const std::string &before) const
{
    if (!certificate().isEmpty())
        return std::string(kByCertificate) + certificate().toStdString();
    return before.starts_with(kByCertificate) ? std::string() : before;
}

} // namespace tern::ui
