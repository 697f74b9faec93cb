// SPDX-License-Identifier: GPL-3.0-or-later
// Opens profiles kept from every released schema. With TERN_WRITE_OLD_PROFILE=FOLDER this test writes the one of today's schema there
// instead; it is kept in tests/data/store/vN when the schema is released, and never changed afterwards.
#include "tests/unit/store/StoreFixture.h"

#include <cstdlib>

namespace tern::store {

namespace {

class MigrationTest : public StoreTest {
protected:
    void SetUp() override {}
    void fill()
    {
        const AccountId account = addAccount();
        const MailboxId inbox = mailbox(account, "INBOX");
        std::vector<ListedRow> rows = listedRange(1, 5);
        rows[0].head.subject = QString::fromUtf8("会议纪要");
        rows[1].head.references = {"m5@test"};
        list(inbox, rows);
        const MessageId message = reader->serverPlacement(inbox, Uid{5}).value()->message;
        write([&](StoreWriter &writer) { return writer.storeContent("Subject: x\r\n\r\nbody", {message, QString::fromUtf8("正文")}); });
        move({at(inbox, 1)}, mailbox(account, "Archive"));
        copy({at(inbox, 2)}, mailbox(account, "Work"));
        write([](StoreWriter &writer) -> Result<void> {
            DraftRecord draft;
            draft.text = QString::fromUtf8("草稿");
            auto saved = writer.saveDraft(draft);
            return saved ? Result<void>() : saved.error();
        });
        write([](StoreWriter &writer) { return writer.setSetting(QStringLiteral("theme"), QStringLiteral("dark")); });
    }
};

TEST_F(MigrationTest, EveryKeptProfileOpensWithAllThatIsInIt)
{
    if (const char *target = std::getenv("TERN_WRITE_OLD_PROFILE")) {
        openStore();
        fill();
        reader.reset();
        store.reset();
        for (const char *name : {"durable.db", "content.db", "cache.db"})
            std::filesystem::copy_file(folder.path() / "profile" / name, std::filesystem::path(target) / name);
        return;
    }
    const std::filesystem::path kept = std::filesystem::path(TERN_SOURCE_DIR) / "tests" / "data" / "store";
    int profiles = 0;
    for (const auto &entry : std::filesystem::directory_iterator(kept)) {
        SCOPED_TRACE(entry.path().filename().string());
        reader.reset();
        store.reset();
        std::filesystem::remove_all(folder.path() / "profile");
        std::filesystem::copy(entry.path(), folder.path() / "profile");
        openStore();
        readWaiting();
        ++profiles;
        const auto accounts = reader->accounts().value();
        ASSERT_EQ(accounts.size(), 1u);
        const MailboxId inbox = mailbox(accounts[0].id, "INBOX");
        EXPECT_EQ(shown(inbox), (Texts{"会议纪要", "Subject m4", "Subject m3", "Subject m2"}));
        EXPECT_EQ(shown(mailbox(accounts[0].id, "Archive")), Texts{"Subject m1"});
        EXPECT_EQ(shown(mailbox(accounts[0].id, "Work")), Texts{"Subject m2"});
        EXPECT_EQ(row(at(inbox, 5)).threadCount, 2);
        EXPECT_EQ(reader->messagesByHeader("m3@test").value(), std::vector<MessageId>{row(at(inbox, 3)).message});
        EXPECT_EQ(reader->content(row(at(inbox, 5)).message).value(), QByteArray("Subject: x\r\n\r\nbody"));
        EXPECT_EQ(reader->count({SearchResults{QString::fromUtf8("议纪"), {}, {}}}).value(), 1);
        EXPECT_EQ(reader->count({SearchResults{QStringLiteral("body"), {}, {}}}).value(), 1) << "read out of the stored message again";
        EXPECT_EQ(reader->operations().value().size(), 2u);
        EXPECT_EQ(reader->drafts().value().at(0).text, QString::fromUtf8("草稿"));
        EXPECT_EQ(reader->setting(QStringLiteral("theme")).value(), QStringLiteral("dark"));
        expectCountersMatch();
        list(inbox, {listed(6)});
        EXPECT_EQ(record(inbox).total, 5);
    }
    EXPECT_GE(profiles, 1);
}

} // namespace

} // namespace tern::store
