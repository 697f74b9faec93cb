// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/OwnServerForm.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/doctor/CertificateDialog.h"
#include "ui/setup/FileField.h"
#include "ui/setup/ManualSettings.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Buttons.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUrl>

namespace tern::ui {
namespace {

constexpr std::string_view kPage = "oauth:";
constexpr std::string_view kCertificate = "certificate:";

} // namespace

OwnServerForm::OwnServerForm(const WindowContext &context, const store::IdentityRecord &identity, QWidget *parent)
    : QWidget(parent), m_context(context), m_identity(identity)
{
    m_server = new ServerFields(ServerFields::Role::Send, this);
    if (!identity.smtp.host.empty())
        m_server->setSettings(identity.smtp);
    m_way = new QComboBox(this);
    m_way->setObjectName(QStringLiteral("identityWay"));
    m_way->addItem(tr("By password"), QString());
    m_way->addItem(tr("By a certificate"), QLatin1String(kCertificate));
    m_password = new QLineEdit(this);
    m_password->setObjectName(QStringLiteral("identityPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_certificate = ManualSettings::certificateField({}, this);
    m_certificate->setObjectName(QStringLiteral("identityCertificate"));

    auto *checkRow = new QWidget(this);
    m_check = new FlatButton(context.theme, {}, checkRow);
    m_check->setObjectName(QStringLiteral("identityCheck"));
    m_check->setInk(Theme::Ink::Accent);
    m_look = new FlatButton(context.theme, tr("Look at the certificate…"), checkRow);
    m_look->setObjectName(QStringLiteral("identityLook"));
    m_look->setInk(Theme::Ink::Accent);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(QStringLiteral("identityOutcome"));
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    auto *checkLine = new QHBoxLayout(checkRow);
    checkLine->setContentsMargins(0, 0, 0, 0);
    checkLine->setSpacing(12);
    checkLine->addWidget(m_check);
    checkLine->addWidget(m_look);
    checkLine->addStretch(1);

    m_form = new QFormLayout(this);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("Server"), m_server);
    m_form->addRow(tr("Sign in"), m_way);
    m_form->addRow(tr("Certificate"), m_certificate);
    m_form->addRow(tr("Password"), m_password);
    m_form->addRow(QString(), checkRow);
    m_form->addRow(QString(), m_outcome);
    setAddress(identity.address);
    saved(identity);
    setRunning(false);
    say({});

    connect(m_password, &QLineEdit::textEdited, this, &OwnServerForm::edited);
    connect(m_server, &ServerFields::edited, this, &OwnServerForm::edited);
    connect(m_certificate, &FileField::edited, this, &OwnServerForm::edited);
    connect(m_way, &QComboBox::activated, this, [this] {
        showWay();
        Q_EMIT edited();
    });
    connect(m_check, &QAbstractButton::clicked, this, &OwnServerForm::check);
    connect(m_look, &QAbstractButton::clicked, this, &OwnServerForm::openCertificate);
}

OwnServerForm::~OwnServerForm()
{
    if (m_running)
        m_context.engine.cancelDiagnosis(m_handle);
}

void OwnServerForm::setAddress(const QString &address)
{
    m_identity.address = address;
    std::string page = m_context.engine.browserProvider(address);
    if (page.empty() && m_identity.auth.starts_with(kPage))
        page = m_identity.auth.substr(kPage.size());
    const int known = m_way->findText(tr("On the provider's page"));
    if (!page.empty()) {
        const QString value = QLatin1String(kPage) + QString::fromStdString(page);
        known < 0 ? m_way->insertItem(1, tr("On the provider's page"), value) : m_way->setItemData(known, value);
    } else if (known >= 0) {
        m_way->removeItem(known);
    }
    showWay();
}

/// Only what this way needs.
void OwnServerForm::showWay()
{
    const bool byCertificate = way() == kCertificate;
    m_form->setRowVisible(m_certificate, byCertificate);
    m_form->setRowVisible(m_password, !way().starts_with(kPage));
    if (auto *label = qobject_cast<QLabel *>(m_form->labelForField(m_password)))
        label->setText(byCertificate ? tr("Passphrase") : tr("Password"));
    const bool isKept = !m_identity.secretSource.empty() && auth() == m_identity.auth;
    m_password->setPlaceholderText(isKept ? tr("Unchanged") : byCertificate ? tr("If the file has one") : QString());
}

std::string OwnServerForm::way() const { return m_way->currentData().toString().toStdString(); }

std::string OwnServerForm::auth() const
{
    return way() == kCertificate ? way() + m_certificate->file().toStdString() : way();
}

store::IdentityRecord OwnServerForm::filledInto(store::IdentityRecord identity) const
{
    identity.smtp = m_server->settings();
    if (!identity.smtp.host.empty() && identity.smtp.user.empty())
        identity.smtp.user = identity.address.toStdString();
    identity.auth = auth();
    identity.secretSource = m_identity.secretSource;
    return identity;
}

engine::IdentityProof OwnServerForm::proof() const
{
    if (way().starts_with(kPage))
        return m_page.value_or(engine::IdentityProof{});
    return {m_password->text().isEmpty() ? std::nullopt : std::optional(m_password->text()), {}};
}

QString OwnServerForm::complaint() const
{
    const QString &address = m_identity.address;
    if (m_server->settings().host.empty()) {
        m_server->setFocus();
        return tr("Name the server that sends for %1, then save.").arg(address);
    }
    const bool isKept = !m_identity.secretSource.empty() && auth() == m_identity.auth;
    if (way().starts_with(kPage) && !m_page && !isKept)
        return tr("Sign in on the provider's page for %1 first: press Check.").arg(address);
    if (way() == kCertificate && m_certificate->file().isEmpty()) {
        m_certificate->setFocus();
        return tr("Choose the file with the certificate of %1, then save.").arg(address);
    }
    if (way().empty() && !isKept && m_password->text().isEmpty()) {
        m_password->setFocus();
        return tr("Enter the password at the server of %1, then save.").arg(address);
    }
    return {};
}

void OwnServerForm::saved(const store::IdentityRecord &identity)
{
    m_identity = identity;
    m_page.reset();
    m_password->clear();
    const bool byCertificate = identity.auth.starts_with(kCertificate);
    m_certificate->setFile(byCertificate ? QString::fromStdString(identity.auth.substr(kCertificate.size())) : QString());
    m_way->setCurrentIndex(std::max(0, m_way->findData(byCertificate ? QString(QLatin1String(kCertificate)) : QString::fromStdString(identity.auth))));
    showWay();
}

void OwnServerForm::clearOutcome()
{
    say({});
    m_look->hide();
}

/// What came of the check; empty: nothing yet.
void OwnServerForm::say(const QString &words)
{
    m_outcome->setText(words);
    m_form->setRowVisible(m_outcome, !words.isEmpty());
}

void OwnServerForm::setRunning(bool running)
{
    m_running = running;
    m_check->setText(running ? tr("Stop") : tr("Check"));
    m_check->updateGeometry();
    m_look->hide();
}

void OwnServerForm::check()
{
    const int mine = ++m_run;
    if (m_running) {
        m_context.engine.cancelDiagnosis(m_handle);
        setRunning(false);
        return say({});
    }
    // Signing in on the page is what this button is for.
    const bool byPage = way().starts_with(kPage) && !m_server->settings().host.empty();
    if (const QString wrong = byPage ? QString() : complaint(); !wrong.isEmpty())
        return say(wrong);
    setRunning(true);
    say(tr("Signing in…"));
    const auto openPage = eachOnUi<QString>(this, [this, mine](const QString &url) {
        if (mine != m_run)
            return;
        say(tr("Sign in on the page that opened in your browser."));
        QDesktopServices::openUrl(QUrl(url));
    });
    m_handle = m_context.engine.checkIdentity({filledInto(m_identity), proof(), tr("You are signed in. You can close this page and go back to Tern.")}, openPage,
                                              onUi(this, [this, mine](Result<engine::CheckedIdentity> outcome) {
                                                  if (mine == m_run)
                                                      checked(outcome);
                                              }));
}

void OwnServerForm::checked(const Result<engine::CheckedIdentity> &outcome)
{
    setRunning(false);
    if (!outcome) {
        say(errorText(outcome.error()).sentence);
        const store::ServerSettings server = m_server->settings();
        m_look->setVisible(outcome.error().kind == ErrorKind::CertificateInvalid && m_context.engine.refusedCertificate(server.host, server.port).has_value());
        return;
    }
    say(outcome->tls.isEmpty() ? tr("Signed in.") : tr("Signed in, with %1.").arg(outcome->tls.section(QLatin1Char(' '), 0, 0)));
    if (outcome->tokens) {
        m_page = engine::IdentityProof{{}, outcome->tokens};
        const QString said = m_outcome->text();
        Q_EMIT edited();        // there is something to save
        say(said);
    }
}

/// Whether to trust it all the same is decided in a window of its own.
void OwnServerForm::openCertificate()
{
    const store::ServerSettings server = m_server->settings();
    const auto report = m_context.engine.refusedCertificate(server.host, server.port);
    if (!report)
        return;
    auto *dialog = new CertificateDialog(m_context, *report, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CertificateDialog::decided, this, &OwnServerForm::check);
    dialog->show();
}

} // namespace tern::ui
