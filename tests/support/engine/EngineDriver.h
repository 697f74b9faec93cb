// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Engine.h"
#include "tests/support/Patience.h"

#include <condition_variable>
#include <filesystem>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace tern::test {

/// A whole engine over a profile, driven from a test's thread: every call waits. A failed step throws std::runtime_error, as a test can't go on
/// without it.
class EngineDriver final {
public:
    struct Options {
        std::filesystem::path profile;
        bool automatic = false;                            ///< false: only sync() connects
        std::chrono::milliseconds undoTime{0};
        const Clock *clock = nullptr;
        std::function<void(std::uint64_t)> commitHook;
        bool start = true;
    };
    /// Opens and starts it. Throws what Engine::open() says.
    explicit EngineDriver(Options options);
    /// As quitting does.
    ~EngineDriver();
    EngineDriver(const EngineDriver &) = delete;
    EngineDriver &operator=(const EngineDriver &) = delete;

    /// An account on this machine in the clear, its password in a file in the profile.
    AccountId addAccount(const std::string &email, std::uint16_t imapPort, std::uint16_t smtpPort = 0, const std::string &password = "secret");
    [[nodiscard]] std::vector<AccountId> accounts();

    [[nodiscard]] engine::Engine &engine() { return *m_engine; }
    [[nodiscard]] store::StoreReader &reader() { return *m_reader; }

    /// Everything, all accounts, until nothing is left to do.
    Result<engine::SyncSummary> sync(bool bodies = false);
    /// Until `condition` holds: looked at when the engine tells anything and every 20 ms. \return false after the patience.
    [[nodiscard]] bool waitFor(const std::function<bool()> &condition, std::chrono::milliseconds patience = std::chrono::seconds{20 * kSlower});

    /// Calls and waits for the completion.
    template <typename T>
    static Result<T> wait(const std::function<void(engine::Completion<T>)> &call)
    {
        const auto promise = std::make_shared<std::promise<Result<T>>>();
        auto outcome = promise->get_future();
        call([promise](Result<T> result) { promise->set_value(std::move(result)); });
        if (outcome.wait_for(std::chrono::seconds(60 * kSlower)) != std::future_status::ready)
            throw std::runtime_error("a completion did not come");
        return outcome.get();
    }
    template <typename T>
    static T need(Result<T> result)
    {
        if (!result)
            throw std::runtime_error(result.error().toString());
        return *std::move(result);
    }
    static void need(const Result<void> &result)
    {
        if (!result)
            throw std::runtime_error(result.error().toString());
    }

    /// 0 if there is none.
    [[nodiscard]] MailboxId mailbox(AccountId account, const std::string &wireName);
    [[nodiscard]] std::vector<store::MessageRow> rows(AccountId account, const std::string &wireName);
    [[nodiscard]] std::optional<store::MessageRow> row(AccountId account, const std::string &wireName, const std::string &subject);
    [[nodiscard]] bool shows(AccountId account, const std::string &wireName, const std::string &subject);
    [[nodiscard]] std::size_t operations();

    /// What the engine told, and cleared.
    [[nodiscard]] std::vector<engine::Notice> takeNotices();
    [[nodiscard]] std::string traced();

private:
    class Observer;
    std::filesystem::path m_profile;
    std::unique_ptr<Observer> m_observer;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<store::StoreReader> m_reader;
};

} // namespace tern::test
