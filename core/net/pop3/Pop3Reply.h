// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/pop3/Pop3Types.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tern::pop3 {

/// A status line [RFC 1939 §3], with its response code [RFC 2449 §8] if there is one.
struct Pop3Reply {
    bool ok = false;
    bool isContinuation = false;    ///< "+ …" inside AUTH [RFC 5034 §4]
    std::string code;               ///< "IN-USE", "SYS/TEMP"; upper case, empty if there is none
    std::string text;               ///< behind the indicator and the code; printable
};
/// Errors: ProtocolError.
[[nodiscard]] Result<Pop3Reply> parseReply(std::string_view line);

/// What a refusal stands for: IN-USE, LOGIN-DELAY, SYS/TEMP → ServerBusy, AUTH → AuthenticationFailed, SYS/PERM → ServerRefused
/// [RFC 2449 §8.1, RFC 3206], else `otherwise`. The server's words are the detail.
/// A refused sign-in without AUTH has Retry::WithBackoff: it may not be about the password.
[[nodiscard]] Error errorFromReply(const Pop3Reply &reply, ErrorKind otherwise, std::string where);

/// The lines of an answer to CAPA.
[[nodiscard]] Capabilities parseCapabilities(const std::vector<std::string> &lines);

/// "1 whqtswO00WBw418f9t5JxYwZ" → number and the rest; number 0 when it is no such line.
[[nodiscard]] std::pair<std::uint32_t, std::string_view> parseListingLine(std::string_view line);
/// RFC 1939 §7 says 1 to 70 of 0x21 to 0x7E; servers say more. \return whether it can be a key.
[[nodiscard]] bool isUsableUidl(std::string_view uidl);

/// The "<process-ID.clock@hostname>" of a greeting that offers APOP [RFC 1939 §7]; empty if there is none, or none that may be digested: only a
/// true msg-id of printable characters keeps a forged server from choosing the blocks that give a password away.
[[nodiscard]] std::string apopTimestamp(std::string_view greeting);

} // namespace tern::pop3
