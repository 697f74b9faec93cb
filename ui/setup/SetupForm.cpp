// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/SetupForm.h"

#include "core/accounts/ProviderPreset.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/setup/ManualSettings.h"
#include "ui/setup/SecretsChoice.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QDesktopServices>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tern::ui {
namespace {

bool looksLikeAddress(const QString &text)
{
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    return at > 0 && at + 1 < text.size() && !text.contains(QLatin1Char(' '));
}

store::ServerSettings settingsOf(const std::optional<Endpoint> &endpoint)
{
    return endpoint ? store::ServerSettings{endpoint->host, endpoint->port, int(endpoint->security), {}} : store::ServerSettings{};
}

bool signsInByBrowser(const std::optional<store::AccountRecord> &account)
{
    return account && account->auth.starts_with("oauth:");
}

} // namespace

SetupForm::SetupForm(const WindowContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    m_email = new QLineEdit(this);
    m_email->setPlaceholderText(tr("Mail address"));
    m_email->setAccessibleName(tr("Mail address"));
    m_email->setInputMethodHints(Qt::ImhEmailCharactersOnly);
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    for (QLineEdit *field : {m_email, m_password}) {
        field->setMinimumHeight(38);
        connect(field, &QLineEdit::textEdited, this, &SetupForm::edited);
    }
    m_secrets = new SecretsChoice(this);
    m_advice = new Banner(context.theme, Banner::Kind::Warning, {}, this);
    m_how = m_advice->addButton(tr("How"));
    m_manual = new ManualSettings(this);
    m_manual->hide();
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(14);
    for (QWidget *part : {static_cast<QWidget *>(m_email), static_cast<QWidget *>(m_password), static_cast<QWidget *>(m_secrets),
                          static_cast<QWidget *>(m_advice), static_cast<QWidget *>(m_manual)})
        m_column->addWidget(part);

    connect(m_how, &QAbstractButton::clicked, this, [this] { QDesktopServices::openUrl(m_helpPage); });
    connect(m_manual, &ManualSettings::kindChosen, this, &SetupForm::kindChosen);
    connect(m_manual, &ManualSettings::edited, this, [this] { m_manualTouched = true; });
    connect(m_email, &QLineEdit::textChanged, this, &SetupForm::addressChanged);
    connect(m_email, &QLineEdit::returnPressed, m_password, qOverload<>(&QWidget::setFocus));
    connect(m_password, &QLineEdit::returnPressed, this, &SetupForm::submitted);
    context.engine.secretsPlace(onUi(this, [this](Result<engine::Engine::SecretsPlace> place) {
        if (!place)
            return;
        m_secrets->setPlace(*place);
        if (*place == engine::Engine::SecretsPlace::LockedFile)
            m_secrets->chooseFile();
    }));
    addressChanged();
}

void SetupForm::fillFrom(const store::AccountRecord &account)
{
    m_existing = account;
    m_email->setText(account.email);
    m_email->setReadOnly(true);
    m_manual->fixKind(account.kind);
    m_manual->setMaildrop(account.maildrop);
    m_manual->receive().setSettings(account.imap);
    m_manual->send().setSettings(account.smtp);
    m_manual->setName(account.name);
    m_manual->setCaFile(QString::fromStdString(account.caFile));
    m_manual->setAuth(account.auth);
    m_manualTouched = true;
    m_password->setFocus();
}

void SetupForm::setEmail(const QString &email)
{
    m_email->setText(email);
    m_password->setFocus();
}

void SetupForm::addNotice(QWidget *notice)
{
    m_column->insertWidget(m_column->indexOf(m_manual), notice);
}

void SetupForm::setManualShown(bool shown)
{
    m_manualShown = shown;
    m_manual->setVisible(shown);
}

void SetupForm::setInputEnabled(bool enabled)
{
    m_email->setEnabled(enabled);
    m_password->setEnabled(enabled);
    m_secrets->setEnabled(enabled);
    m_manual->setEnabled(enabled);
}

QString SetupForm::domain() const
{
    return m_email->text().trimmed().section(QLatin1Char('@'), -1);
}

std::optional<QString> SetupForm::typedPassword() const
{
    return m_password->text().isEmpty() ? std::nullopt : std::optional(m_password->text());
}

void SetupForm::addressChanged()
{
    const QString address = m_email->text().trimmed();
    m_agreed.clear();
    const accounts::ProviderPreset *preset = looksLikeAddress(address) ? m_context.engine.presetFor(address) : nullptr;
    QString word = tr("Password");
    if (preset) {
        switch (preset->password) {
        case accounts::PasswordKind::AuthorizationCode: word = tr("Authorization code"); break;
        case accounts::PasswordKind::AppPassword: word = tr("App password"); break;
        case accounts::PasswordKind::ClientPassword: word = tr("Password for mail programs"); break;
        case accounts::PasswordKind::Password:
        case accounts::PasswordKind::OAuthOnly: break;
        }
    }
    m_byBrowser = looksLikeAddress(address) && (!m_context.engine.browserProvider(address).empty() || signsInByBrowser(m_existing));
    if (m_byBrowser)
        word = tr("%1, or leave it empty to sign in with your browser").arg(word);
    m_password->setPlaceholderText(word);
    m_password->setAccessibleName(word);
    // Nothing to type where no password is taken.
    m_password->setVisible(!(preset && preset->password == accounts::PasswordKind::OAuthOnly && !m_manualShown));
    const QString text = preset ? preset->advice(QLocale().name()) : QString();
    m_advice->setVisible(!text.isEmpty());
    m_advice->setText(text);
    m_helpPage = preset ? QUrl(preset->helpUrl) : QUrl();
    m_how->setVisible(m_helpPage.isValid() && !m_helpPage.isEmpty());
    if (m_manualTouched)
        return;
    const bool byPop3 = m_manual->kind() == store::AccountKind::Pop3;
    m_manual->receive().setSettings(preset ? settingsOf(byPop3 ? preset->pop3 : preset->imap) : store::ServerSettings{});
    m_manual->send().setSettings(preset ? settingsOf(preset->smtp) : store::ServerSettings{});
}

/// The provider's server for the other protocol, unless the person has typed one of their own.
void SetupForm::kindChosen(store::AccountKind kind)
{
    const accounts::ProviderPreset *preset = m_context.engine.presetFor(m_email->text().trimmed());
    if (!preset)
        return;
    const store::ServerSettings imap = settingsOf(preset->imap);
    const store::ServerSettings pop3 = settingsOf(preset->pop3);
    const std::string host = m_manual->receive().settings().host;
    if (host.empty() || host == imap.host || host == pop3.host)
        m_manual->receive().setSettings(kind == store::AccountKind::Pop3 ? pop3 : imap);
}

QString SetupForm::missing()
{
    const engine::AccountSetup wanted = setup();
    if (!looksLikeAddress(wanted.email)) {
        m_email->setFocus();
        return tr("Enter your whole mail address, like name@example.com.");
    }
    const bool waitsForFile = m_existing && m_existing->secretSource == "passphrase" && !m_secrets->passphrase().isEmpty();
    if (wanted.password.isEmpty() && wanted.secretFile.empty() && wanted.clientCertificate.empty() && !m_byBrowser && !m_password->isHidden()
        && !waitsForFile) {
        m_password->setFocus();
        return tr("Enter the password too; it is only sent to the mail server, over a checked connection.");
    }
    if (m_secrets->isIncomplete()) {
        m_secrets->setFocus();
        return tr("Enter the passphrase, or choose to be asked at every start.");
    }
    return {};
}

engine::AccountSetup SetupForm::setup() const
{
    engine::AccountSetup made;
    made.email = m_email->text().trimmed();
    made.password = m_password->text();
    made.name = m_manual->name();
    made.caFile = m_manual->caFile().toStdString();
    made.confirmedHosts = m_agreed;
    made.donePage = tr("You are signed in. You can close this page and go back to Tern.");
    if (signsInByBrowser(m_existing) && made.password.isEmpty())
        made.oauth = m_existing->auth.substr(6);
    // By hand counts when it is shown; an account that exists is tried with what it has.
    if (m_manualShown || m_existing) {
        made.kind = m_manual->kind();
        made.maildrop = m_manual->maildrop();
        made.imap = m_manual->receive().settings();
        made.smtp = m_manual->send().settings();
        made.clientCertificate = m_manual->certificate().toStdString();
    }
    if (m_existing && m_password->text().isEmpty() && m_existing->secretSource.starts_with("file:"))
        made.secretFile = m_existing->secretSource.substr(5);
    return made;
}

store::AccountRecord SetupForm::recordAfter(const engine::AccountSetup &setup) const
{
    store::AccountRecord record = *m_existing;
    record.maildrop = setup.maildrop;
    record.imap = setup.imap;
    record.smtp = setup.smtp;
    record.caFile = setup.caFile;
    record.auth = m_manual->authAfter(record.auth);
    if (!m_password->text().isEmpty() && m_manual->certificate().isEmpty())
        record.auth.clear();    // by password from now on
    if (!setup.name.isEmpty())
        record.name = setup.name;
    return record;
}

} // namespace tern::ui
