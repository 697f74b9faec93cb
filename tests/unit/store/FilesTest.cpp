// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContentCodec.h"
#include "tests/unit/store/StoreFixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <thread>

#include <sqlite3.h>
#include <unistd.h>

namespace tern::store {

namespace {

class FilesTest : public StoreTest {
protected:
    [[nodiscard]] std::filesystem::path file(const char *name) const { return folder.path() / "profile" / name; }
    static void overwrite(const std::filesystem::path &path, std::streamoff at, const std::string &bytes)
    {
        std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(at);
        stream << bytes;
    }
    static QByteArray bytesOf(const std::filesystem::path &path)
    {
        std::ifstream stream(path, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(stream)), {});
        return QByteArray::fromStdString(text);
    }
};

TEST_F(FilesTest, ASecondStoreIsToldWhoHoldsTheProfile)
{
    const auto second = Store::open(options());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::ProfileInUse);
    EXPECT_EQ(second.error().detail, std::to_string(::getpid()) + " test_store_file");
}

TEST_F(FilesTest, AStartWaitsForAReaderThatHasAFileForAMoment)
{
    const AccountId account = addAccount();
    list(mailbox(account, "INBOX"), listedRange(1, 5));
    closeStore();
    SQLite::Database other(file("cache.db").string(), SQLite::OPEN_READWRITE);
    other.exec("PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE");
    std::thread ends([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        other.exec("ROLLBACK");
    });
    openStore();
    ends.join();
    EXPECT_EQ(record(mailbox(account, "INBOX")).total, 5);
}

TEST_F(FilesTest, ADamagedCacheIsSetAsideAndTheRestKept)
{
    for (const std::string damage : {"header", "truncated"}) {
        const AccountId account = addAccount();
        list(mailbox(account, "INBOX"), listedRange(1, 50));
        flag({at(mailbox(account, "INBOX"), 1)}, FlagSeen);
        const auto operations = reader->operations().value().size();
        const auto accounts = reader->accounts().value().size();
        closeStore();
        if (damage == "header")
            overwrite(file("cache.db"), 0, "this is no database at all");
        else
            std::filesystem::resize_file(file("cache.db"), 8192);
        setLogSink([](const LogLine &) {});
        openStore();
        setLogSink({});
        EXPECT_TRUE(reader->allMailboxes().value().empty()) << damage;
        EXPECT_EQ(reader->operations().value().size(), operations);
        EXPECT_EQ(reader->accounts().value().size(), accounts);
        int aside = 0;
        for (const auto &entry : std::filesystem::directory_iterator(folder.path() / "profile"))
            aside += entry.path().filename().string().starts_with("cache.db.damaged-");
        EXPECT_GE(aside, 1);
    }
}

TEST_F(FilesTest, ALostContentFileOnlyCostsTheBodies)
{
    const AccountId account = addAccount();
    list(mailbox(account, "INBOX"), {listed(1)});
    const MessageId message = rowsOf(mailbox(account, "INBOX")).at(0).message;
    write([&](StoreWriter &writer) { return writer.storeContent("raw", {message, QStringLiteral("text"), QStringLiteral("snippet")}); });
    EXPECT_TRUE(rowsOf(mailbox(account, "INBOX")).at(0).bodyStored);
    closeStore();
    std::filesystem::remove(file("content.db"));
    openStore();
    EXPECT_FALSE(rowsOf(mailbox(account, "INBOX")).at(0).bodyStored);
    EXPECT_EQ(rowsOf(mailbox(account, "INBOX")).at(0).snippet, QStringLiteral("snippet"));
    EXPECT_FALSE(reader->content(message).value());
}

TEST_F(FilesTest, ABodySurvivesALostCache)
{
    const AccountId account = addAccount();
    list(mailbox(account, "INBOX"), {listed(1)});
    const MessageId message = rowsOf(mailbox(account, "INBOX")).at(0).message;
    write([&](StoreWriter &writer) { return writer.storeContent("raw body", {message, QStringLiteral("unusualword")}); });
    closeStore();
    std::filesystem::remove(file("cache.db"));
    openStore();
    write([&](StoreWriter &writer) { return writer.replaceMailboxes(account, {mailboxNamed("INBOX", MailboxRole::Inbox)}); });
    // Another message of the same second must not get the id.
    ListedRow other = listed(1, "other");
    other.uid = Uid{2};
    list(mailbox(account, "INBOX"), {other});
    list(mailbox(account, "INBOX"), {listed(1)});
    const auto placement = *reader->serverPlacement(mailbox(account, "INBOX"), Uid{1}).value();
    EXPECT_EQ(placement.message, message);
    EXPECT_TRUE(placement.bodyStored);
    EXPECT_EQ(reader->content(message).value(), QByteArray("raw body"));
    EXPECT_EQ(reader->count({SearchResults{QStringLiteral("unusualword"), {}, {}}}).value(), 1);
}

TEST_F(FilesTest, ADamagedDurableFileIsLeftAlone)
{
    addAccount();
    closeStore();
    overwrite(file("durable.db"), 0, "this is no database at all");
    const QByteArray before = bytesOf(file("durable.db"));
    const auto opened = Store::open(options());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::StorageDamaged);
    EXPECT_EQ(opened.error().where, "store.durable") << "the window says what is in it";
    EXPECT_EQ(opened.error().detail, file("durable.db").string());
    EXPECT_EQ(bytesOf(file("durable.db")), before);
}

TEST_F(FilesTest, AProfileOfANewerVersionIsRefused)
{
    closeStore();
    {
        SQLite::Database database(file("durable.db").string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA user_version=99");
    }
    const auto opened = Store::open(options());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Unsupported);
}

TEST_F(FilesTest, AFullDiskIsSaidAndNothingIsLost)
{
    const AccountId account = addAccount();
    const MailboxId inbox = mailbox(account, "INBOX");
    list(inbox, listedRange(1, 20));
    closeStore();
    StoreOptions limited = options();
    const auto hook = limited.connectionHook;
    limited.connectionHook = [hook](void *handle) {
        hook(handle);
        // durable.db may not grow: what a full disk says.
        sqlite3_exec(static_cast<sqlite3 *>(handle), "PRAGMA max_page_count=1", nullptr, nullptr, nullptr);
    };
    auto opened = Store::open(limited);
    ASSERT_TRUE(opened) << opened.error().toString();
    store = *std::move(opened);
    const auto full = store->writeAndWait([](StoreWriter &writer) { return writer.setSetting(QStringLiteral("big"), QString(1'000'000, QLatin1Char('x'))); });
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().kind, ErrorKind::DiskFull);
    // The store goes on with what fits.
    write([](StoreWriter &writer) { return writer.setSetting(QStringLiteral("small"), QStringLiteral("y")); });
    reader = *store->openReader();
    EXPECT_EQ(reader->setting(QStringLiteral("small")).value(), QStringLiteral("y"));
    EXPECT_FALSE(reader->setting(QStringLiteral("big")).value());
    EXPECT_EQ(rowsOf(inbox).size(), 20u);
}

TEST_F(FilesTest, AReadOnlyProfileCanBeReadAndSaysSo)
{
    const AccountId account = addAccount();
    list(mailbox(account, "INBOX"), listedRange(1, 5));
    closeStore();
    StoreOptions readOnly = options();
    readOnly.readOnly = true;
    auto opened = Store::open(readOnly);
    ASSERT_TRUE(opened) << opened.error().toString();
    const auto refused = (*opened)->writeAndWait([](StoreWriter &writer) { return writer.setSetting(QStringLiteral("a"), QStringLiteral("b")); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::ReadOnly);
    reader = *(*opened)->openReader();
    EXPECT_EQ(rowsOf(mailbox(account, "INBOX")).size(), 5u);
    reader.reset();
}

TEST_F(FilesTest, AnErrorRollsEverythingOfItsWriteBack)
{
    const AccountId account = addAccount();
    const MailboxId inbox = mailbox(account, "INBOX");
    const auto failed = store->writeAndWait([&](StoreWriter &writer) -> Result<void> {
        const std::vector<ListedRow> rows{listed(1)};
        if (auto listedRows = writer.insertListed(inbox, rows, false); !listedRows)
            return listedRows;
        return makeError(ErrorKind::Cancelled, "test");
    });
    ASSERT_FALSE(failed);
    EXPECT_EQ(record(inbox).total, 0);
    list(inbox, {listed(1)});
    EXPECT_EQ(record(inbox).total, 1);
    expectCountersMatch();
}

TEST_F(FilesTest, ContentIsByteExactAndADamagedOneIsAsIfNotStored)
{
    const AccountId account = addAccount();
    list(mailbox(account, "INBOX"), {listed(1)});
    const MessageId message = rowsOf(mailbox(account, "INBOX")).at(0).message;
    QByteArray raw = "Content-Type: multipart/mixed; boundary=\"=_b1\"\r\n\r\npreamble\n--=_b1\r\n\r\ntext\0nul\r\n--=_b1\r\nX: y\r\n\r\n";
    raw += QByteArray(9'000'000, 'A') + "\r\n--=_b1--\r\nepilogue without end";
    write([&](StoreWriter &writer) { return writer.storeContent(raw, {message, QStringLiteral("text"), QStringLiteral("text"), {QStringLiteral("附件.xlsx")}}); });
    EXPECT_EQ(reader->content(message).value(), raw);
    EXPECT_TRUE(rowsOf(mailbox(account, "INBOX")).at(0).hasAttachment);
    EXPECT_EQ(changes().bodies, std::vector<MessageId>{message});
    closeStore();
    {
        SQLite::Database database(file("content.db").string(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE pack_data SET data = x'28b52ffd0400ff' WHERE id = (SELECT max(id) FROM pack)");
    }
    setLogSink([](const LogLine &) {});
    openStore();
    EXPECT_FALSE(reader->content(message).value());
    setLogSink({});
    write([&](StoreWriter &writer) { return writer.storeContent(raw, {message, QStringLiteral("text")}); });
    EXPECT_EQ(reader->content(message).value(), raw);
}

TEST(ContentCodecTest, PiecesAreTheWhole)
{
    const std::vector<QByteArray> cases{"", "no parts", "boundary=x\n--x", "boundary=\"\n--\n", "BOUNDARY=a;\r\n--a\r\n--a--\r\n\n--a", QByteArray("\0\n--\0", 5)};
    for (const QByteArray &raw : cases) {
        QByteArray whole;
        for (const QByteArrayView part : splitByParts(raw)) {
            EXPECT_FALSE(part.isEmpty());
            ASSERT_TRUE(unpackSegment(packSegment(part), part.size(), whole));
        }
        EXPECT_EQ(whole, raw);
    }
    EXPECT_EQ(splitByParts("h: boundary=xx\n\n--xx\nA\n--xx\nB\n--xx--\n").size(), 4u);
    QByteArray nothing;
    EXPECT_FALSE(unpackSegment("garbage", 100, nothing));
}

TEST_F(FilesTest, ARemovedMailboxAndAccountAreSweptAway)
{
    const AccountId account = addAccount();
    list(mailbox(account, "Work"), listedRange(1, 1200));
    write([&](StoreWriter &writer) { return writer.replaceMailboxes(account, {mailboxNamed("INBOX", MailboxRole::Inbox)}); });
    EXPECT_EQ(reader->mailboxes(account).value().size(), 1u);
    EXPECT_EQ(reader->count({SearchResults{QStringLiteral("Subject"), {}, {}}}).value(), 0);
    auto left = [&] { return reader->totals().value().messages; };
    EXPECT_TRUE(eventually([&] { return left() == 0; }));
    write([&](StoreWriter &writer) { return writer.removeAccount(account); });
    EXPECT_TRUE(reader->accounts().value().empty());
    EXPECT_TRUE(reader->allMailboxes().value().empty());
}

} // namespace

} // namespace tern::store
