// SPDX-License-Identifier: GPL-3.0-or-later
// A server that breaks the rules of the dialogue itself.
#include "tests/scripted/liar/LiarWorld.h"

#include <random>

namespace tern::test {
namespace {

const Lie kLies[] = {
    {"NoToEverything",
     [](const ModelCommand &command, std::string &reply) {
         if (!command.tag.empty())
             reply = command.tag + " NO no\r\n";
     }},
    {"BadToEverything",
     [](const ModelCommand &command, std::string &reply) {
         if (!command.tag.empty())
             reply = command.tag + " BAD what\r\n";
     }},
    {"WordsWithoutEnd",
     [](const ModelCommand &command, std::string &reply) {
         if (!command.tag.empty() && command.name != "AUTHENTICATE")
             reply = command.tag + " NO " + std::string(1'000'000, 'w') + "\r\n";
     }},
    {"SilentAnswers",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name.starts_with("UID "))
             reply = command.tag + " \r\n";
     }},
    {"ContinuationNobodyAskedFor", [](const ModelCommand &, std::string &reply) { reply.insert(0, "+ your password, please\r\n+\r\n"); }, LiarWorld::Nothing},
    {"AnswersBeforeCommands",
     [](const ModelCommand &command, std::string &reply) {
         // To all commands that may come yet.
         if (command.name == "SELECT") {
             for (int tag = 1; tag < 60; ++tag)
                 reply += "T" + std::to_string(tag) + " OK [COPYUID 7 6 1] in advance\r\n";
         }
     },
     LiarWorld::Double | LiarWorld::Held},
    {"CapabilitiesComeAndGo",
     [flip = 0](const ModelCommand &command, std::string &reply) mutable {
         if (!command.tag.empty())
             reply.insert(0, ++flip % 2 == 0 ? "* CAPABILITY IMAP4rev1 LITERAL+ MOVE UIDPLUS IDLE CONDSTORE QRESYNC\r\n" : "* CAPABILITY IMAP4rev1\r\n");
     }},
    {"CapabilitiesGarbage", [](const ModelCommand &, std::string &reply) { reply.insert(0, "* CAPABILITY " + std::string(5'000, 'X') + " Y\r\n* ENABLED QRESYNC UTF8=ACCEPT\r\n* OK [CAPABILITY\r\n"); }},
    {"EnabledUnasked", [](const ModelCommand &, std::string &reply) { reply.insert(0, "* ENABLED QRESYNC\r\n"); }, LiarWorld::Nothing, "IMAP4rev1 UIDPLUS MOVE LITERAL+"},
    {"LiteralOf2To40", [](const ModelCommand &command, std::string &reply) { if (command.name == "UID FETCH") reply.insert(0, "* 1 FETCH (BODY[] {1099511627776}\r\n"); }},
    {"LiteralWrapped", [](const ModelCommand &command, std::string &reply) { if (command.name == "UID FETCH") reply.insert(0, "* 1 FETCH (UID 1 BODY[] {4294967310}\r\nabc)\r\n"); }},
    {"LiteralWrappedTwice", [](const ModelCommand &command, std::string &reply) { if (command.name == "UID FETCH") reply.insert(0, "* 1 FETCH (UID 1 BODY[] {18446744073709551626}\r\nabc)\r\n"); }},
    {"LineWithoutEnd",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "SELECT")
             reply = "* OK " + std::string(5'000'000, 'x');
     }},
    {"BigLiteralsInOneResponse",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name != "UID FETCH")
             return;
         std::string line = "* 1 FETCH (UID 1";
         for (int i = 0; i < 100; ++i)
             line += " X" + std::to_string(i) + " {100000}\r\n" + std::string(100'000, 'z');
         reply.insert(0, line + ")\r\n");
     }},
    {"DeepParentheses", [](const ModelCommand &, std::string &reply) { reply.insert(0, "* 1 FETCH (" + std::string(100'000, '(') + "\r\n* X " + std::string(100'000, '(') + "\r\n"); }},
    {"AlertsWithoutEnd",
     [](const ModelCommand &, std::string &reply) {
         std::string lines;
         for (int i = 0; i < 2'000; ++i)
             lines += "* OK [ALERT] \x1B[2J pay at once " + std::to_string(i) + "\r\n";
         reply.insert(0, lines);
     }},
    {"UnknownResponses", [](const ModelCommand &, std::string &reply) { reply.insert(0, "* XYZZY (\"plugh\" {4}\r\nabcd)\r\n* 12 XFROTZ\r\n* SEARCH 1 2 3\r\n* ESEARCH (TAG \"x\") UID ALL 1:9\r\n*\r\n \r\n\r\n") ; }},
    {"BareLineFeeds", [](const ModelCommand &command, std::string &reply) { if (command.name != "FETCH" && command.name != "UID FETCH") replaceAll(reply, "\r\n", "\n"); }},
    {"RandomBytes",
     [random = std::mt19937{7}](const ModelCommand &, std::string &reply) mutable {
         std::string noise;
         for (int i = 0; i < 300; ++i)
             noise += static_cast<char>(random() % 256);
         replaceAll(noise, "{", "(");
         reply.insert(0, "* " + noise + "\r\n");
     }},
    {"UnsafeLogin",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "SELECT" || command.name == "EXAMINE")
             reply = command.tag + " NO SELECT Unsafe Login. Please contact kefu@188.com for help\r\n";
     },
     LiarWorld::Held},
    {"LoginDisabled",
     [](const ModelCommand &command, std::string &reply) {
         if (command.tag.empty())
             reply = "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] Outlook\r\n";
         else
             reply += ModelImapServer::kHangUp;
     }},
    {"PreauthInTheClear",
     [](const ModelCommand &command, std::string &reply) {
         if (command.tag.empty())
             reply = "* PREAUTH come in\r\n";
         else
             reply.insert(0, "* OK [CAPABILITY IMAP4rev1] again\r\n");
     }},
    {"GreetingIsAnotherProtocol", [](const ModelCommand &command, std::string &reply) { if (command.tag.empty()) reply = "220 mail.example.org ESMTP\r\n"; reply += ModelImapServer::kHangUp; }},
    {"GreetingBye", [](const ModelCommand &command, std::string &reply) { if (command.tag.empty()) reply = "* BYE overloaded\r\n"; reply += ModelImapServer::kHangUp; }},
};

class ProtocolLies : public ::testing::TestWithParam<Lie> {};
INSTANTIATE_TEST_SUITE_P(Every, ProtocolLies, ::testing::ValuesIn(kLies), lieName);

TEST_P(ProtocolLies, TouchNoOtherMessage)
{
    LiarWorld world(GetParam().capabilities);
    world.work();
    world.server.lie(GetParam().tell);
    world.breakConnections();
    world.syncLiedTo();
    world.checkServer(GetParam().allows);
    world.breakConnections();
    world.recover(GetParam().allows);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

/// Good-bye at every point: in place of the answer to the n-th command, which was carried out.
class ByeAt : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Every, ByeAt, ::testing::Range(1, 31));

TEST_P(ByeAt, LosesAndDoublesNothing)
{
    LiarWorld world;
    world.work();
    world.server.lie([left = GetParam()](const ModelCommand &command, std::string &reply) mutable {
        if (!command.tag.empty() && --left == 0)
            reply = "* BYE closing at once\r\n" + std::string(1, ModelImapServer::kHangUp);
    });
    world.breakConnections();
    world.syncLiedTo(2);
    world.checkServer(LiarWorld::Nothing);
    world.recover(LiarWorld::Nothing);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

} // namespace
} // namespace tern::test
