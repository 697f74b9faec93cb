// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;
struct stack_st_X509;

namespace tern::crypto {

/// What can be wrong with a server's certificate. Each has a sentence of its own in the window.
enum class CertificateProblem {
    PinChanged,         ///< another one than the person trusted for this server
    Revoked,            ///< taken back by who signed it (a revocation list, or a stapled answer)
    RevocationUnproven, ///< it demands a stapled proof [RFC 7633], and the server sent none
    WrongHost,          ///< made for other names
    WildcardMisuse,     ///< its wildcard doesn't reach this name [RFC 9525 §6.3]
    WrongAddress,       ///< the server is reached by a numeric address that isn't in it
    WrongIdn,           ///< the server's international name isn't in it
    Expired,
    NotYetValid,
    SelfSigned,
    Untrusted,          ///< nobody known vouches for it
    NotAnAuthority,     ///< signed with a certificate that may not sign others
    NameConstraint,     ///< signed by an authority that may not vouch for this name [RFC 5280 §4.2.1.10]
    WrongPurpose,       ///< not made for servers
    WeakKey,            ///< short enough to be broken
    WeakSignature,      ///< signed by MD5 or SHA-1, which can be forged
    Other
};

/// Error::where of CertificateInvalid when it is about PinChanged.
inline constexpr const char *kPinChanged = "tls.pin";

/// The stable name of a problem ("expired", "wrong_host"…).
[[nodiscard]] std::string_view certificateProblemName(CertificateProblem problem);

/// What a window shows of a certificate. Names are UTF-8, one line each.
struct CertificateInfo {
    std::string subject;
    std::string issuer;
    std::vector<std::string> hostNames;     ///< subjectAltName DNS and IP entries
    UnixMillis notBefore = 0;
    UnixMillis notAfter = 0;
    std::string sha256;                     ///< "AB:CD:…", upper case
    std::string key;                        ///< "RSA, 2048 bits"
    std::string signature;                  ///< "ecdsa-with-SHA256"

    bool operator==(const CertificateInfo &) const = default;
};

/// A server's certificate that was accepted or shown once.
struct KnownCertificate {
    CertificateInfo certificate;
    UnixMillis at = 0;                      ///< when it was first seen there, or when the person decided
};

/// What a server showed, and what is thought of it.
struct CertificateReport {
    std::string host;                       ///< whom we wanted to reach
    std::uint16_t port = 0;
    std::vector<CertificateProblem> problems;   ///< the gravest first; empty: it is valid
    std::string libraryText;                ///< OpenSSL's words for the first problem
    CertificateInfo leaf;
    std::vector<CertificateInfo> chain;     ///< as the server sent it, the leaf first; at most 10
    std::string chainPem;                   ///< the same
    std::optional<KnownCertificate> previous;   ///< what was accepted here last time
    std::optional<KnownCertificate> pin;    ///< what the person trusts here
    bool pinned = false;                    ///< accepted because it is the one that the person trusts

    [[nodiscard]] bool has(CertificateProblem problem) const;
    [[nodiscard]] bool isAccepted() const { return problems.empty() || pinned; }
    /// Whether a person may trust it all the same. Not what was taken back, nor what anybody can forge.
    [[nodiscard]] bool isPinnable() const;
    /// One line: "expired, wrong_host: mail.example.com; subject …; SHA-256 …". It is the Error's detail.
    [[nodiscard]] std::string toString() const;
};

/// What is another than last time, in the order to show it.
enum class CertificateChange { Key, Subject, Issuer, HostNames, Validity };
[[nodiscard]] std::vector<CertificateChange> certificateChanges(const CertificateInfo &before, const CertificateInfo &now);

/// Reads what is shown from a certificate. `certificate` is borrowed.
[[nodiscard]] CertificateInfo describeCertificate(x509_st *certificate);

/// As above of the first certificate of a PEM text; empty if there is none.
[[nodiscard]] CertificateInfo describePem(std::string_view pem);

/// PEM of a chain, leaf first. `chain` is borrowed, may be null.
[[nodiscard]] std::string chainToPem(const stack_st_X509 *chain);

} // namespace tern::crypto
