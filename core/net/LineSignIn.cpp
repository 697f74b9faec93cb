// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/LineSignIn.h"

#include <utility>

namespace tern {

bool holdsLineBreak(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

Result<void> signInHidden(LineSocket &socket, std::string_view user, const crypto::Secret &secret, const std::function<Result<void>()> &signIn)
{
    SecretMask &mask = socket.trace().mask();
    mask.hide(user, secret.reveal());
    Result<void> done = signIn();
    if (!done) {
        Error error = done.error();
        error.detail = mask.applied(error.detail);
        done = std::move(error);
    }
    mask.clear();
    return done;
}

LineSignIn::LineSignIn(LineSocket &socket, SaslExchange::Request who, SignInMethod method, Traits traits)
    : m_socket(socket), m_who(std::move(who)), m_method(method), m_traits(std::move(traits))
{
}

Result<void> LineSignIn::run()
{
    const bool isNamed = !m_traits.needsUser || !m_who.user.empty() || m_method == SignInMethod::External;
    if (!isNamed || holdsLineBreak(m_who.user) || holdsLineBreak(m_who.secret.reveal()))
        return makeError(ErrorKind::InvalidInput, m_traits.where + ".signin", "user name or password is empty or holds a line break");
    return signInHidden(m_socket, m_who.user, m_who.secret, [this] { return begin(); });
}

Result<void> LineSignIn::signInByOneOf(const std::vector<std::string> &ways, ErrorKind none)
{
    const char *why = m_method == SignInMethod::Bearer ? "the server takes no OAuth access token here"
        : m_method == SignInMethod::External           ? "the server takes no certificate in the place of a password here"
                                                       : "the server offers no way to sign in with a password here";
    Error last = makeError(none, m_traits.where + ".signin", why);
    for (const std::string &way : ways) {
        auto done = signInBy(way);
        if (done)
            return {};
        last = done.error();
        // A verdict on the password ends it: asking again another way only locks accounts. That a mechanism isn't available is no verdict.
        if (last.kind != ErrorKind::AuthenticationUnavailable || !m_socket.isOpen())
            break;
    }
    return last;
}

Result<void> LineSignIn::authenticate(const std::string &mechanism)
{
    SaslExchange::Request request = m_who;
    request.mechanism = mechanism;
    auto exchange = SaslExchange::create(request);
    if (!exchange)
        return exchange.error();
    std::string line = "AUTH " + mechanism;
    std::string held;       // an initial response too long for the command's own line
    bool saidSomething = false;
    if (SaslExchange::clientSpeaksFirst(mechanism)) {
        auto first = (*exchange)->respond({});
        if (!first)
            return first.error();
        if (line.size() + 1 + first->size() <= m_traits.longestCommand) {
            line += " " + (first->empty() ? std::string("=") : *first);
            saidSomething = true;
        } else {
            held = *first;
        }
        crypto::wipe(*first);
    }
    auto answer = say(line);
    crypto::wipe(line);
    // No honest mechanism asks ten times.
    for (int round = 0; answer && answer->kind == Answer::Kind::Challenge && round < 10; ++round) {
        auto response = held.empty() ? (*exchange)->respond(answer->challenge) : Result<std::string>(std::exchange(held, {}));
        std::string words = response ? *std::move(response) : std::string("*");
        saidSomething = true;
        answer = say(words);
        crypto::wipe(words);
        if (!response && answer)
            return response.error();
    }
    crypto::wipe(held);
    if (!answer)
        return answer.error();
    if (answer->kind == Answer::Kind::Challenge)
        return makeError(ErrorKind::ProtocolError, m_traits.where + ".auth", "the server never ends the sign-in");
    if (answer->kind == Answer::Kind::No)
        return refusal((*exchange)->refusal(), saidSomething);
    // SCRAM proves the server too; success before the proof is no success.
    if (!(*exchange)->serverIsProven())
        return makeError(ErrorKind::AuthenticationFailed, m_traits.where + ".auth", "the server did not prove that it knows the password");
    return {};
}

} // namespace tern
