// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says of a mailbox and the messages in it.
#include "tests/scripted/liar/LiarWorld.h"

namespace tern::test {
namespace {

using Tell = ModelImapServer::Liar;

constexpr const char *kCondstore = "IMAP4rev1 ID UNSELECT LITERAL+ IDLE UIDPLUS MOVE ENABLE CONDSTORE";

bool fetches(const ModelCommand &command)
{
    return command.name == "FETCH" || command.name == "UID FETCH";
}

bool selects(const ModelCommand &command)
{
    return command.name == "SELECT" || command.name == "EXAMINE";
}

/// The number behind `word` becomes `number`, wherever it stands.
Tell number(const std::string &word, const std::string &number)
{
    return [word, number](const ModelCommand &, std::string &reply) {
        for (std::size_t at = reply.find(word); at != std::string::npos; at = reply.find(word, at + word.size())) {
            const std::size_t begin = at + word.size();
            const std::size_t end = reply.find_first_not_of("0123456789", begin);
            if (end != begin)
                reply.replace(begin, end - begin, number);
        }
    };
}

Tell exists(const std::string &number)
{
    return [number](const ModelCommand &command, std::string &reply) {
        if (!selects(command))
            return;
        const auto end = reply.find(" EXISTS");
        const auto begin = reply.rfind(' ', end - 1) + 1;
        reply.replace(begin, end - begin, number);
    };
}

Tell onSelect(const std::string &lines)
{
    return [lines](const ModelCommand &command, std::string &reply) {
        if (selects(command))
            insertBeforeAnswer(command, reply, lines);
    };
}

Tell onFetch(const std::string &lines)
{
    return [lines](const ModelCommand &command, std::string &reply) {
        if (fetches(command))
            reply.insert(0, lines);
    };
}

Tell dropping(const std::string &word)
{
    return [word](const ModelCommand &, std::string &reply) { dropLines(reply, word); };
}

const std::string kForeignBody = "* 2 FETCH (UID 2 FLAGS (\\Deleted) BODY[] {21}\r\nSubject: not this\r\n\r\n)\r\n";

const Lie kLies[] = {
    {"ExistsLargest", exists("4294967295")},
    {"ExistsBeyondNumbers", exists("99999999999999999999")},
    {"ExistsNothing", exists("0")},
    {"ExistsFewer", exists("3")},
    {"ExistsMore", exists("500")},
    {"UidNextLargest", number("UIDNEXT ", "4294967295")},
    {"UidNextOne", number("UIDNEXT ", "1")},
    {"UidNextZero", number("UIDNEXT ", "0")},
    {"UidNextMissing", dropping("[UIDNEXT ")},
    {"UidValidityMissing", dropping("[UIDVALIDITY ")},
    {"UidValidityZero", number("UIDVALIDITY ", "0"), LiarWorld::Held},
    {"UidValidityOther", number("UIDVALIDITY ", "8"), LiarWorld::Held},
    {"UidValidityToldAnew",
     [](const ModelCommand &command, std::string &reply) {
         if (!selects(command) && command.name.starts_with("UID "))
             reply.insert(0, "* OK [UIDVALIDITY 99] all new\r\n");
     }},
    {"ModSeqLargest", number("HIGHESTMODSEQ ", "18446744073709551615")},
    {"ModSeqLargestWithoutQresync", number("HIGHESTMODSEQ ", "9223372036854775807"), LiarWorld::Nothing, kCondstore},
    {"ModSeqOne", number("HIGHESTMODSEQ ", "1")},
    {"ModSeqNone", dropping("[HIGHESTMODSEQ ")},
    {"QresyncTellsNothing", dropping("(EARLIER)")},
    {"EarlierAll", onSelect("* VANISHED (EARLIER) 1:4294967295\r\n")},
    {"VanishedClipped", onSelect("* VANISHED (EARLIER) 1:*\r\n* VANISHED *\r\n")},
    {"FlagsOfUnknown", onSelect("* 77 FETCH (UID 777 FLAGS (\\Seen))\r\n* 1 FETCH (FLAGS (\\Deleted))\r\n* 0 FETCH (UID 0 FLAGS (\\Deleted))\r\n")},
    {"NoTagsKept",
     [](const ModelCommand &, std::string &reply) { replaceAll(reply, "\\Draft \\*)]", "\\Draft)]"); }},
    {"ReadOnly",
     [](const ModelCommand &, std::string &reply) { replaceAll(reply, "OK [READ-WRITE]", "OK [READ-ONLY]"); },
     LiarWorld::Held},
    {"FetchTellsNothing",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command))
             reply = command.tag + " OK nothing\r\n";
     }},
    {"FetchEmptyLists", onFetch("* 1 FETCH ()\r\n* 2 FETCH (UID)\r\n* 3 FETCH\r\n* FETCH (UID 3)\r\n")},
    {"FetchUidZero", onFetch("* 3 FETCH (UID 0 FLAGS (\\Deleted) BODY[] \"x\")\r\n")},
    {"FetchUidWrapped", onFetch("* 3 FETCH (UID 4294967299 FLAGS (\\Deleted))\r\n")},
    {"FetchOfOthers", onFetch("* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n* 4 FETCH (UID 9999 FLAGS ())\r\n")},
    {"BodiesOfOthers", onFetch(kForeignBody)},
    {"BodiesOfOthersNumbersTwisted",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command) && command.text.find("BODY.PEEK[]") != std::string::npos)
             reply.insert(0, "* 1 FETCH (UID 900 BODY[] {5}\r\nother)\r\n");
     }},
    {"UidsRepeat",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command)) {
             const auto answer = reply.rfind(command.tag + " ");
             reply.insert(0, std::string(reply, 0, answer));
         }
     }},
    {"UidsAllTheSame",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "FETCH")
             replaceAll(reply, "(UID 2 ", "(UID 1 ");
     }},
    {"IgnoresTheSet",
     [](const ModelCommand &command, std::string &reply) {
         // Answers with everything, whatever was asked.
         if (command.name == "UID FETCH" && command.text.find("BODY.PEEK[HEADER") != std::string::npos)
             reply.insert(0, "* 2 FETCH (UID 2 FLAGS () INTERNALDATE \"14-Nov-2023 22:13:20 +0000\" RFC822.SIZE 9 BODY[HEADER.FIELDS (DATE)] \"Message-ID: <single@model.test>\")\r\n");
     }},
    {"BodyIsNil",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command) && command.text.find("BODY.PEEK[]") != std::string::npos)
             reply = "* 1 FETCH (UID 1 BODY[] NIL)\r\n" + command.tag + " OK\r\n";
     }},
    {"BodyIsEmpty",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command) && command.text.find("BODY.PEEK[]") != std::string::npos)
             reply = "* 1 FETCH (UID 1 BODY[] {0}\r\n)\r\n* 2 FETCH (UID 2 BODY[] \"\")\r\n" + command.tag + " OK\r\n";
     }},
    {"LiteralCut",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command) && reply.size() > 100) {
             reply.resize(reply.size() - 60);
             reply += ModelImapServer::kHangUp;
         }
     }},
    {"LiteralLonger",
     [](const ModelCommand &command, std::string &reply) {
         const auto open = reply.find('{');
         if (fetches(command) && open != std::string::npos)
             reply.insert(open + 1, "9"); // 9xxx bytes: swallows what follows and waits for more, until the connection closes
         if (fetches(command))
             reply += ModelImapServer::kHangUp;
     }},
    {"StructureIsOpen",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command))
             replaceAll(reply, "BODYSTRUCTURE (", "BODYSTRUCTURE ((((((");
     }},
    {"DatesAreNone",
     [](const ModelCommand &command, std::string &reply) {
         if (fetches(command))
             replaceAll(reply, "14-Nov-2023 22:13:20 +0000", "99-Foo-0000 99:99:99 +9999");
     }},
    {"SizesAreHuge", number("RFC822.SIZE ", "18446744073709551615")},
    {"FlagsFlood", onFetch([] {
         std::string lines;
         for (int i = 0; i < 20'000; ++i)
             lines += "* 2 FETCH (UID " + std::to_string(i % 50 + 1'000) + " FLAGS (\\Seen $k" + std::to_string(i) + "))\r\n";
         return lines;
     }())},
    {"ExistsFlood", onFetch([] {
         std::string lines;
         for (int i = 0; i < 5'000; ++i)
             lines += "* " + std::to_string(4'294'967'295U - static_cast<unsigned>(i)) + " EXISTS\r\n* 1 EXPUNGE\r\n";
         return lines;
     }())},
};

class ListingLies : public ::testing::TestWithParam<Lie> {};
INSTANTIATE_TEST_SUITE_P(Every, ListingLies, ::testing::ValuesIn(kLies), lieName);

TEST_P(ListingLies, TouchNoOtherMessage)
{
    LiarWorld world(GetParam().capabilities);
    world.work();
    world.server.lie(GetParam().tell);
    world.server.deliver("INBOX", "during");
    world.syncLiedTo();
    world.checkServer(GetParam().allows);
    world.recover(GetParam().allows);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

TEST_P(ListingLies, FromTheFirst)
{
    LiarWorld world(GetParam().capabilities, GetParam().tell);
    world.syncLiedTo();
    world.recover(LiarWorld::Nothing);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

} // namespace
} // namespace tern::test
