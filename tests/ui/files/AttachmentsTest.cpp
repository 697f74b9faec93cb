// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files/MessageMaker.h"
#include "tests/support/files/ZipMaker.h"
#include "tests/support/ui_fakes/BrowserStub.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/AttachmentActions.h"
#include "ui/reader/AttachmentCards.h"
#include "ui/reader/quicklook/FileWords.h"
#include "ui/reader/quicklook/QuickLook.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using files::FileLook;

MessageMaker threeFiles()
{
    MessageMaker maker;
    maker.attach("application/pdf", "filename=\"report.pdf\"", "%PDF-1.4 report");
    maker.attach("application/pdf", "filename=\"invoice.pdf\"", QByteArray("\x7F""ELF\2").leftJustified(300, '\0'));
    maker.attach("application/zip", "filename=\"album.zip\"", ZipMaker().add("setup.exe").bytes());
    return maker;
}

class Attachments : public testing::TestWithParam<const char *> {
protected:
    Attachments()
    {
        const std::string look = GetParam();
        f.theme.setMode(look == "dark" ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        actions.serve(cards);
        window.resize(820, 90);
        cards.resize(820, 80);
    }
    std::vector<ui::ReceivedAttachment *> shown()
    {
        cards.show(message, true);
        settle();
        const auto found = cards.findChildren<ui::ReceivedAttachment *>();
        return {found.begin(), found.end()};
    }

    WindowFixture f;
    // Before the windows: they take their words when they are made.
    std::unique_ptr<ChineseWhile> chinese = std::string(GetParam()) == "zh_CN" ? std::make_unique<ChineseWhile>() : nullptr;
    QWidget window;
    ui::AttachmentCards cards{f.theme, &window};
    ui::AttachmentActions actions{f.context, &window};
    engine::OpenedMessagePtr message = threeFiles().open();
};

TEST_P(Attachments, CardsSayWhatTheirFilesAre)
{
    window.show();
    const auto all = shown();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_TRUE(all[0]->accessibleDescription().isEmpty());
    EXPECT_TRUE(waitFor([&] { return !all[1]->accessibleDescription().isEmpty() && !all[2]->accessibleDescription().isEmpty(); })) << "it is called a PDF, and is a program";
    EXPECT_TRUE(picture(window, QStringLiteral("attachments-") + QString::fromLatin1(GetParam())));
}

TEST_P(Attachments, WhatCouldRunIsAskedAboutFirst)
{
    BrowserStub desktop;
    QDesktopServices::setUrlHandler(QStringLiteral("file"), &desktop, "open");
    window.show();
    actions.open(message, "2");
    ASSERT_TRUE(waitFor([&] { return desktop.opened.size() == 1; }));
    const QFileInfo copy(desktop.opened.first().toLocalFile());
    EXPECT_EQ(copy.fileName(), QStringLiteral("report.pdf"));
    EXPECT_FALSE(copy.permissions() & (QFile::WriteOwner | QFile::ExeOwner));
    actions.open(message, "3");
    ASSERT_TRUE(waitFor([&] { return window.findChild<QMessageBox *>() != nullptr; }));
    auto *box = window.findChild<QMessageBox *>();
    EXPECT_EQ(desktop.opened.size(), 1);
    EXPECT_EQ(box->defaultButton(), box->button(QMessageBox::Cancel)) << "Enter opens nothing";
    EXPECT_TRUE(picture(*box, QStringLiteral("attachment-ask-") + QString::fromLatin1(GetParam())));
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::DestructiveRole) {
            button->click();
            break;
        }
    }
    EXPECT_TRUE(waitFor([&] { return desktop.opened.size() == 2; }));
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
}

INSTANTIATE_TEST_SUITE_P(Looks, Attachments, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

class AttachmentKeys : public Attachments {
protected:
    TemporaryFolder target;
};

TEST_P(AttachmentKeys, SpaceLooksEnterShowsWhatCanBeDone)
{
    window.show();
    const auto all = shown();
    QTest::keyClick(all[0], Qt::Key_Space);
    auto *look = window.findChild<ui::QuickLook *>();
    ASSERT_NE(look, nullptr);
    EXPECT_TRUE(waitFor([&] { return look->isReady(); }, 30'000));
    QTest::keyClick(all[1], Qt::Key_Return);
    auto *menu = all[1]->findChild<QMenu *>();
    ASSERT_NE(menu, nullptr);
    EXPECT_EQ(menu->actions().size(), 3);
    menu->close();
}

TEST_P(AttachmentKeys, DraggingHandsOverACopy)
{
    QList<QUrl> dropped;
    actions.setDragger([&dropped](QWidget *, std::unique_ptr<QMimeData> data) { dropped = data->urls(); });
    window.show();
    auto *card = shown()[0];
    const QPoint from = card->mapTo(&window, QPoint(20, 20));
    QWindow *native = window.windowHandle();
    QTest::mousePress(native, Qt::LeftButton, {}, from);
    QTest::mouseMove(native, from + QPoint(40, 0));
    ASSERT_TRUE(waitFor([&] { return !dropped.isEmpty(); }));
    EXPECT_EQ(QFileInfo(dropped.first().toLocalFile()).fileName(), QStringLiteral("report.pdf"));
    QTest::mouseRelease(native, Qt::LeftButton, {}, from + QPoint(40, 0));
    // A button that is let go before the copy is there drops nothing anywhere.
    dropped.clear();
    actions.drag(message, "2", card);
    settle();
    EXPECT_TRUE(dropped.isEmpty());
    EXPECT_EQ(window.findChild<ui::QuickLook *>(), nullptr) << "a drag is no click";
}

TEST_P(AttachmentKeys, SavingAsksBeforeItReplaces)
{
    const QString folder = QString::fromStdString(target.path().string());
    const QString file = folder + QStringLiteral("/a.pdf");
    QStringList said;
    QObject::connect(&actions, &ui::AttachmentActions::said, &window, [&said](const QString &sentence) { said << sentence; });
    const auto choose = [this](const QString &name) {
        auto *dialog = window.findChild<QFileDialog *>();
        ASSERT_NE(dialog, nullptr);
        Q_EMIT dialog->fileSelected(name);      // as the dialog does when it has asked
        dialog->close();
        settle();
    };
    actions.save(message, "2");
    choose(file);
    ASSERT_TRUE(waitFor([&] { return said.size() == 1; }));
    actions.save(message, "4");
    choose(file);
    ASSERT_TRUE(waitFor([&] { return said.size() == 2; }));
    QFile read(file);
    ASSERT_TRUE(read.open(QIODevice::ReadOnly));
    EXPECT_TRUE(read.readAll().startsWith("PK")) << "the person said that the first may go";
    actions.saveAll(message);
    choose(folder);
    ASSERT_TRUE(waitFor([&] { return said.size() == 3; }));
    EXPECT_TRUE(QFileInfo::exists(folder + QStringLiteral("/report.pdf")) && QFileInfo::exists(folder + QStringLiteral("/album.zip")));
    actions.saveMessage(message);
    choose(folder + QStringLiteral("/whole.eml"));
    ASSERT_TRUE(waitFor([&] { return said.size() == 4; }));
    QFile whole(folder + QStringLiteral("/whole.eml"));
    ASSERT_TRUE(whole.open(QIODevice::ReadOnly));
    EXPECT_EQ(whole.readAll(), message->raw) << "byte for byte";
    QSignalSpy failed(&actions, &ui::AttachmentActions::failed);
    actions.save(message, "2");
    choose(QStringLiteral("/nowhere/at/all.pdf"));
    EXPECT_TRUE(waitFor([&] { return failed.size() == 1; }));
}

INSTANTIATE_TEST_SUITE_P(Once, AttachmentKeys, testing::Values("light"));

TEST(FileWords, EveryReasonHasItsOwnWords)
{
    QStringList said;
    for (int reason = 1; reason < static_cast<int>(FileLook::Reason::Disguised); ++reason) {
        FileLook look;
        look.reason = static_cast<FileLook::Reason>(reason);
        said << ui::fileWarning(look).sentence;
        EXPECT_FALSE(ui::shortWarning(look).isEmpty()) << reason;
    }
    for (int trick = 1; trick <= static_cast<int>(FileLook::NameTrick::MixedLetters); ++trick) {
        FileLook look;
        look.trick = static_cast<FileLook::NameTrick>(trick);
        said << ui::fileWarning(look).sentence;
    }
    EXPECT_FALSE(said.contains(QString()));
    EXPECT_EQ(said.removeDuplicates(), 0);
    FileLook disguised;
    disguised.content = {files::FileKind::Program, "elf"};
    disguised.claimed = {files::FileKind::Picture, "png"};
    disguised.isDisguised = true;
    disguised.reason = FileLook::Reason::Program;
    disguised.level = FileLook::Level::Dangerous;
    EXPECT_EQ(ui::fileWarning(disguised).sentence, QStringLiteral("It says that it is a picture, but it is a program."));
    EXPECT_EQ(ui::shortWarning(disguised), QStringLiteral("a program, not a picture"));
    EXPECT_TRUE(ui::asksBeforeOpening(disguised));
    EXPECT_FALSE(ui::asksBeforeOpening(FileLook()));
    for (int trouble = 1; trouble < static_cast<int>(files::Drawn::Trouble::Cancelled); ++trouble)
        EXPECT_FALSE(ui::drawingTrouble(static_cast<files::Drawn::Trouble>(trouble), files::FileKind::Pdf).isEmpty()) << trouble;
}

} // namespace
} // namespace tern::test
