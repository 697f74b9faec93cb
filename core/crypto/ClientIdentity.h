// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/Secret.h"

#include <filesystem>
#include <memory>

struct evp_pkey_st;
struct ssl_st;
struct stack_st_X509;
struct x509_st;

namespace tern::crypto {

/// Error::where of what is wrong with a person's own certificate.
inline constexpr const char *kClientKey = "tls.client_key";

/// A person's own certificate and its key, by which a server knows them (TLS client authentication).
/// Thread: any; immutable.
class ClientIdentity final {
public:
    /// Reads a PEM file (key, certificate, and what is between it and its authority) or a PKCS#12 file [RFC 7292].
    /// \param passphrase  empty if the file has none.
    /// Errors: NotFound, ReadOnly (no permission), InvalidInput (no key or no certificate in it, they don't belong together, or it is not valid today),
    /// PasswordNeeded (the passphrase is missing or wrong; detail says which).
    [[nodiscard]] static Result<std::shared_ptr<const ClientIdentity>> load(const std::filesystem::path &file, const Secret &passphrase);
    ~ClientIdentity();
    ClientIdentity(const ClientIdentity &) = delete;
    ClientIdentity &operator=(const ClientIdentity &) = delete;

    [[nodiscard]] const CertificateInfo &info() const { return m_info; }
    /// Shows it to a server that asks. Before the handshake.
    Result<void> offerOn(ssl_st *connection) const;

private:
    ClientIdentity() = default;
    Result<void> readPem(const std::string &bytes, const Secret &passphrase);
    Result<void> readPkcs12(const std::string &bytes, const Secret &passphrase);

    evp_pkey_st *m_key = nullptr;
    x509_st *m_certificate = nullptr;
    stack_st_X509 *m_chain = nullptr;
    CertificateInfo m_info;
};

} // namespace tern::crypto
