// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3SignIn.h"

#include "core/net/SaslExchange.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tern::pop3 {
namespace {

constexpr std::size_t kLongestCommand = 253;    // RFC 5034 §4: 255 octets with the CRLF; what is longer waits for a challenge
constexpr std::size_t kMostCapabilities = 200;
constexpr const char *kApop = "APOP";           // beside the names of SASL mechanisms
constexpr const char *kUser = "USER";

bool holdsLineBreak(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

} // namespace

Result<void> Pop3SignIn::run()
{
    const bool isNamed = !m_options.user.empty() || m_options.method == SignInMethod::External;
    if (!isNamed || holdsLineBreak(m_options.user) || holdsLineBreak(m_options.secret.reveal()))
        return makeError(ErrorKind::InvalidInput, "pop3.signin", "user name or password is empty or holds a line break");
    // A server that repeats what it was told must not put the password on the screen or into a log.
    SecretMask &mask = m_dialogue.socket().trace().mask();
    mask.hide(m_options.user, m_options.secret.reveal());
    Result<void> done = begin();
    if (!done) {
        Error error = done.error();
        error.detail = mask.applied(error.detail);
        done = std::move(error);
    }
    mask.clear();
    return done;
}

Result<void> Pop3SignIn::begin()
{
    const bool upgrade = m_options.endpoint.security == Security::StartTls;
    m_dialogue.setUnbuffered(upgrade);
    if (auto greeted = readGreeting(); !greeted)
        return greeted;
    if (upgrade) {
        if (auto started = startTls(); !started)
            return started;
    }
    if (auto asked = askCapabilities(); !asked)
        return asked;
    return signIn();
}

Result<void> Pop3SignIn::readGreeting()
{
    auto greeting = m_dialogue.readReply();
    if (!greeting)
        return greeting.error();
    m_greeting = greeting->text;
    if (greeting->isContinuation)
        return makeError(ErrorKind::ProtocolError, "pop3.greeting", "not a POP3 server: " + greeting->text);
    if (!greeting->ok)
        return errorFromReply(*greeting, ErrorKind::ServerRefused, "pop3.greeting");
    m_timestamp = apopTimestamp(greeting->text);
    return {};
}

Result<void> Pop3SignIn::askCapabilities()
{
    m_capabilities = {};
    auto reply = m_dialogue.command("CAPA");
    if (!reply)
        return reply.error();
    if (!reply->ok)
        return {};      // a server from before RFC 2449
    std::vector<std::string> lines;
    if (auto read = m_dialogue.readLines(kMostCapabilities, [&](std::string_view line) { lines.emplace_back(line); }); !read)
        return read;
    m_capabilities = parseCapabilities(lines);
    return {};
}

Result<void> Pop3SignIn::startTls()
{
    // Whether STLS is offered isn't asked: an offer can be stripped from the answer, a refusal ends it either way.
    auto reply = m_dialogue.command("STLS");
    if (!reply)
        return reply.error();
    if (!reply->ok)
        return makeError(ErrorKind::TlsFailed, "pop3.stls", "the server refused STLS: " + reply->text);
    if (auto started = m_dialogue.socket().startTls(); !started)
        return started;
    m_dialogue.setUnbuffered(false);
    // What was said in the clear is forgotten [RFC 2595 §4]. The timestamp of APOP came in the clear too.
    m_timestamp.clear();
    return {};
}

// In the order to try. Behind TLS the plainest is the most dependable; in the clear the password itself is sent only when there is no other way.
std::vector<std::string> Pop3SignIn::ways() const
{
    const bool encrypted = m_dialogue.socket().isEncrypted();
    std::vector<std::string> list;
    const auto offer = [&](const char *mechanism) {
        if (std::find(m_capabilities.sasl.begin(), m_capabilities.sasl.end(), mechanism) != m_capabilities.sasl.end())
            list.emplace_back(mechanism);
    };
    const bool mayUser = m_capabilities.user || !m_capabilities.known;
    switch (m_options.method) {
    case SignInMethod::Plain:
    case SignInMethod::CramMd5:
    case SignInMethod::ScramSha1:
    case SignInMethod::ScramSha256:
    case SignInMethod::External: offer(soleMechanism(m_options.method)); return list;
    case SignInMethod::Bearer:
        offer("OAUTHBEARER");
        offer("XOAUTH2");
        return list;
    case SignInMethod::Login:
        if (mayUser)
            list.emplace_back(kUser);
        return list;
    case SignInMethod::Automatic: break;
    }
    if (!encrypted) {
        for (const char *mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5"})
            offer(mechanism);
        if (!m_timestamp.empty())
            list.emplace_back(kApop);
    }
    offer("PLAIN");
    if (mayUser)
        list.emplace_back(kUser);
    offer("LOGIN");
    if (encrypted) {
        for (const char *mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5"})
            offer(mechanism);
    }
    return list;
}

Result<void> Pop3SignIn::signIn()
{
    const bool disabled = m_capabilities.known && !m_capabilities.user && !m_dialogue.socket().isEncrypted();
    Error last = makeError(disabled ? ErrorKind::LoginDisabled : ErrorKind::AuthenticationUnavailable, "pop3.signin",
                           m_options.method == SignInMethod::Bearer ? "the server takes no OAuth access token here"
                                                                     : "the server offers no way to sign in with a password here");
    for (const std::string &way : ways()) {
        auto done = way == kUser ? userAndPass() : way == kApop ? apop() : authenticate(way);
        if (done)
            return {};
        last = done.error();
        // A verdict on the password ends it: asking again another way only locks accounts. That a mechanism isn't available is no verdict.
        if (last.kind != ErrorKind::AuthenticationUnavailable || !m_dialogue.isUsable())
            break;
    }
    return last;
}

Result<void> Pop3SignIn::authenticate(const std::string &mechanism)
{
    auto exchange = SaslExchange::create({mechanism, "pop", m_options.endpoint, m_options.user, m_options.secret});
    if (!exchange)
        return exchange.error();
    std::string line = "AUTH " + mechanism;
    std::string held;       // an initial response too long for the command's own line
    bool saidSomething = false;
    if (SaslExchange::clientSpeaksFirst(mechanism)) {
        auto first = (*exchange)->respond({});
        if (!first)
            return first.error();
        if (line.size() + 1 + first->size() <= kLongestCommand) {
            line += " " + (first->empty() ? std::string("=") : *first);
            saidSomething = true;
        } else {
            held = *first;
        }
        crypto::wipe(*first);
    }
    auto reply = m_dialogue.command(line);
    crypto::wipe(line);
    // No honest mechanism asks ten times.
    for (int round = 0; reply && reply->isContinuation && round < 10; ++round) {
        auto response = held.empty() ? (*exchange)->respond(reply->text) : Result<std::string>(std::exchange(held, {}));
        std::string answer = response ? *std::move(response) : std::string("*");
        saidSomething = true;
        reply = m_dialogue.command(answer);
        crypto::wipe(answer);
        if (!response && reply)
            return response.error();
    }
    crypto::wipe(held);
    if (!reply)
        return reply.error();
    if (reply->isContinuation)
        return makeError(ErrorKind::ProtocolError, "pop3.auth", "the server never ends the sign-in");
    if (reply->ok) {
        // SCRAM proves the server too; success before the proof is no success.
        if (!(*exchange)->serverIsProven())
            return makeError(ErrorKind::AuthenticationFailed, "pop3.auth", "the server did not prove that it knows the password");
        return {};
    }
    if (const std::string refusal = (*exchange)->refusal(); !refusal.empty())
        reply->text += " (" + refusal + ")";
    return errorFromReply(*reply, saidSomething ? ErrorKind::AuthenticationFailed : ErrorKind::AuthenticationUnavailable, "pop3.auth");
}

Result<void> Pop3SignIn::apop()
{
    std::string text = m_timestamp;
    text += m_options.secret.reveal();
    const QByteArray digest = QCryptographicHash::hash(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())), QCryptographicHash::Md5);
    crypto::wipe(text);
    auto reply = m_dialogue.command("APOP " + m_options.user + " " + digest.toHex().toStdString());
    if (!reply)
        return reply.error();
    if (reply->isContinuation)
        return makeError(ErrorKind::ProtocolError, "pop3.apop", "a challenge where none belongs");
    return reply->ok ? Result<void>() : errorFromReply(*reply, ErrorKind::AuthenticationFailed, "pop3.apop");
}

Result<void> Pop3SignIn::userAndPass()
{
    auto user = m_dialogue.command("USER " + m_options.user);
    if (!user)
        return user.error();
    if (!user->ok)
        return errorFromReply(*user, ErrorKind::AuthenticationFailed, "pop3.user");
    std::string line = "PASS ";
    line += m_options.secret.reveal();
    auto pass = m_dialogue.command(line);
    crypto::wipe(line);
    if (!pass)
        return pass.error();
    if (pass->isContinuation)
        return makeError(ErrorKind::ProtocolError, "pop3.pass", "a challenge where none belongs");
    return pass->ok ? Result<void>() : errorFromReply(*pass, ErrorKind::AuthenticationFailed, "pop3.pass");
}

} // namespace tern::pop3
