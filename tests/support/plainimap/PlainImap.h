// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/UniqueFd.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tern::test {

/// Another client of a server on loopback, in the clear and with none of Tern's code: what it sees is the truth. Throws std::runtime_error.
class PlainImap final {
public:
    PlainImap(std::uint16_t port, const std::string &user, const std::string &password);

    /// Sends one command and reads up to its answer. \return the untagged lines.
    std::vector<std::string> command(const std::string &text);
    /// With a literal at the end of the command.
    void append(const std::string &mailbox, const std::string &raw);

    struct Message {
        std::uint32_t uid = 0;
        std::string messageId;          ///< without <>
        std::string subject;            ///< as it is on the wire
        std::set<std::string> flags;    ///< \Recent left out
    };
    [[nodiscard]] std::vector<Message> messages(const std::string &mailbox);
    [[nodiscard]] std::vector<std::string> mailboxes();

private:
    std::string readLine();
    UniqueFd m_socket;
    std::string m_in;
    int m_tag = 0;
};

} // namespace tern::test
