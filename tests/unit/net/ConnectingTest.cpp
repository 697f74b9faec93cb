// SPDX-License-Identifier: GPL-3.0-or-later
// Hostile and dead networks: cancel in every state of a connection, captive portals, names that lie, a network that changes.
#include "core/crypto/TrustStore.h"
#include "core/net/LineSocket.h"
#include "tests/support/net/SilentListener.h"
#include "tests/support/net/TestProxy.h"
#include "tests/support/scripted/NameServer.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <unistd.h>

namespace tern {
namespace {

using test::NameServer;
using test::ScriptedServer;
using test::SilentListener;
using test::TestProxy;
using Clock = std::chrono::steady_clock;

/// Until the thread waits in the kernel, and still does a moment later.
void untilItSleeps(pid_t thread)
{
    const std::string file = "/proc/self/task/" + std::to_string(thread) + "/stat";
    for (int asleep = 0; asleep < 3;) {
        std::string stat;
        std::getline(std::ifstream(file), stat);
        const bool sleeps = stat.empty() || stat.compare(stat.rfind(')') + 2, 1, "S") == 0;     // proc(5)
        asleep = sleeps ? asleep + 1 : 0;
        ::usleep(5'000);
    }
}

class ConnectingTest : public ::testing::Test {
protected:
    ConnectingTest()
    {
        // Long, so that only what a test does can end a wait.
        context.connectTimeout = std::chrono::seconds{60};
        context.replyTimeout = std::chrono::seconds{60};
        context.trust = &trust;
        context.stop = stop.token();
    }

    /// Runs `work` on a thread, interrupts it once it waits, and expects this outcome within a second.
    void expectEnds(const std::function<Result<void>()> &work, const std::function<void()> &interrupt, ErrorKind kind,
                    std::chrono::milliseconds limit = std::chrono::seconds{1})
    {
        Result<void> outcome;
        Clock::time_point ended;
        std::promise<pid_t> id;
        std::thread thread([&] {
            id.set_value(::gettid());
            outcome = work();
            ended = Clock::now();
        });
        untilItSleeps(id.get_future().get());
        const auto since = Clock::now();
        interrupt();
        thread.join();
        EXPECT_LT(ended - since, limit);
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.error().kind, kind) << outcome.error().toString();
    }
    void expectCancelled(const std::function<Result<void>()> &work)
    {
        expectEnds(work, [this] { stop.requestStop(); }, ErrorKind::Cancelled);
    }
    Result<void> connect(const Endpoint &endpoint)
    {
        auto made = LineSocket::connect(endpoint, WireProtocol::Imap, context);
        if (!made)
            return made.error();
        socket = *std::move(made);
        return {};
    }

    crypto::TrustStore trust;
    StopSource stop;
    NetworkSignal network;
    NetContext context;
    std::unique_ptr<LineSocket> socket;
};

TEST_F(ConnectingTest, CancelWhileResolving)
{
    NameServer names;
    names.mute(std::string());
    Resolver resolver({names.servers(), 4, std::chrono::seconds{10}, std::chrono::seconds{10}});
    context.resolver = &resolver;
    expectCancelled([&] { return connect({"mail.test", 143, Security::Plain}); });
}

TEST_F(ConnectingTest, CancelWhileConnecting)
{
    const SilentListener silent(SilentListener::Kind::Ignores);
    expectCancelled([&] { return connect({"127.0.0.1", silent.port(), Security::Plain}); });
}

TEST_F(ConnectingTest, CancelInTheTlsHandshake)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    expectCancelled([&] { return connect({"127.0.0.1", silent.port(), Security::Tls}); });
}

TEST_F(ConnectingTest, CancelInTheProxysHandshake)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    for (const ProxyKind kind : {ProxyKind::Socks5, ProxyKind::HttpConnect}) {
        StopSource own;
        context.stop = own.token();
        context.proxy = ProxySettings{kind, "127.0.0.1", silent.port(), "", {}};
        expectEnds([&] { return connect({"imap.example.com", 143, Security::Plain}); }, [&] { own.requestStop(); }, ErrorKind::Cancelled);
        TestProxy proxy({.kind = kind, .silentAfterRequest = true});
        StopSource later;
        context.stop = later.token();
        context.proxy = proxy.settings();
        expectEnds([&] { return connect({"imap.example.com", 143, Security::Plain}); }, [&] { later.requestStop(); }, ErrorKind::Cancelled);
    }
}

TEST_F(ConnectingTest, CancelWhileReading)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    ASSERT_TRUE(connect({"127.0.0.1", silent.port(), Security::Plain}).ok());
    expectCancelled([&]() -> Result<void> {
        auto line = socket->readLine(100);
        return line ? Result<void>() : line.error();
    });
}

TEST_F(ConnectingTest, CancelWhileWritingToAPeerThatTakesNothing)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    ASSERT_TRUE(connect({"127.0.0.1", silent.port(), Security::Plain}).ok());
    const std::string large(64'000'000, 'x');
    expectCancelled([&] { return socket->writeData(large); });
}

TEST_F(ConnectingTest, CancelWhileIdle)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    ASSERT_TRUE(connect({"127.0.0.1", silent.port(), Security::Plain}).ok());
    const WakeFd wake;
    expectCancelled([&]() -> Result<void> {
        auto waited = socket->wait(Clock::now() + std::chrono::minutes{28}, &wake);
        return waited ? Result<void>() : waited.error();
    });
}

// A path that is gone says nothing: after a change of network a peer has seconds to prove that it is there.
TEST_F(ConnectingTest, AnotherNetworkShortensTheWait)
{
    const SilentListener silent(SilentListener::Kind::Accepts);
    context.network = &network;
    context.doubtfulTimeout = std::chrono::milliseconds{300};
    ASSERT_TRUE(connect({"127.0.0.1", silent.port(), Security::Plain}).ok());
    expectEnds(
        [&]() -> Result<void> {
            auto line = socket->readLine(100);
            return line ? Result<void>() : line.error();
        },
        [&] { network.changed(); }, ErrorKind::Timeout);
    const SilentListener ignoring(SilentListener::Kind::Ignores);
    expectEnds([&] { return connect({"127.0.0.1", ignoring.port(), Security::Plain}); }, [&] { network.changed(); }, ErrorKind::ConnectionLost);
}

TEST_F(ConnectingTest, APeerThatAnswersIsTrustedAgain)
{
    context.network = &network;
    context.doubtfulTimeout = std::chrono::milliseconds{100};
    context.replyTimeout = std::chrono::milliseconds{600};
    ScriptedServer server;
    server.play({"C: still there?", "S: yes", "E"});
    server.start();
    ASSERT_TRUE(connect({"127.0.0.1", server.port(), Security::Plain}).ok());
    const WakeFd wake;
    network.changed();
    EXPECT_EQ(*socket->wait(Clock::now() + std::chrono::milliseconds{50}, &wake), LineSocket::Wait::TimedOut) << "silence is what it waits for";
    ASSERT_TRUE(socket->writeAll("still there?\r\n").ok());
    EXPECT_EQ(*socket->readLine(100), "yes");
    const auto since = Clock::now();
    EXPECT_EQ(socket->readLine(100).error().kind, ErrorKind::Timeout);
    EXPECT_GE(Clock::now() - since, std::chrono::milliseconds{500}) << "as long as before";
    socket.reset();
    EXPECT_EQ(server.finish(), "");
}

TEST_F(ConnectingTest, AWebPageInPlaceOfAServerIsACaptivePortal)
{
    ScriptedServer server;
    server.play({"R: HTTP/1.1 302 Found\\r\\nLocation: http://portal.example/\\r\\n\\r\\n", "E"});
    server.start();
    const auto connected = connect({"127.0.0.1", server.port(), Security::Tls});
    EXPECT_EQ(connected.error().kind, ErrorKind::CaptivePortal) << connected.error().toString();
    EXPECT_EQ(connected.error().retry, Retry::WithBackoff);
}

TEST_F(ConnectingTest, AServerWithoutTlsOnThatPortIsNamed)
{
    ScriptedServer server;
    server.play({"S: * OK IMAP4rev1 ready", "E"});
    server.start();
    const auto connected = connect({"127.0.0.1", server.port(), Security::Tls});
    EXPECT_EQ(connected.error().kind, ErrorKind::TlsFailed);
    EXPECT_NE(connected.error().detail.find("STARTTLS"), std::string::npos) << connected.error().detail;
}

// Wherever a name leads to, the certificate decides, before a word is said.
TEST_F(ConnectingTest, ANameServerThatLiesLeadsToAWrongCertificate)
{
    NameServer names;
    names.setLying(true);
    Resolver resolver({names.servers(), 1, std::chrono::seconds{1}, std::chrono::seconds{1}});
    context.resolver = &resolver;
    const auto authority = test::makeAuthority();
    ASSERT_TRUE(trust.addAuthoritiesPem(authority.certificatePem).ok());
    ScriptedServer server;
    server.setIdentity(test::makeLeaf({.dnsNames = {"portal.example"}}, &authority));
    server.play({"TLS", "E"});
    server.start();
    const auto connected = connect({"imap.bank.example", server.port(), Security::Tls});
    EXPECT_EQ(connected.error().kind, ErrorKind::CertificateInvalid) << connected.error().toString();
    EXPECT_EQ(server.finish(), "");
}

} // namespace
} // namespace tern
