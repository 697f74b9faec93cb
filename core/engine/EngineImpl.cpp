// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineImpl.h"

#include "core/base/Log.h"
#include "core/crypto/KeychainSecretStore.h"
#include "core/engine/AttachmentFiles.h"
#include "core/mime/CharsetGuess.h"
#include "core/outbox/MessageFile.h"
#include "core/search/Search.h"

#include <QFile>
#include <QStandardPaths>

namespace tern::engine {

Result<std::unique_ptr<Engine>> Engine::open(EngineOptions options)
{
    auto made = EngineImpl::make(std::move(options));
    if (!made)
        return made.error();
    return std::unique_ptr<Engine>(std::move(*made));
}

Result<std::unique_ptr<EngineImpl>> EngineImpl::make(EngineOptions options)
{
    std::unique_ptr<EngineImpl> engine(new EngineImpl(std::move(options)));
    if (auto opened = engine->open(); !opened)
        return opened.error();
    return engine;
}

EngineImpl::EngineImpl(EngineOptions options)
    : m_options(std::move(options)), m_clock(m_options.clock ? m_options.clock : &m_systemClock)
{
}

EngineImpl::~EngineImpl()
{
    stop();
}

Result<void> EngineImpl::open()
{
    store::StoreOptions storeOptions;
    storeOptions.profile = m_options.profile;
    storeOptions.clock = m_clock;
    storeOptions.commitHook = m_options.commitHook;
    search::addSearch(storeOptions);
    auto opened = store::Store::open(storeOptions);
    if (!opened)
        return opened.error();
    m_store = std::move(*opened);
    m_merger = std::make_unique<ChangeMerger>(
        [this](const store::ChangeSet &changes) { withObserver([&](EngineObserver &observer) { observer.storeChanged(changes); }); });
    m_indexer = std::make_unique<sync::BodyIndexer>(*m_store);
    m_indexLane.kind = LaneKind::Index;
    m_indexer->setListener([this](const LaneStatus &status) { indexChanged(status); });
    m_store->setChangeListener([this](const store::ChangeSet &changes) {
        m_merger->add(changes);
        if (!changes.bodies.empty())
            m_indexer->wake();
    });
    cleanFolders();

    auto secrets = m_options.secrets;
    if (!secrets)
        secrets = std::make_shared<crypto::KeychainSecretStore>(m_options.profile.string());
    if (m_options.oauthClients.empty()) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
        m_options.oauthClients = QFile::encodeName(folder + QStringLiteral("/tern/oauth-clients.json")).toStdString();
    }
    m_keyRing = secrets;
    m_secretFile = std::make_shared<crypto::FileSecretStore>(m_options.profile / "secrets");
    m_net = std::make_unique<accounts::AccountNet>(m_options.dnsServer, &m_trace, secrets, m_options.oauthClients.string(), m_secretFile);
    if (auto reader = m_store->openReader()) {
        if (const auto accounts = (*reader)->accounts())
            loadProxies(**reader, *accounts);
    }
    m_readers = std::make_unique<WorkerPool>(*m_store, 2);
    m_tasks = std::make_unique<WorkerPool>(*m_store, 1);
    m_pictures = std::make_unique<PictureFetcher>([this](AccountId account, const StopToken &stop) { return wayToPictures(account, stop); });
    m_attachments = std::make_unique<AttachmentDesk>(AttachmentDesk::Options{
        [this](std::function<void(Result<void>)> work) {
            m_readers->post([work = std::move(work)](Result<store::StoreReader *> reader) { work(reader ? Result<void>() : Result<void>(reader.error())); });
        },
        m_options.profile / "tmp", m_options.previewProgram, mime::likelyCharset({}, m_locale)});
    if (auto reader = m_store->openReader())
        loadCertificates(**reader);
    m_hub = std::make_unique<SyncHub>(SyncHub::Parts{*m_store, *m_net, *m_clock, *this});
    m_sender = std::make_unique<outbox::SmtpMailSender>(*m_net);
    m_serverFolders = std::make_unique<outbox::ImapServerFolders>(
        [this](AccountId account, outbox::ImapJob job, std::function<void(Result<void>)> done) { m_hub->submitJob(account, std::move(job), std::move(done)); });
    m_folders = std::make_unique<outbox::AccountFolders>(*m_store, *m_clock, *m_serverFolders);
    m_outbox = std::make_unique<outbox::Outbox>(outbox::LaneParts{*m_store, *m_clock, *m_sender, *m_folders, *this, outbox::writeDraftFile});
    accounts::CheckerOptions checks;
    checks.dnsServers = m_options.dnsServer;
    checks.trace = &m_trace;
    checks.proxy = [this] { return m_net->proxyFor({}); };
    checks.oauthClients = m_options.oauthClients.string();
    checks.trust = [this](const std::string &caFile) { return m_net->trust(caFile); };
    m_checks = std::make_unique<AccountChecks>(std::move(checks), [this](accounts::CheckerOptions &options) {
        auto reader = m_store->openReader();
        const auto database = reader ? (*reader)->setting(QString::fromLatin1(kDatabaseSetting)) : Result<std::optional<QString>>(reader.error());
        if (database && *database)
            options.database = (*database)->trimmed().toStdString();
    });
    return {};
}

/// Private copies of attachments and half-built messages of an earlier run go; files of drafts stay.
void EngineImpl::cleanFolders()
{
    sweepFolder(m_options.profile / "tmp", {});
    auto reader = m_store->openReader();
    auto drafts = reader ? (*reader)->drafts() : Result<std::vector<store::DraftRecord>>(reader.error());
    if (!drafts) {
        logWarning("engine", "the drafts can't be read; their files stay: " + drafts.error().toString());
        return;
    }
    std::vector<std::filesystem::path> keep;
    for (const store::DraftRecord &draft : *drafts) {
        for (const auto &attachment : draft.attachments)
            keep.emplace_back(QFile::encodeName(attachment.path).toStdString());
    }
    sweepFolder(m_options.profile / "attachments", keep);
}

void EngineImpl::setObserver(EngineObserver *observer)
{
    const std::lock_guard lock(m_observerMutex);
    m_observer = observer;
}

void EngineImpl::withObserver(const std::function<void(EngineObserver &)> &call)
{
    const std::lock_guard lock(m_observerMutex);
    if (m_observer)
        call(*m_observer);
}

void EngineImpl::start()
{
    if (m_running.exchange(true))
        return;
    auto reader = m_store->openReader();
    auto accounts = reader ? (*reader)->accounts() : Result<std::vector<store::AccountRecord>>(reader.error());
    if (!accounts) {
        Notice notice;
        notice.kind = Notice::Kind::StorageProblem;
        notice.error = accounts.error();
        return tell(std::move(notice));
    }
    m_indexer->start();
    m_hub->start(m_options.syncAutomatically);
    if (m_options.syncAutomatically)
        m_networkWatch = std::make_unique<NetworkWatch>([this] { networkChanged(); });
    for (const store::AccountRecord &account : *accounts) {
        m_hub->apply(account);
        if (account.enabled)
            wakeOutbox(account.id, false);
    }
}

void EngineImpl::stop()
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_running = false;
    if (!m_store)
        return;
    m_networkWatch.reset();
    if (m_checks)
        m_checks->stop();
    m_diagnoses.stop();
    m_signatureChecks.stop();
    m_pictures->stop();
    m_attachments->stop();
    // What was held for undo is released before the lanes end: the next start replays it without waiting.
    if (m_hub) {
        const auto released = m_store->writeAndWait([](store::StoreWriter &writer) { return writer.releaseHeldOperations(); });
        if (!released)
            logWarning("engine", released.error().toString());
    }
    if (m_tasks)
        m_tasks->stop();
    if (m_outbox)
        m_outbox->stop();
    if (m_hub)
        m_hub->stop();
    if (m_indexer)
        m_indexer->stop();
    if (m_readers)
        m_readers->stop();
    if (m_net)
        m_net->certificates().setListener({});
    m_store->close();
    if (m_merger)
        m_merger->stop();
}

} // namespace tern::engine
