// SPDX-License-Identifier: GPL-3.0-or-later
// Life on a real network: lost and found again, dead without a word, behind a proxy or a portal; and no busy loop over any of it.
#include "tests/scripted/sync/SyncScript.h"
#include "tests/support/net/TestProxy.h"
#include "tests/support/proxy/FaultProxy.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern::test {
namespace {

using State = sync::LaneStatus::State;
using sync::LaneKind;
using Connected = sync::Connectivity::State;
using SteadyClock = std::chrono::steady_clock;

class LanesOnANetwork : public SyncScript {
protected:
    LanesOnANetwork() : SyncScript(ModelImapServer::kModern) {}
    void networkChanges()
    {
        rig.net().network().changed();
        rig.sync(account).networkChanged();
    }
    bool isWatching() { return rig.lane(account, LaneKind::Foreground).state == State::Watching; }
};
INSTANTIATE_TEST_SUITE_P(Modern, LanesOnANetwork, ::testing::Values(kEveryKind[0]), kindName);

TEST_P(LanesOnANetwork, BackAtOnceWhenTheNetworkIs)
{
    deliver("INBOX", {"one"});
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return isWatching(); }));
    EXPECT_EQ(rig.connectivity(account).offlineSince, 0);
    server.setDown(true);
    // Until both lanes would rather wait: seconds, by then.
    ASSERT_TRUE(rig.waitFor([&] {
        const auto lane = rig.lane(account, LaneKind::Foreground);
        return lane.state == State::BackingOff && lane.retryAt - SystemClock().now() > 2'500;
    }));
    EXPECT_GT(rig.connectivity(account).offlineSince, 0);
    server.setDown(false);
    server.deliver("INBOX", "two");
    const auto since = SteadyClock::now();
    networkChanges();
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX").size() == 2; }));
    EXPECT_LT(SteadyClock::now() - since, std::chrono::seconds{2});
    EXPECT_TRUE(rig.waitFor([&] { return rig.connectivity(account).offlineSince == 0; }));
}

TEST_P(LanesOnANetwork, BackSoonWhenAnotherServerIsReached)
{
    deliver("INBOX", {"one"});
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return isWatching(); }));
    server.setDown(true);
    const auto waitsLong = [&](LaneKind kind) {
        const auto lane = rig.lane(account, kind);
        return lane.state == State::BackingOff && lane.retryAt - SystemClock().now() > 6'500;
    };
    // The fourth pause: 8 s and more.
    ASSERT_TRUE(rig.waitFor([&] { return waitsLong(LaneKind::Foreground); }, std::chrono::seconds{20}));
    server.setDown(false);
    server.deliver("INBOX", "two");
    const auto since = SteadyClock::now();
    rig.sync(account).serverReached();
    EXPECT_TRUE(rig.waitFor([&] { return isWatching() && shown("INBOX").size() == 2; }));
    EXPECT_TRUE(rig.waitFor([&] { return rig.lane(account, LaneKind::Background).state == State::Idle; })) << "the lane that is back tells the other";
    EXPECT_LT(SteadyClock::now() - since, std::chrono::seconds{4});
}

TEST_P(LanesOnANetwork, AnUnchangedConnectionSurvivesTheQuestion)
{
    deliver("INBOX", {"one"});
    start(true);
    ASSERT_TRUE(rig.waitFor([&] { return isWatching() && rig.lane(account, LaneKind::Background).state == State::Idle; }));
    server.clearLog();
    networkChanges();
    EXPECT_TRUE(rig.waitFor([&] { return server.count("NOOP") == 2 && isWatching(); })) << "one of each lane";
    EXPECT_EQ(server.count("SELECT"), 0) << "the same connection, the same mailbox";
}

/// A server that is just starting refuses everybody, and says it in its own way.
class LanesAtAStartingServer : public ::testing::TestWithParam<const char *> {
protected:
    LanesAtAStartingServer()
    {
        server.deliver("INBOX", "one");
        server.refuse("AUTHENTICATE", GetParam());
        rig.times.signIn = {std::chrono::milliseconds{300}, std::chrono::milliseconds{600}};
        rig.open();
        account = rig.addAccount("a@b.test", server.port());
    }
    ModelImapServer server;
    SyncRig rig;
    AccountId account;
};
INSTANTIATE_TEST_SUITE_P(Says, LanesAtAStartingServer,
                         ::testing::Values("NO [UNAVAILABLE] Temporary authentication failure.", "NO [INUSE] later", "NO [LIMIT] many", "NO [SERVERBUG] oops",
                                           "NO [CONTACTADMIN] ask", "NO The server is starting"));

TEST_P(LanesAtAStartingServer, ThePasswordIsNotAskedForAndItGoesOnByItself)
{
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, LaneKind::Foreground).state == State::BackingOff; }));
    EXPECT_FALSE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::NeedsPassword; }, std::chrono::milliseconds{1'500})) << rig.traced();
    EXPECT_TRUE(rig.waitFor([&] {
        const auto told = rig.connectivity(account);
        return told.state == Connected::Offline && told.error && told.error->kind == ErrorKind::ServerBusy;
    })) << rig.traced();
    server.refuse("AUTHENTICATE", {});
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "INBOX").size() == 1 && rig.connectivity(account).state == Connected::Online; })) << rig.traced();
}

class LanesRefusedInWords : public LanesAtAStartingServer {
protected:
    /// How often both lanes have tried.
    int tries()
    {
        const std::string traced = rig.traced();
        int count = 0;
        for (std::size_t at = traced.find("AUTHENTICATE PLAIN"); at != std::string::npos; at = traced.find("AUTHENTICATE PLAIN", at + 1))
            ++count;
        return count;
    }
};
INSTANTIATE_TEST_SUITE_P(Says, LanesRefusedInWords, ::testing::Values("NO Login failed"));

TEST_P(LanesRefusedInWords, ItIsTriedAgainBeforeThePersonIsAskedAndEvenThen)
{
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, LaneKind::Foreground).state == State::BackingOff; }));
    EXPECT_NE(rig.connectivity(account).state, Connected::NeedsPassword);
    ASSERT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::NeedsPassword; })) << rig.traced();
    // Up to one each at the start, which ran beside each other.
    EXPECT_GE(tries(), sync::SignInVerdict::kMostDoubts);
    EXPECT_LE(tries(), sync::SignInVerdict::kMostDoubts + 2);
    server.refuse("AUTHENTICATE", {});
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "INBOX").size() == 1 && rig.connectivity(account).state == Connected::Online; })) << rig.traced();
}

TEST_P(LanesRefusedInWords, WhoAsksForOneSyncIsTold)
{
    rig.startAll(false);
    const auto outcome = rig.syncNow(account);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, ErrorKind::AuthenticationFailed);
    EXPECT_LE(tries(), 2) << "each lane once at most\n" << rig.traced();
}

class LanesRefusedByCode : public LanesAtAStartingServer {};
INSTANTIATE_TEST_SUITE_P(Says, LanesRefusedByCode, ::testing::Values("NO [AUTHENTICATIONFAILED] Invalid"));

TEST_P(LanesRefusedByCode, ThePersonIsAskedAtOnceAndNobodyTriesAgain)
{
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::NeedsPassword; }, std::chrono::seconds{2})) << rig.traced();
    server.refuse("AUTHENTICATE", {});
    EXPECT_FALSE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::Online; }, std::chrono::milliseconds{1'500})) << rig.traced();
    rig.sync(account).retryNow();
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "INBOX").size() == 1; })) << rig.traced();
}

/// An account behind a proxy that can stall.
TEST(LanesOnADeadPath, ASilentConnectionIsReplacedInSeconds)
{
    ModelImapServer server;
    server.deliver("INBOX", "one");
    FaultProxy path(server.port());
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", path.port());
    rig.startAll(true);
    const auto watches = [&] { return rig.lane(account, LaneKind::Foreground).state == State::Watching && rig.lane(account, LaneKind::Background).state == State::Idle; };
    ASSERT_TRUE(rig.waitFor([&] { return watches() && rig.shown(account, "INBOX").size() == 1; }));
    path.arm({ProxyFault::Kind::Stall, ProxyWay::ToClient, 0, false});
    server.deliver("INBOX", "two");     // told into the dead connection
    ASSERT_TRUE(rig.waitFor([&] { return path.struck() == 1; }));
    const auto since = SteadyClock::now();
    rig.net().network().changed();
    rig.sync(account).networkChanged();
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "INBOX").size() == 2; }, std::chrono::seconds{8})) << rig.traced();
    EXPECT_LT(SteadyClock::now() - since, std::chrono::seconds{6});
}

/// Takes connections and drops them; counts.
class Dropper {
public:
    Dropper() : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
        EXPECT_EQ(::bind(m_fd.get(), raw, length), 0);
        EXPECT_EQ(::listen(m_fd.get(), 64), 0);
        EXPECT_EQ(::getsockname(m_fd.get(), raw, &length), 0);
        port = ntohs(address.sin_port);
        m_thread = std::thread([this] {
            for (;;) {
                pollfd fds[2] = {{m_fd.get(), POLLIN, 0}, {m_stop.token().fd(), POLLIN, 0}};
                ::poll(fds, 2, -1);
                if (fds[1].revents != 0)
                    return;
                const UniqueFd dropped(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
                ++count;
            }
        });
    }
    ~Dropper()
    {
        m_stop.requestStop();
        m_thread.join();
    }
    Dropper(const Dropper &) = delete;
    Dropper &operator=(const Dropper &) = delete;

    std::uint16_t port = 0;
    std::atomic<int> count{0};

private:
    UniqueFd m_fd;
    StopSource m_stop;
    std::thread m_thread;
};

// Two lanes after 0, 1 and 3 s, and what each change of the network adds: one try each, however many changes.
TEST(LanesOnADeadPath, TriesAreCounted)
{
    Dropper dropper;
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", dropper.port);
    rig.startAll(true);
    const auto since = SteadyClock::now();
    EXPECT_FALSE(rig.waitFor([] { return false; }, std::chrono::milliseconds{2'500}));
    const int quiet = dropper.count;
    EXPECT_GE(quiet, 2);
    EXPECT_LE(quiet, 4) << "in " << std::chrono::duration<double>(SteadyClock::now() - since).count() << " s";
    for (int i = 0; i < 5; ++i) {
        rig.net().network().changed();
        rig.sync(account).networkChanged();
    }
    EXPECT_TRUE(rig.waitFor([&] { return dropper.count > quiet; }));
    EXPECT_FALSE(rig.waitFor([] { return false; }, std::chrono::milliseconds{500}));
    EXPECT_LE(dropper.count, quiet + 12);
}

TEST(LanesOnADeadPath, ARefusedPasswordIsNotTriedAgainForAnotherNetwork)
{
    ModelImapServer server;
    server.refuse("AUTHENTICATE", "NO [AUTHENTICATIONFAILED] no");
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(true);
    const auto waits = [&](LaneKind kind) { return rig.lane(account, kind).state == State::BackingOff && rig.lane(account, kind).retryAt == 0; };
    ASSERT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::NeedsPassword && waits(LaneKind::Foreground) && waits(LaneKind::Background); }))
        << rig.traced();
    rig.net().network().changed();
    rig.sync(account).networkChanged();
    EXPECT_FALSE(rig.waitFor([&] { return !waits(LaneKind::Foreground) || !waits(LaneKind::Background); }, std::chrono::milliseconds{300}));
    server.refuse("AUTHENTICATE", "");
    rig.sync(account).retryNow();
    EXPECT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::Online; })) << "the person may";
}

TEST(LanesOnADeadPath, APortalIsNamedAndPassedWithoutThePerson)
{
    ScriptedServer portal;
    portal.play({"R: HTTP/1.1 302 Found\\r\\n\\r\\n", "E", "N", "R: HTTP/1.1 302 Found\\r\\n\\r\\n", "E"});    // each lane
    portal.start();
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", portal.port());
    rig.startAll(false);
    EXPECT_EQ(rig.syncNow(account).error().kind, ErrorKind::CaptivePortal);
    ASSERT_TRUE(rig.connectivity(account).error.has_value());
    EXPECT_EQ(rig.connectivity(account).error->kind, ErrorKind::CaptivePortal);
    EXPECT_EQ(rig.connectivity(account).state, Connected::Offline) << "tried again by itself";
    rig.close();
    EXPECT_EQ(portal.finish(), "");

    // Where only the desktop knows: what the certificate says is the portal's doing.
    std::uint16_t nobody = 0;
    {
        const ScriptedServer gone;
        nobody = gone.port();
    }
    SyncRig told;
    told.open();
    const AccountId other = told.addAccount("a@b.test", nobody);
    told.sync(other).setConditions({.isCaptive = true});
    told.startAll(false);
    EXPECT_FALSE(told.syncNow(other).ok());
    EXPECT_EQ(told.connectivity(other).error->kind, ErrorKind::CaptivePortal);
}

TEST(LanesOnADeadPath, AWrongCertificateIsAProblemAndTriedAgainLater)
{
    ScriptedServer server;
    server.setIdentity(makeLeaf({.dnsNames = {"portal.example"}}, nullptr));
    server.play({"TLS", "E", "N", "TLS", "E"});
    server.start();
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port(), "secret", {}, Security::Tls);
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == Connected::Problem && rig.lane(account, LaneKind::Foreground).state == State::BackingOff; }));
    EXPECT_EQ(rig.connectivity(account).error->kind, ErrorKind::CertificateInvalid);
    EXPECT_GT(rig.lane(account, LaneKind::Foreground).retryAt - SystemClock().now(), 15'000) << "by itself, not soon";
}

class LanesBehindAProxy : public ::testing::TestWithParam<ProxyKind> {};
INSTANTIATE_TEST_SUITE_P(Every, LanesBehindAProxy, ::testing::Values(ProxyKind::Socks5, ProxyKind::HttpConnect),
                         [](const auto &one) { return one.param == ProxyKind::Socks5 ? "Socks5" : "Http"; });

TEST_P(LanesBehindAProxy, TheProxyResolvesAndAnotherProxyMeansAnotherConnection)
{
    ModelImapServer server;
    server.deliver("INBOX", "one");
    TestProxy first({.kind = GetParam(), .user = "me", .password = "pass"});
    SyncRig rig;
    rig.open();
    // No name server knows this name.
    const AccountId account = rig.addAccount("a@b.test", server.port(), "secret", {}, Security::Plain, "imap.proxied.invalid");
    const auto through = [&](const TestProxy &proxy) {
        return accounts::ProxyChoice{accounts::ProxyChoice::Mode::Own, GetParam(), "127.0.0.1", proxy.port(), proxy.settings().user};
    };
    rig.net().setProxy(account, through(first));
    rig.startAll(true);
    const auto misses = [&] { return rig.connectivity(account).error.value_or(Error{}).kind == ErrorKind::ProxySignInFailed; };
    ASSERT_TRUE(rig.waitFor(misses)) << "its password isn't known yet";
    EXPECT_TRUE(first.asked().empty());
    rig.net().secrets().keepProxyPassword(account, crypto::Secret("pass"));
    rig.sync(account).retryNow();
    ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, LaneKind::Foreground).state == State::Watching && rig.shown(account, "INBOX") == std::vector<std::string>{"one"}; }))
        << rig.traced();
    EXPECT_EQ(first.asked().front(), "imap.proxied.invalid:" + std::to_string(server.port()));

    TestProxy second({.kind = GetParam()});
    rig.net().setProxy(account, through(second));
    rig.sync(account).retryNow();
    EXPECT_TRUE(rig.waitFor([&] { return !second.asked().empty() && rig.lane(account, LaneKind::Foreground).state == State::Watching; }));
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "INBOX").size() == 2; }));
}

} // namespace
} // namespace tern::test
