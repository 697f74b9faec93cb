// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SmtpSignIn.h"

#include <algorithm>
#include <charconv>

namespace tern::smtp {
namespace {

// A literal says nothing about this machine; a host name does, and submission servers don't look at it [RFC 5321 §4.1.4].
constexpr std::string_view kOwnName = "[127.0.0.1]";
constexpr std::size_t kLongestCommand = 12'286; // RFC 4954 §4: the longest line a server must take, without its CRLF

std::vector<std::string> wordsOf(std::string_view line)
{
    std::vector<std::string> words;
    while (!line.empty()) {
        const auto end = std::min(line.find_first_of(" \t"), line.size());
        if (end > 0) {
            std::string word(line.substr(0, end));
            std::transform(word.begin(), word.end(), word.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
            words.push_back(std::move(word));
        }
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

} // namespace

SmtpCapabilities parseCapabilities(const std::vector<std::string> &lines)
{
    SmtpCapabilities found;
    for (const std::string &line : lines) {
        std::vector<std::string> words = wordsOf(line);
        if (words.empty())
            continue;
        const std::string keyword = words.front();
        if (keyword == "PIPELINING")
            found.pipelining = true;
        else if (keyword == "8BITMIME")
            found.eightBitMime = true;
        else if (keyword == "SMTPUTF8")
            found.smtpUtf8 = true;
        else if (keyword == "STARTTLS")
            found.startTls = true;
        else if (keyword == "CHUNKING")
            found.chunking = true;
        else if (keyword == "BINARYMIME")
            found.binaryMime = true;
        else if (keyword == "DSN")
            found.dsn = true;
        else if (keyword == "REQUIRETLS")
            found.requireTls = true;
        if (keyword == "SIZE") {
            found.size = true;
            if (words.size() > 1)
                std::from_chars(words[1].data(), words[1].data() + words[1].size(), found.maxSize);
        }
        // "AUTH=LOGIN PLAIN" is how servers wrote it before RFC 2554; some write both.
        if (keyword == "AUTH" || keyword.starts_with("AUTH=")) {
            words.front().erase(0, 5);
            for (std::string &mechanism : words) {
                if (!mechanism.empty() && std::find(found.authMechanisms.begin(), found.authMechanisms.end(), mechanism) == found.authMechanisms.end())
                    found.authMechanisms.push_back(std::move(mechanism));
            }
        }
    }
    return found;
}

SmtpSignIn::SmtpSignIn(SmtpDialogue &dialogue, const SmtpConnectOptions &options)
    : LineSignIn(dialogue.socket(), {{}, "smtp", options.endpoint, options.user, options.secret}, options.method, {"smtp", kLongestCommand, false}), m_dialogue(dialogue),
      m_options(options)
{
}

Result<void> SmtpSignIn::begin()
{
    const bool upgrade = m_options.endpoint.security == Security::StartTls;
    m_dialogue.setUnbuffered(upgrade);
    if (auto greeted = readGreeting(); !greeted)
        return greeted;
    if (auto said = sayHello(); !said)
        return said;
    if (upgrade) {
        if (auto started = startTls(); !started)
            return started;
    }
    return m_options.user.empty() && m_options.method != SignInMethod::External ? Result<void>() : signInByOneOf(mechanisms(), ErrorKind::AuthenticationUnavailable);
}

Result<void> SmtpSignIn::readGreeting()
{
    auto greeting = m_dialogue.readReply();
    if (!greeting)
        return greeting.error();
    if (greeting->code == 220)
        return {};
    if (greeting->isPositive())
        return makeError(ErrorKind::ProtocolError, "smtp.greeting", "not an SMTP server: " + greeting->text());
    return errorFromReply(*greeting, ErrorKind::ServerRefused, "smtp.greeting");
}

Result<void> SmtpSignIn::sayHello()
{
    auto reply = m_dialogue.command("EHLO " + std::string(kOwnName));
    if (!reply)
        return reply.error();
    if (reply->isPositive()) {
        reply->lines.erase(reply->lines.begin());
        m_capabilities = parseCapabilities(reply->lines);
        return {};
    }
    if (reply->isTemporary())
        return errorFromReply(*reply, ErrorKind::ServerBusy, "smtp.ehlo");
    // RFC 5321 §3.2: a server that knows no EHLO.
    m_capabilities = {};
    reply = m_dialogue.command("HELO " + std::string(kOwnName));
    if (!reply)
        return reply.error();
    return reply->isPositive() ? Result<void>() : errorFromReply(*reply, ErrorKind::ServerRefused, "smtp.helo");
}

Result<void> SmtpSignIn::startTls()
{
    if (!m_capabilities.startTls)
        return makeError(ErrorKind::TlsFailed, "smtp.starttls", "the server doesn't offer STARTTLS");
    auto reply = m_dialogue.command("STARTTLS");
    if (!reply)
        return reply.error();
    if (reply->code != 220)
        return makeError(ErrorKind::TlsFailed, "smtp.starttls", "the server refused STARTTLS: " + reply->text());
    if (auto started = m_dialogue.socket().startTls(); !started)
        return started;
    m_dialogue.setUnbuffered(false);
    // What was said in the clear is forgotten [RFC 3207 §4.2].
    return sayHello();
}

// In the order to try. Behind TLS the plainest is the most dependable; in the clear the password itself is sent only when there is no other way.
std::vector<std::string> SmtpSignIn::mechanisms() const
{
    const bool encrypted = m_dialogue.socket().isEncrypted();
    const char *sole = soleMechanism(m_options.method);
    const std::vector<std::string> preferred = sole ? std::vector<std::string>{sole}
        : m_options.method == SignInMethod::Login ? std::vector<std::string>{"LOGIN"}
        : m_options.method == SignInMethod::Bearer ? std::vector<std::string>{"OAUTHBEARER", "XOAUTH2"}
        : encrypted ? std::vector<std::string>{"PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5"}
                                                         : std::vector<std::string>{"SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"};
    std::vector<std::string> list;
    for (const std::string &mechanism : preferred) {
        const auto &offered = m_capabilities.authMechanisms;
        if (std::find(offered.begin(), offered.end(), mechanism) != offered.end())
            list.push_back(mechanism);
    }
    return list;
}

Result<LineSignIn::Answer> SmtpSignIn::say(std::string_view line)
{
    auto reply = m_dialogue.command(line);
    if (!reply)
        return reply.error();
    m_reply = *std::move(reply);
    using Kind = Answer::Kind;
    return Answer{m_reply.code == 334 ? Kind::Challenge : m_reply.isPositive() ? Kind::Yes : Kind::No, m_reply.lines.back()};
}

Error SmtpSignIn::refusal(const std::string &told, bool)
{
    if (!told.empty())
        m_reply.lines.push_back("(" + told + ")");
    // 534 is about the mechanism [RFC 4954 §6], but for providers that say by it which password they want: asking again only counts as another attempt.
    const int code = m_reply.code;
    const bool wantsOther = code == 534 && m_reply.text().find("password") == std::string::npos;
    const bool unavailable = code == 504 || wantsOther || code == 538 || (code >= 500 && code <= 503);
    return errorFromReply(m_reply, unavailable ? ErrorKind::AuthenticationUnavailable : ErrorKind::AuthenticationFailed, "smtp.auth");
}

} // namespace tern::smtp
