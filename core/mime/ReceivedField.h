// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QString>

#include <optional>
#include <string_view>

namespace tern::mime {

/// One Received field [RFC 5321 §4.4], as the many servers write it.
struct ReceivedField {
    QString from;                     ///< what the other side called itself; empty if none is named
    QString fromReverse;              ///< the name its address has in DNS; empty if unknown
    QString fromAddress;              ///< IP address; empty if unknown
    QString by;                       ///< who wrote this
    QString protocol;                 ///< "ESMTPS", "LMTP", "HTTP"; upper case; empty if not said
    QString id;
    QString recipient;                ///< without <>; empty if not said
    QString tls;                      ///< "TLS 1.3" or "TLS"; empty: not encrypted, or not said
    QString software;                 ///< "Postfix", "Exim 4.96"; empty if not said
    bool isAuthenticated = false;     ///< the other side signed in
    std::optional<UnixMillis> time;
};

/// Reads the value of a Received field. Postfix, Exim, Sendmail, Exchange, Gmail, Coremail, QQ, qmail, Dovecot and what resembles them; never fails: what
/// isn't understood is left empty. At most 10,000 bytes are read. Linear. Thread: any.
[[nodiscard]] ReceivedField parseReceivedField(std::string_view value);

} // namespace tern::mime
