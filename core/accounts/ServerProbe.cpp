// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerProbe.h"

#include "core/net/LineSocket.h"
#include "core/net/WebAnswer.h"

namespace tern::accounts {
namespace {

constexpr std::size_t kLineCap = 8192;
constexpr int kMaxReplyLines = 100;
constexpr const char *kNoStartTls = "accounts.starttls";

/// One line, traced. Unbuffered, so that a handshake may follow.
Result<std::string> readTraced(LineSocket &socket)
{
    auto line = socket.readLineUnbuffered(kLineCap);
    if (line)
        socket.trace().server(*line);
    return line;
}

/// A whole SMTP reply [RFC 5321 §4.2.1]; the lines joined by LF.
Result<std::string> readSmtpReply(LineSocket &socket)
{
    std::string reply;
    for (int lines = 0; lines < kMaxReplyLines; ++lines) {
        auto line = readTraced(socket);
        if (!line)
            return line.error();
        if (line->size() < 3)
            break;
        reply += *line + "\n";
        if (line->size() == 3 || (*line)[3] != '-')
            return reply;
    }
    return makeError(ErrorKind::ProtocolError, "accounts.probe", reply);
}

Error turnedAway(const std::string &words)
{
    if (isWebAnswer(words))
        return makeError(ErrorKind::CaptivePortal, "accounts.probe", words.substr(0, words.find('\n')));
    return makeError(words.starts_with('4') ? ErrorKind::ServerBusy : ErrorKind::ServerRefused, "accounts.probe", words);
}

Result<std::string> smtpGreeting(LineSocket &socket, bool startTls)
{
    auto greeting = readSmtpReply(socket);
    if (!greeting)
        return greeting;
    if (!greeting->starts_with("220"))
        return turnedAway(*greeting);
    if (!startTls)
        return greeting;
    if (auto sent = socket.writeAll("EHLO [127.0.0.1]\r\n"); !sent)
        return sent.error();
    auto offered = readSmtpReply(socket);
    if (!offered)
        return offered;
    if (offered->find("STARTTLS") == std::string::npos && offered->find("starttls") == std::string::npos)
        return makeError(ErrorKind::TlsFailed, kNoStartTls, "STARTTLS is not offered");
    if (auto sent = socket.writeAll("STARTTLS\r\n"); !sent)
        return sent.error();
    auto ready = readSmtpReply(socket);
    if (!ready)
        return ready;
    if (!ready->starts_with("220"))
        return makeError(ErrorKind::TlsFailed, kNoStartTls, *ready);
    if (auto shaken = socket.startTls(); !shaken)
        return shaken.error();
    return greeting;
}

Result<std::string> imapGreeting(LineSocket &socket, bool startTls)
{
    auto greeting = readTraced(socket);
    if (!greeting)
        return greeting;
    if (!greeting->starts_with("* OK") && !greeting->starts_with("* PREAUTH"))
        return turnedAway(*greeting);
    if (!startTls)
        return greeting;
    // Signed in before encryption, or told without it: there will be none.
    if (greeting->starts_with("* PREAUTH") || (greeting->find("[CAPABILITY ") != std::string::npos && greeting->find("STARTTLS") == std::string::npos))
        return makeError(ErrorKind::TlsFailed, kNoStartTls, "STARTTLS is not offered: " + *greeting);
    if (auto sent = socket.writeAll("T1 STARTTLS\r\n"); !sent)
        return sent.error();
    for (int lines = 0; lines < kMaxReplyLines; ++lines) {
        auto line = readTraced(socket);
        if (!line)
            return line;
        if (line->starts_with("* "))
            continue;
        if (!line->starts_with("T1 OK"))
            return makeError(ErrorKind::TlsFailed, kNoStartTls, *line);
        if (auto shaken = socket.startTls(); !shaken)
            return shaken.error();
        return greeting;
    }
    return makeError(ErrorKind::ProtocolError, "accounts.probe", "no answer to STARTTLS");
}

Result<std::string> pop3Greeting(LineSocket &socket, bool startTls)
{
    auto greeting = readTraced(socket);
    if (!greeting)
        return greeting;
    if (!greeting->starts_with("+OK"))
        return greeting->starts_with("-ERR [SYS/TEMP]") ? makeError(ErrorKind::ServerBusy, "accounts.probe", *greeting) : turnedAway(*greeting);
    if (!startTls)
        return greeting;
    if (auto sent = socket.writeAll("STLS\r\n"); !sent)
        return sent.error();
    auto ready = readTraced(socket);
    if (!ready)
        return ready;
    if (!ready->starts_with("+OK"))
        return makeError(ErrorKind::TlsFailed, kNoStartTls, *ready);
    if (auto shaken = socket.startTls(); !shaken)
        return shaken.error();
    return greeting;
}

} // namespace

Result<ProbeReport> probeServer(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context)
{
    auto connected = LineSocket::connect(endpoint, protocol, context);
    if (!connected)
        return connected.error();
    LineSocket &socket = **connected;
    const bool startTls = endpoint.security == Security::StartTls;
    auto greeting = protocol == WireProtocol::Smtp ? smtpGreeting(socket, startTls)
        : protocol == WireProtocol::Pop3           ? pop3Greeting(socket, startTls)
                                                   : imapGreeting(socket, startTls);
    if (!greeting)
        return greeting.error();
    ProbeReport report{greeting->substr(0, greeting->find('\n')), socket.tlsDescription(), socket.certificateReport().value_or(crypto::CertificateReport())};
    (void)socket.writeAll(protocol == WireProtocol::Smtp || protocol == WireProtocol::Pop3 ? "QUIT\r\n" : "T9 LOGOUT\r\n");
    socket.close();
    return report;
}

} // namespace tern::accounts
