// SPDX-License-Identifier: GPL-3.0-or-later
// The same changes seen through a real Dovecot that can less and less.
#include "tests/support/TestServers.h"
#include "tests/support/sync/SyncRig.h"

#include "core/crypto/TrustStore.h"
#include "core/net/imap/ImapSession.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using namespace imap;
using Texts = std::vector<std::string>;

struct Lack {
    const char *name;
    const char *capability;     ///< for TestServersOptions
};
const Lack kLacks[] = {{"Nothing", ""},
                       {"Notify", "-NOTIFY"},
                       {"ListStatus", "-LIST-STATUS -NOTIFY -PREVIEW"},
                       {"QResync", "-QRESYNC -NOTIFY -LITERAL+"},
                       {"Condstore", "-QRESYNC -CONDSTORE -NOTIFY -MOVE -SPECIAL-USE"},
                       {"NearlyAll", "IMAP4rev1 SASL-IR UNSELECT"}};

/// One server without something, and an account on it.
class DovecotLacks : public ::testing::TestWithParam<Lack> {
protected:
    DovecotLacks() : servers({.capability = GetParam().capability})
    {
        rig.open();
        const auto &receiver = servers.receiver();
        setting("network/compression", "always");
        account = rig.addAccount(receiver.email, servers.imap.plain, receiver.password);
        connectOther();
    }
    ~DovecotLacks() override
    {
        rig.close();
        if (HasFailure())
            ADD_FAILURE() << rig.traced().substr(0, 20'000);
    }

    void setting(const char *key, const char *value)
    {
        const auto set = rig.store().writeAndWait([&](store::StoreWriter &writer) { return writer.setSetting(QString::fromLatin1(key), QString::fromLatin1(value)); });
        EXPECT_TRUE(set.ok());
    }
    /// Another client on the same mailbox.
    void connectOther()
    {
        ImapConnectOptions options;
        options.endpoint = {"127.0.0.1", servers.imap.plain, Security::Plain};
        options.user = servers.receiver().user;
        options.secret = crypto::Secret(servers.receiver().password);
        auto session = ImapSession::connect(options, {});
        ASSERT_TRUE(session.ok()) << session.error().toString();
        other = *std::move(session);
    }
    Uid deliver(const std::string &mailbox, const std::string &subject)
    {
        const std::string text = "From: a@b.test\r\nTo: c@d.test\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@b.test>\r\nDate: Tue, 14 Nov 2023 22:00:00 +0000\r\n\r\nHello "
            + subject + "\r\n";
        MemorySource source(text);
        auto appended = other->append({mailbox, {}, 1'700'000'000'000, text.size()}, source);
        EXPECT_TRUE(appended.ok()) << appended.error().toString();
        return appended ? appended->uid.value_or(Uid{}) : Uid{};
    }
    void sync()
    {
        const auto summary = rig.syncNow(account);
        ASSERT_TRUE(summary.ok()) << summary.error().toString();
        last = *summary;
    }
    [[nodiscard]] Texts shown(const std::string &mailbox) { return rig.shown(account, mailbox); }
    [[nodiscard]] static std::string folder(int i) { return "F" + std::to_string(100 + i); }

    TestServers servers;
    SyncRig rig;
    AccountId account;
    std::unique_ptr<ImapSession> other;
    sync::SyncSummary last;
};
INSTANTIATE_TEST_SUITE_P(Every, DovecotLacks, ::testing::ValuesIn(kLacks), [](const auto &lacks) { return std::string(lacks.param.name); });

TEST_P(DovecotLacks, ChangesInManyFoldersAreSeen)
{
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(other->create(folder(i)).ok());
        deliver(folder(i), "first");
        deliver(folder(i), "second");
    }
    rig.startAll(false);
    sync();
    EXPECT_EQ(shown(folder(19)), (Texts{"first", "second"}));
    EXPECT_EQ(last.wireReceived < last.bytesReceived, std::string(GetParam().name) != "NearlyAll") << "compressed where it can be";

    for (int i = 0; i < 20; ++i) {
        const auto selected = other->select(folder(i));
        ASSERT_TRUE(selected.ok());
        const auto uids = other->uidsOf(UidSet::all());
        ASSERT_TRUE(uids.ok());
        const std::vector<Uid> all = uids->uids();
        ASSERT_TRUE(other->store({all[0]}, StoreAction::Add, {kSeen | kFlagged, {}}).ok());
        ASSERT_TRUE(other->store({all[1]}, StoreAction::Add, {kDeleted, {}}).ok());
        ASSERT_TRUE(other->expungeAll().ok());
        deliver(folder(i), "third");
    }
    sync();
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(shown(folder(i)), (Texts{"first seen flagged", "third"})) << folder(i);

    ASSERT_TRUE(other->unselect().ok());
    ASSERT_TRUE(other->rename(folder(3), "Renamed").ok());
    ASSERT_TRUE(other->remove(folder(4)).ok());
    sync();
    EXPECT_EQ(shown("Renamed"), (Texts{"first seen flagged", "third"}));
    EXPECT_FALSE(rig.mailbox(account, folder(4)).isValid());
}

TEST_P(DovecotLacks, SnippetsComeEitherWay)
{
    deliver("INBOX", "one");
    deliver("INBOX", "two");
    rig.startAll(false);
    sync();
    rig.sync(account).fetchSnippets({rig.placement(account, "INBOX", "one"), rig.placement(account, "INBOX", "two")});
    EXPECT_TRUE(rig.waitFor([&] {
        return rig.reader().row(rig.placement(account, "INBOX", "one")).value()->snippet == QStringLiteral("Hello one")
            && rig.reader().row(rig.placement(account, "INBOX", "two")).value()->snippet == QStringLiteral("Hello two");
    }));
}

TEST_P(DovecotLacks, MailElsewhereShowsAtOnceWithNotify)
{
    if (std::string(GetParam().name) != "Nothing")
        GTEST_SKIP() << "only NOTIFY tells";
    ASSERT_TRUE(other->create("Work").ok());
    deliver("INBOX", "one");
    rig.startAll(true);
    ASSERT_TRUE(rig.waitFor([&] { return rig.mailbox(account, "INBOX").isValid() && shown("INBOX") == Texts{"one"} && rig.mailbox(account, "Work").isValid(); }));
    rig.sync(account).setFocus(rig.mailbox(account, "Work"));
    ASSERT_TRUE(rig.waitFor([&] { return rig.traced().find("SELECT \"Work\"") != std::string::npos && rig.lane(account, sync::LaneKind::Foreground).state == sync::LaneStatus::State::Watching; }));
    const auto since = std::chrono::steady_clock::now();
    deliver("INBOX", "two");
    EXPECT_TRUE(rig.waitFor([&] { return shown("INBOX") == Texts{"one", "two"}; })) << "INBOX is not selected";
    RecordProperty("ms", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since).count()));
    deliver("Work", "here");
    EXPECT_TRUE(rig.waitFor([&] { return shown("Work") == Texts{"here"}; })) << "nor does the selected one fall silent";
    ASSERT_TRUE(other->create("Fresh").ok());
    EXPECT_TRUE(rig.waitFor([&] { return rig.mailbox(account, "Fresh").isValid(); }));
}

TEST(DovecotQuota, IsReadAndShown)
{
    TestServers servers({.more = {"--quota", "receiver@qq.test=100k"}});
    SyncRig rig;
    rig.open();
    const AccountId account = rig.addAccount(servers.receiver().email, servers.imap.plain, servers.receiver().password);
    rig.startAll(false);
    ASSERT_TRUE(rig.syncNow(account).ok());
    const auto quota = rig.connectivity(account).quota;
    ASSERT_TRUE(quota.has_value());
    EXPECT_EQ(quota->limit, 100 * 1024);
    rig.close();
}

} // namespace
} // namespace tern::test
