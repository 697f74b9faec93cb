// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"
#include "app/cli/Output.h"
#include "core/engine/Engine.h"

#include <functional>
#include <future>
#include <map>
#include <memory>

namespace tern::cli {

/// The dialogue with the servers is to be written to a file. Nothing if the file is empty.
struct TraceWish {
    QString file;
    QString account;        ///< an address; empty: all
};

/// What every command gets: where the profile is, how to print, and an engine when it wants one.
/// Thread: main.
class Session final {
public:
    Session(QString profile, bool json, TraceWish trace);
    ~Session();

    [[nodiscard]] Output &output() { return m_output; }
    /// Opens the profile. \param automatic  lanes connect by themselves (`sync --watch`).
    /// \param observer  null: the session's own, which tells on standard error what servers refused.
    /// \param beforeStart  gets a reader for the observer.
    Result<void> open(bool automatic = false, engine::EngineObserver *observer = nullptr,
                      const std::function<void(std::unique_ptr<store::StoreReader>)> &beforeStart = {});
    /// Stops the engine; the observer is not called any more.
    void close();
    /// After open().
    [[nodiscard]] engine::Engine &engine() { return *m_engine; }
    [[nodiscard]] store::StoreReader &reader() { return *m_reader; }

    /// By address or number. Empty: the only one. Errors: NotFound, InvalidInput.
    [[nodiscard]] Result<store::AccountRecord> account(const QString &named);
    /// One of a person's addresses, or an account as above. Errors: as above.
    [[nodiscard]] Result<engine::Sender> sender(const QString &named);
    /// By path, wire name or role ("inbox", "trash"…). \param accountNamed  empty: the one account that has such a folder.
    [[nodiscard]] Result<store::MailboxRecord> folder(const QString &named, const QString &accountNamed);
    /// "12" → a row id. Errors: InvalidInput, NotFound.
    [[nodiscard]] Result<store::MessageRow> message(const QString &id);

    /// Operations that a server refused in this run, and why. Each was told on standard error.
    [[nodiscard]] std::map<OperationId, Error> refused() const;

    /// Starts something and waits for its completion.
    template <typename T>
    [[nodiscard]] Result<T> wait(const std::function<void(engine::Completion<T>)> &call)
    {
        const auto promise = std::make_shared<std::promise<Result<T>>>();
        auto outcome = promise->get_future();
        call([promise](Result<T> result) { promise->set_value(std::move(result)); });
        return outcome.get();
    }

private:
    class Listener;
    class TraceFile;

    const QString m_profile;
    Output m_output;
    const TraceWish m_trace;
    std::unique_ptr<Listener> m_listener;       ///< outlives the engine
    std::unique_ptr<TraceFile> m_traceFile;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<store::StoreReader> m_reader;
};

/// Where profiles lie by default: $XDG_DATA_HOME/tern.
[[nodiscard]] QString defaultProfile();

} // namespace tern::cli
