// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/TraceFeed.h"

namespace tern::ui {
namespace {

constexpr std::size_t kMostWaiting = 20'000;

} // namespace

TraceFeed::TraceFeed(TraceRing &ring, QObject *parent) : QObject(parent), m_ring(ring)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(30);
    connect(&m_timer, &QTimer::timeout, this, &TraceFeed::flush);
    m_subscription = ring.subscribe([this](const TraceLine &line) {
        bool wake = false;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.size() >= kMostWaiting)
                m_waiting.erase(m_waiting.begin(), m_waiting.begin() + kMostWaiting / 4);
            m_waiting.push_back(line);
            wake = !m_scheduled;
            m_scheduled = true;
        }
        if (wake)
            QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
    // What the ring already has, less what came since: told once, in order.
    std::vector<TraceLine> past = ring.snapshot();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_waiting.empty()) {
            const std::int64_t first = m_waiting.front().sequence;
            std::erase_if(past, [first](const TraceLine &line) { return line.sequence >= first; });
        }
        m_waiting.insert(m_waiting.begin(), past.begin(), past.end());
        m_scheduled = true;
    }
    m_timer.start();
}

TraceFeed::~TraceFeed()
{
    m_ring.unsubscribe(m_subscription);
}

void TraceFeed::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused)
        flush();
}

void TraceFeed::drop()
{
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
}

void TraceFeed::flush()
{
    if (m_paused) {
        const std::lock_guard lock(m_mutex);
        m_scheduled = false;
        return;
    }
    std::vector<TraceLine> ready;
    {
        const std::lock_guard lock(m_mutex);
        ready.swap(m_waiting);
        m_scheduled = false;
    }
    if (!ready.empty())
        Q_EMIT lines(ready);
}

} // namespace tern::ui
