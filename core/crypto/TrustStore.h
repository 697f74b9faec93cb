// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Certificate.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace tern::crypto {

/// Whom Tern trusts to vouch for servers: the system's authorities and the person's own. Holds one SSL_CTX for all connections: TLS 1.2
/// or later, peers verified, DHE kept (some providers offer nothing else).
/// Thread: any once built; addAuthorities before it is shared.
class TrustStore final {
public:
    /// Decides whether a certificate that failed is accepted all the same, by its SHA-256 (a pin the person made).
    using ExceptionCheck = std::function<bool(const CertificateReport &)>;

    /// \param useSystem  with the system's authorities; tests go without.
    explicit TrustStore(bool useSystem = true);
    ~TrustStore();
    TrustStore(const TrustStore &) = delete;
    TrustStore &operator=(const TrustStore &) = delete;

    /// Adds every certificate of a PEM file. Errors: NotFound, ReadOnly, InvalidInput (no certificate in it).
    Result<void> addAuthorities(const std::filesystem::path &pemFile);
    /// As above from PEM text.
    Result<void> addAuthoritiesPem(std::string_view pem);

    void setExceptionCheck(ExceptionCheck check) { m_exception = std::move(check); }
    [[nodiscard]] bool isExcepted(const CertificateReport &report) const { return m_exception && m_exception(report); }

    /// Owned by the store; borrowed by connections.
    [[nodiscard]] ssl_ctx_st *context() const { return m_context; }

private:
    ssl_ctx_st *m_context = nullptr;
    ExceptionCheck m_exception;
};

/// Before the handshake: sends SNI (DNS names only) and tells OpenSSL which name or address the certificate must carry.
/// \param host  DNS name or numeric address, as the person typed it.
Result<void> preparePeerCheck(ssl_st *connection, const std::string &host);

/// After the handshake, which doesn't stop at a bad certificate so that every problem can be shown: why the peer isn't acceptable, or nothing
/// when it is. Not a byte may be sent before this has answered.
[[nodiscard]] std::optional<CertificateReport> checkPeer(ssl_st *connection, const std::string &host);

} // namespace tern::crypto
