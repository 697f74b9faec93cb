// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

struct ssl_ctx_st;

namespace tern::test {

/// A key and its certificate, as PEM. Made for a test, never kept.
struct TestIdentity {
    std::string certificatePem;
    std::string keyPem;
    std::string chainPem = {};      ///< a server sends these behind it
    bool onlyTls12 = false;         ///< its key is too short for TLS 1.3
};

/// A server shows it, with its chain. Throws when it can't.
void showIdentity(ssl_ctx_st *context, const TestIdentity &identity);

/// An authority of the test's own.
/// \param rsaBits  0: a P-256 key
[[nodiscard]] TestIdentity makeAuthority(const std::string &name = "Test CA", int rsaBits = 0);

/// What is to be wrong or right about a server's certificate.
struct LeafOptions {
    std::vector<std::string> dnsNames;
    std::vector<std::string> addresses;
    int notBeforeDays = -1;     ///< from now
    int notAfterDays = 30;
    int rsaBits = 0;            ///< 0: a P-256 key
    std::string digest = "SHA256";
    std::string basicConstraints = "CA:FALSE";
    std::string nameConstraints = {};
    std::string purposes = {};  ///< extendedKeyUsage; empty: none said
    bool mustStaple = false;    ///< demands an OCSP answer with every handshake [RFC 7633]
};

/// A server's certificate; signed by itself without `authority`.
[[nodiscard]] TestIdentity makeLeaf(const LeafOptions &options, const TestIdentity *authority);

/// The list of what an authority has taken back, PEM: `revoked`. \param outdated  it was to be renewed yesterday.
[[nodiscard]] std::string makeRevocations(const TestIdentity &authority, const TestIdentity &revoked, bool outdated = false);

/// An OCSP answer about a certificate, DER. \param signer  who signs it: the authority itself, or somebody else
[[nodiscard]] std::string makeStatus(const TestIdentity &authority, const TestIdentity &about, bool revoked, const TestIdentity &signer, bool outdated = false);

} // namespace tern::test
