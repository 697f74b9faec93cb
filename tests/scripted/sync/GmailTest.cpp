// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of Gmail: told with the listing, followed by mod-sequences, and one message for all its folders.
#include "tests/scripted/sync/SyncScript.h"
#include "tests/support/model/GmailLabels.h"

namespace tern::test {
namespace {

const ServerKind kWith{"With", kGmail};
const ServerKind kWithout{"Without", kCondstore};

class GmailMail : public SyncScript {
protected:
    GmailMail()
    {
        server.edit([](ModelMail &mail) {
            mail.clear();
            mail["INBOX"];
            mail["Work"];
            mail["Two words"];
            mail["&YkBnCQ-"];   // 所有
            mail["[Gmail]/All Mail"].attributes = "\\All";
            mail["[Gmail]/Sent Mail"].attributes = "\\Sent";
            mail["[Gmail]/Trash"].attributes = "\\Trash";
            mail["[Gmail]/Spam"].attributes = "\\Junk";
        });
    }
    static constexpr const char *kAll = "[Gmail]/All Mail";

    void put(const std::string &name, const Texts &labels)
    {
        server.edit([&](ModelMail &mail) {
            for (const std::string &one : labels)
                (void)label(mail, one, {0, {}, modelMessage(name), 0});
        });
    }
    [[nodiscard]] std::string labels(const std::string &mailbox, const std::string &name)
    {
        for (const store::MessageRow &row : rig.rows(box(mailbox))) {
            if (row.subject == QString::fromStdString(name))
                return row.labels.join(QStringLiteral(", ")).toStdString();
        }
        return "not there";
    }
    [[nodiscard]] Texts found(const char *query)
    {
        store::ListQuery list;
        list.scope = store::SearchResults{QString::fromUtf8(query), {}, {}};
        Texts subjects;
        const auto page = rig.reader().page(list, {}, 100);
        for (const store::MessageRow &row : page->rows)
            subjects.push_back(row.subject.toStdString());
        std::ranges::sort(subjects);
        return subjects;
    }
};
INSTANTIATE_TEST_SUITE_P(Only, GmailMail, ::testing::Values(kWith), kindName);
class MailWithoutLabels : public GmailMail {};
INSTANTIATE_TEST_SUITE_P(Only, MailWithoutLabels, ::testing::Values(kWithout), kindName);

TEST_P(GmailMail, LabelsComeWithTheListing)
{
    put("one", {"INBOX", "Work", "Two words"});
    put("two", {"&YkBnCQ-"});
    start();
    sync();
    EXPECT_EQ(labels("INBOX", "one"), "Two words, Work") << "the folder's own is left out";
    EXPECT_EQ(labels("Work", "one"), "\\Inbox, Two words");
    EXPECT_EQ(labels(kAll, "one"), "\\Inbox, Two words, Work");
    EXPECT_EQ(labels(kAll, "two"), "所有");
    EXPECT_EQ(rig.reader().placementsOf(rig.rows(box("INBOX")).front().message)->size(), 4U) << "one message";
    EXPECT_TRUE(rig.reader().mailbox(box("Work"))->isLabel);
}

TEST_P(GmailMail, LabelsFollowModSequences)
{
    put("one", {"INBOX"});
    put("two", {"INBOX", "Work"});
    start();
    sync();
    put("one", {"Work"});
    server.edit([](ModelMail &mail) { unlabel(mail, "Work", 1); });
    server.clearLog();
    sync();
    EXPECT_EQ(labels("INBOX", "one"), "Work");
    EXPECT_EQ(labels("INBOX", "two"), "");
    EXPECT_EQ(labels(kAll, "one"), "\\Inbox, Work");
    EXPECT_EQ(shown("Work"), Texts{"one"});
    std::string selected;
    for (const std::string &command : server.log()) {
        if (command.starts_with("SELECT"))
            selected = command;
        // Of Work nothing tells what was expunged: CONDSTORE alone does not.
        if (command.find("FETCH 1:") != std::string::npos && selected.find("Work") == std::string::npos) {
            EXPECT_NE(command.find("X-GM-LABELS) (CHANGEDSINCE"), std::string::npos) << "all of it again: " << command;
        }
    }
    server.clearLog();
    sync();
    EXPECT_EQ(server.count("SELECT"), 0) << "nothing changed";
}

TEST_P(GmailMail, SearchFindsByLabel)
{
    put("one", {"INBOX", "Two words"});
    put("two", {"Work"});
    put("three", {"INBOX"});
    start();
    sync();
    EXPECT_EQ(found("label:work"), Texts{"two"});
    EXPECT_EQ(found("label:\"two words\""), Texts{"one"});
    EXPECT_EQ(found("label:two-words label:inbox"), Texts{"one"});
    EXPECT_EQ(found("label:inbox"), (Texts{"one", "three"}));
    EXPECT_EQ(found("label:work label:inbox"), Texts{});
    EXPECT_EQ(found("label:inbox three"), Texts{"three"});
}

TEST_P(GmailMail, SearchKnowsWhichLabelsThereAre)
{
    server.edit([](ModelMail &mail) { mail["Work/Plans"]; });
    put("one", {"INBOX", "Work/Plans"});
    put("two", {"[Gmail]/Sent Mail"});
    put("three", {"INBOX"});
    server.edit([](ModelMail &mail) { mail["Hidden"].isHidden = true; });
    put("three", {"Hidden"});
    start();
    sync();
    EXPECT_FALSE(box("Hidden").isValid()) << "a label that IMAP isn't shown as a folder";
    EXPECT_EQ(found("label:work-plans"), Texts{"one"});
    EXPECT_EQ(found("label:sent"), Texts{"two"}) << "as Gmail calls its own";
    EXPECT_EQ(found("label:hidden"), Texts{"three"});
    EXPECT_EQ(found("label:hidden label:inbox"), Texts{"three"});
    EXPECT_EQ(found("label:hidden label:work"), Texts{});
    EXPECT_EQ(found("label:work"), Texts{}) << "not what lies below it";
    EXPECT_EQ(found("label:nobody"), Texts{});
    EXPECT_EQ(found("label:nobody one"), Texts{});
    EXPECT_EQ(found("label:hidden three"), Texts{"three"});
    EXPECT_EQ(found("label:inbox in:work"), Texts{"one"}) << "within some folders";
}

TEST_P(GmailMail, WhatLeavesTheInboxStaysInAllMailOnce)
{
    put("one", {"INBOX", "Work"});
    put("two", {"INBOX"});
    start();
    sync();
    const OperationId moved = rig.move({at("INBOX", "one"), at("INBOX", "two")}, box(kAll));
    EXPECT_EQ(shown("INBOX"), Texts{});
    EXPECT_EQ(shown(kAll), (Texts{"one", "two"})) << "not twice, from the first moment";
    ASSERT_TRUE(rig.store().writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto back = writer.cancelOperation(moved);
        return back ? Result<void>() : Result<void>(back.error());
    }).ok());
    EXPECT_EQ(shown("INBOX"), (Texts{"one", "two"}));
    rig.move({at("INBOX", "one"), at("INBOX", "two")}, box(kAll));
    sync();
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_EQ(server.names("INBOX"), Texts{});
    EXPECT_EQ(server.names(kAll), (Texts{"one", "two"}));
    EXPECT_EQ(shown(kAll), (Texts{"one", "two"}));
    sync();
    EXPECT_EQ(shown(kAll), (Texts{"one", "two"}));
    EXPECT_EQ(labels(kAll, "one"), "Work");
    EXPECT_EQ(labels("Work", "one"), "");
}

TEST_P(GmailMail, ALostReplyToAnArchivingLeavesOneMessage)
{
    for (const ModelFault fault : {ModelFault::LostBefore, ModelFault::LostAfter}) {
        const std::string name = fault == ModelFault::LostBefore ? "before" : "after";
        put(name, {"INBOX"});
        if (fault == ModelFault::LostBefore)
            start();
        sync();
        rig.move({at("INBOX", name)}, box(kAll));
        server.failAt(1, fault, "UID MOVE");
        (void)rig.syncNow(account);
        sync();
        sync();
        EXPECT_EQ(rig.operations(), 0U) << name;
        EXPECT_EQ(server.names("INBOX"), Texts{}) << name;
        EXPECT_EQ(shown("INBOX"), Texts{}) << name;
    }
    EXPECT_EQ(shown(kAll), (Texts{"after", "before"}));
    EXPECT_EQ(server.names(kAll), (Texts{"before", "after"}));
    EXPECT_TRUE(rig.notices().empty());
}

TEST_P(GmailMail, RemovingFromALabelTakesOnlyTheLabel)
{
    put("one", {"INBOX", "Work"});
    start();
    sync();
    rig.expunge({at("Work", "one")});
    sync();
    EXPECT_EQ(server.names("Work"), Texts{});
    EXPECT_EQ(shown("Work"), Texts{});
    EXPECT_EQ(shown("INBOX"), Texts{"one"});
    EXPECT_EQ(labels(kAll, "one"), "\\Inbox");
}

TEST_P(GmailMail, TrashTakesItFromEverywhere)
{
    put("one", {"INBOX", "Work"});
    put("two", {"INBOX"});
    start();
    sync();
    rig.move({at("Work", "one")}, box("[Gmail]/Trash"));
    sync();
    sync();
    EXPECT_EQ(server.names("[Gmail]/Trash"), Texts{"one"});
    EXPECT_EQ(shown("[Gmail]/Trash"), Texts{"one"});
    EXPECT_EQ(shown("INBOX"), Texts{"two"});
    EXPECT_EQ(shown(kAll), Texts{"two"});
    EXPECT_EQ(shown("Work"), Texts{});
    rig.expunge({at("[Gmail]/Trash", "one")});
    sync();
    EXPECT_EQ(server.names("[Gmail]/Trash"), Texts{});
}

TEST_P(GmailMail, ACopyAddsTheLabelOnce)
{
    put("one", {"INBOX", "Work"});
    put("two", {"INBOX"});
    start();
    sync();
    rig.copy({at("INBOX", "one"), at("INBOX", "two")}, box("Work"));
    EXPECT_EQ(shown("Work"), (Texts{"one", "two"})) << "one has it already";
    sync();
    sync();
    EXPECT_EQ(server.names("Work"), (Texts{"one", "two"}));
    EXPECT_EQ(shown("Work"), (Texts{"one", "two"}));
    EXPECT_EQ(labels("INBOX", "two"), "Work");
    EXPECT_EQ(rig.operations(), 0U);
}

TEST_P(MailWithoutLabels, HasNone)
{
    put("one", {"INBOX", "Work"});
    start();
    sync();
    EXPECT_EQ(labels("INBOX", "one"), "");
    EXPECT_FALSE(rig.reader().mailbox(box("Work"))->isLabel);
    EXPECT_EQ(found("label:work"), Texts{});
    for (const std::string &command : server.log())
        EXPECT_EQ(command.find("X-GM"), std::string::npos) << command;
    // Folders are places there: a second one in All Mail is another message.
    rig.move({at("INBOX", "one")}, box(kAll));
    EXPECT_EQ(shown(kAll), (Texts{"one", "one"}));
}

} // namespace
} // namespace tern::test
