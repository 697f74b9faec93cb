// SPDX-License-Identifier: GPL-3.0-or-later
// Who stands between a client and its server may do as they like with what is said before the handshake of STARTTLS. Every such attack, against IMAP, POP3 and
// SMTP, with every way to sign in, and against the probe that setup makes: nothing but the way to STARTTLS is said in the clear, and nothing that was said there
// is believed.
#include "core/accounts/ServerProbe.h"
#include "core/crypto/TrustStore.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/net/smtp/SmtpSession.h"
#include "tests/scripted/starttls/Dialects.h"
#include "tests/support/faults/FaultRun.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using Kinds = std::vector<ErrorKind>;

/// Who connects: a session that signs in this way, or the probe (none).
using Client = std::optional<SignInMethod>;
constexpr SignInMethod kMethods[] = {SignInMethod::Automatic, SignInMethod::Plain, SignInMethod::Login, SignInMethod::CramMd5, SignInMethod::Bearer};

struct Attack {
    std::string name;
    Steps steps;
    Kinds kinds;                    ///< one of them is told; none: the client may sign in, knowing only what is true
    std::string where = {};         ///< of the error; empty: any
    bool ownCertificate = false;    ///< the attacker's
    std::chrono::milliseconds patience{8000};
};

struct Outcome {
    std::optional<Error> error;
    bool believesLies = false;
    std::string traced;
    std::string clear;              ///< what the client said outside of TLS
    std::string script;             ///< what of the script did not happen
};

const TestIdentity &authority()
{
    static const TestIdentity made = makeAuthority();
    return made;
}

std::vector<Attack> attacksOn(const Dialect &d)
{
    const Steps shaken = d.opening + Steps{d.ready, "TLS"};
    const std::string ready = d.ready.substr(3) + "\\r\\n";
    std::vector<Attack> all;
    int number = 0;
    for (const std::string &fake : d.fakes) {
        const std::string which = std::to_string(++number);
        all.push_back({"injected behind the OK " + which, d.opening + Steps{"R: " + ready + fake, "L"}, {ErrorKind::TlsFailed}});
        all.push_back({"plain text in place of TLS " + which, d.opening + Steps{d.ready, "W", "R: " + fake, "L"}, {ErrorKind::TlsFailed}, "tls.handshake"});
    }
    // In small pieces these may come during the handshake, which then waits for the rest of a record.
    for (const char *bit : {"x", "\\r\\n", "\\x16\\x03\\x03"})
        all.push_back({std::string("a bit behind the OK: ") + bit, d.opening + Steps{"R: " + ready + bit, "L"}, {ErrorKind::TlsFailed, ErrorKind::Timeout}, {}, false,
                       std::chrono::milliseconds{1500}});
    all.push_back({"the offer is stripped", d.stripped + Steps{"L"}, {ErrorKind::TlsFailed}});
    for (const std::string &refusal : d.refusals)
        all.push_back({"refused by " + refusal, d.opening + Steps{refusal, "L"}, {ErrorKind::TlsFailed, ErrorKind::ProtocolError}});
    for (const std::string &greeting : d.alreadyIn)
        all.push_back({"greeted by " + greeting, {greeting, "L"}, {ErrorKind::TlsFailed, ErrorKind::ProtocolError, ErrorKind::ServerRefused}});
    all.push_back({"a web page in place of the server", {"S: HTTP/1.1 302 Found", "L"}, {ErrorKind::CaptivePortal}});
    all.push_back({"closed before the OK", d.opening + Steps{"X"}, {ErrorKind::ConnectionLost}});
    all.push_back({"closed behind the OK", d.opening + Steps{d.ready, "X"}, {ErrorKind::ConnectionLost}});
    all.push_back({"closed in the handshake", d.opening + Steps{d.ready, "W", "X"}, {ErrorKind::ConnectionLost}});
    all.push_back({"silent in place of TLS", d.opening + Steps{d.ready, "L"}, {ErrorKind::Timeout}, {}, false, std::chrono::milliseconds{700}});
    all.push_back({"another's certificate", shaken + Steps{"L"}, {ErrorKind::CertificateInvalid}, {}, true});
    return all;
}

/// Those that end with a signed-in session, or would if what was said in the clear counted.
std::vector<Attack> liesTo(const Dialect &d)
{
    std::vector<Attack> all;
    all.push_back({"lies in the greeting", d.lyingOpening + Steps{d.ready, "TLS"} + d.after, {}});
    for (const std::string &lie : d.lies)
        all.push_back({"lies with the OK: " + lie, d.lyingOpening + Steps{lie, "TLS"} + d.after, {}});
    all.push_back({"no way in behind TLS", d.opening + Steps{d.ready, "TLS"} + d.afterNothing + Steps{"L"}, {ErrorKind::LoginDisabled, ErrorKind::AuthenticationUnavailable}});
    all.push_back({"closed behind the handshake", d.opening + Steps{d.ready, "TLS", "X"}, {ErrorKind::ConnectionLost}});
    return all;
}

Outcome connectSession(WireProtocol protocol, const Endpoint &endpoint, SignInMethod method, const NetContext &context)
{
    const crypto::Secret secret("password7");
    Outcome outcome;
    if (protocol == WireProtocol::Imap) {
        imap::ImapConnectOptions options;
        options.endpoint = endpoint;
        options.user = "user";
        options.secret = secret;
        options.method = method;
        auto session = imap::ImapSession::connect(options, context);
        if (!session)
            outcome.error = session.error();
        else
            outcome.believesLies = (*session)->capabilities().names() != std::vector<std::string>{"IMAP4REV1"};
    } else if (protocol == WireProtocol::Pop3) {
        auto session = pop3::Pop3Session::connect({endpoint, "user", secret, method}, context);
        if (!session)
            outcome.error = session.error();
        else
            outcome.believesLies = (*session)->capabilities().sasl != std::vector<std::string>{"PLAIN"};
    } else {
        auto session = smtp::SmtpSession::connect({endpoint, "user", secret, method}, context);
        if (!session) {
            outcome.error = session.error();
        } else {
            const smtp::SmtpCapabilities &told = (*session)->capabilities();
            outcome.believesLies = told.size || told.chunking || told.authMechanisms != std::vector<std::string>{"PLAIN"};
        }
    }
    return outcome;
}

Outcome meet(const Dialect &dialect, const Attack &attack, Client client, Pieces pieces)
{
    ScriptedServer server(pieces);
    server.setIdentity(makeLeaf({.addresses = {"127.0.0.1"}}, attack.ownCertificate ? nullptr : &authority()));
    server.setPatience(std::chrono::seconds{20});
    server.play(attack.steps);
    server.start();
    crypto::TrustStore trust{false};
    EXPECT_TRUE(trust.addAuthoritiesPem(authority().certificatePem).ok());
    TraceRing trace;
    NetContext context;
    context.trace = &trace;
    context.trust = &trust;
    context.connectTimeout = context.replyTimeout = attack.patience;
    const Endpoint endpoint{"127.0.0.1", server.port(), Security::StartTls};
    Outcome outcome;
    if (client) {
        outcome = connectSession(dialect.protocol, endpoint, *client, context);
    } else if (const auto probed = accounts::probeServer(endpoint, dialect.protocol, context); !probed) {
        outcome.error = probed.error();
    }
    outcome.script = server.finish();
    outcome.clear = server.heardInTheClear();
    for (const TraceLine &line : trace.snapshot())
        outcome.traced += line.text + "\n";
    return outcome;
}

/// Whether no more was said than leads to the handshake, and a ClientHello.
bool isHarmless(const std::string &said, const std::string &allowed)
{
    for (std::size_t i = 0; i < std::min(said.size(), allowed.size()); ++i) {
        if (allowed[i] != '?' && allowed[i] != said[i])
            return false;
    }
    const std::string rest = said.substr(std::min(said.size(), allowed.size()));
    return (rest.empty() || rest.starts_with("\x16\x03")) && rest.find("user") == std::string::npos && rest.find("password7") == std::string::npos;
}

struct Counts {
    int attacks = 0, exposed = 0, believed = 0;
};

void judge(const Dialect &dialect, const Attack &attack, Client client, Pieces pieces, Counts &counts)
{
    SCOPED_TRACE(std::string(dialect.name) + ", " + attack.name + ", " + (client ? "method " + std::to_string(static_cast<int>(*client)) : "probe") + ", pieces of "
                 + std::to_string(static_cast<int>(pieces)));
    const Outcome outcome = meet(dialect, attack, client, pieces);
    ++counts.attacks;
    const bool exposed = !isHarmless(outcome.clear, dialect.clear) || outcome.traced.find("password7") != std::string::npos;
    const bool believed = outcome.believesLies || (!attack.kinds.empty() && !outcome.error);
    counts.exposed += exposed ? 1 : 0;
    counts.believed += believed ? 1 : 0;
    EXPECT_FALSE(exposed) << outcome.clear;
    EXPECT_FALSE(believed) << outcome.traced;
    if (attack.kinds.empty()) {
        EXPECT_FALSE(outcome.error) << outcome.error->toString();
    } else if (outcome.error) {
        EXPECT_NE(std::find(attack.kinds.begin(), attack.kinds.end(), outcome.error->kind), attack.kinds.end()) << outcome.error->toString();
        EXPECT_FALSE(outcome.error->detail.empty() || outcome.error->where.empty()) << outcome.error->toString();
        EXPECT_TRUE(attack.where.empty() || outcome.error->where == attack.where) << outcome.error->toString();
    }
    EXPECT_TRUE(outcome.script.empty() || attack.patience < std::chrono::seconds{5}) << outcome.script << "\n" << outcome.traced;
}

TEST(StartTls, NoAttackGetsACredentialOrIsBelieved)
{
    for (const Dialect &dialect : dialects()) {
        Counts counts;
        for (const Pieces pieces : {Pieces::Whole, Pieces::Seven, Pieces::One}) {
            for (const Attack &attack : attacksOn(dialect)) {
                const bool isSlow = attack.patience < std::chrono::seconds{1};
                judge(dialect, attack, std::nullopt, pieces, counts);
                for (const SignInMethod method : kMethods) {
                    if (!isSlow || method == SignInMethod::Automatic)
                        judge(dialect, attack, method, pieces, counts);
                }
            }
            for (const Attack &attack : liesTo(dialect))
                judge(dialect, attack, SignInMethod::Automatic, pieces, counts);
        }
        const std::string name = dialect.name;
        countFaults("attacks on STARTTLS of " + name, counts.attacks);
        countFaults("credentials in the clear (" + name + ")", counts.exposed);
        countFaults("injected bytes believed (" + name + ")", counts.believed);
        EXPECT_GT(counts.attacks, 250);
    }
}

/// The window says what was refused, and what smells of an attack: it tells them apart by `where`.
TEST(StartTls, ARefusalAndAnInjectionAreToldApart)
{
    for (const Dialect &dialect : dialects()) {
        const auto met = [&](const std::string &name) {
            for (const Attack &attack : attacksOn(dialect)) {
                if (attack.name == name)
                    return meet(dialect, attack, SignInMethod::Automatic, Pieces::Whole).error.value_or(Error());
            }
            ADD_FAILURE() << name;
            return Error();
        };
        EXPECT_EQ(met("the offer is stripped").where, dialect.where);
        EXPECT_EQ(met("refused by " + dialect.refusals.front()).where, dialect.where);
        EXPECT_NE(met("refused by " + dialect.refusals.front()).detail.find("not today"), std::string::npos) << "the server's own words";
        EXPECT_EQ(met("injected behind the OK 1").where, "tls.start");
    }
}

} // namespace
} // namespace tern::test
