// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Cancellation.h"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace tern {

WakeFd::WakeFd() : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (!m_fd.isOpen())
        throw std::system_error(errno, std::generic_category(), "eventfd");
}

void WakeFd::signal()
{
    const std::uint64_t one = 1;
    // EAGAIN means the counter is full: it is readable already.
    while (::write(m_fd.get(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

void WakeFd::clear()
{
    std::uint64_t count = 0;
    while (::read(m_fd.get(), &count, sizeof count) < 0 && errno == EINTR) {
    }
}

void StopSource::requestStop()
{
    m_state->stopped.store(true, std::memory_order_release);
    m_state->wake.signal();
}

} // namespace tern
