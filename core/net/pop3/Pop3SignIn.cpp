// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3SignIn.h"

#include <QCryptographicHash>

#include <algorithm>

namespace tern::pop3 {
namespace {

constexpr std::size_t kLongestCommand = 253;    // RFC 5034 §4: 255 octets with the CRLF; what is longer waits for a challenge
constexpr std::size_t kMostCapabilities = 200;
constexpr const char *kApop = "APOP";           // beside the names of SASL mechanisms
constexpr const char *kUser = "USER";

} // namespace

Pop3SignIn::Pop3SignIn(Pop3Dialogue &dialogue, const Pop3ConnectOptions &options)
    : LineSignIn(dialogue.socket(), {{}, "pop", options.endpoint, options.user, options.secret}, options.method, {"pop3", kLongestCommand, true}), m_dialogue(dialogue),
      m_options(options)
{
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
    return signInByOneOf(ways(), disabled ? ErrorKind::LoginDisabled : ErrorKind::AuthenticationUnavailable);
}

Result<void> Pop3SignIn::signInBy(const std::string &way)
{
    return way == kUser ? userAndPass() : way == kApop ? apop() : authenticate(way);
}

Result<LineSignIn::Answer> Pop3SignIn::say(std::string_view line)
{
    auto reply = m_dialogue.command(line);
    if (!reply)
        return reply.error();
    m_reply = *std::move(reply);
    using Kind = Answer::Kind;
    return Answer{m_reply.isContinuation ? Kind::Challenge : m_reply.ok ? Kind::Yes : Kind::No, m_reply.text};
}

Error Pop3SignIn::refusal(const std::string &told, bool saidSomething)
{
    if (!told.empty())
        m_reply.text += " (" + told + ")";
    return errorFromReply(m_reply, saidSomething ? ErrorKind::AuthenticationFailed : ErrorKind::AuthenticationUnavailable, "pop3.auth");
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
