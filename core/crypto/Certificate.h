// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <string>
#include <string_view>
#include <vector>

struct x509_st;
struct stack_st_X509;

namespace tern::crypto {

enum class CertificateProblem { Expired, NotYetValid, SelfSigned, Untrusted, WrongHost, Revoked, WeakKey, Other };

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
};

/// Why a server's certificate was not accepted; made to be shown.
struct CertificateReport {
    std::string host;                       ///< whom we wanted to reach
    std::vector<CertificateProblem> problems;
    std::string libraryText;                ///< OpenSSL's words for the first problem
    CertificateInfo leaf;
    std::string chainPem;                   ///< as the server sent it

    /// One line: "expired, wrong_host: mail.example.com; subject …; SHA-256 …". It is the Error's detail.
    [[nodiscard]] std::string toString() const;
};

/// Reads what is shown from a certificate. `certificate` is borrowed.
[[nodiscard]] CertificateInfo describeCertificate(x509_st *certificate);

/// PEM of a chain, leaf first. `chain` is borrowed, may be null.
[[nodiscard]] std::string chainToPem(const stack_st_X509 *chain);

} // namespace tern::crypto
