// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Engine.h"
#include "tests/support/TestServers.h"
#include "tests/support/bench/Figures.h"

#include <condition_variable>
#include <future>

namespace tern::bench {

/// The value, or the end of the program.
template <typename T>
T need(Result<T> result)
{
    if (!result)
        fail(result.error().toString());
    return *std::move(result);
}
inline void need(const Result<void> &result)
{
    if (!result)
        fail(result.error().toString());
}

/// Waits for the completion of an engine's call.
template <typename T>
Result<T> wait(const std::function<void(engine::Completion<T>)> &call)
{
    const auto promise = std::make_shared<std::promise<Result<T>>>();
    auto outcome = promise->get_future();
    call([promise](Result<T> result) { promise->set_value(std::move(result)); });
    return outcome.get();
}

/// A real engine on a profile, with one account of the servers over plain TCP, so that what is measured is Tern and not TLS.
/// What fails ends the program. Thread: the program's main one.
class BenchEngine final : public engine::EngineObserver {
public:
    struct Options {
        std::filesystem::path profile;
        bool automatic = false;             ///< the lanes watch and walk by themselves
        std::uint16_t imapPort = 0;         ///< 0: the server's own; else a proxy's
        bool pop3 = false;                  ///< the account is a POP3 account
        bool empty = false;                 ///< no account is added
    };
    /// The account is added when the profile has none.
    BenchEngine(const test::TestServers &servers, Options options);
    ~BenchEngine() override;

    /// One more account of the same servers. Returns when it is added.
    AccountId addAccount(const test::TestServers &servers, const test::ServerAccount &account, std::uint16_t imapPort = 0, bool pop3 = false);
    /// Called with each change set, on the engine's thread; empty: nobody any more.
    void onChange(std::function<void(const store::ChangeSet &)> call);

    [[nodiscard]] engine::Engine &engine() { return *m_engine; }
    [[nodiscard]] store::StoreReader &reader() { return *m_reader; }
    [[nodiscard]] AccountId account() const { return m_account; }
    [[nodiscard]] store::MailboxRecord mailbox(const char *wireName);
    /// Until nothing is left to do. \return seconds.
    double sync(engine::Engine::SyncRequest request);
    /// Looked at after each change and every 5 ms; a minute without it is the end of the program. \return seconds waited.
    double waitFor(const char *what, const std::function<bool()> &condition);

    void storeChanged(const store::ChangeSet &changes) override;
    void accountStatusChanged(const engine::AccountStatus &status) override;
    void noticed(const engine::Notice &notice) override;

private:
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<store::StoreReader> m_reader;
    AccountId m_account;
    std::mutex m_mutex;
    std::function<void(const store::ChangeSet &)> m_onChange;
    std::condition_variable m_changed;
};

} // namespace tern::bench
