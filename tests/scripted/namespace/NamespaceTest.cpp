// SPDX-License-Identifier: GPL-3.0-or-later
// A network of the test's own (a network namespace with its loopback alone), which can really go away and come back. Where the kernel lets nobody
// have one, the same is played with a server that goes down, told by hand.
#include "core/net/NetworkWatch.h"
#include "tests/support/model/ModelImapServer.h"
#include "tests/support/sync/SyncRig.h"

#include <gtest/gtest.h>

#include <cstring>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::test {
namespace {

bool hasOwnNetwork = false;

using SteadyClock = std::chrono::steady_clock;

void setLoopback(bool up)
{
    const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    ASSERT_EQ(::ioctl(socket.get(), SIOCGIFFLAGS, &request), 0);
    request.ifr_flags = static_cast<short>(up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP);
    ASSERT_EQ(::ioctl(socket.get(), SIOCSIFFLAGS, &request), 0);
}

/// Takes the network away and gives it back; who listens to `heard` is told as the engine tells its lanes.
class OwnNetwork {
public:
    OwnNetwork(ModelImapServer *server, std::function<void()> heard) : m_server(server), m_heard(std::move(heard))
    {
        if (hasOwnNetwork)
            m_watch = std::make_unique<NetworkWatch>([this] {
                ++told;
                m_heard();
            });
    }
    void set(bool up)
    {
        if (hasOwnNetwork)
            return setLoopback(up);
        if (m_server)
            m_server->setDown(!up);
        ++told;
        m_heard();
    }
    ~OwnNetwork() { m_watch.reset(); }
    OwnNetwork(const OwnNetwork &) = delete;
    OwnNetwork &operator=(const OwnNetwork &) = delete;

    std::atomic<int> told{0};

private:
    ModelImapServer *m_server;
    std::function<void()> m_heard;
    std::unique_ptr<NetworkWatch> m_watch;
};

TEST(NetworkWatch, TellsOfALinkThatGoesAndComes)
{
    std::mutex mutex;
    std::condition_variable changed;
    OwnNetwork network(nullptr, [&] {
        const std::lock_guard lock(mutex);
        changed.notify_all();
    });
    const auto untilTold = [&](int times) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds{5}, [&] { return network.told >= times; });
    };
    const std::string before = networkFingerprint();
    network.set(false);
    EXPECT_TRUE(untilTold(1));
    if (hasOwnNetwork) {
        EXPECT_NE(networkFingerprint(), before);
    }
    network.set(true);
    EXPECT_TRUE(untilTold(2));
    EXPECT_EQ(networkFingerprint(), before);
    EXPECT_EQ(network.told, 2) << "once for each, not for every message of the kernel";
}

TEST(OwnNetwork, LanesAreBackWithinSecondsOfTheNetworksReturn)
{
    ModelImapServer server;
    server.deliver("INBOX", "one");
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    OwnNetwork network(&server, [&] {
        rig.net().network().changed();
        rig.sync(account).networkChanged();
    });
    rig.startAll(true);
    const auto shown = [&] { return rig.shown(account, "INBOX").size(); };
    ASSERT_TRUE(rig.waitFor([&] { return shown() == 1 && rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching; })) << rig.traced();
    network.set(false);
    server.deliver("INBOX", "two");
    // A kernel without a route may swallow what is sent: then it connects for as long as it may take.
    ASSERT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state != sync::Connectivity::State::Online; })) << rig.traced();
    EXPECT_EQ(shown(), 1U);
    const auto since = SteadyClock::now();
    network.set(true);
    EXPECT_TRUE(rig.waitFor([&] { return shown() == 2; })) << rig.traced();
    const auto took = SteadyClock::now() - since;
    EXPECT_LT(took, std::chrono::seconds{5});
    RecordProperty("back_after_ms", static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    std::printf("back after %.0f ms, on %s\n", std::chrono::duration<double, std::milli>(took).count(), hasOwnNetwork ? "a network of its own" : "a server that went down");
    rig.close();
}

} // namespace
} // namespace tern::test

int main(int argc, char **argv)
{
    // Before any thread: a user namespace takes single-threaded programs only.
    tern::test::hasOwnNetwork = ::unshare(::geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET) == 0;
    if (tern::test::hasOwnNetwork)
        tern::test::setLoopback(true);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
