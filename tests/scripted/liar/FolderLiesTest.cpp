// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says of its mailboxes.
#include "tests/scripted/liar/LiarWorld.h"

namespace tern::test {
namespace {

using Tell = ModelImapServer::Liar;

bool lists(const ModelCommand &command)
{
    return command.name == "LIST" || command.name == "XLIST" || command.name == "LSUB";
}

/// More lines in every answer to LIST.
Tell listing(const std::string &lines)
{
    return [lines](const ModelCommand &command, std::string &reply) {
        if (lists(command))
            reply.insert(0, lines);
    };
}

std::string manyNames()
{
    std::string lines;
    for (int i = 0; i < 5'000; ++i)
        lines += "* LIST (\\HasNoChildren) \"/\" \"many/" + std::to_string(i) + "\"\r\n";
    return lines;
}

std::string levels(int count)
{
    std::string name = "a";
    for (int i = 1; i < count; ++i)
        name += "/a";
    return name;
}

const Lie kLies[] = {
    {"OnlyInbox",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             reply = "* LIST () \"/\" INBOX\r\n" + command.tag + " OK\r\n";
     }},
    {"NoInbox",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             dropLines(reply, "INBOX");
     }},
    {"Nothing",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             reply = command.tag + " OK nothing\r\n";
     }},
    {"EverythingTwice",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             reply.insert(0, std::string(reply, 0, reply.rfind(command.tag + " ")));
     }},
    {"InboxAndInbox", listing("* LIST () \"/\" \"Inbox\"\r\n* LIST (\\Noselect) \"/\" \"inbox\"\r\n* STATUS \"Inbox\" (MESSAGES 0)\r\n")},
    {"NamesWithCommands", listing("* LIST () \"/\" {26}\r\nx\r\nA1 DELETE INBOX\r\nA2 NOOP\r\n* LIST () \"/\" \"a\\\"b\\\\c\"\r\n* LIST () \"/\" {3}\r\na\rb\r\n")},
    {"NamesWithZeros", listing(std::string("* LIST () \"/\" \"a\0b\"\r\n* LIST () \"/\" {3}\r\na\0b\r\n", 44))},
    {"NamesOfNothing", listing("* LIST () \"/\" \"\"\r\n* LIST () \"/\"\r\n* LIST ()\r\n* LIST\r\n* LIST () \"/\" {0}\r\n\r\n* LIST () \"\" x\r\n* LIST () NIL NIL\r\n")},
    {"NamesThatCannotBeDecoded", listing("* LIST () \"/\" \"&Jjo!\"\r\n* LIST () \"/\" \"&AAA-\"\r\n* LIST () \"/\" \"\x80\xFF\"\r\n* LIST () \"/\" \"\xE8\x8D\x89\"\r\n* LIST () \"/\" \"&2D0-\"\r\n")},
    {"TenThousandLevels", listing("* LIST () \"/\" \"" + levels(10'000) + "\"\r\n* LIST () \"/\" \"" + levels(900) + "\"\r\n")},
    {"Loops", listing("* LIST (\\HasChildren) \"/\" \"a/b\"\r\n* LIST (\\HasChildren) \"/\" \"a/b/a/b\"\r\n* LIST () \"/\" \"/\"\r\n* LIST () \"/\" \"//\"\r\n* LIST () \"/\" \"a/\"\r\n* LIST () \"/\" \"/a\"\r\n")},
    {"ThousandsOfNames", listing(manyNames())},
    {"EverythingIsTrash",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             replaceAll(reply, " (", " (\\Trash \\Sent \\All ");
     }},
    {"NothingCanBeOpened",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             replaceAll(reply, "LIST (", "LIST (\\Noselect ");
     },
     LiarWorld::Nothing},
    {"AttributesWithoutEnd", listing("* LIST (" + std::string(20'000, '\\') + ") \"/\" x\r\n* LIST (" + std::string(5'000, '(') + "\r\n* LIST (\\a \\b \\c\r\n")},
    {"ListNo",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             reply = command.tag + " NO not now\r\n";
     }},
    {"XlistOnly",
     [](const ModelCommand &command, std::string &reply) {
         // QQ and NetEase of old: roles by XLIST alone.
         if (command.name == "XLIST")
             reply = "* XLIST (\\HasNoChildren \\Inbox) \"/\" \"INBOX\"\r\n* XLIST (\\Trash) \"/\" \"Trash\"\r\n* XLIST () \"/\" \"Archive\"\r\n* XLIST () \"/\" \"Sent\"\r\n"
                 + command.tag + " OK\r\n";
     },
     LiarWorld::Nothing, "IMAP4rev1 XLIST ID LITERAL+ UIDPLUS"},
    {"StatusLies",
     [](const ModelCommand &command, std::string &reply) {
         if (lists(command))
             reply.insert(0, "* STATUS INBOX (MESSAGES 4294967295 UIDNEXT 4294967295 UIDVALIDITY 99 HIGHESTMODSEQ 99999999999999999999 UNSEEN -1 X (((\r\n* STATUS nowhere (MESSAGES 1)\r\n");
     }},
    {"NamespaceLies",
     [](const ModelCommand &command, std::string &reply) {
         if (command.name == "NAMESPACE")
             reply.insert(0, "* NAMESPACE ((((((((\r\n* NAMESPACE ((\"\" \"/\" \"X\" (((((\r\n* NAMESPACE NIL NIL NIL\r\n");
     }},
    {"AllMailHoldsEverything", listing("* LIST (\\All) \"/\" \"All Mail\"\r\n")},
};

class FolderLies : public ::testing::TestWithParam<Lie> {};
INSTANTIATE_TEST_SUITE_P(Every, FolderLies, ::testing::ValuesIn(kLies), lieName);

TEST_P(FolderLies, TouchNoOtherMessage)
{
    LiarWorld world(GetParam().capabilities);
    world.work();
    world.server.lie(GetParam().tell);
    world.syncLiedTo();
    world.checkServer(GetParam().allows);
    world.recover(GetParam().allows);
    for (const std::string &line : world.server.log())
        EXPECT_TRUE(!line.starts_with("DELETE") && !line.starts_with("RENAME") && !line.starts_with("CREATE")) << line;
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

/// What a person asked for while the server was busy isn't forgotten because LIST left out a mailbox once.
TEST(FolderLies, WorkSurvivesAListThatForgets)
{
    LiarWorld world;
    world.work();
    for (const char *command : {"UID MOVE", "UID COPY", "UID STORE", "UID EXPUNGE"})
        world.server.refuse(command, "NO [INUSE] later");
    world.server.lie([](const ModelCommand &command, std::string &reply) {
        if (lists(command))
            reply = "* LIST () \"/\" INBOX\r\n" + command.tag + " OK\r\n";
    });
    const std::size_t operations = world.rig.operations();
    world.syncLiedTo();
    EXPECT_EQ(world.rig.operations(), operations);
    for (const char *command : {"UID MOVE", "UID COPY", "UID STORE", "UID EXPUNGE"})
        world.server.refuse(command, {});
    world.recover(LiarWorld::Nothing);
    EXPECT_EQ(world.server.content("INBOX"), (std::vector<std::string>{"flagme \\Flagged", "keep1", "keep2", "copyme", "new"}));
    EXPECT_EQ(world.server.names("Archive").size(), 8U);
    if (HasFailure())
        ADD_FAILURE() << world.rig.traced();
}

} // namespace
} // namespace tern::test
