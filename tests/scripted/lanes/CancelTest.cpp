// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes end within a second, whatever they are in the middle of. (What LineSocket does in each of its states is in unit/net.)
#include "tests/scripted/sync/SyncScript.h"
#include "tests/support/net/SilentListener.h"
#include "tests/support/net/TestProxy.h"
#include "tests/support/proxy/FaultProxy.h"
#include "tests/support/scripted/ScriptedServer.h"

#include "core/net/ByteSource.h"

namespace tern::test {
namespace {

using State = sync::LaneStatus::State;
using sync::LaneKind;

class CancelTest : public ::testing::Test {
protected:
    void SetUp() override { rig.open(); }
    void expectQuickEnd()
    {
        const auto since = std::chrono::steady_clock::now();
        rig.close();
        EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds{1});
    }
    bool isConnecting(AccountId account)
    {
        return rig.lane(account, LaneKind::Foreground).state == State::Connecting && rig.lane(account, LaneKind::Background).state == State::Connecting;
    }
    SyncRig rig;
};

TEST_F(CancelTest, WhileConnecting)
{
    const SilentListener silent(SilentListener::Kind::Ignores);
    const AccountId account = rig.addAccount("a@b.test", silent.port());
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return isConnecting(account); }));
    expectQuickEnd();
}

TEST_F(CancelTest, WhileAProxyKeepsSilent)
{
    TestProxy proxy({.silentAfterRequest = true});
    const AccountId account = rig.addAccount("a@b.test", 143, "secret", {}, Security::Plain, "imap.proxied.invalid");
    rig.net().setProxy({}, {accounts::ProxyChoice::Mode::Own, ProxyKind::Socks5, "127.0.0.1", proxy.port(), ""});
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return isConnecting(account) && proxy.asked().size() == 2; }));
    expectQuickEnd();
}

TEST_F(CancelTest, WhileSigningIn)
{
    ScriptedServer server;
    server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN ...", "G: asked", "E"});
    server.start();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.traced().find("AUTHENTICATE") != std::string::npos && isConnecting(account); }));
    expectQuickEnd();
    server.open("asked");
}

TEST_F(CancelTest, InTheMiddleOfALargeAppend)
{
    ModelImapServer server;
    FaultProxy path(server.port());
    const AccountId account = rig.addAccount("a@b.test", path.port());
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.lane(account, LaneKind::Foreground).state == State::Watching; }));
    path.arm({ProxyFault::Kind::Stall, ProxyWay::ToServer, 100'000, false});
    const std::string large(40'000'000, 'x');
    std::promise<ErrorKind> ended;
    rig.sync(account).submitJob(
        [&](imap::ImapSession &session) -> Result<void> {
            MemorySource source(large);
            imap::AppendRequest request;
            request.wireName = "INBOX";
            request.size = large.size();
            auto appended = session.append(request, source);
            return appended ? Result<void>() : Result<void>(appended.error());
        },
        [&](const Result<void> &done) { ended.set_value(done ? ErrorKind::Internal : done.error().kind); });
    ASSERT_TRUE(rig.waitFor([&] { return path.struck() > 0; })) << rig.traced();
    expectQuickEnd();
    EXPECT_EQ(ended.get_future().get(), ErrorKind::Cancelled);
}

} // namespace
} // namespace tern::test
