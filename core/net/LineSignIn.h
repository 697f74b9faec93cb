// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSocket.h"
#include "core/net/SaslExchange.h"
#include "core/net/SignInMethod.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tern {

/// Whether a text would end a line of a protocol before its time.
[[nodiscard]] bool holdsLineBreak(std::string_view text);

/// Runs `signIn` while what it says of a secret is hidden: a server that repeats what it was told must not put the password on the screen or into a log.
[[nodiscard]] Result<void> signInHidden(LineSocket &socket, std::string_view user, const crypto::Secret &secret, const std::function<Result<void>()> &signIn);

/// What signing in over SMTP and POP3 has in common: ways are tried in order until the server gives a verdict, and SASL's exchange goes on in lines
/// [RFC 4954, 5034]. The protocol's own words are its heirs'.
/// Thread: the connection's; blocks. Used once.
class LineSignIn {
public:
    virtual ~LineSignIn() = default;
    LineSignIn(const LineSignIn &) = delete;
    LineSignIn &operator=(const LineSignIn &) = delete;

    /// Errors: InvalidInput, those of begin().
    Result<void> run();

protected:
    struct Traits {
        std::string where;              ///< "smtp", of errors
        std::size_t longestCommand;     ///< octets without CRLF; an initial response that makes it longer waits for a challenge
        bool needsUser;                 ///< false: without one nobody signs in
    };
    struct Answer {
        enum class Kind { Challenge, Yes, No };
        Kind kind;
        std::string challenge;          ///< base64
    };
    /// \param who  mechanism empty
    LineSignIn(LineSocket &socket, SaslExchange::Request who, SignInMethod method, Traits traits);

    /// From the greeting on.
    virtual Result<void> begin() = 0;
    virtual Result<Answer> say(std::string_view line) = 0;
    /// What the last No means. \param told  what the server said about it inside the exchange; may be empty.
    /// \param saidSomething  a secret, or what is made of it, was told
    [[nodiscard]] virtual Error refusal(const std::string &told, bool saidSomething) = 0;
    /// \param way  a SASL mechanism, or what an heir adds.
    virtual Result<void> signInBy(const std::string &way) { return authenticate(way); }

    /// \param none  the error where there is no way.
    Result<void> signInByOneOf(const std::vector<std::string> &ways, ErrorKind none);
    Result<void> authenticate(const std::string &mechanism);

private:
    LineSocket &m_socket;
    const SaslExchange::Request m_who;
    const SignInMethod m_method;
    const Traits m_traits;
};

} // namespace tern
