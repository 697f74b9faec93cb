// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tern::bench {

/// The reference of every figure with a maildrop in it: a socket that asks for all messages at once and throws them away, unparsed. Plain TCP on
/// loopback. A failure ends the program.
class BarePop3 final {
public:
    /// Signs in, sends RETR of 1 to `count` and QUIT, and reads until the server closes. \return seconds.
    static double retrieveAll(std::uint16_t port, const std::string &user, const std::string &password, int count);
    /// Bytes of the last one.
    [[nodiscard]] static std::uint64_t bytes() { return s_bytes; }

private:
    static inline std::uint64_t s_bytes = 0;
};

} // namespace tern::bench
