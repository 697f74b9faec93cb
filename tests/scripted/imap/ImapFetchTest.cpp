// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scripted/imap/ImapScript.h"

namespace tern::test {
namespace {

using namespace imap;

struct Listing final : ListingSink {
    std::vector<ListedMessage> messages;
    void message(ListedMessage &message) override { messages.push_back(message); }
};

struct Bodies final : BodySink {
    std::vector<std::pair<Uid, std::string>> bodies;
    std::size_t ended = 0;
    void begin(Uid uid, std::uint64_t) override { bodies.emplace_back(uid, std::string()); }
    Result<void> data(std::string_view bytes) override
    {
        bodies.back().second += bytes;
        return {};
    }
    void end() override { ++ended; }
};

class ImapFetch : public ImapScript {
protected:
    void selectInbox(const std::string &exists)
    {
        server.play({"C: $T SELECT \"INBOX\"", "S: * " + exists + " EXISTS", "S: * OK [UIDVALIDITY 7] ok", "S: $T OK"});
    }
};
INSTANTIATE_TEST_SUITE_P(Every, ImapFetch, everyPiece(), piecesName);

TEST_P(ImapFetch, ListsMessages)
{
    signIn();
    selectInbox("2");
    server.play({"C: $T UID FETCH 5:9 (UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT "
                 "MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID LIST-POST LIST-UNSUBSCRIBE LIST-UNSUBSCRIBE-POST CONTENT-TYPE IMPORTANCE X-PRIORITY "
                 "AUTO-SUBMITTED DISPOSITION-NOTIFICATION-TO AUTHENTICATION-RESULTS)])",
                 "R: * 2 FETCH (UID 9 FLAGS (\\\\Seen $Work) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4711 BODYSTRUCTURE ((\"text\" \"plain\" "
                 "(\"charset\" \"gb2312\") NIL NIL \"base64\" 40 1 NIL NIL NIL NIL)(\"application\" \"pdf\" NIL NIL NIL \"BASE64\" 900 NIL (\"attachment\" "
                 "(\"filename\" {8}\\r\\na\\\\\"b.pdf)) NIL NIL) \"mixed\" (\"boundary\" \"x\") NIL NIL NIL) BODY[HEADER.FIELDS (DATE)] {16}\\r\\nSubject: "
                 "two\\r\\n\\r\\n)\\r\\n",
                 "S: * 1 FETCH (FLAGS ())", "R: * 1 FETCH (BODY[HEADER.FIELDS (DATE)] \"\" UID 5)\\r\\n", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    Listing listing;
    const auto listed = session->fetchListing(UidSet::range(Uid{5}, Uid{9}), listing);
    ASSERT_TRUE(listed.ok()) << listed.error().toString();
    ASSERT_EQ(listing.messages.size(), 2U);
    const ListedMessage &message = listing.messages[0];
    EXPECT_EQ(message.uid, Uid{9});
    EXPECT_EQ(message.seq, 2U);
    EXPECT_EQ(message.flags, (Flags{kSeen, {"$Work"}}));
    EXPECT_EQ(message.internalDate, 837596665000);
    EXPECT_EQ(message.size, 4711U);
    EXPECT_EQ(message.headerBlock, "Subject: two\r\n");
    ASSERT_EQ(message.body.parts.size(), 2U);
    EXPECT_EQ(message.body.parts[0].charset, "gb2312");
    EXPECT_EQ(message.body.firstText, 0U);
    EXPECT_TRUE(message.body.hasAttachment);
    EXPECT_EQ(message.body.parts[1].section, "2");
    EXPECT_EQ(message.body.parts[1].fileName->value, "a\\\"b.pdf");
    EXPECT_NE(message.bodyStructure.find("\"a\\\\\\\"b.pdf\""), std::string::npos) << message.bodyStructure;
    EXPECT_EQ(listing.messages[1].uid, Uid{5});
    // The flags that came unasked are an event.
    const MailboxEvents events = session->takeEvents();
    ASSERT_EQ(events.flags.size(), 1U);
    EXPECT_EQ(events.flags[0].seq, 1U);
    finish();
}

TEST_P(ImapFetch, KeepsTheHeaderBehindADamagedStructure)
{
    signIn();
    selectInbox("1");
    server.play({"C: $T FETCH 1:1 ...",
                 "R: * 1 FETCH (UID 5 FLAGS () BODYSTRUCTURE (\"text\" \"plain\" (\"name\" \"un\"escaped\") NIL NIL \"7bit\" 1 1) BODY[HEADER.FIELDS (DATE)] "
                 "{11}\\r\\nTo: a@b\\r\\n\\r\\n)\\r\\n",
                 "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    Listing listing;
    ASSERT_TRUE(session->fetchListingBySeq(1, 1, listing).ok());
    ASSERT_EQ(listing.messages.size(), 1U);
    EXPECT_EQ(listing.messages[0].headerBlock, "To: a@b\r\n");
    finish();
}

TEST_P(ImapFetch, FetchesFlagsAndUids)
{
    signIn("IMAP4rev1 CONDSTORE");
    server.play({"C: $T SELECT \"INBOX\" (CONDSTORE)", "S: * 3 EXISTS", "S: * OK [HIGHESTMODSEQ 90] ok", "S: $T OK",
                 "C: $T UID FETCH 1:4294967295 (UID FLAGS MODSEQ) (CHANGEDSINCE 50)", "S: * 2 FETCH (UID 6 FLAGS (\\Answered) MODSEQ (51))", "S: $T OK",
                 "C: $T UID FETCH 7:8 (UID)", "S: * 3 FETCH (UID 9)", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    const auto flags = session->fetchFlags(UidSet::all(), ModSeq{50});
    ASSERT_TRUE(flags.ok());
    ASSERT_EQ(flags->size(), 1U);
    EXPECT_EQ((*flags)[0].modSeq.value, 51U);
    EXPECT_EQ((*flags)[0].flags.bits, kAnswered);
    const auto uids = session->uidsOf(UidSet::range(Uid{7}, Uid{8}));
    ASSERT_TRUE(uids.ok());
    EXPECT_TRUE(uids->isEmpty());
    finish();
}

TEST_P(ImapFetch, FetchesBodies)
{
    signIn();
    selectInbox("3");
    server.play({"C: $T UID FETCH 5 (UID BODY.PEEK[])", "R: * 1 FETCH (UID 5 BODY[] {5}\\r\\nab\\r\\nc)\\r\\n", "S: $T OK",
                 "C: $T UID FETCH 6 (UID BODY.PEEK[])", "S: $T OK none", "C: $T UID FETCH 7 (UID BODY.PEEK[1.2]<0.3>)",
                 "S: * 2 FETCH (BODY[1.2]<0> \"abc\" UID 7)", "S: $T OK", "C: $T UID FETCH 5,7 (UID BODY.PEEK[])",
                 "R: * 2 FETCH (BODY[] {2}\\r\\nhi UID 7)\\r\\n", "R: * 1 FETCH (UID 5 BODY[] {3}\\r\\nyou)\\r\\n", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    const auto body = session->fetchBody(Uid{5});
    ASSERT_TRUE(body.ok()) << body.error().toString();
    EXPECT_EQ(*body, QByteArray("ab\r\nc"));
    EXPECT_EQ(session->fetchBody(Uid{6}).error().kind, ErrorKind::MessageMissing);
    const auto section = session->fetchSection(Uid{7}, "1.2", PartialRange{0, 3});
    ASSERT_TRUE(section.ok());
    EXPECT_EQ(*section, QByteArray("abc"));
    Bodies bodies;
    ASSERT_TRUE(session->fetchBodies(UidSet{Uid{5}, Uid{7}}, bodies).ok());
    ASSERT_EQ(bodies.bodies.size(), 2U);
    EXPECT_EQ(bodies.bodies[0], std::pair(Uid{7}, std::string("hi")));
    EXPECT_EQ(bodies.bodies[1], std::pair(Uid{5}, std::string("you")));
    EXPECT_EQ(bodies.ended, 2U);
    finish();
}

TEST_P(ImapFetch, AsksForBodiesAheadOfTheAnswers)
{
    signIn();
    selectInbox("4");
    // The server says nothing before it has two commands, and answers one of the second's within the first.
    server.play({"C: T2 UID FETCH 8:9 (UID BODY.PEEK[])", "C: T3 UID FETCH 6:7 (UID BODY.PEEK[])", "R: * 4 FETCH (UID 9 BODY[] {4}\\r\\nnine)\\r\\n",
                 "R: * 1 FETCH (UID 6 BODY[] {3}\\r\\nsix)\\r\\n", "R: * 9 FETCH (UID 77 BODY[] {6}\\r\\nnobody)\\r\\n",
                 "R: * 3 FETCH (UID 8 BODY[] {5}\\r\\neight)\\r\\n", "S: T2 OK", "C: T4 UID FETCH 5 (UID BODY.PEEK[])",
                 "R: * 2 FETCH (UID 7 BODY[] {5}\\r\\nseven)\\r\\n", "S: T3 NO later", "S: T4 OK", "C: T5 NOOP", "S: T5 OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    std::vector<UidSet> pieces{UidSet{Uid{5}}, UidSet{Uid{6}, Uid{7}}, UidSet{Uid{8}, Uid{9}}};
    const auto next = [&] {
        UidSet piece;
        if (!pieces.empty()) {
            piece = pieces.back();
            pieces.pop_back();
        }
        return piece;
    };
    Bodies bodies;
    const auto fetched = session->fetchBodies(next, 2, bodies);
    ASSERT_FALSE(fetched.ok()) << "the refusal is told, at the end";
    EXPECT_EQ(fetched.error().kind, ErrorKind::ServerRefused);
    std::string got;
    for (const auto &[uid, text] : bodies.bodies)
        got += std::to_string(uid.value) + text + " ";
    EXPECT_EQ(got, "9nine 6six 8eight 7seven ");
    EXPECT_TRUE(session->noop().ok()) << "what was asked for was read to its end";
    finish();
}

TEST_P(ImapFetch, StreamsABigBody)
{
    if (GetParam() == Pieces::One)
        GTEST_SKIP() << "a megabyte, byte by byte, says nothing more";
    const std::string big(1'000'000, 'x');
    signIn();
    selectInbox("1");
    server.play({"C: $T UID FETCH 5 (UID BODY.PEEK[])", "R: * 1 FETCH (UID 5 BODY[] {1000000}\\r\\n" + big + ")\\r\\n", "S: $T OK",
                 "C: $T UID FETCH 5 (UID BODY.PEEK[])", "R: * 1 FETCH (BODY[] {1000000}\\r\\n" + big + " UID 5)\\r\\n", "S: $T OK",
                 "C: $T UID FETCH 5 (UID BODY.PEEK[])", "R: * 1 FETCH (UID 5 BODY[] {1000000}\\r\\n" + big + ")\\r\\n", "S: $T OK", "C: $T NOOP", "S: $T OK"});
    ASSERT_NE(connect(), nullptr) << error.toString();
    ASSERT_TRUE(session->select("INBOX").ok());
    for (int i = 0; i < 2; ++i) {
        const auto body = session->fetchBody(Uid{5});
        ASSERT_TRUE(body.ok()) << body.error().toString();
        EXPECT_EQ(body->size(), 1'000'000);
    }
    EXPECT_EQ(session->fetchBody(Uid{5}, 1000).error().kind, ErrorKind::MessageTooLarge);
    EXPECT_TRUE(session->noop().ok());
    EXPECT_LT(traced().size(), 20'000U);
    finish();
}

} // namespace
} // namespace tern::test
