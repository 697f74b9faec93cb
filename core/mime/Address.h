// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace tern::mime {

/// A mailbox as people write it [RFC 5322 §3.4]: "Maria Keller <maria@example.org>".
struct Address {
    QString name;      ///< decoded display name; may be empty
    QString address;   ///< addr-spec; may be empty in broken mail
    bool operator==(const Address &) const = default;
};

/// Reads a decoded address list as typed or pasted by a person: commas or semicolons, quoted names, groups flattened.
/// Tolerant: what has no '@' is returned with the text as address, for the caller to mark. Linear. Thread: any.
[[nodiscard]] std::vector<Address> parseAddressList(const QString &text);

/// Strict check for the envelope [RFC 5321 §4.1.2, RFC 6531]: no CR, LF, NUL, controls or spaces outside quotes, a non-empty local part of at
/// most 64 and a domain of at most 255 bytes; non-ASCII only with `smtputf8`. \param addrSpec UTF-8. Thread: any.
[[nodiscard]] bool isValidAddrSpec(std::string_view addrSpec, bool smtputf8 = true);

/// "Maria Keller <maria@example.org>", quoted where needed; for people and for parseAddressList.
[[nodiscard]] QString formatAddress(const Address &address);
[[nodiscard]] QString formatAddressList(const std::vector<Address> &addresses);

} // namespace tern::mime
