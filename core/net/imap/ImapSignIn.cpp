// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapSignIn.h"

#include "core/net/LineSignIn.h"
#include "core/net/SaslExchange.h"
#include "core/net/VmimeAuthenticator.h"
#include "core/net/VmimeSocket.h"
#include "core/net/WebAnswer.h"
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"

#include <algorithm>
#include <initializer_list>

#include <vmime/exception.hpp>
#include <vmime/net/session.hpp>
#include <vmime/net/store.hpp>
#include <vmime/utility/url.hpp>

namespace tern::imap {
namespace {

constexpr std::size_t kLongestLine = 64 * 1024;
constexpr int kMostLines = 1000;        // untagged lines before one answer

/// Without a code only words tell why; providers name several reasons at once, the password among them.
bool speaksOfLater(std::string_view text)
{
    const std::string words = lowerCase(text);
    const auto says = [&words](std::initializer_list<const char *> any) {
        return std::any_of(any.begin(), any.end(), [&words](const char *one) { return words.find(one) != std::string::npos; });
    };
    return says({"temporar", "later", "unavailable", "not available", "internal", "time out", "timed out", "timeout", "too many", "busy", "overload", "starting",
                 "startup", "start up", "shutting down", "maintenance", "稍后", "稍候", "繁忙", "维护"})
        && !says({"password", "credential", "密码", "授权码"});
}

/// What a NO or BAD to signing in means [RFC 5530]. A verdict on the password only where a code says so (Retry::AfterUserAction); one in words alone, or
/// with a code that says something else, may come from a server that can't look the password up just now (Retry::WithBackoff).
Error refusal(std::string_view word, const StatusText &status)
{
    Error error = errorFromAnswer(word, status, "imap.signin");
    if (error.kind != ErrorKind::ServerRefused && error.kind != ErrorKind::MailboxMissing)
        return error;
    if (equalsNoCase(status.code, "CONTACTADMIN") || speaksOfLater(status.text))
        return makeError(ErrorKind::ServerBusy, error.where, error.detail);
    return {ErrorKind::AuthenticationFailed, Retry::WithBackoff, error.where, error.detail};
}

Error protocolError(std::string detail)
{
    return makeError(ErrorKind::ProtocolError, "imap.signin", std::move(detail));
}

} // namespace

Result<void> ImapSignIn::run()
{
    const bool isNamed = !m_options.user.empty() || m_options.method == SignInMethod::External;
    if (!isNamed || holdsLineBreak(m_options.user) || holdsLineBreak(m_options.secret.reveal()))
        return makeError(ErrorKind::InvalidInput, "imap.signin", "user name or password is empty or holds a line break");
    return signInHidden(m_socket, m_options.user, m_options.secret, [this] { return signIn(); });
}

Result<void> ImapSignIn::signIn()
{
    if (auto greeted = readGreeting(); !greeted)
        return greeted;
    if (m_options.endpoint.security == Security::StartTls) {
        if (auto started = startTls(); !started)
            return started;
    }
    if (m_preauth)
        return {};
    if (m_capabilities.isEmpty()) {
        if (auto asked = askCapabilities(); !asked)
            return asked;
    }
    return authenticate();
}

Result<std::string> ImapSignIn::readLine()
{
    std::string line;
    if (m_options.endpoint.security == Security::StartTls && !m_socket.isEncrypted()) {
        // Nothing behind a line may be buffered before the handshake.
        auto read = m_socket.readLineUnbuffered(kLongestLine);
        if (!read)
            return read.error();
        line = *std::move(read);
    } else {
        auto read = m_socket.readLine(kLongestLine);
        if (!read)
            return read.error();
        line = *read;
    }
    m_socket.trace().server(line);
    return line;
}

Result<void> ImapSignIn::readGreeting()
{
    auto line = readLine();
    if (!line)
        return line.error();
    if (isWebAnswer(*line))
        return makeError(ErrorKind::CaptivePortal, "imap.greeting", line->substr(0, 100));
    const ImapResponse response = parseResponse(*line);
    if (response.kind != ImapResponse::Kind::Untagged)
        return protocolError("not an IMAP server: " + line->substr(0, 100));
    m_greeting = response.rest;
    if (response.is("BYE"))
        return makeError(ErrorKind::ServerBye, "imap.greeting", m_greeting);
    m_preauth = response.is("PREAUTH");
    if (!m_preauth && !response.is("OK"))
        return protocolError("not an IMAP server: " + line->substr(0, 100));
    if (m_preauth && m_options.endpoint.security == Security::StartTls)
        return makeError(ErrorKind::TlsFailed, "imap.starttls", "the server says it is signed in before encryption (PREAUTH)");
    noteUntagged(*line);
    return {};
}

void ImapSignIn::noteUntagged(std::string_view line)
{
    const ImapResponse response = parseResponse(line);
    if (response.is("CAPABILITY")) {
        m_capabilities.set(splitWords(response.rest));
        return;
    }
    const StatusText status = parseStatusText(response.rest);
    if (equalsNoCase(status.code, "CAPABILITY"))
        m_capabilities.set(splitWords(status.arguments));
}

Result<void> ImapSignIn::startTls()
{
    if (!m_capabilities.isEmpty() && !m_capabilities.has("STARTTLS"))
        return makeError(ErrorKind::TlsFailed, "imap.starttls", "the server doesn't offer STARTTLS");
    if (auto sent = m_socket.writeAll("S1 STARTTLS\r\n"); !sent)
        return sent;
    for (int i = 0; i < kMostLines; ++i) {
        auto line = readLine();
        if (!line)
            return line.error();
        const ImapResponse response = parseResponse(*line);
        if (response.kind == ImapResponse::Kind::Untagged)
            continue;
        if (response.tag != "S1" || !response.is("OK"))
            return makeError(ErrorKind::TlsFailed, "imap.starttls", "the server refused STARTTLS: " + *line);
        // What was said in the clear is forgotten [RFC 9051 §6.2.1].
        m_capabilities.set({});
        return m_socket.startTls();
    }
    return protocolError("no answer to STARTTLS");
}

Result<void> ImapSignIn::askCapabilities()
{
    if (auto sent = m_socket.writeAll("S2 CAPABILITY\r\n"); !sent)
        return sent;
    for (int i = 0; i < kMostLines; ++i) {
        auto line = readLine();
        if (!line)
            return line.error();
        const ImapResponse response = parseResponse(*line);
        if (response.kind == ImapResponse::Kind::Untagged && response.is("BYE"))
            return makeError(ErrorKind::ServerBye, "imap.capability", std::string(response.rest));
        noteUntagged(*line);
        if (response.kind == ImapResponse::Kind::Tagged && response.tag == "S2")
            return {};
    }
    return protocolError("no answer to CAPABILITY");
}

// In the order to try. The empty one is the LOGIN command. Behind TLS the plainest is the most dependable; in the clear the password itself
// is sent only when there is no other way.
std::vector<std::string> ImapSignIn::mechanisms() const
{
    std::vector<std::string> list;
    const bool loginAllowed = !m_capabilities.has("LOGINDISABLED");
    const auto offer = [&](const char *mechanism) {
        if (m_capabilities.has(std::string("AUTH=") + mechanism))
            list.emplace_back(mechanism);
    };
    if (const char *sole = soleMechanism(m_options.method)) {
        offer(sole);
        return list;
    }
    if (m_options.method == SignInMethod::Bearer) {
        offer("OAUTHBEARER");
        offer("XOAUTH2");
        if (list.size() > 1)
            list.resize(1);
        return list;
    }
    if (m_options.method == SignInMethod::Login) {
        if (loginAllowed)
            list.emplace_back();
        return list;
    }
    if (m_socket.isEncrypted())
        offer("PLAIN");
    if (list.empty()) {
        offer("SCRAM-SHA-256");
        offer("SCRAM-SHA-1");
        offer("CRAM-MD5");
        offer("PLAIN");
    }
    if (list.size() > 1)
        list.resize(1);
    if (loginAllowed)
        list.emplace_back();
    return list;
}

Result<void> ImapSignIn::authenticate()
{
    const std::vector<std::string> list = mechanisms();
    if (list.empty() && m_options.method == SignInMethod::Bearer)
        return makeError(ErrorKind::AuthenticationUnavailable, "imap.signin", "the server takes no OAuth access token here");
    if (list.empty()) {
        const bool disabled = m_capabilities.has("LOGINDISABLED");
        return makeError(disabled ? ErrorKind::LoginDisabled : ErrorKind::AuthenticationUnavailable, "imap.signin",
                         "the server offers no way to sign in with a password here");
    }
    const bool hasSaslIr = m_capabilities.has("SASL-IR");
    m_capabilities.set({});     // they change with signing in
    Error last;
    for (const std::string &mechanism : list) {
        m_initialResponse = hasSaslIr && mechanism == "PLAIN";
        // SCRAM is ours because the server has to prove itself too, which nobody asks vmime's store about.
        const bool ours = mechanism == "OAUTHBEARER" || mechanism == "XOAUTH2" || mechanism == "EXTERNAL" || mechanism.starts_with("SCRAM-");
        auto answer = ours ? exchange(mechanism, hasSaslIr) : tryMechanism(mechanism);
        if (!answer)
            return answer.error();
        if (answer->ok)
            return {};
        last = answer->error;
        // A NO may be a verdict on the password: asking again another way only locks accounts. A BAD is about the command.
        if (!answer->bad)
            break;
    }
    return last;
}

// A mechanism of our own.
Result<ImapSignIn::Answer> ImapSignIn::exchange(const std::string &mechanism, bool initialResponse)
{
    auto sasl = SaslExchange::create({mechanism, "imap", m_options.endpoint, m_options.user, m_options.secret});
    if (!sasl)
        return sasl.error();
    m_tag = "S3";
    std::string line = m_tag + " AUTHENTICATE " + mechanism;
    if (initialResponse) {
        auto first = (*sasl)->respond({});
        line += " " + (first->empty() ? std::string("=") : *first);
    }
    line += "\r\n";
    auto sent = m_socket.writeAll(line);
    crypto::wipe(line);
    for (int i = 0; sent && i < kMostLines; ++i) {
        auto read = readLine();
        if (!read)
            return read.error();
        const ImapResponse response = parseResponse(*read);
        if (response.kind == ImapResponse::Kind::Continuation) {
            auto answer = (*sasl)->respond(response.rest);
            std::string said = (answer ? *answer : std::string("*")) + "\r\n";
            sent = m_socket.writeAll(said);
            crypto::wipe(said);
        } else if (response.kind == ImapResponse::Kind::Untagged && response.is("BYE")) {
            return makeError(ErrorKind::ServerBye, "imap.signin", std::string(response.rest));
        } else {
            noteUntagged(*read);
            if (response.tag != m_tag)
                continue;
            if (response.is("OK") && !(*sasl)->serverIsProven())
                return makeError(ErrorKind::AuthenticationFailed, "imap.signin", "the server did not prove that it knows the password");
            if (response.is("OK"))
                return Answer{true, false, {}};
            const std::string_view word = response.is("NO") ? "NO" : "BAD";
            Error error = refusal(word, parseStatusText(response.rest));
            if (const std::string refusal = (*sasl)->refusal(); !refusal.empty())
                error.detail += " (" + refusal + ")";
            return Answer{false, word == "BAD", std::move(error)};
        }
    }
    return sent ? protocolError("no answer to the sign-in") : sent.error();
}

// The one place where vmime's exceptions end.
Result<ImapSignIn::Answer> ImapSignIn::tryMechanism(const std::string &mechanism)
{
    prepareVmime();
    m_answer.reset();
    m_outgoing.clear();
    m_heldCommand.clear();
    m_forVmime = "* OK [CAPABILITY IMAP4rev1" + (mechanism.empty() ? std::string() : " AUTH=" + mechanism) + "] ready\r\n";
    const auto socket = vmime::make_shared<VmimeSocket>(
        m_socket, [this](LineSocket &) { return nextForVmime(); }, [this](std::string_view bytes) { return takeFromVmime(bytes); });
    std::string complaint;
    try {
        const auto session = vmime::net::session::create();
        const auto authenticator = vmime::make_shared<VmimeAuthenticator>(m_options.user, m_options.secret);
        const vmime::utility::url url("imap", m_options.endpoint.host, m_options.endpoint.port);
        const auto store = session->getStore(url, authenticator);
        store->setProperty("connection.tls", false);
        store->setProperty("options.sasl", !mechanism.empty());
        store->setProperty("options.sasl.fallback", false);
        store->setSocketFactory(vmime::make_shared<VmimeSocketFactory>(socket));
        store->connect();
        socket->seal();     // before its destructor says LOGOUT
    } catch (const vmime::exception &e) {
        complaint = e.what();
    } catch (const std::exception &e) {
        complaint = e.what();
    }
    socket->seal();
    if (socket->error())
        return *socket->error();
    if (m_sendError)
        return *m_sendError;
    if (m_answer)
        return *m_answer;
    return makeError(ErrorKind::AuthenticationUnavailable, "imap.signin", complaint);
}

// vmime writes a command in pieces; it goes out whole.
bool ImapSignIn::takeFromVmime(std::string_view bytes)
{
    m_outgoing += bytes;
    for (auto end = m_outgoing.find("\r\n"); end != std::string::npos; end = m_outgoing.find("\r\n")) {
        std::string line = m_outgoing.substr(0, end + 2);
        m_outgoing.erase(0, end + 2);
        if (auto sent = sendForVmime(line); !sent)
            m_sendError = sent.error();
        crypto::wipe(line);
    }
    return true;
}

Result<void> ImapSignIn::sendForVmime(const std::string &line)
{
    std::string_view rest = line;
    const std::string_view tag = rest.substr(0, rest.find(' '));
    const bool isCommand = tag.size() < rest.size() && tag.find_first_of("\r\n") == std::string_view::npos;
    rest.remove_prefix(std::min(tag.size() + 1, rest.size()));
    const std::string_view verb = rest.substr(0, rest.find_first_of(" \r"));
    if (isCommand)
        m_tag = tag;
    // Behind the sign-in it asks for the hierarchy separator, which we don't need from it.
    if (isCommand && equalsNoCase(verb, "LIST")) {
        m_forVmime += "* LIST () \"/\" \"\"\r\n" + m_tag + " OK done\r\n";
        return {};
    }
    // It never sends an initial response; where the server takes one [RFC 4959] we ask vmime for it before the command goes out.
    if (isCommand && m_initialResponse && equalsNoCase(verb, "AUTHENTICATE")) {
        m_heldCommand = line.substr(0, line.size() - 2);
        m_forVmime += "+ \r\n";
        return {};
    }
    if (!isCommand && !m_heldCommand.empty()) {
        std::string joined = std::exchange(m_heldCommand, {}) + " " + (line == "\r\n" ? "=" : "") + line;
        auto sent = m_socket.writeAll(joined);
        crypto::wipe(joined);
        return sent;
    }
    return m_socket.writeAll(line);
}

// Only continuations and the answer to its own command reach vmime, the latter in a form that its parser can't stumble over.
Result<std::string> ImapSignIn::nextForVmime()
{
    if (m_sendError)
        return *m_sendError;
    if (!m_forVmime.empty()) {
        std::string ready;
        ready.swap(m_forVmime);
        return ready;
    }
    for (int i = 0; i < kMostLines; ++i) {
        auto line = readLine();
        if (!line)
            return line.error();
        const ImapResponse response = parseResponse(*line);
        if (response.kind == ImapResponse::Kind::Continuation)
            return "+ " + std::string(response.rest) + "\r\n";
        if (response.kind == ImapResponse::Kind::Untagged) {
            if (response.is("BYE"))
                return makeError(ErrorKind::ServerBye, "imap.signin", std::string(response.rest));
            noteUntagged(*line);
            continue;
        }
        if (response.tag != m_tag)
            continue;
        noteUntagged(*line);
        const bool ok = response.is("OK");
        const std::string_view word = ok ? "OK" : response.is("NO") ? "NO" : "BAD";
        m_answer = Answer{ok, word == "BAD", ok ? Error{} : refusal(word, parseStatusText(response.rest))};
        return m_tag + " " + std::string(word) + " done\r\n";
    }
    return protocolError("no answer to the sign-in");
}

} // namespace tern::imap
