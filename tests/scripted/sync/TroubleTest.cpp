// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that allow little, and connections that come to nothing.
#include "tests/scripted/sync/SyncScript.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <csignal>

#include <sys/resource.h>

namespace tern::test {
namespace {

TEST(SyncTrouble, OneConnectionIsEnough)
{
    ModelImapServer server({ModelImapServer::kModern, 1});
    server.deliver("INBOX", "one");
    server.deliver("Archive", "old");
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(true);
    EXPECT_TRUE(rig.waitFor([&] {
        return rig.mailbox(account, "Archive").isValid() && rig.shown(account, "INBOX") == Texts{"one"} && rig.shown(account, "Archive") == Texts{"old"};
    })) << rig.traced();
    server.deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return rig.shown(account, "INBOX").size() == 2; })) << rig.traced();
    EXPECT_EQ(rig.connectivity(account).state, sync::Connectivity::State::Online);
}

TEST(SyncTrouble, ASilentServerDoesNotHoldUpTheEnd)
{
    ScriptedServer server;
    server.play({"G: never"});
    server.start();
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(true);
    EXPECT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == sync::Connectivity::State::Connecting; }));
    const auto since = std::chrono::steady_clock::now();
    rig.close();
    EXPECT_LT(std::chrono::steady_clock::now() - since, std::chrono::seconds{kSlower});
    server.open("never");
}

TEST(SyncTrouble, ARefusedConnectionIsOfflineAndNamed)
{
    std::uint16_t port = 0;
    {
        const ModelImapServer gone;
        port = gone.port();
    }
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", port);
    rig.startAll(false);
    const auto summary = rig.syncNow(account);
    ASSERT_FALSE(summary.ok());
    EXPECT_EQ(summary.error().kind, ErrorKind::ConnectionRefused);
    EXPECT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == sync::Connectivity::State::Offline; }));
}

TEST(SyncTrouble, AWrongPasswordIsNotTriedAgainByItself)
{
    ScriptedServer server;
    // Each lane asks once, whichever comes first.
    server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN ...", "S: $T NO [AUTHENTICATIONFAILED] no", "E", "N",
                 "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN ...", "S: $T NO [AUTHENTICATIONFAILED] no", "E"});
    server.start();
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(true);
    EXPECT_TRUE(rig.waitFor([&] { return rig.connectivity(account).state == sync::Connectivity::State::NeedsPassword; })) << rig.traced();
    const auto summary = rig.syncNow(account);
    EXPECT_FALSE(summary.ok());
    rig.close();
}

TEST(SyncTrouble, AFullDiskIsToldOnceAndNotTakenForSuccess)
{
    ModelImapServer server;
    server.deliver("INBOX", "one");
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    ASSERT_TRUE(rig.syncNow(account).ok());
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{1, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
    server.deliver("INBOX", "two");
    for (int i = 0; i < 2; ++i) {
        const auto summary = rig.syncNow(account);
        ASSERT_FALSE(summary.ok());
        EXPECT_EQ(summary.error().kind, ErrorKind::DiskFull) << summary.error().toString();
    }
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ASSERT_EQ(rig.notices().size(), 1U);
    EXPECT_EQ(rig.notices()[0].kind, sync::SyncNotice::Kind::StorageProblem);
    ASSERT_TRUE(rig.syncNow(account).ok());
    EXPECT_EQ(rig.shown(account, "INBOX"), (Texts{"one", "two"}));
}

TEST(SyncTrouble, JobsRunOnAConnectionAndTellTheirEnd)
{
    ModelImapServer server;
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    std::promise<Result<void>> promise;
    rig.sync(account).submitJob([](imap::ImapSession &session) -> Result<void> { return session.noop(); },
                                [&](Result<void> done) { promise.set_value(std::move(done)); });
    const auto done = promise.get_future().get();
    EXPECT_TRUE(done.ok()) << done.error().toString();
    EXPECT_GE(server.count("NOOP"), 1) << "one more where the connection was there already";
}

TEST(SyncTrouble, WhatIsLeftAtTheEndIsCancelled)
{
    ScriptedServer server;
    server.play({"G: never"});
    server.start();
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    std::vector<ErrorKind> kinds;
    std::mutex mutex;
    const auto note = [&](const Result<void> &done) {
        const std::lock_guard lock(mutex);
        kinds.push_back(done ? ErrorKind::Internal : done.error().kind);
    };
    rig.sync(account).submitJob([](imap::ImapSession &) -> Result<void> { return {}; }, note);
    rig.sync(account).fetchBody(PlacementId{1}, note);
    rig.sync(account).syncNow({}, [&](const Result<sync::SyncSummary> &done) { note(done ? Result<void>() : Result<void>(done.error())); });
    rig.close();
    server.open("never");
    EXPECT_EQ(kinds.size(), 3U);
    for (const ErrorKind kind : kinds)
        EXPECT_EQ(kind, ErrorKind::Cancelled);
}

TEST(SyncTrouble, AConnectionLostOverSnippetsDoesNotLoseTheJobsBehind)
{
    ModelImapServer server;
    server.deliver("INBOX", "one");
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    ASSERT_TRUE(rig.syncNow(account).ok());
    server.failAt(1, ModelFault::LostBefore, "UID FETCH");
    rig.sync(account).fetchSnippets({rig.placement(account, "INBOX", "one")});
    EXPECT_TRUE(rig.waitFor([&] { return server.hasFailed(); })) << rig.traced();
    std::promise<Result<void>> promise;
    rig.sync(account).submitJob([](imap::ImapSession &session) { return session.noop(); }, [&](Result<void> done) { promise.set_value(std::move(done)); });
    const auto done = promise.get_future().get();
    EXPECT_TRUE(done.ok()) << done.error().toString();
    rig.sync(account).fetchSnippets({rig.placement(account, "INBOX", "one")});
    EXPECT_TRUE(rig.waitFor([&] { return !rig.rows(rig.mailbox(account, "INBOX")).at(0).snippet.isEmpty(); })) << rig.traced();
}

TEST(SyncTrouble, ReplaysWhatWasQueuedWithoutAConnection)
{
    ModelImapServer server;
    for (const char *name : {"one", "two", "three"})
        server.deliver("INBOX", name);
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount("a@b.test", server.port());
    rig.startAll(false);
    ASSERT_TRUE(rig.syncNow(account).ok());
    server.setDown(true);
    rig.flag({rig.placement(account, "INBOX", "one")}, store::FlagFlagged);
    rig.move({rig.placement(account, "INBOX", "two")}, rig.mailbox(account, "Trash"));
    EXPECT_FALSE(rig.syncNow(account).ok());
    EXPECT_EQ(rig.operations(), 2U);
    EXPECT_EQ(rig.shown(account, "Trash"), Texts{"two"});
    rig.close();
    rig.open();
    EXPECT_EQ(rig.shown(account, "Trash"), Texts{"two"});
    server.setDown(false);
    rig.startAll(false);
    const auto summary = rig.syncNow(account);
    ASSERT_TRUE(summary.ok()) << summary.error().toString();
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_EQ(server.names("Trash"), Texts{"two"});
    EXPECT_EQ(server.content("INBOX"), (Texts{"one \\Flagged", "three"}));
}

} // namespace
} // namespace tern::test
