// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace tern::ui {

/// One thread with a reader of its own, for what is too long for the UI thread: counts, page starts, searches.
/// Jobs run in order; a newer job with the same slot replaces one that still waits and stops one that runs.
/// Thread: UI.
class ReaderThread final : public QObject {
    Q_OBJECT
public:
    using Factory = std::function<Result<std::unique_ptr<store::StoreReader>>()>;
    /// Runs on the reader thread. \return what to do on the UI thread; may be empty.
    using Job = std::function<std::function<void()>(store::StoreReader &, const StopToken &)>;

    explicit ReaderThread(Factory factory, QObject *parent = nullptr);
    /// Stops the running job and joins.
    ~ReaderThread() override;

    /// `context`: its result isn't delivered once this is gone. `slot` 0 replaces nothing.
    void post(QObject *context, int slot, Job job);

private:
    struct Entry {
        int slot = 0;
        QPointer<QObject> context;
        Job job;
        StopSource stop;
    };
    void run();

    Factory m_factory;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Entry>> m_waiting;
    std::shared_ptr<Entry> m_running;
    bool m_quit = false;
    std::thread m_thread;
};

} // namespace tern::ui
