// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/crypto/Secret.h"
#include "core/net/Endpoint.h"

#include <memory>
#include <string>
#include <string_view>

namespace tern {

/// One sign-in with one SASL mechanism, base64 on both sides. The password mechanisms are vmime's (GSASL), whose exceptions end here;
/// OAUTHBEARER [RFC 7628], XOAUTH2 and EXTERNAL, which it lacks or gets wrong, are ours.
/// Thread: the connection's.
class SaslExchange {
public:
    struct Request {
        std::string mechanism;
        std::string service;        ///< "imap", "smtp", "pop"
        Endpoint endpoint;
        std::string user;
        crypto::Secret secret;      ///< password or access token
    };
    /// Errors: AuthenticationUnavailable (nobody here knows the mechanism).
    [[nodiscard]] static Result<std::unique_ptr<SaslExchange>> create(const Request &request);
    virtual ~SaslExchange() = default;
    SaslExchange(const SaslExchange &) = delete;
    SaslExchange &operator=(const SaslExchange &) = delete;

    /// Whether the mechanism begins with the client's word [RFC 4422 §5].
    [[nodiscard]] static bool clientSpeaksFirst(const std::string &mechanism);
    /// \param challenge  base64; empty for the initial response.
    /// \return the response in base64, a secret; may be empty. Errors: AuthenticationFailed (the challenge makes no sense, or the server's proof is false).
    [[nodiscard]] virtual Result<std::string> respond(std::string_view challenge) = 0;
    /// False while a mechanism that proves the server has not seen its proof.
    [[nodiscard]] virtual bool serverIsProven() const { return true; }
    /// What the server said about a refusal inside the exchange (RFC 7628's JSON); one line, may be empty.
    [[nodiscard]] virtual std::string refusal() const { return {}; }

protected:
    SaslExchange() = default;
};

} // namespace tern
