// SPDX-License-Identifier: GPL-3.0-or-later
// No password, no token and nothing that a mechanism makes of them reaches the buffer of the protocol console, or an error that is shown and logged: with every way
// to sign in of all three protocols, and servers that repeat what they were told.
#include "core/crypto/TrustStore.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/net/smtp/SmtpSession.h"
#include "tests/scripted/secrets/ParrotServer.h"
#include "tests/support/faults/FaultRun.h"

#include <QByteArray>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

constexpr const char *kSecret = "correct-Horse/battery+staple=";

struct Way {
    WireProtocol protocol;
    SignInMethod method;
    const char *mechanism;      ///< of the server
    int secrets;                ///< how many secret words the client has to say, at least; EXTERNAL may say none
};

std::vector<Way> ways()
{
    std::vector<Way> all;
    for (const WireProtocol protocol : {WireProtocol::Imap, WireProtocol::Pop3, WireProtocol::Smtp}) {
        all.push_back({protocol, SignInMethod::Plain, "PLAIN", 1});
        all.push_back({protocol, SignInMethod::CramMd5, "CRAM-MD5", 1});
        all.push_back({protocol, SignInMethod::ScramSha1, "SCRAM-SHA-1", 2});
        all.push_back({protocol, SignInMethod::ScramSha256, "SCRAM-SHA-256", 2});
        all.push_back({protocol, SignInMethod::Bearer, "OAUTHBEARER", 1});
        all.push_back({protocol, SignInMethod::Bearer, "XOAUTH2", 1});
        all.push_back({protocol, SignInMethod::External, "EXTERNAL", 0});
    }
    all.push_back({WireProtocol::Imap, SignInMethod::Login, "", 1});
    all.push_back({WireProtocol::Smtp, SignInMethod::Login, "LOGIN", 2});
    all.push_back({WireProtocol::Pop3, SignInMethod::Automatic, "LOGIN", 2});
    all.push_back({WireProtocol::Pop3, SignInMethod::Login, "", 1});
    all.push_back({WireProtocol::Pop3, SignInMethod::Automatic, "APOP", 1});
    return all;
}

/// \return the error of the sign-in, none if it went well.
std::optional<Error> signIn(const Way &way, std::uint16_t port, TraceSink *sink)
{
    static const crypto::TrustStore trust{false};
    NetContext context;
    context.trust = &trust;
    context.trace = sink;
    context.connectTimeout = context.replyTimeout = std::chrono::seconds{20};
    const Endpoint endpoint{"127.0.0.1", port, Security::Plain};
    if (way.protocol == WireProtocol::Imap) {
        imap::ImapConnectOptions options;
        options.endpoint = endpoint;
        options.user = "someone";
        options.secret = crypto::Secret(kSecret);
        options.method = way.method;
        auto session = imap::ImapSession::connect(options, context);
        return session ? std::nullopt : std::optional(session.error());
    }
    if (way.protocol == WireProtocol::Pop3) {
        auto session = pop3::Pop3Session::connect({endpoint, "someone", crypto::Secret(kSecret), way.method}, context);
        return session ? std::nullopt : std::optional(session.error());
    }
    auto session = smtp::SmtpSession::connect({endpoint, "someone", crypto::Secret(kSecret), way.method}, context);
    return session ? std::nullopt : std::optional(session.error());
}

/// Pieces of eight and more of any of these that stand in `text`, and the password's own forms.
std::vector<std::string> leaks(const std::string &text, std::vector<std::string> secrets)
{
    const QByteArray secret(kSecret);
    secrets.push_back(kSecret);
    secrets.push_back(secret.toBase64().toStdString());
    secrets.push_back(secret.toHex().toStdString());
    secrets.push_back(secret.toPercentEncoding().toStdString());
    std::vector<std::string> found;
    for (const std::string &one : secrets) {
        for (std::size_t at = 0; one.size() >= 8 && at + 8 <= one.size(); ++at) {
            if (text.find(one.substr(at, 8)) != std::string::npos) {
                found.push_back(one);
                break;
            }
        }
    }
    return found;
}

std::string nameOf(const ::testing::TestParamInfo<Way> &info)
{
    const Way &way = info.param;
    std::string name = way.protocol == WireProtocol::Imap ? "Imap" : way.protocol == WireProtocol::Pop3 ? "Pop3" : "Smtp";
    name += *way.mechanism ? way.mechanism : "Password";
    std::erase(name, '-');
    return name;
}

class Secrets : public ::testing::TestWithParam<Way> {};
INSTANTIATE_TEST_SUITE_P(Every, Secrets, ::testing::ValuesIn(ways()), nameOf);

TEST_P(Secrets, NoneReachesTheConsoleOrAnError)
{
    const Way &way = GetParam();
    int looked = 0;
    for (const auto verdict : {ParrotServer::Verdict::Taken, ParrotServer::Verdict::Refused, ParrotServer::Verdict::Unknown}) {
        for (const bool takesInitial : {false, true}) {
            for (const bool isTraced : {true, false}) {
                TraceRing ring;
                std::string live;
                const int subscription = ring.subscribe([&live](const TraceLine &line) { live += line.text + "\n"; });
                ParrotServer server(way.protocol, way.mechanism, verdict, takesInitial);
                const auto error = signIn(way, server.port(), isTraced ? &ring : nullptr);
                ring.unsubscribe(subscription);
                const auto secrets = server.secrets();
                ASSERT_GE(static_cast<int>(secrets.size()), way.secrets) << live;
                std::string kept;
                for (const TraceLine &line : ring.snapshot())
                    kept += line.text + "\n";
                EXPECT_EQ(kept, live);
                EXPECT_EQ(leaks(kept, secrets), std::vector<std::string>{}) << kept;
                EXPECT_EQ(leaks(error ? error->toString() : std::string(), secrets), std::vector<std::string>{}) << error->toString();
                // What isn't secret stands there: it is a dialogue to learn from.
                EXPECT_EQ(kept.find("[secret]") != std::string::npos, isTraced) << kept;
                EXPECT_EQ(error.has_value(), verdict != ParrotServer::Verdict::Taken || std::string(way.mechanism).starts_with("SCRAM")) << live;
                looked += static_cast<int>(secrets.size());
            }
        }
    }
    countFaults("secrets of a sign-in looked for in the console and in errors", looked);
}

} // namespace
} // namespace tern::test
