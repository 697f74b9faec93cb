// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/net/SilentListener.h"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern::test {

SilentListener::SilentListener(Kind kind) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
    // A small window, so that a large write stalls soon.
    const int window = 4096;
    ::setsockopt(m_fd.get(), SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
    if (::bind(m_fd.get(), raw, length) != 0 || ::getsockname(m_fd.get(), raw, &length) != 0 || ::listen(m_fd.get(), kind == Kind::Accepts ? 16 : 0) != 0)
        throw std::runtime_error("no port for a silent listener");
    m_port = ntohs(address.sin_port);
    if (kind == Kind::Accepts)
        return;
    for (UniqueFd &filler : m_filler) {
        filler = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        ::connect(filler.get(), raw, length);
        pollfd connected{filler.get(), POLLOUT, 0};
        if (::poll(&connected, 1, 50) == 0)
            return;     // full
    }
}

} // namespace tern::test
