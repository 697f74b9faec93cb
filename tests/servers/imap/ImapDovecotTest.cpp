// SPDX-License-Identifier: GPL-3.0-or-later
// The session against a real Dovecot.
#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/MailboxName.h"
#include "tests/support/TestServers.h"

#include <gtest/gtest.h>
#include <thread>

namespace tern::test {
namespace {

using namespace imap;

TestServers *servers = nullptr;

class Servers final : public ::testing::Environment {
public:
    void SetUp() override { servers = new TestServers({.bulk = 300, .tlsCases = {"expired", "selfsigned", "wronghost"}, .more = {"--oauth"}}); }
    void TearDown() override { delete servers; }
};
const auto *const environment = ::testing::AddGlobalTestEnvironment(new Servers);

struct Listing final : ListingSink {
    std::vector<ListedMessage> messages;
    void message(ListedMessage &message) override { messages.push_back(std::move(message)); }
};

class Dovecot : public ::testing::Test {
protected:
    Dovecot()
    {
        EXPECT_TRUE(trust.addAuthorities(servers->caFile).ok());
        context.trust = &trust;
        context.trace = &trace;
        context.connectTimeout = std::chrono::seconds{10};
        context.replyTimeout = std::chrono::seconds{10};
        options.endpoint = {"localhost", servers->imap.tls, Security::Tls};
        options.user = servers->receiver().user;
        options.secret = crypto::Secret(servers->receiver().password);
    }

    std::unique_ptr<ImapSession> connect()
    {
        auto session = ImapSession::connect(options, context);
        if (!session) {
            error = session.error();
            return nullptr;
        }
        return *std::move(session);
    }

    /// Appends a small message and returns its UID.
    static Uid append(ImapSession &session, const std::string &mailbox, const std::string &subject, const Flags &flags = {})
    {
        const std::string text = "From: a@b.test\r\nTo: c@d.test\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@b.test>\r\n\r\nHello\r\n";
        MemorySource source(text);
        const auto appended = session.append({mailbox, flags, 1'700'000'000'000, text.size()}, source);
        EXPECT_TRUE(appended.ok()) << appended.error().toString();
        return appended->uid.value_or(Uid{});
    }

    crypto::TrustStore trust{false};
    TraceRing trace;
    NetContext context;
    ImapConnectOptions options;
    Error error;
};

TEST_F(Dovecot, EveryProtectionWorks)
{
    for (const auto &[port, security] : {std::pair(servers->imap.tls, Security::Tls), std::pair(servers->imap.starttls, Security::StartTls),
                                         std::pair(servers->imap.plain, Security::Plain)}) {
        options.endpoint.port = port;
        options.endpoint.security = security;
        const auto session = connect();
        ASSERT_NE(session, nullptr) << securityName(security) << ": " << error.toString();
        EXPECT_EQ(session->tlsDescription().empty(), security == Security::Plain);
        EXPECT_TRUE(session->hasQResync());
        EXPECT_FALSE(session->serverInfo().id.empty());
        EXPECT_TRUE(session->noop().ok());
        session->logout();
    }
    for (const TraceLine &line : trace.snapshot())
        EXPECT_EQ(line.text.find(std::string(options.secret.reveal())), std::string::npos);
}

TEST_F(Dovecot, SignsInByLoginToo)
{
    options.method = SignInMethod::Login;
    EXPECT_NE(connect(), nullptr) << error.toString();
}

TEST_F(Dovecot, SignsInByEveryMechanismAndKeepsEachSecret)
{
    for (const SignInMethod method : {SignInMethod::Plain, SignInMethod::CramMd5, SignInMethod::ScramSha1, SignInMethod::ScramSha256, SignInMethod::Bearer}) {
        const std::string right = method == SignInMethod::Bearer ? servers->receiver().user + ":access-1" : servers->receiver().password;
        options.method = method;
        options.secret = crypto::Secret(right);
        EXPECT_NE(connect(), nullptr) << static_cast<int>(method) << ": " << error.toString();
        options.secret = crypto::Secret("not the password");
        EXPECT_EQ(connect(), nullptr) << static_cast<int>(method);
        EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed) << static_cast<int>(method) << ": " << error.toString();
        for (const TraceLine &line : trace.snapshot()) {
            EXPECT_EQ(line.text.find(right), std::string::npos) << line.text;
            EXPECT_EQ(line.text.find("not the password"), std::string::npos) << line.text;
        }
    }
}

TEST_F(Dovecot, NamesAWrongPassword)
{
    options.secret = crypto::Secret("wrong");
    EXPECT_EQ(connect(), nullptr);
    EXPECT_EQ(error.kind, ErrorKind::AuthenticationFailed) << error.toString();
}

TEST_F(Dovecot, RefusesBadCertificates)
{
    for (const auto &[name, problem] : {std::pair("expired", "expired"), std::pair("selfsigned", "self_signed"), std::pair("wronghost", "wrong_host")}) {
        options.endpoint.port = servers->tlsCases.at(name).imap;
        EXPECT_EQ(connect(), nullptr) << name;
        EXPECT_EQ(error.kind, ErrorKind::CertificateInvalid) << error.toString();
        EXPECT_NE(error.detail.find(problem), std::string::npos) << error.detail;
    }
}

TEST_F(Dovecot, MailboxesComeAndGo)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr) << error.toString();
    const std::string name = encodeMailboxName(QStringLiteral("项目 & \"引号\""));
    ASSERT_TRUE(session->create(name).ok());
    ASSERT_TRUE(session->subscribe(name).ok());
    auto list = session->list();
    ASSERT_TRUE(list.ok()) << list.error().toString();
    const auto find = [&list](const std::string &wanted) {
        return std::find_if(list->begin(), list->end(), [&](const ListEntry &entry) { return entry.wireName == wanted; });
    };
    ASSERT_NE(find(name), list->end());
    EXPECT_TRUE(find(name)->subscribed);
    ASSERT_NE(find("INBOX"), list->end());
    ASSERT_TRUE(find("INBOX")->status.has_value());
    EXPECT_EQ(find("INBOX")->role, MailboxRole::Inbox);
    EXPECT_EQ(find("Bulk")->status->messages, 300U);
    const std::string renamed = name + "2";
    ASSERT_TRUE(session->rename(name, renamed).ok());
    const auto gone = session->select(name);
    EXPECT_EQ(gone.error().kind, ErrorKind::MailboxMissing) << gone.error().toString();
    EXPECT_EQ(session->create(renamed).error().kind, ErrorKind::ServerRefused);
    ASSERT_TRUE(session->unsubscribe(name).ok());
    ASSERT_TRUE(session->remove(renamed).ok());
    EXPECT_TRUE(session->namespaces().has_value());
}

TEST_F(Dovecot, ListsAndFetches)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr) << error.toString();
    const auto selected = session->select("Bulk");
    ASSERT_TRUE(selected.ok()) << selected.error().toString();
    ASSERT_EQ(selected->exists, 300U);
    EXPECT_GT(selected->highestModSeq.value, 0U);
    Listing listing;
    ASSERT_TRUE(session->fetchListingBySeq(201, 300, listing).ok());
    ASSERT_TRUE(session->fetchListing(UidSet::range(Uid{1}, Uid{listing.messages.front().uid.value - 1}), listing).ok());
    ASSERT_EQ(listing.messages.size(), 300U);
    for (const ListedMessage &message : listing.messages) {
        EXPECT_GT(message.size, 0U);
        EXPECT_GT(message.internalDate, 0);
        EXPECT_GT(message.modSeq.value, 0U);
        EXPECT_FALSE(message.body.parts.empty());
        EXPECT_NE(message.headerBlock.find("Message-"), std::string::npos);
    }
    const auto uids = session->uidsOf(UidSet::all());
    ASSERT_TRUE(uids.ok());
    EXPECT_EQ(uids->count(), 300U);
    const ListedMessage &first = listing.messages.front();
    const auto body = session->fetchBody(first.uid);
    ASSERT_TRUE(body.ok());
    EXPECT_EQ(static_cast<std::uint64_t>(body->size()), first.size);
    const auto snippet = session->fetchSection(first.uid, first.body.parts.at(first.body.firstText.value_or(0)).section, PartialRange{0, 20});
    ASSERT_TRUE(snippet.ok()) << snippet.error().toString();
    EXPECT_LE(snippet->size(), 20);
    EXPECT_EQ(session->fetchBody(Uid{4'000'000'000}).error().kind, ErrorKind::MessageMissing);
    EXPECT_TRUE(session->unselect().ok());
}

TEST_F(Dovecot, ChangesMessagesAndResyncs)
{
    const auto session = connect();
    const auto other = connect();
    ASSERT_TRUE(session && other) << error.toString();
    ASSERT_TRUE(session->create("Work").ok());
    ASSERT_TRUE(session->create("Done").ok());
    std::vector<Uid> uids;
    for (int i = 0; i < 5; ++i)
        uids.push_back(append(*session, "Work", "m" + std::to_string(i), {i == 0 ? kSeen : 0U, {}}));
    const auto before = session->select("Work");
    ASSERT_TRUE(before.ok());
    ASSERT_EQ(before->exists, 5U);
    ASSERT_TRUE(session->uidsOf(UidSet::all()).ok());
    ASSERT_TRUE(other->select("Work").ok());

    const auto stored = session->store({uids[1]}, StoreAction::Add, {kFlagged, {"$Work"}});
    ASSERT_TRUE(stored.ok()) << stored.error().toString();
    const auto moved = session->move({uids[2], uids[3]}, "Done");
    ASSERT_TRUE(moved.ok()) << moved.error().toString();
    ASSERT_TRUE(moved->has_value());
    EXPECT_EQ((*moved)->pairs.size(), 2U);
    EXPECT_EQ(session->takeEvents().vanished, (UidSet{uids[2], uids[3]}));
    ASSERT_TRUE(session->store({uids[4]}, StoreAction::Add, {kDeleted, {}}).ok());
    ASSERT_TRUE(session->expungeUids({uids[4]}).ok());
    const auto copied = session->copy({uids[0]}, "Done");
    ASSERT_TRUE(copied.ok() && copied->has_value());
    EXPECT_EQ(session->copy({uids[0]}, "Nowhere").error().kind, ErrorKind::MailboxMissing);

    // Another session learns the difference from where it was.
    SelectOptions resync;
    resync.qresync = QResync{before->uidValidity, before->highestModSeq, UidSet::of(uids)};
    const auto after = other->select("Work", resync);
    ASSERT_TRUE(after.ok()) << after.error().toString();
    EXPECT_TRUE(after->qresynced);
    EXPECT_EQ(after->exists, 2U);
    EXPECT_EQ(after->vanished, (UidSet{uids[2], uids[3], uids[4]}));
    ASSERT_EQ(after->changed.size(), 1U);
    EXPECT_EQ(after->changed[0].uid, uids[1]);
    EXPECT_EQ(after->changed[0].flags.bits & kFlagged, kFlagged);
    EXPECT_EQ(after->changed[0].flags.keywords, std::vector<std::string>{"$Work"});
    const auto changed = other->fetchFlags(UidSet::all(), before->highestModSeq);
    ASSERT_TRUE(changed.ok());
    EXPECT_EQ(changed->size(), 1U);
    ASSERT_TRUE(session->unselect().ok());
    ASSERT_TRUE(session->remove("Done").ok());
    ASSERT_TRUE(session->remove("Work").ok());
}

TEST_F(Dovecot, IdleHearsOfNewMail)
{
    const auto watcher = connect();
    const auto writer = connect();
    ASSERT_TRUE(watcher && writer) << error.toString();
    const auto selected = watcher->select("INBOX");
    ASSERT_TRUE(selected.ok());
    std::thread delivery([&] { append(*writer, "INBOX", "news"); });
    const WakeFd never;
    const auto end = watcher->idle(never, std::chrono::seconds{10}, [&](const MailboxEvents &events) { return !events.exists; });
    delivery.join();
    ASSERT_TRUE(end.ok()) << end.error().toString();
    EXPECT_EQ(*end, IdleEnd::Satisfied);
    EXPECT_EQ(watcher->exists(), selected->exists + 1);
}

TEST_F(Dovecot, CompressesOverEveryProtection)
{
    options.compression = CompressionRule::Always;
    for (const auto &[port, security] : {std::pair(servers->imap.tls, Security::Tls), std::pair(servers->imap.plain, Security::Plain)}) {
        options.endpoint.port = port;
        options.endpoint.security = security;
        const auto session = connect();
        ASSERT_NE(session, nullptr) << error.toString();
        ASSERT_TRUE(session->isCompressed());
        EXPECT_EQ(session->tlsDescription().empty(), security == Security::Plain);
        ASSERT_TRUE(session->select("Bulk").ok());
        Listing listing;
        ASSERT_TRUE(session->fetchListingBySeq(1, 300, listing).ok());
        EXPECT_EQ(listing.messages.size(), 300U);
        EXPECT_LT(session->wireBytesRead() * 2, session->bytesRead());
        EXPECT_LT(session->wireBytesWritten(), session->bytesWritten());
        // What is sent goes through it as well, and what was stored is what was sent.
        const Uid uid = append(*session, "INBOX", "compressed");
        ASSERT_TRUE(session->select("INBOX").ok());
        EXPECT_NE(session->fetchBody(uid)->indexOf("compressed@b.test"), -1);
        ASSERT_TRUE(session->store({uid}, StoreAction::Add, {kDeleted, {}}).ok());
        ASSERT_TRUE(session->expungeUids({uid}).ok());
        WakeFd wake;
        wake.signal();
        const auto idled = session->idle(wake, std::chrono::seconds{10}, [](const MailboxEvents &) { return true; });
        ASSERT_TRUE(idled.ok()) << idled.error().toString();
        EXPECT_EQ(*idled, IdleEnd::Woken);
        session->logout();
        EXPECT_LT(session->wireBytesRead() * 2, session->bytesRead()) << "the sums outlive the connection";
    }
}

TEST_F(Dovecot, ABrokenConnectionIsAnError)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr) << error.toString();
    servers->killConnections();
    EXPECT_FALSE(session->noop().ok());
    EXPECT_FALSE(session->isUsable());
    EXPECT_NE(connect(), nullptr) << error.toString();
}

} // namespace
} // namespace tern::test
