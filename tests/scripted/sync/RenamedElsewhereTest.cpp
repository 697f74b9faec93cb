// SPDX-License-Identifier: GPL-3.0-or-later
// Another client renames mailboxes of a server whose UIDVALIDITY is the same everywhere: what is certain is kept, all else is listed anew.
#include "tests/scripted/sync/SyncScript.h"

namespace tern::test {
namespace {

class RenamedElsewhere : public SyncScript {
protected:
    void rename(const std::string &from, const std::string &to)
    {
        server.edit([&](ModelMail &mail) {
            mail[to] = mail.at(from);
            mail.erase(from);
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Kinds, RenamedElsewhere, ::testing::ValuesIn(kEveryKind), kindName);

TEST_P(RenamedElsewhere, KeepsItsRowsAndWhatWaitsForThem)
{
    deliver("Work", {"one", "two", "three"});
    deliver("Other", {"four", "five", "six"});
    start();
    sync();
    const MailboxId work = box("Work");
    const PlacementId one = at("Work", "one");
    rename("Work", "Job");
    deliver("Job", {"later"});
    rig.flag({one}, store::FlagFlagged);
    sync();
    EXPECT_EQ(box("Job"), work);
    EXPECT_FALSE(box("Work").isValid());
    EXPECT_EQ(at("Job", "one"), one);
    EXPECT_EQ(shown("Job"), (Texts{"later", "one flagged", "three", "two"}));
    sync();
    EXPECT_EQ(rig.operations(), 0U);
    EXPECT_EQ(server.content("Job").front(), "one \\Flagged");
}

TEST_P(RenamedElsewhere, TwoThatWereSwappedAreToldApart)
{
    deliver("A", {"one", "two"});
    deliver("B", {"three", "four"});
    start();
    sync();
    const MailboxId a = box("A");
    const MailboxId b = box("B");
    rename("A", "X");
    rename("B", "Y");
    sync();
    EXPECT_EQ(box("X"), a);
    EXPECT_EQ(box("Y"), b);
    EXPECT_EQ(shown("X"), (Texts{"one", "two"}));
    EXPECT_EQ(shown("Y"), (Texts{"four", "three"}));
}

TEST_P(RenamedElsewhere, ANewOneWithTheSameNumbersIsNotTakenForIt)
{
    deliver("Work", {"one", "two", "three"});
    start();
    sync();
    const MailboxId work = box("Work");
    server.edit([](ModelMail &mail) { mail.erase("Work"); });
    deliver("Fresh", {"alpha", "beta", "gamma"});
    sync();
    EXPECT_NE(box("Fresh"), work);
    EXPECT_EQ(shown("Fresh"), (Texts{"alpha", "beta", "gamma"}));
}

TEST_P(RenamedElsewhere, OneOfTwoCopiesIsInDoubt)
{
    deliver("Work", {"one", "two"});
    start();
    sync();
    const MailboxId work = box("Work");
    server.edit([](ModelMail &mail) {
        mail["Copy"] = mail.at("Work");
        mail["Copy too"] = mail.at("Work");
        mail.erase("Work");
    });
    sync();
    EXPECT_NE(box("Copy"), work);
    EXPECT_NE(box("Copy too"), work);
    EXPECT_EQ(shown("Copy"), (Texts{"one", "two"}));
    EXPECT_EQ(shown("Copy too"), (Texts{"one", "two"}));
}

} // namespace
} // namespace tern::test
