// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tern::pop3 {

/// What CAPA told [RFC 2449 §6, RFC 5034, RFC 2595].
struct Capabilities {
    bool known = false;                     ///< the server knows CAPA at all
    bool user = false, top = false, uidl = false, stls = false, pipelining = false, responseCodes = false;
    std::vector<std::string> sasl;          ///< upper case
    std::optional<int> loginDelay;          ///< seconds between two sign-ins
    std::optional<int> expireDays;          ///< how long the server keeps what was read; -1: NEVER
    std::string implementation;
};

/// One message of the maildrop, as long as this session lasts.
struct MaildropEntry {
    std::uint32_t number = 0;               ///< from 1; not always without gaps
    std::string uidl;                       ///< RFC 1939 §7; empty if the server gave none, or no usable one
    std::uint64_t size = 0;                 ///< octets; 0 until LIST told
};

} // namespace tern::pop3
