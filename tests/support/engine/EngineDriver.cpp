// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engine/EngineDriver.h"

#include "core/crypto/SecretStore.h"
#include "core/net/Endpoint.h"
#include "core/net/ProtocolTrace.h"

#include <fstream>

namespace tern::test {

class EngineDriver::Observer final : public engine::EngineObserver {
public:
    void storeChanged(const store::ChangeSet &) override { changed(); }
    void accountStatusChanged(const engine::AccountStatus &) override { changed(); }
    void noticed(const engine::Notice &notice) override
    {
        {
            const std::lock_guard lock(mutex);
            notices.push_back(notice);
        }
        changed();
    }
    void changed() { told.notify_all(); }

    std::mutex mutex;
    std::condition_variable told;
    std::vector<engine::Notice> notices;
};

EngineDriver::EngineDriver(Options options) : m_profile(options.profile), m_observer(std::make_unique<Observer>())
{
    engine::EngineOptions made;
    made.profile = options.profile;
    made.clock = options.clock;
    made.undoTime = options.undoTime;
    made.syncAutomatically = options.automatic;
    made.secrets = std::make_shared<crypto::SessionSecretStore>();
    made.commitHook = std::move(options.commitHook);
    m_engine = need(engine::Engine::open(std::move(made)));
    m_engine->setObserver(m_observer.get());
    if (options.start)
        m_engine->start();
    m_reader = need(m_engine->openReader());
}

EngineDriver::~EngineDriver()
{
    m_reader.reset();
    m_engine->stop();
    m_engine->setObserver(nullptr);
}

AccountId EngineDriver::addAccount(const std::string &email, std::uint16_t imapPort, std::uint16_t smtpPort, const std::string &password)
{
    const std::filesystem::path secret = m_profile / (email + ".password");
    std::ofstream(secret) << password;
    engine::CheckedAccount account;
    account.setup.email = QString::fromStdString(email);
    account.setup.secretFile = secret.string();
    account.setup.imap = {"127.0.0.1", imapPort, static_cast<int>(Security::Plain), email};
    account.setup.smtp = {"127.0.0.1", smtpPort, static_cast<int>(Security::Plain), email};
    return need(wait<AccountId>([&](auto done) { m_engine->addAccount(account, std::move(done)); }));
}

std::vector<AccountId> EngineDriver::accounts()
{
    std::vector<AccountId> ids;
    for (const store::AccountRecord &account : need(m_reader->accounts()))
        ids.push_back(account.id);
    return ids;
}

Result<engine::SyncSummary> EngineDriver::sync(bool bodies)
{
    engine::Engine::SyncRequest request;
    request.bodies = bodies;
    auto synced = wait<engine::SyncSummary>([&](auto done) { m_engine->syncNow(request, std::move(done)); });
    if (!bodies || !synced)
        return synced;
    const auto indexed = wait<void>([&](auto done) { m_engine->whenIndexed(std::move(done)); });
    return indexed ? synced : Result<engine::SyncSummary>(indexed.error());
}

bool EngineDriver::waitFor(const std::function<bool()> &condition, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::unique_lock lock(m_observer->mutex);
        m_observer->told.wait_for(lock, std::chrono::milliseconds{20});
    }
    return true;
}

MailboxId EngineDriver::mailbox(AccountId account, const std::string &wireName)
{
    const auto found = need(m_reader->mailboxByName(account, wireName));
    return found ? found->id : MailboxId{};
}

std::vector<store::MessageRow> EngineDriver::rows(AccountId account, const std::string &wireName)
{
    const MailboxId id = mailbox(account, wireName);
    return id.isValid() ? need(m_reader->page({store::InMailbox{id}}, std::nullopt, 100'000)).rows : std::vector<store::MessageRow>{};
}

std::optional<store::MessageRow> EngineDriver::row(AccountId account, const std::string &wireName, const std::string &subject)
{
    for (const store::MessageRow &one : rows(account, wireName)) {
        if (one.subject == QString::fromStdString(subject))
            return one;
    }
    return std::nullopt;
}

bool EngineDriver::shows(AccountId account, const std::string &wireName, const std::string &subject)
{
    return row(account, wireName, subject).has_value();
}

std::size_t EngineDriver::operations()
{
    return need(m_reader->operations()).size();
}

std::vector<engine::Notice> EngineDriver::takeNotices()
{
    const std::lock_guard lock(m_observer->mutex);
    return std::exchange(m_observer->notices, {});
}

std::string EngineDriver::traced()
{
    std::string text;
    for (const TraceLine &line : m_engine->trace().snapshot())
        text += line.text + "\n";
    return text;
}

} // namespace tern::test
