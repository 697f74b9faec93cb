// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/SetupDialog.h"

#include "core/accounts/ProviderPreset.h"
#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/doctor/CertificateDialog.h"
#include "ui/setup/CheckList.h"
#include "ui/setup/CheckWords.h"
#include "ui/setup/ManualSettings.h"
#include "ui/setup/SecretsChoice.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QDesktopServices>
#include <QScrollArea>
#include <QUrl>

namespace tern::ui {
namespace {

constexpr QSize kSize{720, 560};
constexpr int kSide = 48;

bool looksLikeAddress(const QString &text)
{
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    return at > 0 && at + 1 < text.size() && !text.contains(QLatin1Char(' '));
}

store::ServerSettings settingsOf(const std::optional<Endpoint> &endpoint)
{
    return endpoint ? store::ServerSettings{endpoint->host, endpoint->port, int(endpoint->security), {}} : store::ServerSettings{};
}

} // namespace

struct SetupDialog::Private {
    Private(SetupDialog *dialog, const WindowContext &windowContext) : q(dialog), context(windowContext) {}

    void build(const QString &heading);
    void fillFrom(const store::AccountRecord &account);
    void addressChanged();
    void kindChosen(store::AccountKind kind);
    void setManualShown(bool shown);
    void showAction();
    [[nodiscard]] engine::AccountSetup setup() const;
    void start();
    void startCheck(const engine::AccountSetup &wanted);
    void unlockThen(const engine::AccountSetup &wanted);
    void stop();
    void take(int run, const engine::CheckStep &step);
    void checked(int run, Result<engine::CheckedAccount> outcome);
    void save(engine::CheckedAccount account);
    void fail(const Error &error);
    void offerCertificate(const crypto::CertificateReport &report);
    [[nodiscard]] QString wantedDomain() const { return email->text().trimmed().section(QLatin1Char('@'), -1); }

    SetupDialog *q;
    WindowContext context;
    std::optional<store::AccountRecord> existing;   ///< the doctor's patient
    QLineEdit *email = nullptr;
    QLineEdit *password = nullptr;
    Banner *advice = nullptr;
    Banner *failure = nullptr;
    Banner *page = nullptr;                 ///< while the person is at the provider's sign-in page
    bool byBrowser = false;                 ///< the address can sign in at such a page
    FlatButton *how = nullptr;
    SecretsChoice *secrets = nullptr;
    ManualSettings *manual = nullptr;
    bool manualShown = false;
    bool manualTouched = false;
    CheckList *checks = nullptr;
    QScrollArea *scroll = nullptr;
    FlatButton *byHand = nullptr;
    PrimaryButton *action = nullptr;
    QUrl helpPage;
    QUrl signInPage;
    std::string foreignHost;                ///< a server that the person has to agree to
    std::vector<std::string> agreed;
    enum class Stage { Asking, Checking, Failed, Saving } stage = Stage::Asking;
    int handle = 0;
    int run = 0;        ///< what an older run still tells is not listened to
};

void SetupDialog::Private::build(const QString &heading)
{
    const Theme &theme = context.theme;
    auto *title = new ElidedLabel(theme, Theme::Type::Title, Theme::Ink::Text, heading, q);
    email = new QLineEdit(q);
    email->setPlaceholderText(tr("Mail address"));
    email->setAccessibleName(tr("Mail address"));
    email->setInputMethodHints(Qt::ImhEmailCharactersOnly);
    password = new QLineEdit(q);
    password->setEchoMode(QLineEdit::Password);
    password->setAccessibleName(tr("Password"));
    password->setPlaceholderText(tr("Password"));
    for (QLineEdit *field : {email, password}) {
        field->setMinimumHeight(38);
        connect(field, &QLineEdit::textEdited, q, [this] {
            if (stage == Stage::Failed) {
                stage = Stage::Asking;
                foreignHost.clear();
                showAction();
            }
        });
    }
    advice = new Banner(theme, Banner::Kind::Warning, {}, q);
    how = advice->addButton(tr("How"));
    advice->hide();
    failure = new Banner(theme, Banner::Kind::Bad, {}, q);
    failure->hide();
    page = new Banner(theme, Banner::Kind::Warning, tr("Sign in on the page that has opened in your browser, then come back here."), q);
    FlatButton *again = page->addButton(tr("Open the page again"));
    page->hide();
    connect(again, &QAbstractButton::clicked, q, [this] { QDesktopServices::openUrl(signInPage); });
    connect(how, &QAbstractButton::clicked, q, [this] { QDesktopServices::openUrl(helpPage); });
    manual = new ManualSettings(q);
    manual->hide();
    connect(manual, &ManualSettings::kindChosen, q, [this](store::AccountKind kind) { kindChosen(kind); });
    connect(manual, &ManualSettings::edited, q, [this] { manualTouched = true; });
    checks = new CheckList(theme, q);
    secrets = new SecretsChoice(q);
    context.engine.secretsPlace(onUi(q, [this](Result<engine::Engine::SecretsPlace> place) {
        if (!place)
            return;
        secrets->setPlace(*place);
        if (*place == engine::Engine::SecretsPlace::LockedFile)
            secrets->chooseFile();
    }));

    auto *content = new QWidget(q);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(14);
    inner->addWidget(email);
    inner->addWidget(password);
    inner->addWidget(secrets);
    inner->addWidget(advice);
    inner->addWidget(failure);
    inner->addWidget(page);
    inner->addWidget(manual);
    inner->addWidget(checks);
    inner->addStretch(1);
    scroll = new QScrollArea(q);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);

    byHand = new FlatButton(theme, tr("Edit settings by hand"), q);
    byHand->setInk(Theme::Ink::Muted);
    action = new PrimaryButton(theme, {}, q);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(-8, 0, 0, 0); // the flat button's text stands in line with the fields
    foot->addWidget(byHand);
    foot->addStretch(1);
    foot->addWidget(action);
    auto *column = new QVBoxLayout(q);
    column->setContentsMargins(kSide, 36, kSide, 36);
    column->setSpacing(14);
    column->addWidget(title);
    column->addWidget(scroll, 1);
    column->addLayout(foot);

    connect(email, &QLineEdit::textChanged, q, [this] { addressChanged(); });
    connect(email, &QLineEdit::returnPressed, password, qOverload<>(&QWidget::setFocus));
    connect(password, &QLineEdit::returnPressed, action, &QAbstractButton::click);
    connect(byHand, &QAbstractButton::clicked, q, [this] { setManualShown(!manualShown); });
    connect(action, &QAbstractButton::clicked, q, [this] { stage == Stage::Checking ? stop() : start(); });
    q->resize(kSize);
    q->setMinimumSize(480, 420);
    showAction();
    addressChanged();
}

void SetupDialog::Private::fillFrom(const store::AccountRecord &account)
{
    existing = account;
    email->setText(account.email);
    email->setReadOnly(true);
    manual->fixKind(account.kind);
    manual->setMaildrop(account.maildrop);
    manual->receive().setSettings(account.imap);
    manual->send().setSettings(account.smtp);
    manual->setName(account.name);
    manual->setCaFile(QString::fromStdString(account.caFile));
    manual->setAuth(account.auth);
    manualTouched = true;
    password->setFocus();
}

void SetupDialog::Private::addressChanged()
{
    const QString address = email->text().trimmed();
    agreed.clear();
    const accounts::ProviderPreset *preset = looksLikeAddress(address) ? context.engine.presetFor(address) : nullptr;
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
    byBrowser = looksLikeAddress(address) && (context.engine.canSignInByBrowser(address) || (existing && existing->auth.starts_with("oauth:")));
    if (byBrowser)
        word = tr("%1, or leave it empty to sign in with your browser").arg(word);
    password->setPlaceholderText(word);
    password->setAccessibleName(word);
    // Nothing to type where no password is taken.
    password->setVisible(!(preset && preset->password == accounts::PasswordKind::OAuthOnly && !manualShown));
    const QString text = preset ? preset->advice(QLocale().name()) : QString();
    advice->setVisible(!text.isEmpty());
    advice->setText(text);
    helpPage = preset ? QUrl(preset->helpUrl) : QUrl();
    how->setVisible(helpPage.isValid() && !helpPage.isEmpty());
    if (manualTouched)
        return;
    const bool byPop3 = manual->kind() == store::AccountKind::Pop3;
    manual->receive().setSettings(preset ? settingsOf(byPop3 ? preset->pop3 : preset->imap) : store::ServerSettings{});
    manual->send().setSettings(preset ? settingsOf(preset->smtp) : store::ServerSettings{});
}

/// The provider's server for the other protocol, unless the person has typed one of their own.
void SetupDialog::Private::kindChosen(store::AccountKind kind)
{
    const accounts::ProviderPreset *preset = context.engine.presetFor(email->text().trimmed());
    if (!preset)
        return;
    const store::ServerSettings imap = settingsOf(preset->imap);
    const store::ServerSettings pop3 = settingsOf(preset->pop3);
    const std::string host = manual->receive().settings().host;
    if (host.empty() || host == imap.host || host == pop3.host)
        manual->receive().setSettings(kind == store::AccountKind::Pop3 ? pop3 : imap);
}

void SetupDialog::Private::setManualShown(bool shown)
{
    manualShown = shown;
    manual->setVisible(shown);
    byHand->setText(shown ? tr("Find the settings for me") : tr("Edit settings by hand"));
    byHand->updateGeometry();
}

void SetupDialog::Private::showAction()
{
    switch (stage) {
    case Stage::Asking: action->setText(existing ? tr("Check") : tr("Add account")); break;
    case Stage::Checking: action->setText(tr("Stop")); break;
    case Stage::Failed: action->setText(foreignHost.empty() ? tr("Try again") : tr("Use these servers")); break;
    case Stage::Saving: break;
    }
    action->setEnabled(stage != Stage::Saving);
    const bool busy = stage == Stage::Checking || stage == Stage::Saving;
    for (QWidget *field : {static_cast<QWidget *>(email), static_cast<QWidget *>(password), static_cast<QWidget *>(secrets), static_cast<QWidget *>(manual)})
        field->setEnabled(!busy);
    byHand->setVisible(!busy);
    action->updateGeometry();
}

engine::AccountSetup SetupDialog::Private::setup() const
{
    engine::AccountSetup made;
    made.email = email->text().trimmed();
    made.password = password->text();
    made.name = manual->name();
    made.caFile = manual->caFile().toStdString();
    made.confirmedHosts = agreed;
    made.donePage = tr("You are signed in. You can close this page and go back to Tern.");
    if (existing && existing->auth.starts_with("oauth:") && made.password.isEmpty())
        made.oauth = existing->auth.substr(6);
    // By hand counts when it is shown; the doctor tries what the account has.
    if (manualShown || existing) {
        made.kind = manual->kind();
        made.maildrop = manual->maildrop();
        made.imap = manual->receive().settings();
        made.smtp = manual->send().settings();
        made.clientCertificate = manual->certificate().toStdString();
    }
    if (existing && password->text().isEmpty() && existing->secretSource.starts_with("file:"))
        made.secretFile = existing->secretSource.substr(5);
    return made;
}

void SetupDialog::Private::start()
{
    if (!foreignHost.empty())
        agreed.push_back(std::exchange(foreignHost, {}));
    const engine::AccountSetup wanted = setup();
    failure->hide();
    failure->clearButtons();
    if (!looksLikeAddress(wanted.email)) {
        failure->setText(tr("Enter your whole mail address, like name@example.com."));
        failure->setDetails({});
        failure->show();
        email->setFocus();
        return;
    }
    const bool waitsForFile = existing && existing->secretSource == "passphrase" && !secrets->passphrase().isEmpty();
    if (wanted.password.isEmpty() && wanted.secretFile.empty() && wanted.clientCertificate.empty() && !byBrowser && !password->isHidden() && !waitsForFile) {
        failure->setText(tr("Enter the password too; it is only sent to the mail server, over a checked connection."));
        failure->setDetails({});
        failure->show();
        password->setFocus();
        return;
    }
    if (secrets->isIncomplete()) {
        failure->setText(tr("Enter the passphrase, or choose to be asked at every start."));
        failure->setDetails({});
        failure->show();
        secrets->setFocus();
        return;
    }
    if (!secrets->passphrase().isEmpty())
        return unlockThen(wanted);
    startCheck(wanted);
}

/// The file of passwords is opened, or made, before anything is to be kept in it.
void SetupDialog::Private::unlockThen(const engine::AccountSetup &wanted)
{
    stage = Stage::Saving;
    showAction();
    context.engine.unlockSecrets(secrets->passphrase(), onUi(q, [this, wanted](Result<void> unlocked) {
        if (!unlocked) {
            fail(unlocked.error());
            if (unlocked.error().kind == ErrorKind::AuthenticationFailed)
                failure->setText(tr("This passphrase does not open the file with your passwords. Enter it again."));
            return;
        }
        secrets->setPlace(engine::Engine::SecretsPlace::OpenFile);
        const bool onlyLocked = existing && wanted.password.isEmpty() && wanted.secretFile.empty() && existing->secretSource == "passphrase";
        if (!onlyLocked)
            return startCheck(wanted);
        Q_EMIT q->accountRepaired(existing->id);
        q->accept();
    }));
}

void SetupDialog::Private::startCheck(const engine::AccountSetup &wanted)
{
    stage = Stage::Checking;
    showAction();
    action->setFocus();
    checks->start(wantedDomain());
    const int mine = ++run;
    handle = context.engine.checkAccount(
        wanted, eachOnUi<engine::CheckStep>(q, [this, mine](const engine::CheckStep &step) { take(mine, step); }),
        onUi(q, [this, mine](Result<engine::CheckedAccount> outcome) { checked(mine, std::move(outcome)); }));
}

void SetupDialog::Private::stop()
{
    ++run;
    context.engine.cancelCheck(handle);
    handle = 0;
    checks->finish();
    page->hide();
    stage = Stage::Asking;
    showAction();
}

void SetupDialog::Private::take(int mine, const engine::CheckStep &step)
{
    if (mine != run)
        return;
    checks->setStep(step);
    if (step.kind == engine::CheckStep::Kind::Browser) {
        const bool waits = step.state == engine::CheckStep::State::Running && !step.fact.isEmpty();
        signInPage = waits ? QUrl(step.fact) : QUrl();
        page->setVisible(waits);
        // Only a provider's own page over HTTPS, never a file or a program.
        if (waits && signInPage.scheme() == QLatin1String("https"))
            QDesktopServices::openUrl(signInPage);
    }
    // A line that needs reading is brought into view.
    if (step.state == engine::CheckStep::State::Failed)
        QTimer::singleShot(0, scroll, [this] { scroll->ensureVisible(0, checks->geometry().bottom(), 0, 0); });
}

void SetupDialog::Private::checked(int mine, Result<engine::CheckedAccount> outcome)
{
    if (mine != run)
        return;
    handle = 0;
    checks->finish();
    page->hide();
    if (outcome)
        return save(std::move(*outcome));
    stage = Stage::Failed;
    foreignHost = outcome.error().kind == ErrorKind::ConfirmationNeeded ? outcome.error().detail : std::string();
    showAction();
    // Nobody knows the servers: the person may.
    if (const auto found = checks->step(engine::CheckStep::Kind::Settings); found && found->state == engine::CheckStep::State::Failed && foreignHost.empty()) {
        const bool knowsBetter = outcome.error().kind == ErrorKind::Unsupported || outcome.error().kind == ErrorKind::AuthenticationUnavailable;
        if (!knowsBetter) {
            setManualShown(true);
            failure->setText(checkTitle(*found, wantedDomain()) % QStringLiteral(" — ") % checkProblem(*found));
            failure->setDetails(checkDetails(*found));
            failure->show();
            QTimer::singleShot(0, scroll, [this] { scroll->ensureVisible(0, 0, 0, 0); });
        }
    }
    // A failed line says it where it happened; only what no line shows is said above them.
    const auto shown = [this](engine::CheckStep::Kind kind) {
        const auto step = checks->step(kind);
        return step && step->state == engine::CheckStep::State::Failed;
    };
    using Kind = engine::CheckStep::Kind;
    if (const auto report = checks->refusedCertificate())
        return offerCertificate(*report);
    if (!shown(Kind::Settings) && !shown(Kind::Receive) && !shown(Kind::Send) && !shown(Kind::Browser) && !shown(Kind::SignInReceive) && !shown(Kind::SignInSend))
        fail(outcome.error());
}

/// The line says what is wrong; whether to trust it all the same is decided in a window of its own.
void SetupDialog::Private::offerCertificate(const crypto::CertificateReport &report)
{
    failure->clearButtons();
    failure->setText(tr("The certificate of %1 was refused.").arg(QString::fromStdString(report.host)));
    failure->setDetails({});
    connect(failure->addButton(tr("Look at the certificate…")), &QAbstractButton::clicked, q, [this, report] {
        auto *dialog = new CertificateDialog(context, report, q);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &CertificateDialog::decided, q, [this] { start(); });
        dialog->show();
    });
    failure->show();
}

void SetupDialog::Private::save(engine::CheckedAccount account)
{
    stage = Stage::Saving;
    showAction();
    const auto repaired = [this] {
        Q_EMIT q->accountRepaired(existing->id);
        q->accept();
    };
    if (existing && account.tokens) {
        return context.engine.repairAccount(existing->id, std::move(account), onUi(q, [this, repaired](Result<void> saved) {
            saved ? repaired() : fail(saved.error());
        }));
    }
    if (existing) {
        store::AccountRecord record = *existing;
        record.maildrop = account.setup.maildrop;
        record.imap = account.setup.imap;
        record.smtp = account.setup.smtp;
        record.caFile = account.setup.caFile;
        record.auth = manual->authAfter(record.auth);
        if (!password->text().isEmpty() && manual->certificate().isEmpty())
            record.auth.clear();    // by password from now on
        if (!account.setup.name.isEmpty())
            record.name = account.setup.name;
        const std::optional<QString> typed = password->text().isEmpty() ? std::nullopt : std::optional(password->text());
        return context.engine.updateAccount(record, typed, onUi(q, [this, repaired](Result<void> saved) {
            saved ? repaired() : fail(saved.error());
        }));
    }
    context.engine.addAccount(std::move(account), onUi(q, [this](Result<AccountId> added) {
        if (!added)
            return fail(added.error());
        Q_EMIT q->accountAdded(*added);
        q->accept();
    }));
}

void SetupDialog::Private::fail(const Error &error)
{
    stage = Stage::Failed;
    showAction();
    const ErrorText text = errorText(error);
    failure->setText(text.sentence);
    failure->setDetails(text.details);
    failure->show();
}

SetupDialog::SetupDialog(const WindowContext &context, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, context))
{
    setWindowTitle(tr("Add an account"));
    d->build(windowTitle());
}

SetupDialog::SetupDialog(const WindowContext &context, const store::AccountRecord &account, QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, context))
{
    setWindowTitle(tr("Sign in again"));
    d->build(windowTitle());
    d->fillFrom(account);
    d->showAction();
}

SetupDialog::~SetupDialog()
{
    if (d->handle)
        d->context.engine.cancelCheck(d->handle);
}

void SetupDialog::setEmail(const QString &email)
{
    d->email->setText(email);
    d->password->setFocus();
}

} // namespace tern::ui
