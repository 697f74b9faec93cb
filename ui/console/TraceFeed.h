// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"

#include <QObject>
#include <QTimer>

#include <mutex>

namespace tern::ui {

/// Brings trace lines from the connections' threads to the UI thread, gathered for some 30 ms.
/// Thread: UI, but for the subscriber it installs. The ring must outlive it.
class TraceFeed final : public QObject {
    Q_OBJECT

public:
    explicit TraceFeed(TraceRing &ring, QObject *parent = nullptr);
    ~TraceFeed() override;

    /// Lines that wait are kept (bounded by the ring) and come after resume().
    void setPaused(bool paused);
    /// Forgets what waits.
    void drop();

Q_SIGNALS:
    void lines(const std::vector<tern::TraceLine> &lines);

private:
    void flush();

    TraceRing &m_ring;
    int m_subscription = 0;
    std::mutex m_mutex;
    std::vector<TraceLine> m_waiting;
    bool m_scheduled = false;
    bool m_paused = false;
    QTimer m_timer;
};

} // namespace tern::ui
