// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerProbe.h"

#include "core/net/LineSocket.h"
#include "core/net/WebAnswer.h"

namespace tern::accounts {
namespace {

constexpr std::size_t kLineCap = 8192;
constexpr int kMaxReplyLines = 100;
constexpr const char *kNoStartTls = "accounts.starttls";

/// Says what belongs before signing in, in the words of one protocol. Errors: as probeServer().
class Opening {
public:
    explicit Opening(LineSocket &socket) : m_socket(socket) {}
    virtual ~Opening() = default;
    Opening(const Opening &) = delete;
    Opening &operator=(const Opening &) = delete;

    virtual Result<std::string> greeting() = 0;
    virtual Result<void> askForTls() = 0;
    /// Several lines; empty if the server doesn't tell.
    virtual Result<std::string> capabilities() = 0;
    [[nodiscard]] virtual std::string_view goodbye() const = 0;

protected:
    /// One line, traced. Unbuffered, so that a handshake may follow.
    Result<std::string> readLine()
    {
        auto line = m_socket.readLineUnbuffered(kLineCap);
        if (line)
            m_socket.trace().server(*line);
        return line;
    }
    Result<void> say(std::string_view line) { return m_socket.writeAll(std::string(line) + "\r\n"); }

private:
    LineSocket &m_socket;
};

Error turnedAway(const std::string &words)
{
    if (isWebAnswer(words))
        return makeError(ErrorKind::CaptivePortal, "accounts.probe", words.substr(0, words.find('\n')));
    return makeError(words.starts_with('4') ? ErrorKind::ServerBusy : ErrorKind::ServerRefused, "accounts.probe", words);
}

Error noTls(std::string words)
{
    return makeError(ErrorKind::TlsFailed, kNoStartTls, std::move(words));
}

class SmtpOpening final : public Opening {
public:
    using Opening::Opening;

    Result<std::string> greeting() override
    {
        auto greeting = readReply();
        return !greeting || greeting->starts_with("220") ? greeting : Result<std::string>(turnedAway(*greeting));
    }

    Result<void> askForTls() override
    {
        auto offered = ask("EHLO [127.0.0.1]");
        if (!offered)
            return offered.error();
        if (offered->find("STARTTLS") == std::string::npos && offered->find("starttls") == std::string::npos)
            return noTls("STARTTLS is not offered");
        auto ready = ask("STARTTLS");
        if (!ready)
            return ready.error();
        return ready->starts_with("220") ? Result<void>() : noTls(*ready);
    }

    Result<std::string> capabilities() override
    {
        auto offered = ask("EHLO [127.0.0.1]");
        if (!offered)
            return offered;
        if (offered->starts_with('4'))
            return turnedAway(*offered);
        // One that knows no EHLO tells nothing [RFC 5321 §3.2].
        return offered->starts_with('2') ? keywords(*offered) : std::string();
    }

    std::string_view goodbye() const override { return "QUIT\r\n"; }

private:
    /// A whole reply [RFC 5321 §4.2.1]; the lines joined by LF.
    Result<std::string> readReply()
    {
        std::string reply;
        for (int lines = 0; lines < kMaxReplyLines; ++lines) {
            auto line = readLine();
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

    Result<std::string> ask(std::string_view command)
    {
        if (auto sent = say(command); !sent)
            return sent.error();
        return readReply();
    }

    /// The lines of an EHLO reply behind the first, which is a greeting, without their codes.
    static std::string keywords(std::string_view reply)
    {
        std::string lines;
        for (std::size_t end = reply.find('\n'); end != std::string_view::npos; end = reply.find('\n')) {
            reply.remove_prefix(end + 1);
            const std::string_view line = reply.substr(0, reply.find('\n'));
            if (line.size() > 4)
                lines += std::string(line.substr(4)) + "\n";
        }
        return lines;
    }
};

class ImapOpening final : public Opening {
public:
    using Opening::Opening;

    Result<std::string> greeting() override
    {
        auto greeting = readLine();
        if (greeting)
            m_greeting = *greeting;
        return !greeting || greeting->starts_with("* OK") || greeting->starts_with("* PREAUTH") ? greeting : Result<std::string>(turnedAway(*greeting));
    }

    Result<void> askForTls() override
    {
        // Signed in before encryption, or told without it: there will be none.
        if (m_greeting.starts_with("* PREAUTH") || (m_greeting.find("[CAPABILITY ") != std::string::npos && m_greeting.find("STARTTLS") == std::string::npos))
            return noTls("STARTTLS is not offered: " + m_greeting);
        auto answer = ask("T1", "STARTTLS", nullptr);
        if (!answer)
            return answer.error();
        return answer->starts_with("T1 OK") ? Result<void>() : noTls(*answer);
    }

    Result<std::string> capabilities() override
    {
        std::string told;
        auto answer = ask("T2", "CAPABILITY", &told);
        if (answer && !answer->starts_with("T2 OK"))
            return makeError(ErrorKind::ProtocolError, "accounts.probe", *answer);
        return answer ? Result<std::string>(std::move(told)) : answer;
    }

    std::string_view goodbye() const override { return "T9 LOGOUT\r\n"; }

private:
    /// \return the tagged answer. \param capabilities  takes what an untagged one tells.
    Result<std::string> ask(std::string_view tag, std::string_view command, std::string *capabilities)
    {
        constexpr std::string_view kTold = "* CAPABILITY ";
        if (auto sent = say(std::string(tag) + " " + std::string(command)); !sent)
            return sent.error();
        for (int lines = 0; lines < kMaxReplyLines; ++lines) {
            auto line = readLine();
            if (!line || !line->starts_with("* "))
                return line;
            if (capabilities && line->starts_with(kTold))
                *capabilities = line->substr(kTold.size());
        }
        return makeError(ErrorKind::ProtocolError, "accounts.probe", "no answer to " + std::string(command));
    }

    std::string m_greeting;
};

class Pop3Opening final : public Opening {
public:
    using Opening::Opening;

    Result<std::string> greeting() override
    {
        auto greeting = readLine();
        if (!greeting || greeting->starts_with("+OK"))
            return greeting;
        return greeting->starts_with("-ERR [SYS/TEMP]") ? makeError(ErrorKind::ServerBusy, "accounts.probe", *greeting) : turnedAway(*greeting);
    }

    Result<void> askForTls() override
    {
        if (auto sent = say("STLS"); !sent)
            return sent;
        auto ready = readLine();
        if (!ready)
            return ready.error();
        return ready->starts_with("+OK") ? Result<void>() : noTls(*ready);
    }

    Result<std::string> capabilities() override
    {
        if (auto sent = say("CAPA"); !sent)
            return sent.error();
        auto answer = readLine();
        if (!answer || !answer->starts_with("+OK"))
            return answer ? Result<std::string>(std::string()) : answer;    // one from before RFC 2449
        std::string told;
        for (int lines = 0; lines < kMaxReplyLines; ++lines) {
            auto line = readLine();
            if (!line)
                return line;
            if (*line == ".")
                return told;
            told += *line + "\n";
        }
        return makeError(ErrorKind::ProtocolError, "accounts.probe", "no end of the answer to CAPA");
    }

    std::string_view goodbye() const override { return "QUIT\r\n"; }
};

std::unique_ptr<Opening> openingFor(WireProtocol protocol, LineSocket &socket)
{
    switch (protocol) {
    case WireProtocol::Smtp: return std::make_unique<SmtpOpening>(socket);
    case WireProtocol::Pop3: return std::make_unique<Pop3Opening>(socket);
    case WireProtocol::Imap:
    case WireProtocol::Http: break;
    }
    return std::make_unique<ImapOpening>(socket);
}

/// \param reached  may be empty: then nothing is asked that a probe needn't know.
Result<ProbeReport> goTo(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context, const ProbeListener &reached)
{
    const auto tell = [&](ProbeStage stage, const std::string &seen) {
        if (reached)
            reached(stage, seen);
    };
    // The handshake is a step of its own, whoever begins it.
    Endpoint bare = endpoint;
    if (reached && endpoint.security == Security::Tls)
        bare.security = Security::StartTls;
    auto connected = LineSocket::connect(bare, protocol, context);
    if (!connected)
        return connected.error();
    LineSocket &socket = **connected;
    tell(ProbeStage::Connected, socket.peerAddress());
    const auto encrypt = [&]() -> Result<void> {
        if (!socket.isEncrypted()) {
            if (auto shaken = socket.startTls(); !shaken)
                return shaken;
        }
        tell(ProbeStage::Encrypted, socket.tlsDescription());
        return {};
    };
    if (endpoint.security == Security::Tls) {
        if (auto shaken = encrypt(); !shaken)
            return shaken.error();
    }
    const std::unique_ptr<Opening> opening = openingFor(protocol, socket);
    auto greeting = opening->greeting();
    if (!greeting)
        return greeting.error();
    ProbeReport report;
    report.greeting = greeting->substr(0, greeting->find('\n'));
    tell(ProbeStage::Greeted, report.greeting);
    if (endpoint.security == Security::StartTls) {
        auto encrypted = opening->askForTls();
        if (encrypted)
            encrypted = encrypt();
        if (!encrypted)
            return encrypted.error();
    }
    if (reached) {
        auto told = opening->capabilities();
        if (!told)
            return told.error();
        tell(ProbeStage::Introduced, *told);
    }
    report.tls = socket.tlsDescription();
    report.certificate = socket.certificateReport().value_or(crypto::CertificateReport());
    (void)socket.writeAll(opening->goodbye());
    socket.close();
    return report;
}

} // namespace

Result<ProbeReport> probeServer(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context)
{
    return goTo(endpoint, protocol, context, {});
}

Result<ProbeReport> examineServer(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context, const ProbeListener &reached)
{
    return goTo(endpoint, protocol, context, reached);
}

} // namespace tern::accounts
