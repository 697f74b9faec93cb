// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tern::bench {

/// The reference of a large message on its way out: a socket that writes it in one piece, with a mail transaction around it. Plain TCP on loopback.
/// A failure ends the program.
class BareSmtp final {
public:
    /// \param content  CRLF lines, none of which begins with a dot. \return seconds from the connection to the answer behind the final dot.
    static double send(std::uint16_t port, const std::string &from, const std::string &recipient, const std::string &content);
};

} // namespace tern::bench
