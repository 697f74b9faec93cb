// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"

#include <memory>
#include <string>
#include <string_view>

namespace tern::smtp {

/// One sign-in with one SASL mechanism of vmime (GSASL), base64 on both sides. vmime's exceptions end here.
/// Thread: the connection's.
class SaslExchange final {
public:
    /// Errors: AuthenticationUnavailable (vmime doesn't know the mechanism).
    [[nodiscard]] static Result<std::unique_ptr<SaslExchange>> create(const std::string &mechanism, const std::string &user,
                                                                      const crypto::Secret &secret);
    ~SaslExchange();
    SaslExchange(const SaslExchange &) = delete;
    SaslExchange &operator=(const SaslExchange &) = delete;

    /// Whether the mechanism begins with the client's word [RFC 4422 §5].
    [[nodiscard]] static bool clientSpeaksFirst(const std::string &mechanism);
    /// \param challenge  base64; empty for the initial response.
    /// \return the response in base64, a secret; may be empty. Errors: AuthenticationFailed (the challenge makes no sense, or the server's proof is false).
    [[nodiscard]] Result<std::string> respond(std::string_view challenge);
    /// False while a mechanism that proves the server has not seen its proof.
    [[nodiscard]] bool serverIsProven() const;

private:
    class Impl;
    explicit SaslExchange(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tern::smtp
