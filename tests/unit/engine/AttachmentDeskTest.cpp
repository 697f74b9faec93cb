// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/AttachmentDesk.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/files/MessageMaker.h"
#include "tests/support/files/PdfMaker.h"
#include "tests/support/files/ZipMaker.h"

#include <QFile>

#include <gtest/gtest.h>

#include <future>

namespace tern::engine {
namespace {

using files::FileKind;
using files::FileLook;
using test::MessageMaker;
using Kind = Preview::Kind;

class Desk : public testing::Test {
protected:
    template <typename T>
    static Result<T> wait(const std::function<void(Completion<T>)> &start)
    {
        std::promise<Result<T>> promise;
        start([&promise](Result<T> outcome) { promise.set_value(std::move(outcome)); });
        return promise.get_future().get();
    }
    Preview show(const MessageMaker &maker, const std::string &part = "2", PreviewWish wish = {})
    {
        auto preview = wait<Preview>([&](auto done) { desk.preview(maker.open(), part, wish, std::move(done)); });
        EXPECT_TRUE(preview.ok());
        return preview.valueOr(Preview());
    }
    static MessageMaker with(const QByteArray &type, const QByteArray &name, const QByteArray &content)
    {
        return MessageMaker().attach(type, "filename=\"" + name + '"', content);
    }

    test::TemporaryFolder folder;
    AttachmentDesk desk{AttachmentDesk::Options{[](auto work) { work({}); }, folder.path() / "copies", {}}};
};

TEST_F(Desk, LooksAtEachPart)
{
    MessageMaker maker;
    maker.attach("image/png", "filename=\"holiday.png\"", QByteArray("\x7F""ELF\2").leftJustified(200, '\0'));
    maker.attach("application/pdf", "filename*=utf-8''photo%E2%80%AEfdp.pdf", "%PDF-1.4");
    maker.attach("application/pdf", "filename=\"=?utf-8?B?4oCucGhvdG8ucGRm?=\"", "%PDF-1.4");
    const auto looks = wait<std::vector<FileLook>>([&](auto done) { desk.look(maker.open(), {"2", "3", "4", "9"}, std::move(done)); });
    ASSERT_TRUE(looks.ok() && looks->size() == 4);
    EXPECT_EQ((*looks)[0].reason, FileLook::Reason::Program);
    EXPECT_TRUE((*looks)[0].isDisguised);
    EXPECT_EQ((*looks)[1].trick, FileLook::NameTrick::HiddenDirection);
    EXPECT_EQ((*looks)[2].trick, FileLook::NameTrick::HiddenDirection) << "decoding drops the mark, it was there all the same";
    EXPECT_EQ((*looks)[2].level, FileLook::Level::Caution);
    EXPECT_EQ((*looks)[3].content.kind, FileKind::Unknown);
}

TEST_F(Desk, ShowsTextOfAnyCharsetAndItsBeginningIfItIsLong)
{
    EXPECT_EQ(show(with("text/plain; charset=gb2312", "a.txt", "\xB1\xA8\xB8\xE6\r\n")).text, QStringLiteral("报告\n"));
    EXPECT_EQ(show(with("application/octet-stream", "a.csv", "\xEF\xBB\xBF""a,b")).text, QStringLiteral("a,b"));
    EXPECT_EQ(show(with("text/plain", "a.txt", QByteArray("\xFF\xFEh\0i\0", 6))).text, QStringLiteral("hi"));
    const Preview longOne = show(with("text/plain", "a.log", QByteArray("one line\n").repeated(400'000)));
    EXPECT_EQ(longOne.kind, Kind::Text);
    EXPECT_GT(longOne.left, 1'000'000);
    EXPECT_TRUE(longOne.text.endsWith(QStringLiteral("one line\n")));
    EXPECT_EQ(show(with("text/html", "a.html", "<p>Hello <script>x()</script>there")).text.trimmed(), QStringLiteral("Hello there"));
    EXPECT_TRUE(show(with("application/rtf", "a.rtf", "{\\rtf1 Hello}")).text.contains(QStringLiteral("Hello")));
}

TEST_F(Desk, DrawsPagesAndSaysWhyNot)
{
    const MessageMaker maker = with("application/pdf", "a.pdf", test::makePdf({"BT /F1 24 Tf 72 700 Td (One) Tj ET", "BT /F1 24 Tf 72 700 Td (Two) Tj ET"}));
    const Preview page = show(maker, "2", {1, 300, 300});
    EXPECT_EQ(page.kind, Kind::Drawn);
    EXPECT_EQ(page.drawn.trouble, files::Drawn::Trouble::None);
    EXPECT_EQ(page.drawn.pages, 2);
    EXPECT_EQ(page.drawn.height, 300);
    EXPECT_EQ(page.drawn.text.trimmed(), QStringLiteral("Two"));
    EXPECT_EQ(show(with("image/png", "a.png", "\x89PNG\r\n\x1A\nrest")).drawn.trouble, files::Drawn::Trouble::NotReadable);
    AttachmentDesk without{AttachmentDesk::Options{[](auto work) { work({}); }, folder.path(), "/nowhere"}};
    const auto preview = wait<Preview>([&](auto done) { without.preview(maker.open(), "2", {}, std::move(done)); });
    EXPECT_EQ(preview->drawn.trouble, files::Drawn::Trouble::NoProgram);
}

TEST_F(Desk, ShowsAMessageWithinAMessageAndItsAttachments)
{
    const MessageMaker inner = MessageMaker("Inner").attach("text/plain", "filename=\"inner.txt\"", "deep");
    const Preview preview = show(MessageMaker().attach("message/rfc822", "filename=\"x.eml\"", inner.bytes()));
    ASSERT_EQ(preview.kind, Kind::Mail);
    EXPECT_EQ(preview.mail->parsed.subject, QStringLiteral("Inner"));
    ASSERT_EQ(preview.mail->parsed.attachments.size(), 1U);
    const auto deeper = wait<Preview>([&](auto done) { desk.preview(preview.mail, preview.mail->parsed.attachments[0].part, {}, std::move(done)); });
    EXPECT_EQ(deeper->text, QStringLiteral("deep"));
    EXPECT_EQ(show(with("application/octet-stream", "saved.eml", inner.bytes())).kind, Kind::Mail) << "by its name";
}

TEST_F(Desk, ListsArchivesInvitationsAndCards)
{
    const Preview zip = show(with("application/zip", "a.zip", test::ZipMaker().add("a/b.txt", "hello").bytes()));
    ASSERT_TRUE(zip.kind == Kind::Zip && zip.zip);
    EXPECT_EQ(zip.zip->entries.at(0).name, QStringLiteral("a/b.txt"));
    const Preview invitation = show(with("application/octet-stream", "a.ics",
                                         "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Tea\r\nDTSTART:20261201T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    ASSERT_TRUE(invitation.kind == Kind::Invitation && invitation.invitation);
    EXPECT_EQ(invitation.invitation->event().summary, QStringLiteral("Tea"));
    const Preview card = show(with("text/vcard", "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chen Chen\r\nEMAIL:chen@example.net\r\nEND:VCARD\r\n"));
    ASSERT_TRUE(card.kind == Kind::Contacts && card.contacts.size() == 1);
    EXPECT_EQ(show(with("application/octet-stream", "a.exe", QByteArray("MZ").leftJustified(100, '\0'))).kind, Kind::Nothing);
    EXPECT_FALSE(wait<Preview>([&](auto done) { desk.preview(MessageMaker().open(), "7", {}, std::move(done)); }).ok());
}

TEST_F(Desk, SavesAllUnderTheirOwnNamesAndStopsWhereItCannot)
{
    MessageMaker maker;
    maker.attach("text/plain", "filename=\"a.txt\"", "one").attach("text/plain", "filename=\"a.txt\"", "two").attach("text/plain", "filename=\"../.b\"", "three");
    const QString target = QString::fromStdString(folder.path().string());
    const auto saved = wait<QStringList>([&](auto done) { desk.saveAll(maker.open(), {"2", "3", "4"}, target, std::move(done)); });
    ASSERT_TRUE(saved.ok());
    EXPECT_EQ(*saved, (QStringList{target + QStringLiteral("/a.txt"), target + QStringLiteral("/a (2).txt"), target + QStringLiteral("/b")}));
    QFile second(saved->at(1));
    ASSERT_TRUE(second.open(QIODevice::ReadOnly));
    EXPECT_EQ(second.readAll(), "two");
    EXPECT_EQ(wait<QStringList>([&](auto done) { desk.saveAll(maker.open(), {"2"}, QStringLiteral("/nowhere"), std::move(done)); }).error().kind, ErrorKind::NotFound);
    const auto copy = wait<QString>([&](auto done) { desk.exportCopy(maker.open(), "2", std::move(done)); });
    ASSERT_TRUE(copy.ok());
    EXPECT_EQ(static_cast<int>(std::filesystem::status(copy->toStdString()).permissions()), 0400);
}

TEST_F(Desk, ANewerPreviewEndsTheOlder)
{
    AttachmentDesk slow{AttachmentDesk::Options{[](auto work) { work({}); }, folder.path(), "/bin/cat"}};
    const MessageMaker maker = with("image/png", "a.png", "\x89PNG\r\n\x1A\n");
    std::promise<ErrorKind> first;
    slow.preview(maker.open(), "2", {}, [&first](Result<Preview> outcome) { first.set_value(outcome ? ErrorKind::Internal : outcome.error().kind); });
    slow.stop();
    const ErrorKind kind = first.get_future().get();
    EXPECT_TRUE(kind == ErrorKind::Cancelled || kind == ErrorKind::Internal);
    EXPECT_EQ(wait<Preview>([&](auto done) { slow.preview(maker.open(), "2", {}, std::move(done)); }).error().kind, ErrorKind::Cancelled) << "after the end";
}

} // namespace
} // namespace tern::engine
