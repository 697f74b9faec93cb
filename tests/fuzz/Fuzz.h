// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/UniqueFd.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <unistd.h>

namespace tern::fuzz {

/// Ends the program: the input breaks a promise.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline std::string_view bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {static_cast<const char *>(static_cast<const void *>(data)), size};
}

/// A connected stream whose other end has said `bytes` and says no more; what is written to it can be read at `peer`.
struct Connected {
    explicit Connected(std::string_view bytes)
    {
        int fds[2];
        require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0);
        ours = UniqueFd(fds[0]);
        peer = UniqueFd(fds[1]);
        static_cast<void>(::send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
        ::shutdown(peer.get(), SHUT_WR);
    }

    /// All that was written to `ours`.
    [[nodiscard]] std::string written() const
    {
        std::string text;
        char buffer[4096];
        for (ssize_t got = 0; (got = ::recv(peer.get(), buffer, sizeof buffer, 0)) > 0;)
            text.append(buffer, static_cast<std::size_t>(got));
        return text;
    }

    UniqueFd ours;
    UniqueFd peer;
};

} // namespace tern::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
