// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tern::smtp {

/// Turns a message into what follows DATA [RFC 5321 §4.5.2]: every CR, LF or mix becomes CRLF, leading dots are stuffed, and the end of data
/// appears exactly once. Streams; pieces may be cut anywhere.
class DataEncoder final {
public:
    /// Appends the encoded form of `piece` to `out`.
    void encode(std::string_view piece, std::string &out);
    /// Ends the last line and appends ".CRLF". Once.
    void finish(std::string &out);

private:
    bool m_atLineStart = true;
    bool m_lastWasCr = false;
};

} // namespace tern::smtp
