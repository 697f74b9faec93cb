// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopback/LoopbackListener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>

namespace tern::test {

LoopbackListener listenOnLoopback()
{
    constexpr int kBacklog = 64;
    LoopbackListener listener{UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
    if (::bind(listener.fd.get(), raw, size) != 0 || ::listen(listener.fd.get(), kBacklog) != 0 || ::getsockname(listener.fd.get(), raw, &size) != 0)
        throw std::runtime_error("no port on loopback");
    listener.port = ntohs(address.sin_port);
    return listener;
}

} // namespace tern::test
