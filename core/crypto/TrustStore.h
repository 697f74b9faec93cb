// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/CertificateBook.h"
#include "core/crypto/TlsSessions.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace tern::crypto {

class ClientIdentity;

/// Whom Tern trusts to vouch for servers: the system's authorities, the person's own, and what the person decided for one server (the book).
/// Holds one SSL_CTX for all connections: TLS 1.2 or later (1.3 preferred), keys of 112 bits of strength or more, DHE kept (some providers offer
/// nothing else), peers verified, sessions resumed.
/// Thread: any once built; the setters before it is shared. Outlives its connections.
class TrustStore final {
public:
    /// \param useSystem  with the system's authorities; tests go without.
    explicit TrustStore(bool useSystem = true);
    ~TrustStore();
    TrustStore(const TrustStore &) = delete;
    TrustStore &operator=(const TrustStore &) = delete;

    /// Adds every certificate and every revocation list of a PEM file. Errors: NotFound, ReadOnly, InvalidInput (no certificate in it).
    Result<void> addAuthorities(const std::filesystem::path &pemFile);
    /// As above from PEM text.
    Result<void> addAuthoritiesPem(std::string_view pem);
    /// Adds the revocation lists [RFC 5280 §5] of a PEM file. A certificate whose signer has no list here is not refused for that; what an outdated
    /// list names stays revoked. Errors: NotFound, ReadOnly, InvalidInput (none in it).
    Result<void> addRevocations(const std::filesystem::path &pemFile);
    Result<void> addRevocationsPem(std::string_view pem);

    /// \param book  not owned, outlives this; null: none.
    void setBook(CertificateBook *book) { m_book = book; }
    [[nodiscard]] CertificateBook *book() const { return m_book; }

    /// Owned by the store; borrowed by connections.
    [[nodiscard]] ssl_ctx_st *context() const { return m_context; }

    /// Before the handshake: sends SNI (DNS names only), tells OpenSSL which name or address the certificate must carry, asks for a stapled answer,
    /// and resumes an earlier session.
    /// \param host      DNS name or numeric address, as the person typed it.
    /// \param identity  shown to a server that asks; may be null.
    Result<void> prepare(ssl_st *connection, const std::string &host, std::uint16_t port, const ClientIdentity *identity) const;
    /// After the handshake, which doesn't stop at a bad certificate so that every problem can be shown. Not a byte may be sent before this has answered
    /// that the peer is accepted.
    [[nodiscard]] CertificateReport check(ssl_st *connection, const std::string &host, std::uint16_t port) const;

private:
    int addLists(std::string_view pem);

    ssl_ctx_st *m_context = nullptr;
    CertificateBook *m_book = nullptr;
    std::unique_ptr<TlsSessions> m_sessions = std::make_unique<TlsSessions>();
};

} // namespace tern::crypto
