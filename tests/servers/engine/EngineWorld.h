// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/SecretStore.h"
#include "core/engine/Engine.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/Endpoint.h"
#include "tests/support/TestServers.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <future>
#include <gtest/gtest.h>

namespace tern::engine::test {

/// Keeps what an engine tells, and lets a test wait for it.
class Recorder final : public EngineObserver {
public:
    void storeChanged(const store::ChangeSet &changes) override
    {
        const std::lock_guard lock(m_mutex);
        if (changes.number != m_lastNumber + 1)
            m_gap = true;
        m_lastNumber = changes.number;
        m_arrived += changes.arrived.size();
        m_changed.notify_all();
    }
    void accountStatusChanged(const AccountStatus &status) override
    {
        const std::lock_guard lock(m_mutex);
        m_states[status.email] = status.state;
        m_changed.notify_all();
    }
    void noticed(const Notice &notice) override
    {
        const std::lock_guard lock(m_mutex);
        m_notices.push_back(notice);
        m_changed.notify_all();
    }

    [[nodiscard]] bool hasGap()
    {
        const std::lock_guard lock(m_mutex);
        return m_gap;
    }
    [[nodiscard]] std::size_t arrived()
    {
        const std::lock_guard lock(m_mutex);
        return m_arrived;
    }
    [[nodiscard]] AccountStatus::State state(const QString &email)
    {
        const std::lock_guard lock(m_mutex);
        return m_states[email];
    }
    [[nodiscard]] std::vector<Notice> notices()
    {
        const std::lock_guard lock(m_mutex);
        return m_notices;
    }
    /// Looks again whenever something was told, and every 50 ms.
    bool eventually(const std::function<bool()> &condition, std::chrono::seconds limit = std::chrono::seconds(20))
    {
        const auto until = std::chrono::steady_clock::now() + limit;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > until)
                return false;
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, std::chrono::milliseconds(50));
        }
        return true;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_lastNumber = 0;
    bool m_gap = false;
    std::size_t m_arrived = 0;
    std::map<QString, AccountStatus::State> m_states;
    std::vector<Notice> m_notices;
};

template <typename T>
Result<T> wait(const std::function<void(Completion<T>)> &call)
{
    const auto promise = std::make_shared<std::promise<Result<T>>>();
    auto outcome = promise->get_future();
    call([promise](Result<T> result) { promise->set_value(std::move(result)); });
    if (outcome.wait_for(std::chrono::seconds(30)) != std::future_status::ready)
        return makeError(ErrorKind::Timeout, "test");
    return outcome.get();
}

/// An engine over a profile of its own, with both accounts of the servers.
class EngineWorld {
public:
    /// \param smtpPort  the submission server's, with STARTTLS, where it isn't the usual one
    explicit EngineWorld(tern::test::TestServers &servers, std::chrono::milliseconds undoTime = std::chrono::milliseconds(0), std::uint16_t smtpPort = 0)
        : m_servers(servers), m_smtpPort(smtpPort != 0 ? smtpPort : servers.smtp.starttls)
    {
        options.profile = m_folder.filePath(QStringLiteral("profile")).toStdString();
        options.undoTime = undoTime;
        options.secrets = std::make_shared<crypto::SessionSecretStore>();
        open();
        for (const auto *account : {&servers.sender(), &servers.receiver()})
            accounts[QString::fromStdString(account->email)] = add(*account);
    }
    ~EngineWorld() { close(); }

    void open()
    {
        auto opened = Engine::open(options);
        ASSERT_TRUE(opened.ok()) << opened.error().toString();
        engine = std::move(*opened);
        engine->setObserver(&recorder);
        engine->start();
        reader = std::move(*engine->openReader());
    }
    void close()
    {
        reader.reset();
        if (!engine)
            return;
        engine->stop();
        engine->setObserver(nullptr);
        engine.reset();
    }

    [[nodiscard]] AccountSetup setupFor(const tern::test::ServerAccount &account) const
    {
        AccountSetup setup;
        setup.email = QString::fromStdString(account.email);
        setup.name = QStringLiteral("张伟");
        setup.secretFile = account.passwordFile;
        setup.imap = {"localhost", m_servers.imap.starttls, static_cast<int>(Security::StartTls), account.user};
        setup.smtp = {"localhost", m_smtpPort, static_cast<int>(Security::StartTls), account.user};
        setup.caFile = m_servers.caFile;
        return setup;
    }
    AccountId add(const tern::test::ServerAccount &account)
    {
        auto checked = wait<CheckedAccount>([&](auto done) { engine->checkAccount(setupFor(account), {}, std::move(done)); });
        EXPECT_TRUE(checked.ok()) << checked.error().toString();
        auto added = wait<AccountId>([&](auto done) { engine->addAccount(*checked, std::move(done)); });
        EXPECT_TRUE(added.ok());
        return added.valueOr({});
    }

    std::optional<store::MailboxRecord> box(AccountId account, store::MailboxRole role)
    {
        auto found = reader->mailboxByRole(account, role);
        return found ? *found : std::nullopt;
    }
    std::vector<store::MessageRow> rows(AccountId account, store::MailboxRole role)
    {
        const auto mailbox = box(account, role);
        if (!mailbox)
            return {};
        store::ListQuery query;
        query.scope = store::InMailbox{mailbox->id};
        auto page = reader->page(query, {}, 100);
        return page ? page->rows : std::vector<store::MessageRow>{};
    }
    std::optional<store::MessageRow> find(AccountId account, store::MailboxRole role, const QString &subject)
    {
        for (const store::MessageRow &row : rows(account, role)) {
            if (row.subject == subject)
                return row;
        }
        return std::nullopt;
    }
    /// What was said so far on every connection, for the message of a test that fails.
    [[nodiscard]] std::string dialogue() const
    {
        std::string text;
        for (const TraceLine &line : engine->trace().snapshot()) {
            const char *arrow = line.direction == TraceDirection::Client ? " > " : line.direction == TraceDirection::Server ? " < " : " - ";
            text += std::to_string(line.at % 1'000'000) + " " + line.account + " " + line.protocol + "#" + std::to_string(line.connectionId) + arrow + line.text + "\n";
        }
        return text;
    }
    bool eventually(const std::function<bool()> &condition) { return recorder.eventually(condition); }

    EngineOptions options;
    Recorder recorder;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<store::StoreReader> reader;
    std::map<QString, AccountId> accounts;

private:
    tern::test::TestServers &m_servers;
    std::uint16_t m_smtpPort;
    QTemporaryDir m_folder;
};

} // namespace tern::engine::test
