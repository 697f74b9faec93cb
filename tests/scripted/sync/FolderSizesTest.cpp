// SPDX-License-Identifier: GPL-3.0-or-later
// How large a mailbox is on the server: as STATUS tells it, or as its messages add up.
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

const ServerKind kTelling{"Telling", "IMAP4rev1 ID UNSELECT LITERAL+ IDLE UIDPLUS MOVE LIST-EXTENDED LIST-STATUS ENABLE CONDSTORE QRESYNC STATUS=SIZE"};
const ServerKind kTellingAlone{"TellingAlone", "IMAP4rev1 ID UNSELECT LITERAL+ STATUS=SIZE"};

class FolderSizes : public SyncScript {
protected:
    [[nodiscard]] bool tells() const { return can("STATUS=SIZE"); }
    [[nodiscard]] store::MailboxRecord record(const std::string &mailbox) { return rig.reader().mailbox(box(mailbox)).value(); }
    [[nodiscard]] std::int64_t onServer(const std::string &mailbox)
    {
        std::int64_t bytes = 0;
        server.edit([&](ModelMail &mail) { bytes = static_cast<std::int64_t>(mail[mailbox].bytes()); });
        return bytes;
    }
};
INSTANTIATE_TEST_SUITE_P(Every, FolderSizes, ::testing::Values(kTelling, kTellingAlone, kEveryKind[0], kEveryKind[3]), kindName);

TEST_P(FolderSizes, AreReadBehindTheListing)
{
    deliver("INBOX", {"one", "two", "three"});
    server.deliver("Archive", "four");
    start();
    sync();
    EXPECT_EQ(record("INBOX").serverBytes, onServer("INBOX"));
    EXPECT_EQ(record("Archive").serverBytes, onServer("Archive"));
    EXPECT_EQ(record("Sent").serverBytes, 0);
    EXPECT_EQ(record("Archive").serverBytesTold, tells());
    const Texts log = server.log();
    const auto sized = std::ranges::find_if(log, [](const std::string &command) { return command.starts_with("STATUS") && command.find(" SIZE") != std::string::npos; });
    const auto listed = std::ranges::find_if(log, [](const std::string &command) { return command.find("BODYSTRUCTURE") != std::string::npos; });
    EXPECT_EQ(sized != log.end(), tells()) << "nobody is asked who has not offered it";
    EXPECT_LT(listed, sized);
}

TEST_P(FolderSizes, FollowWhatComesAndGoes)
{
    deliver("INBOX", {"one", "two"});
    server.deliver("Archive", "three");
    start();
    sync();
    server.edit([](ModelMail &mail) {
        mail["INBOX"].remove(1);
        mail["INBOX"].add(modelMessage("large", std::string(5'000, 'x')));
    });
    server.clearLog();
    sync();
    EXPECT_EQ(record("INBOX").serverBytes, onServer("INBOX"));
    // Without mod-sequences nothing tells that it didn't change.
    for (const std::string &command : can("CONDSTORE") ? server.log() : Texts())
        EXPECT_FALSE(command.find("Archive") != std::string::npos && command.find(" SIZE") != std::string::npos) << "that did not change: " << command;
}

TEST_P(FolderSizes, AStartAsksForNothingItKnows)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    rig.close();
    rig.open();
    server.clearLog();
    start();
    sync();
    EXPECT_EQ(record("INBOX").serverBytes, onServer("INBOX"));
    for (const std::string &command : can("CONDSTORE") ? server.log() : Texts())
        EXPECT_EQ(command.find(" SIZE"), std::string::npos) << command;
}

TEST_P(FolderSizes, ARefusalOrALieSpoilsNothing)
{
    deliver("INBOX", {"one", "two"});
    server.lie([](const ModelCommand &command, std::string &reply) {
        if (command.name != "STATUS" || command.text.find(" SIZE") == std::string::npos)
            return;
        if (command.word(0) == "Archive")
            reply = command.tag + " NO not for you\r\n";
        if (const auto at = reply.find(" SIZE "); at != std::string::npos)
            reply.replace(at, reply.find(')', at) - at, " SIZE 18446744073709551615");
    });
    start();
    sync();
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
    EXPECT_EQ(record("INBOX").serverBytes, onServer("INBOX")) << "what can't be is added up instead";
    EXPECT_FALSE(record("INBOX").serverBytesTold);
}

TEST_P(FolderSizes, AMailboxMadeAnewHasItsOwnSize)
{
    deliver("INBOX", {"one", "two"});
    start();
    sync();
    server.edit([](ModelMail &mail) {
        mail["INBOX"] = ModelMailbox{};
        mail["INBOX"].uidValidity = 99;
        mail["INBOX"].add(modelMessage("only"));
    });
    sync();
    EXPECT_EQ(record("INBOX").serverBytes, onServer("INBOX"));
}

} // namespace
} // namespace tern::test
