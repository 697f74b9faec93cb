// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"

#include <functional>
#include <string>
#include <thread>

namespace tern {

/// Notices that this machine's network is another (addresses, links, default routes: rtnetlink(7)) and that the clock has jumped, as it does when
/// the machine wakes from sleep. Both come from the kernel: it never wakes to look. Where they can't be had it stays silent.
/// Thread: its own.
class NetworkWatch final {
public:
    /// \param changed  called on the watch's thread, once per burst of changes; must return quickly.
    explicit NetworkWatch(std::function<void()> changed);
    /// Ends at once.
    ~NetworkWatch();
    NetworkWatch(const NetworkWatch &) = delete;
    NetworkWatch &operator=(const NetworkWatch &) = delete;

private:
    void run();

    const std::function<void()> m_changed;
    const UniqueFd m_netlink;
    std::string m_known;        ///< fingerprint of what was last told; the watch's thread
    StopSource m_stop;
    std::thread m_thread;
};

/// What connections depend on, as text to compare: each link that is up with its lasting addresses, and whether there is a default route.
[[nodiscard]] std::string networkFingerprint();

} // namespace tern
