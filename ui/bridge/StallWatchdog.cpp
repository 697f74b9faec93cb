// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/StallWatchdog.h"

#include <QCoreApplication>

namespace tern::ui {

namespace {
constexpr std::chrono::milliseconds kBeat{5};
}

StallWatchdog::StallWatchdog() : m_answered(std::make_shared<std::atomic<bool>>(false)), m_thread([this] { run(); }) {}

StallWatchdog::~StallWatchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void StallWatchdog::run()
{
    using Clock = std::chrono::steady_clock;
    std::unique_lock lock(m_mutex);
    while (!m_quit) {
        const auto asked = Clock::now();
        *m_answered = false;
        QMetaObject::invokeMethod(QCoreApplication::instance(), [answered = m_answered] { *answered = true; }, Qt::QueuedConnection);
        do {
            m_wake.wait_for(lock, kBeat, [this] { return m_quit; });
            const std::int64_t waited = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - asked - kBeat).count();
            if (!*m_answered && waited > m_longest)
                m_longest = waited;
        } while (!m_quit && !*m_answered);
    }
}

} // namespace tern::ui
