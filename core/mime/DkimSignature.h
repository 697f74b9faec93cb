// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tern::mime {

/// One DKIM-Signature field [RFC 6376 §3.5].
struct DkimSignature {
    enum class Algorithm { RsaSha256, RsaSha1, Ed25519 };
    Algorithm algorithm = Algorithm::RsaSha256;
    bool relaxedHeader = false;                 ///< else simple
    bool relaxedBody = false;
    std::string domain;                         ///< d=, lower case
    std::string selector;                       ///< s=
    std::string identity;                       ///< i=, or @domain
    std::vector<std::string> fields;            ///< h=, in order
    std::string bodyHash;                       ///< bytes
    std::string signature;                      ///< bytes
    std::optional<std::uint64_t> bodyLength;    ///< l=
    std::optional<std::int64_t> expires;        ///< x=, seconds since 1970
    std::size_t field = 0;                      ///< which field of the header it is, from 0

    /// Where its key is in DNS: "s1._domainkey.example.org".
    [[nodiscard]] std::string keyName() const { return selector + "._domainkey." + domain; }
};

/// The signatures that can be understood, topmost first; at most 10. \param header  bytes of the header block
[[nodiscard]] std::vector<DkimSignature> dkimSignatures(std::string_view header);

enum class DkimOutcome {
    Valid,
    BodyChanged,        ///< the text is not what was signed
    HeaderChanged,      ///< the signed fields are not, or it is another key's
    Expired,
    NoKey,              ///< the record holds no key, or one that was revoked
    Weak,               ///< SHA-1, or an RSA key below 1,024 bits: worth nothing [RFC 8301]
    OnlyBeginning,      ///< l= leaves bytes at the end unsigned; whoever forwarded it could have put anything there
};

/// Verifies one signature of a message. \param message  byte for byte, line ends CRLF or LF. \param keyRecord  the TXT record of keyName().
/// \param now  seconds since 1970. Linear. Thread: any.
[[nodiscard]] DkimOutcome verifyDkim(std::string_view message, const DkimSignature &signature, std::string_view keyRecord, std::int64_t now);

/// "a=b; c=d" → pairs, white space removed around them [RFC 6376 §3.2]; at most 100.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> dkimTags(std::string_view text);

} // namespace tern::mime
