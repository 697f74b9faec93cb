// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Application.h"

#include "app/DraftSeeds.h"
#include "app/SendGuard.h"
#include "app/SingleInstance.h"
#include "app/desktop/DesktopWatch.h"
#include "ui/activity/ActivityPane.h"
#include "ui/bridge/ErrorText.h"
#include "ui/composer/Composer.h"
#include "ui/composer/OwnIdentities.h"
#include "ui/composer/RedirectDialog.h"
#include "ui/console/ConsolePane.h"
#include "ui/i18n/Translations.h"
#include "ui/notifications/Notifier.h"
#include "ui/outbox/OutboxView.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/cards/MessageCards.h"
#include "ui/settings/SettingKeys.h"
#include "ui/settings/SettingsDialog.h"
#include "ui/doctor/DoctorDialog.h"
#include "ui/setup/SetupDialog.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QThread>

namespace tern::app {

namespace {

constexpr int kHandOverMs = 1500;

QString settingOf(store::StoreReader &reader, const QString &key)
{
    const auto value = reader.setting(key);
    return value && *value ? **value : QString();
}

ui::Theme::Mode modeOf(const QString &setting)
{
    if (setting == QStringLiteral("light"))
        return ui::Theme::Mode::Light;
    if (setting == QStringLiteral("dark"))
        return ui::Theme::Mode::Dark;
    return ui::Theme::Mode::System;
}

} // namespace

Application::Application(Options options) : m_options(std::move(options)), m_instance(std::make_unique<SingleInstance>(m_options.profile)) {}

Application::~Application()
{
    // Windows first, then what they stand on.
    for (const auto &composer : m_composers)
        delete composer;
    delete m_setup;
    delete m_settings;
    m_sendGuard.reset();
    m_notifier.reset();
    m_window.reset();
    m_readerThread.reset();
    m_desktop.reset();
    m_reader.reset();
    if (m_engine) {
        m_engine->stop();
        m_engine->setObserver(nullptr);
    }
}

bool Application::start()
{
    if (m_instance->handOver(m_options.mailto, kHandOverMs))
        return false;
    m_theme = std::make_unique<ui::Theme>();
    if (!openEngine())
        return false;
    m_instance->listen();
    openWindow();
    followDesktop();
    // After the first paint: what a person sees comes before what the network says.
    QMetaObject::invokeMethod(this, [this] { m_engine->start(); }, Qt::QueuedConnection);
    if (!m_options.mailto.isEmpty())
        compose(ui::mailtoSeed(m_options.mailto));
    return true;
}

bool Application::openEngine()
{
    for (;;) {
        engine::EngineOptions options;
        options.profile = QFile::encodeName(m_options.profile).toStdString();
        auto opened = engine::Engine::open(std::move(options));
        if (opened) {
            m_engine = std::move(opened).value();
            break;
        }
        // The window that holds it may have been starting when we asked first.
        if (opened.error().kind == ErrorKind::ProfileInUse && m_instance->handOver(m_options.mailto, kHandOverMs))
            return false;
        ui::installLanguage(ui::languageFor(QString(), QLocale::system().uiLanguages()));
        const ui::ErrorText why = ui::errorText(opened.error());
        QMessageBox box(QMessageBox::NoIcon, tr("Tern"), why.sentence, QMessageBox::Retry | QMessageBox::Close);
        box.setInformativeText(tr("Profile: %1\n%2").arg(m_options.profile, why.details).trimmed());
        if (box.exec() != QMessageBox::Retry) {
            m_exitCode = 1;
            return false;
        }
    }
    m_bridge = std::make_unique<ui::EngineBridge>();
    m_engine->setObserver(m_bridge.get());
    auto reader = m_engine->openReader();
    if (!reader) {
        QMessageBox::critical(nullptr, tr("Tern"), ui::errorText(reader.error()).sentence);
        m_exitCode = 1;
        return false;
    }
    m_reader = std::move(reader).value();
    return true;
}

void Application::openWindow()
{
    ui::installLanguage(ui::languageFor(settingOf(*m_reader, ui::settings::kLanguage), QLocale::system().uiLanguages()));
    m_theme->setMode(modeOf(settingOf(*m_reader, ui::settings::kTheme)));
    m_readerThread = std::make_unique<ui::ReaderThread>([engine = m_engine.get()] { return engine->openReader(); });
    m_context = std::make_unique<ui::WindowContext>(ui::WindowContext{*m_engine, *m_bridge, *m_reader, *m_theme, m_readerThread.get()});
    m_window = std::make_unique<ui::MainWindow>(*m_context, *m_readerThread);
    m_notifier = std::make_unique<ui::Notifier>(*m_context);
    m_sendGuard = std::make_unique<SendGuard>(*m_context, *m_window);
    connectWindow();
    m_window->show();
    if (m_reader->accounts().valueOr({}).empty())
        showSetup();
}

void Application::connectWindow()
{
    ui::MainWindow *window = m_window.get();
    ui::PaneFactories panes;
    panes.outbox = [this](QWidget *parent) -> QWidget * {
        auto *view = new ui::OutboxView(*m_context, parent);
        connect(view, &ui::OutboxView::editRequested, this, &Application::editAgain);
        return view;
    };
    panes.activity = [this, window](QWidget *parent) -> QWidget * {
        auto *pane = new ui::ActivityPane(*m_context, parent);
        connect(pane, &ui::ActivityPane::doctorRequested, this, &Application::lookInto);
        connect(pane, &ui::ActivityPane::closeRequested, window, &ui::MainWindow::closeDock);
        return pane;
    };
    panes.console = [this, window](QWidget *parent) -> QWidget * {
        auto *pane = new ui::ConsolePane(m_engine->trace(), *m_theme, parent);
        connect(pane, &ui::ConsolePane::closeRequested, window, &ui::MainWindow::closeDock);
        return pane;
    };
    window->setPaneFactories(std::move(panes));

    connect(window, &ui::MainWindow::writeRequested, this, [this](AccountId account) { compose(ui::blankSeed(account)); });
    connect(window, &ui::MainWindow::replyRequested, this, [this](const engine::OpenedMessagePtr &message, bool all) {
        compose(ui::replySeed(message, all ? ui::ReplyKind::All : ui::ReplyKind::Sender, accountOf(message), ui::ownIdentities(*m_reader)));
    });
    connect(window, &ui::MainWindow::replyToListRequested, this, [this](const engine::OpenedMessagePtr &message) {
        compose(ui::replySeed(message, ui::ReplyKind::List, accountOf(message), ui::ownIdentities(*m_reader)));
    });
    connect(&window->reader().cards(), &ui::MessageCards::mailQueued, m_sendGuard.get(),
            [this](OutboxId item, const QString &subject, std::chrono::milliseconds undo) { m_sendGuard->queued({item, subject, 0, undo}); });
    connect(window, &ui::MainWindow::forwardRequested, this, [this](const engine::OpenedMessagePtr &message) {
        compose(ui::forwardSeed(message, accountOf(message), ui::ownIdentities(*m_reader)));
    });
    connect(window, &ui::MainWindow::redirectRequested, this, [this, window](const engine::OpenedMessagePtr &message) {
        auto *dialog = new ui::RedirectDialog(*m_context, message, accountOf(message), window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &ui::RedirectDialog::queued, m_sendGuard.get(), &SendGuard::queued);
        dialog->show();
    });
    connect(window, &ui::MainWindow::draftRequested, this, &Application::openDraft);
    connect(window, &ui::MainWindow::mailtoRequested, this, [this](const QUrl &url) { compose(ui::mailtoSeed(url.toString(QUrl::FullyEncoded))); });
    connect(window, &ui::MainWindow::addAccountRequested, this, &Application::showSetup);
    connect(window, &ui::MainWindow::doctorRequested, this, &Application::lookInto);
    connect(window, &ui::MainWindow::checkRequested, this, &Application::showDoctor);
    connect(window, &ui::MainWindow::settingsRequested, this, &Application::showSettings);
    connect(window, &ui::MainWindow::quitRequested, this, &Application::quit);
    connect(m_sendGuard.get(), &SendGuard::editRequested, this, &Application::editAgain);
    connect(m_sendGuard.get(), &SendGuard::stayed, this, [this] { m_quits = false; });
    connect(m_sendGuard.get(), &SendGuard::left, this, [this] {
        if (m_quits)
            QApplication::quit();
    });
    connect(m_bridge.get(), &ui::EngineBridge::changed, this, [this](const store::ChangeSet &changes) {
        if (changes.settings)
            followSettings();
    });
    connect(m_notifier.get(), &ui::Notifier::activated, this, [this](PlacementId placement) {
        raise();
        m_window->showMessage(placement);
    });
    connect(m_instance.get(), &SingleInstance::requested, this, [this](const QString &mailto) {
        raise();
        if (!mailto.isEmpty())
            compose(ui::mailtoSeed(mailto));
    });
    QApplication::setQuitOnLastWindowClosed(true);
}

void Application::followDesktop()
{
    m_desktop = std::make_unique<DesktopWatch>(QDBusConnection::systemBus());
    connect(m_desktop.get(), &DesktopWatch::conditionsChanged, this, [this](const engine::NetworkConditions &conditions) {
        m_engine->setNetworkConditions(conditions);
        askForProxy();
    });
    connect(m_desktop.get(), &DesktopWatch::wokeUp, this, [this] { m_engine->networkChanged(); });
    askForProxy();
}

void Application::askForProxy()
{
    const auto found = std::make_shared<std::optional<ProxySettings>>();
    QThread *thread = QThread::create([found] { *found = desktopProxy(); });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this, found] { m_engine->setSystemProxy(*found); });
    thread->start();
}

void Application::followSettings()
{
    m_theme->setMode(modeOf(settingOf(*m_reader, ui::settings::kTheme)));
}

void Application::compose(ui::ComposeSeed seed)
{
    auto *composer = new ui::Composer(*m_context, std::move(seed));
    std::erase_if(m_composers, [](const auto &other) { return other.isNull(); });
    m_composers.emplace_back(composer);
    connect(composer, &ui::Composer::queued, m_sendGuard.get(), &SendGuard::queued);
    composer->show();
    composer->activateWindow();
}

void Application::editAgain(DraftId id)
{
    if (const auto draft = m_reader->draft(id); draft && *draft)
        compose(ui::seedFromDraft(**draft));
}

void Application::openDraft(PlacementId placement)
{
    if (const auto draft = draftOf(*m_reader, placement)) {
        for (const auto &composer : m_composers) {
            if (composer && composer->draft() == draft->id)
                return composer->activateWindow();
        }
        return compose(ui::seedFromDraft(*draft));
    }
    constexpr int slot = 2;
    m_engine->openMessage(placement, slot, ui::onUi(this, [this](Result<engine::OpenedMessagePtr> opened) {
        if (opened)
            compose(seedFromForeignDraft(*opened, accountOf(*opened)));
        else if (opened.error().kind != ErrorKind::Cancelled)
            m_window->tell(ui::errorText(opened.error()).sentence, ui::errorText(opened.error()).details, true);
    }));
}

AccountId Application::accountOf(const engine::OpenedMessagePtr &message)
{
    const auto row = m_reader->row(message->placement);
    return row && *row ? (*row)->account : AccountId{};
}

void Application::showSetup()
{
    if (!m_setup) {
        m_setup = new ui::SetupDialog(*m_context, m_window.get());
        m_setup->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_setup->show();
    m_setup->raise();
    m_setup->activateWindow();
}

/// What is wrong with an account decides which window answers.
void Application::lookInto(AccountId account)
{
    const std::vector<engine::AccountStatus> all = m_engine->accountStatus();
    const auto status = std::find_if(all.begin(), all.end(), [account](const engine::AccountStatus &one) { return one.account == account; });
    const bool needsPassword = status != all.end() && status->state == engine::AccountStatus::State::NeedsPassword;
    needsPassword ? showRepair(account) : showDoctor(account);
}

void Application::showDoctor(AccountId account)
{
    const auto record = m_reader->account(account);
    if (!record || record->kind == store::AccountKind::Local)
        return;
    delete m_doctor;
    m_doctor = new ui::DoctorDialog(*m_context, *record, m_window.get());
    m_doctor->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_doctor, &ui::DoctorDialog::repairRequested, this, [this](AccountId id) {
        m_doctor->close();
        showRepair(id);
    });
    connect(m_doctor, &ui::DoctorDialog::settingsRequested, this, [this](AccountId id) {
        m_doctor->close();
        showSettings(id);
    });
    m_doctor->show();
}

void Application::showRepair(AccountId account)
{
    const auto record = m_reader->account(account);
    if (!record || record->kind == store::AccountKind::Local)
        return;
    delete m_setup;
    m_setup = new ui::SetupDialog(*m_context, *record, m_window.get());
    m_setup->setAttribute(Qt::WA_DeleteOnClose);
    m_setup->show();
}

void Application::showSettings(AccountId account)
{
    if (!m_settings) {
        m_settings = new ui::SettingsDialog(*m_context, m_window.get());
        m_settings->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_settings, &ui::SettingsDialog::addAccountRequested, this, &Application::showSetup);
        connect(m_settings, &ui::SettingsDialog::checkAccountRequested, this, &Application::showDoctor);
    }
    if (account.isValid())
        m_settings->showAccount(account);
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void Application::raise()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void Application::quit()
{
    for (const auto &composer : m_composers) {
        if (composer)
            composer->saveNow();
    }
    m_quits = true;
    // Unless something is to be sent first: then the guard closes it.
    if (m_window->close())
        QApplication::quit();
}

} // namespace tern::app
