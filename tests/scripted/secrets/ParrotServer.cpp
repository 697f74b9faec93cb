// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/secrets/ParrotServer.h"

#include "tests/support/loopback/LoopbackListener.h"

#include <QByteArray>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::test {
namespace {

std::string base64(const std::string &bytes)
{
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

/// The server's first word of SCRAM [RFC 5802 §5], which goes on with the client's nonce.
std::string scramChallenge(const std::string &clientFirst)
{
    const std::string text = QByteArray::fromBase64(QByteArray::fromStdString(clientFirst)).toStdString();
    const auto nonce = text.find("r=");
    return base64("r=" + (nonce == std::string::npos ? std::string() : text.substr(nonce + 2)) + "server,s=" + base64("salt") + ",i=4096");
}

std::vector<std::string> words(const std::string &line)
{
    std::vector<std::string> found;
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        found.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    found.resize(std::max<std::size_t>(found.size(), 4));
    return found;
}

} // namespace

ParrotServer::ParrotServer(WireProtocol protocol, std::string mechanism, Verdict verdict, bool takesInitial)
    : m_protocol(protocol), m_mechanism(std::move(mechanism)), m_verdict(verdict), m_takesInitial(takesInitial)
{
    auto listener = listenOnLoopback();
    m_listener = std::move(listener.fd);
    m_port = listener.port;
    m_thread = std::thread([this] { run(); });
}

ParrotServer::~ParrotServer()
{
    m_stop.requestStop();
    m_thread.join();
}

std::vector<std::string> ParrotServer::secrets()
{
    const std::lock_guard lock(m_mutex);
    return m_secrets;
}

void ParrotServer::run()
{
    pollfd wait[2] = {{m_listener.get(), POLLIN, 0}, {m_stop.token().fd(), POLLIN, 0}};
    if (::poll(wait, 2, -1) < 1 || wait[1].revents != 0)
        return;
    m_client.reset(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const int on = 1;
    ::setsockopt(m_client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    switch (m_protocol) {
    case WireProtocol::Imap: serveImap(); break;
    case WireProtocol::Pop3: servePop3(); break;
    default: serveSmtp(); break;
    }
    m_client.reset();
}

bool ParrotServer::readLine(std::string &line)
{
    std::size_t end = 0;
    while ((end = m_buffer.find("\r\n")) == std::string::npos) {
        pollfd wait[2] = {{m_client.get(), POLLIN, 0}, {m_stop.token().fd(), POLLIN, 0}};
        char piece[4096];
        if (::poll(wait, 2, -1) < 1 || wait[1].revents != 0)
            return false;
        const auto got = ::recv(m_client.get(), piece, sizeof piece, 0);
        if (got <= 0)
            return false;
        m_buffer.append(piece, static_cast<std::size_t>(got));
    }
    line = m_buffer.substr(0, end);
    m_buffer.erase(0, end + 2);
    return true;
}

void ParrotServer::say(const std::string &text)
{
    const std::string line = text + "\r\n";
    (void)!::send(m_client.get(), line.data(), line.size(), MSG_NOSIGNAL);
}

void ParrotServer::keep(const std::string &secret)
{
    const std::lock_guard lock(m_mutex);
    if (!secret.empty())
        m_secrets.push_back(secret);
}

std::string ParrotServer::repeated()
{
    std::string all;
    for (const std::string &secret : secrets())
        all += " " + secret;
    return all;
}

bool ParrotServer::converse(std::string first, const std::string &prompt)
{
    std::vector<std::string> challenges;
    if (m_mechanism == "LOGIN")
        challenges = {base64("Username:"), base64("Password:")};
    else if (m_mechanism == "CRAM-MD5")
        challenges = {base64("<1896.697170952@example.test>")};
    else if (first.empty())
        challenges = {""};
    const bool isScram = m_mechanism.starts_with("SCRAM-");
    keep(first);
    if (isScram && !first.empty())
        challenges = {scramChallenge(first)};
    for (std::size_t i = 0; i < challenges.size(); ++i) {
        say(prompt + challenges[i]);
        std::string line;
        if (!readLine(line))
            return false;
        keep(line);
        if (isScram && challenges[i].empty())
            challenges.push_back(scramChallenge(line));
    }
    return true;
}

void ParrotServer::serveImap()
{
    say("* OK [CAPABILITY IMAP4rev1" + std::string(m_takesInitial ? " SASL-IR" : "") + (m_mechanism.empty() ? "" : " AUTH=" + m_mechanism + " LOGINDISABLED") + "] ready");
    std::string line;
    while (readLine(line)) {
        const auto word = words(line);
        const bool isAuthenticate = word[1] == "AUTHENTICATE";
        if (!isAuthenticate && word[1] != "LOGIN") {
            say(word[0] + " OK");
            continue;
        }
        if (isAuthenticate && !converse(word[3], "+ "))
            return;
        if (!isAuthenticate)
            keep(word[3]);
        say("* OK [ALERT] you said" + repeated());
        say(word[0] + (m_verdict == Verdict::Taken ? " OK [CAPABILITY IMAP4rev1] in with" : m_verdict == Verdict::Refused ? " NO not with" : " BAD what is") + repeated());
    }
}

void ParrotServer::servePop3()
{
    // Without a mechanism: USER and PASS, or by the greeting APOP.
    say("+OK ready" + std::string(m_mechanism == "APOP" ? " <1896.697170952@example.test>" : ""));
    const bool isSasl = !m_mechanism.empty() && m_mechanism != "APOP";
    std::string line;
    while (readLine(line)) {
        const auto word = words(line);
        if (word[0] == "CAPA") {
            say("+OK");
            if (isSasl)
                say("SASL " + m_mechanism);
            else if (m_mechanism.empty())
                say("USER");
            say(".");
            continue;
        }
        if (word[0] == "AUTH") {
            if (!converse(word[2], "+ "))
                return;
        } else if (word[0] == "APOP") {
            keep(word[2]);
        } else if (word[0] == "PASS") {
            keep(word[1]);
        } else {
            say("+OK");
            continue;
        }
        say((m_verdict == Verdict::Taken ? "+OK in with" : m_verdict == Verdict::Refused ? "-ERR [AUTH] not with" : "-ERR what is") + repeated());
    }
}

void ParrotServer::serveSmtp()
{
    say("220 ready");
    std::string line;
    while (readLine(line)) {
        const auto word = words(line);
        if (word[0] == "EHLO") {
            say("250-x");
            say("250 AUTH " + m_mechanism);
        } else if (word[0] == "AUTH") {
            if (!converse(word[2], "334 "))
                return;
            const std::string code = m_verdict == Verdict::Taken ? "235" : m_verdict == Verdict::Refused ? "535" : "500";
            say(code + "-you said" + repeated());
            say(code + " that was" + repeated());
        } else {
            say("250 ok");
        }
    }
}

} // namespace tern::test
