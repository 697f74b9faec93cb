// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ProtocolTrace.h"

namespace tern {
namespace {

std::size_t sizeOf(const TraceLine &line)
{
    return sizeof line + line.text.size() + line.account.size() + line.endpoint.size();
}

} // namespace

TraceRing::TraceRing(std::size_t maxLines, std::size_t maxBytes) : m_maxLines(maxLines), m_maxBytes(maxBytes) {}

void TraceRing::add(TraceLine line)
{
    const std::lock_guard lock(m_mutex);
    line.sequence = m_nextSequence++;
    for (const auto &[id, subscriber] : m_subscribers)
        subscriber(line);
    m_bytes += sizeOf(line);
    m_lines.push_back(std::move(line));
    while (!m_lines.empty() && (m_lines.size() > m_maxLines || m_bytes > m_maxBytes)) {
        m_bytes -= sizeOf(m_lines.front());
        m_lines.pop_front();
    }
}

std::vector<TraceLine> TraceRing::snapshot(std::int64_t afterSequence) const
{
    const std::lock_guard lock(m_mutex);
    const auto first = std::upper_bound(m_lines.begin(), m_lines.end(), afterSequence,
                                        [](std::int64_t sequence, const TraceLine &line) { return sequence < line.sequence; });
    return {first, m_lines.end()};
}

void TraceRing::clear()
{
    const std::lock_guard lock(m_mutex);
    m_lines.clear();
    m_bytes = 0;
}

int TraceRing::subscribe(Subscriber subscriber)
{
    const std::lock_guard lock(m_mutex);
    const int id = m_nextSubscriber++;
    m_subscribers.emplace(id, std::move(subscriber));
    m_watched = true;
    return id;
}

void TraceRing::unsubscribe(int id)
{
    const std::lock_guard lock(m_mutex);
    m_subscribers.erase(id);
    m_watched = !m_subscribers.empty();
}

} // namespace tern
