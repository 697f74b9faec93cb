// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tern::bench {

/// The reference of every figure that has a server in it: a socket that sends a command and throws the answer away, unparsed.
/// Plain TCP on loopback. A failure ends the program.
class BareImap final {
public:
    /// Connects, reads the greeting, signs in.
    BareImap(std::uint16_t port, const std::string &user, const std::string &password);
    ~BareImap();
    BareImap(const BareImap &) = delete;
    BareImap &operator=(const BareImap &) = delete;

    /// Sends one command (without tag) and reads up to its tagged OK. \return seconds.
    double run(const std::string &command);
    /// Bytes of the last answer.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    void send(const std::string &text);
    void readUntil(const std::string &tag);

    int m_socket = -1;
    int m_number = 0;
    std::uint64_t m_bytes = 0;
};

/// What a first listing of `set` asks for, as Tern asks for it, without a tag.
[[nodiscard]] std::string listingCommand(const std::string &set);

} // namespace tern::bench
