// SPDX-License-Identifier: GPL-3.0-or-later
// The model server itself: what the other tests lean on.
#include "core/crypto/TrustStore.h"
#include "core/net/imap/ImapSession.h"
#include "tests/support/model/ModelImapServer.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using namespace imap;

class ModelServer : public ::testing::Test {
protected:
    std::unique_ptr<ImapSession> connect(const char *capabilities = ModelImapServer::kModern)
    {
        server = std::make_unique<ModelImapServer>(ModelImapServer::Options{capabilities});
        options.endpoint = {"127.0.0.1", server->port(), Security::Plain};
        options.user = "u";
        options.secret = crypto::Secret("p");
        context.trust = &trust;
        auto session = ImapSession::connect(options, context);
        EXPECT_TRUE(session.ok()) << session.error().toString();
        return session ? *std::move(session) : nullptr;
    }

    struct Listing final : ListingSink {
        std::vector<ListedMessage> messages;
        void message(ListedMessage &message) override { messages.push_back(std::move(message)); }
    };

    std::unique_ptr<ModelImapServer> server;
    crypto::TrustStore trust{false};
    NetContext context;
    ImapConnectOptions options;
};

TEST_F(ModelServer, ListsAndFetches)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr);
    EXPECT_TRUE(session->hasQResync());
    server->deliver("INBOX", "one", {"\\Seen"});
    server->deliver("INBOX", "two");
    const auto list = session->list();
    ASSERT_TRUE(list.ok());
    EXPECT_EQ(list->size(), 4U);
    const auto selected = session->select("INBOX");
    ASSERT_TRUE(selected.ok());
    EXPECT_EQ(selected->exists, 2U);
    EXPECT_EQ(selected->uidNext, Uid{3});
    EXPECT_EQ(selected->highestModSeq.value, 3U);
    Listing listing;
    ASSERT_TRUE(session->fetchListingBySeq(1, 2, listing).ok());
    ASSERT_EQ(listing.messages.size(), 2U);
    EXPECT_NE(listing.messages[0].headerBlock.find("Subject: one\r\n"), std::string::npos);
    EXPECT_EQ(listing.messages[0].flags.bits, kSeen);
    EXPECT_EQ(listing.messages[1].body.parts.size(), 1U);
    const auto body = session->fetchBody(Uid{2});
    ASSERT_TRUE(body.ok());
    EXPECT_EQ(body->toStdString(), modelMessage("two"));
    const auto part = session->fetchSections(UidSet{Uid{1}, Uid{2}}, "1", PartialRange{0, 3});
    ASSERT_TRUE(part.ok());
    EXPECT_EQ(part->at(0).second, QByteArray("Hel"));
}

TEST_F(ModelServer, ResyncsAndMoves)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr);
    for (const char *name : {"one", "two", "three"})
        server->deliver("INBOX", name);
    ASSERT_TRUE(session->select("INBOX").ok());
    const auto moved = session->move(UidSet{Uid{1}, Uid{3}}, "Archive");
    ASSERT_TRUE(moved.ok()) << moved.error().toString();
    ASSERT_TRUE(moved->has_value());
    EXPECT_EQ((*moved)->pairs[1], std::pair(Uid{3}, Uid{2}));
    EXPECT_EQ(server->names("INBOX"), std::vector<std::string>{"two"});
    EXPECT_EQ(session->takeEvents().vanished.toString(), "1,3");
    SelectOptions again;
    again.qresync = QResync{UidValidity{7}, ModSeq{4}, std::nullopt};
    const auto selected = session->select("INBOX", again);
    ASSERT_TRUE(selected.ok());
    EXPECT_TRUE(selected->qresynced);
    EXPECT_EQ(selected->vanished.toString(), "1,3");
}

TEST_F(ModelServer, BreaksWhereItIsTold)
{
    auto session = connect();
    ASSERT_NE(session, nullptr);
    server->deliver("INBOX", "one");
    server->failAt(2, ModelFault::LostAfter);
    ASSERT_TRUE(session->select("INBOX").ok());
    EXPECT_FALSE(session->store(UidSet{Uid{1}}, StoreAction::Add, {kSeen, {}}).ok());
    EXPECT_FALSE(session->isUsable());
    EXPECT_EQ(server->content("INBOX"), std::vector<std::string>{"one \\Seen"});
    EXPECT_TRUE(server->hasFailed());
    auto second = ImapSession::connect(options, context);
    ASSERT_TRUE(second.ok());
    server->failAt(2, ModelFault::LostBefore);
    ASSERT_TRUE((*second)->select("INBOX").ok());
    EXPECT_FALSE((*second)->store(UidSet{Uid{1}}, StoreAction::Remove, {kSeen, {}}).ok());
    EXPECT_EQ(server->content("INBOX"), std::vector<std::string>{"one \\Seen"});
}

TEST_F(ModelServer, TellsAnIdlingClient)
{
    const auto session = connect();
    ASSERT_NE(session, nullptr);
    ASSERT_TRUE(session->select("INBOX").ok());
    const WakeFd wake;
    std::thread other([this] { server->deliver("INBOX", "one"); });
    const auto ended = session->idle(wake, std::chrono::seconds{5}, [](const MailboxEvents &events) { return events.exists != 1U; });
    other.join();
    ASSERT_TRUE(ended.ok());
    EXPECT_EQ(*ended, IdleEnd::Satisfied);
}

} // namespace
} // namespace tern::test
