// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bench_engine/BenchEngine.h"

#include "core/crypto/SecretStore.h"
#include "core/net/Endpoint.h"

namespace tern::bench {

BenchEngine::BenchEngine(const test::TestServers &servers, Options options)
{
    engine::EngineOptions engineOptions;
    engineOptions.profile = options.profile;
    engineOptions.undoTime = std::chrono::milliseconds(0);
    engineOptions.syncAutomatically = options.automatic;
    engineOptions.secrets = std::make_shared<crypto::SessionSecretStore>();
    m_engine = need(engine::Engine::open(std::move(engineOptions)));
    m_engine->setObserver(this);
    m_engine->start();
    m_reader = need(m_engine->openReader());
    if (const auto accounts = need(m_reader->accounts()); !accounts.empty()) {
        m_account = accounts.front().id;
        return;
    }
    if (!options.empty)
        m_account = addAccount(servers, servers.receiver(), options.imapPort, options.pop3);
}

AccountId BenchEngine::addAccount(const test::TestServers &servers, const test::ServerAccount &account, std::uint16_t imapPort, bool pop3)
{
    engine::CheckedAccount checked;
    checked.setup.email = QString::fromStdString(account.email);
    checked.setup.name = QStringLiteral("李明");
    checked.setup.secretFile = account.passwordFile;
    const std::uint16_t port = imapPort != 0 ? imapPort : servers.imap.plain;
    checked.setup.imap = {"127.0.0.1", port, static_cast<int>(Security::Plain), account.user};
    if (pop3) {
        checked.setup.kind = store::AccountKind::Pop3;
        checked.setup.imap.port = servers.pop3.plain;
    }
    checked.setup.smtp = {"localhost", servers.smtp.starttls, static_cast<int>(Security::StartTls), account.user};
    checked.setup.caFile = servers.caFile;
    return need(wait<AccountId>([&](auto done) { m_engine->addAccount(checked, std::move(done)); }));
}

void BenchEngine::onChange(std::function<void(const store::ChangeSet &)> call)
{
    const std::lock_guard lock(m_mutex);
    m_onChange = std::move(call);
}

BenchEngine::~BenchEngine()
{
    m_reader.reset();
    m_engine->stop();
    m_engine->setObserver(nullptr);
}

store::MailboxRecord BenchEngine::mailbox(const char *wireName)
{
    auto found = need(m_reader->mailboxByName(m_account, wireName));
    if (!found)
        fail(std::string("no mailbox ") + wireName);
    return *std::move(found);
}

double BenchEngine::sync(engine::Engine::SyncRequest request)
{
    request.account = m_account;
    return secondsOf([&] { need(wait<engine::SyncSummary>([&](auto done) { m_engine->syncNow(std::move(request), std::move(done)); })); });
}

double BenchEngine::waitFor(const char *what, const std::function<bool()> &condition)
{
    const auto begin = SteadyClock::now();
    while (!condition()) {
        if (secondsSince(begin) > 60)
            fail(std::string("did not come: ") + what);
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(5));
    }
    return secondsSince(begin);
}

void BenchEngine::storeChanged(const store::ChangeSet &changes)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_onChange)
            m_onChange(changes);
    }
    m_changed.notify_all();
}

void BenchEngine::accountStatusChanged(const engine::AccountStatus &)
{
    m_changed.notify_all();
}

void BenchEngine::noticed(const engine::Notice &)
{
    m_changed.notify_all();
}

} // namespace tern::bench
