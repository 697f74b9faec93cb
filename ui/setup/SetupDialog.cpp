// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/SetupDialog.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/doctor/CertificateDialog.h"
#include "ui/setup/CheckList.h"
#include "ui/setup/CheckWords.h"
#include "ui/setup/SecretsChoice.h"
#include "ui/setup/SetupForm.h"
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

} // namespace

struct SetupDialog::Private {
    Private(SetupDialog *dialog, const WindowContext &windowContext) : q(dialog), context(windowContext) {}

    void build(const QString &heading);
    void setManualShown(bool shown);
    void showAction();
    void start();
    void startCheck(const engine::AccountSetup &wanted);
    void unlockThen(const engine::AccountSetup &wanted);
    void stop();
    void take(int run, const engine::CheckStep &step);
    void checked(int run, Result<engine::CheckedAccount> outcome);
    void save(engine::CheckedAccount account);
    void fail(const Error &error);
    void offerCertificate(const crypto::CertificateReport &report);

    SetupDialog *q;
    WindowContext context;
    SetupForm *form = nullptr;
    Banner *failure = nullptr;
    Banner *page = nullptr;                 ///< while the person is at the provider's sign-in page
    CheckList *checks = nullptr;
    QScrollArea *scroll = nullptr;
    FlatButton *byHand = nullptr;
    PrimaryButton *action = nullptr;
    QUrl signInPage;
    std::string foreignHost;                ///< a server that the person has to agree to
    enum class Stage { Asking, Checking, Failed, Saving } stage = Stage::Asking;
    int handle = 0;
    int run = 0;        ///< what an older run still tells is not listened to
};

void SetupDialog::Private::build(const QString &heading)
{
    const Theme &theme = context.theme;
    auto *title = new ElidedLabel(theme, Theme::Type::Title, Theme::Ink::Text, heading, q);
    form = new SetupForm(context, q);
    failure = new Banner(theme, Banner::Kind::Bad, {}, q);
    failure->hide();
    page = new Banner(theme, Banner::Kind::Warning, tr("Sign in on the page that has opened in your browser, then come back here."), q);
    FlatButton *again = page->addButton(tr("Open the page again"));
    page->hide();
    connect(again, &QAbstractButton::clicked, q, [this] { QDesktopServices::openUrl(signInPage); });
    form->addNotice(failure);
    form->addNotice(page);
    checks = new CheckList(theme, q);

    auto *content = new QWidget(q);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(14);
    inner->addWidget(form);
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

    connect(form, &SetupForm::edited, q, [this] {
        if (stage == Stage::Failed) {
            stage = Stage::Asking;
            foreignHost.clear();
            showAction();
        }
    });
    connect(form, &SetupForm::submitted, action, &QAbstractButton::click);
    connect(byHand, &QAbstractButton::clicked, q, [this] { setManualShown(!form->isManualShown()); });
    connect(action, &QAbstractButton::clicked, q, [this] { stage == Stage::Checking ? stop() : start(); });
    q->resize(kSize);
    q->setMinimumSize(480, 420);
    showAction();
}

void SetupDialog::Private::setManualShown(bool shown)
{
    form->setManualShown(shown);
    byHand->setText(shown ? tr("Find the settings for me") : tr("Edit settings by hand"));
    byHand->updateGeometry();
}

void SetupDialog::Private::showAction()
{
    switch (stage) {
    case Stage::Asking: action->setText(form->existing() ? tr("Check") : tr("Add account")); break;
    case Stage::Checking: action->setText(tr("Stop")); break;
    case Stage::Failed: action->setText(foreignHost.empty() ? tr("Try again") : tr("Use these servers")); break;
    case Stage::Saving: break;
    }
    action->setEnabled(stage != Stage::Saving);
    const bool busy = stage == Stage::Checking || stage == Stage::Saving;
    form->setInputEnabled(!busy);
    byHand->setVisible(!busy);
    action->updateGeometry();
}

void SetupDialog::Private::start()
{
    if (!foreignHost.empty())
        form->agreeTo(std::exchange(foreignHost, {}));
    failure->hide();
    failure->clearButtons();
    if (const QString missing = form->missing(); !missing.isEmpty()) {
        failure->setText(missing);
        failure->setDetails({});
        failure->show();
        return;
    }
    const engine::AccountSetup wanted = form->setup();
    if (!form->secrets().passphrase().isEmpty())
        return unlockThen(wanted);
    startCheck(wanted);
}

/// The file of passwords is opened, or made, before anything is to be kept in it.
void SetupDialog::Private::unlockThen(const engine::AccountSetup &wanted)
{
    stage = Stage::Saving;
    showAction();
    context.engine.unlockSecrets(form->secrets().passphrase(), onUi(q, [this, wanted](Result<void> unlocked) {
        if (!unlocked) {
            fail(unlocked.error());
            if (unlocked.error().kind == ErrorKind::AuthenticationFailed)
                failure->setText(tr("This passphrase does not open the file with your passwords. Enter it again."));
            return;
        }
        form->secrets().setPlace(engine::Engine::SecretsPlace::OpenFile);
        const auto &existing = form->existing();
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
    checks->start(form->domain());
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
            failure->setText(checkTitle(*found, form->domain()) % QStringLiteral(" — ") % checkProblem(*found));
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
    if (const auto &existing = form->existing()) {
        auto done = onUi(q, [this](Result<void> saved) {
            if (!saved)
                return fail(saved.error());
            Q_EMIT q->accountRepaired(form->existing()->id);
            q->accept();
        });
        if (account.tokens)
            return context.engine.repairAccount(existing->id, std::move(account), std::move(done));
        return context.engine.updateAccount(form->recordAfter(account.setup), form->typedPassword(), std::move(done));
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
    d->form->fillFrom(account);
    d->showAction();
}

SetupDialog::~SetupDialog()
{
    if (d->handle)
        d->context.engine.cancelCheck(d->handle);
}

void SetupDialog::setEmail(const QString &email)
{
    d->form->setEmail(email);
}

} // namespace tern::ui
