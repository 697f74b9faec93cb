// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/bridge/StallWatchdog.h"
#include "ui/mainwindow/PaneStage.h"
#include "ui/mainwindow/Picker.h"
#include "ui/mainwindow/SearchField.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/mainwindow/UndoBar.h"
#include "ui/reader/ReaderPane.h"
#include "ui/widgets/Chip.h"

#include <QAccessible>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::test;

namespace {

/// The picker that is open, or null.
ui::Picker *picker(ui::MainWindow &window)
{
    settle();
    const auto open = window.findChildren<ui::Picker *>();
    return open.isEmpty() ? nullptr : open.last();
}

} // namespace

TEST(Keyboard, JAndKStepAndTheReaderFollows)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    ASSERT_EQ(on.window->messages().rowCount(), 9);
    on.type(QStringLiteral("j"));
    EXPECT_EQ(on.openSubject(), on.subjects()[0]);
    on.type(QStringLiteral("jj"));
    EXPECT_EQ(on.openSubject(), on.subjects()[2]);
    on.type(QStringLiteral("k"));
    EXPECT_EQ(on.openSubject(), on.subjects()[1]);
    EXPECT_TRUE(waitFor([&] { return on.window->reader().message() != nullptr; })) << "the body came";
}

TEST(Keyboard, ArchiveGoesOnAndUndoBringsItBack)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    QStringList expected = on.subjects();
    const QStringList before = expected;
    on.type(QStringLiteral("jj"));
    on.type(QStringLiteral("e"));
    expected.removeAt(1);
    EXPECT_EQ(on.openSubject(), before[2]) << "on to the next at once";
    EXPECT_TRUE(on.listIs(expected));
    EXPECT_EQ(on.openSubject(), before[2]);
    EXPECT_TRUE(on.window->undoBar().isVisible());
    EXPECT_EQ(on.rowsIn(on.profile.archive), 1);
    on.type(QStringLiteral("z"));
    EXPECT_TRUE(on.listIs(before));
    EXPECT_EQ(on.rowsIn(on.profile.archive), 0);
    EXPECT_FALSE(on.window->undoBar().isVisible());
    EXPECT_EQ(on.openSubject(), before[2]) << "what is being read stays open";
}

TEST(Keyboard, DeletesTheLastOfAListWithoutAsking)
{
    WindowOnEngine on;
    on.choose(on.profile.junk);
    on.type(QStringLiteral("j"));
    on.press(Qt::Key_Delete);
    EXPECT_TRUE(on.listIs({}));
    EXPECT_FALSE(on.window->reader().placement().isValid());
    EXPECT_EQ(on.rowsIn(on.profile.trash), 1);
}

TEST(Keyboard, MovesSeveralToAFolderByTyping)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("j"));
    on.press(Qt::Key_Down, Qt::ShiftModifier);
    on.press(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(on.window->list().view().selectedMessages().size(), 3u);
    on.type(QStringLiteral("m"));
    ASSERT_TRUE(picker(*on.window));
    on.type(QStringLiteral("进度"));
    on.press(Qt::Key_Return);
    EXPECT_TRUE(waitFor([&] { return on.window->messages().rowCount() == 6; }));
    EXPECT_EQ(on.rowsIn(on.profile.chinese), 4);
    // The folder used last stands first.
    on.type(QStringLiteral("m"));
    ASSERT_TRUE(picker(*on.window));
    on.press(Qt::Key_Return);
    EXPECT_TRUE(waitFor([&] { return on.rowsIn(on.profile.chinese) == 5; }));
}

TEST(Keyboard, OfTwoFoldersOfOneNameTheMessagesOwnStandsFirst)
{
    WindowOnEngine on;
    on.choose(on.profile.secondInbox);
    on.type(QStringLiteral("j"));
    const auto first = on.reader->row(on.window->reader().placement());
    ASSERT_TRUE(first && *first);
    on.type(QStringLiteral("m"));
    ASSERT_TRUE(picker(*on.window));
    on.type(QStringLiteral("sent"));
    on.press(Qt::Key_Return);
    const auto own = on.reader->mailboxByRole((*first)->account, store::MailboxRole::Sent);
    ASSERT_TRUE(own && *own);
    EXPECT_TRUE(waitFor([&] { return (*on.reader->row((*first)->placement))->mailbox == (*own)->id; }));
}

TEST(Keyboard, WhatIsDroppedOnAFolderGoesAndTheNextIsShown)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    const QStringList before = on.subjects();
    on.type(QStringLiteral("jj"));
    Q_EMIT on.window->folders().messagesDropped(on.window->list().view().selectedMessages(), on.profile.archive, false);
    EXPECT_EQ(on.openSubject(), before[2]);
    EXPECT_TRUE(waitFor([&] { return on.window->messages().rowCount() == 8; }));
}

TEST(Keyboard, AnotherFolderLeavesTheMessageOfTheLastOne)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("j"));
    ASSERT_TRUE(on.window->reader().placement().isValid());
    on.choose(on.profile.archive);
    EXPECT_FALSE(on.window->reader().placement().isValid());
}

TEST(Keyboard, FilterChipsAreNeverCutOff)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("/x"));
    ASSERT_TRUE(waitFor([&] { return on.window->list().isSearching(); }));
    settle();
    int chips = 0;
    for (const auto *chip : on.window->list().findChildren<ui::Chip *>()) {
        if (!chip->isVisible())
            continue;
        ++chips;
        EXPECT_GE(chip->width(), chip->sizeHint().width()) << chip->text().toStdString();
    }
    EXPECT_EQ(chips, 5) << "with the one for this folder";
}

TEST(Keyboard, FlagsAndMarksUnread)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("jj"));
    const PlacementId shown = on.window->reader().placement();
    const auto flags = [&] {
        const auto row = on.reader->row(shown);
        return row && *row ? (*row)->flags : 0;
    };
    on.type(QStringLiteral("s"));
    EXPECT_TRUE(waitFor([&] { return flags() & store::FlagFlagged; }));
    on.type(QStringLiteral("u"));
    EXPECT_TRUE(waitFor([&] { return !(flags() & store::FlagSeen); }));
}

TEST(Keyboard, AMessageInViewCountsAsRead)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.window->reader().setMarkReadAfter(30);
    on.type(QStringLiteral("j"));
    const PlacementId shown = on.window->reader().placement();
    EXPECT_TRUE(waitFor([&] { return (*on.reader->row(shown))->flags & store::FlagSeen; }));
    EXPECT_FALSE(on.window->undoBar().isVisible());
}

TEST(Keyboard, SlashSearchesAndEscEndsIt)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    const QStringList before = on.subjects();
    on.type(QStringLiteral("/"));
    EXPECT_TRUE(on.window->list().search().hasFocus());
    EXPECT_TRUE(on.window->list().search().text().isEmpty());
    on.type(QStringLiteral("纪要"));
    EXPECT_TRUE(on.listIs({QStringLiteral("会议纪要 (修订)")}));
    on.press(Qt::Key_Escape);
    EXPECT_TRUE(on.listIs(before));
    EXPECT_TRUE(on.window->list().view().hasFocus());
}

TEST(Keyboard, LettersTypedIntoTheSearchAreNoCommands)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("j/"));
    on.type(QStringLiteral("e#mjz"));
    EXPECT_EQ(on.window->list().search().text(), QStringLiteral("e#mjz"));
    EXPECT_EQ(on.rowsIn(on.profile.inbox), 9);
}

TEST(Keyboard, ThePaletteFindsCommandsAndFolders)
{
    WindowOnEngine on;
    on.press(Qt::Key_K, Qt::ControlModifier);
    ASSERT_TRUE(picker(*on.window));
    on.type(QStringLiteral("trash"));
    on.press(Qt::Key_Return);
    EXPECT_TRUE(waitFor([&] { return on.window->messages().query().scope == store::ListQuery{.scope = store::InMailbox{on.profile.trash}}.scope; }));
    on.type(QStringLiteral("?"));
    ui::Picker *help = picker(*on.window);
    ASSERT_TRUE(help);
    EXPECT_GT(help->findChild<QListWidget *>()->count(), 20);
    on.press(Qt::Key_Escape);
    settle();
    EXPECT_FALSE(picker(*on.window));
}

TEST(Keyboard, NarrowWindowsShowOnePaneAndEscGoesBack)
{
    WindowOnEngine on;
    on.window->resize(600, 700);
    settle();
    on.choose(on.profile.inbox);
    EXPECT_TRUE(on.window->list().isVisible());
    EXPECT_FALSE(on.window->reader().isVisible());
    on.type(QStringLiteral("j"));
    on.press(Qt::Key_Return);
    EXPECT_TRUE(on.window->reader().isVisible());
    EXPECT_FALSE(on.window->list().isVisible());
    on.press(Qt::Key_Escape);
    EXPECT_TRUE(on.window->list().isVisible());
    on.press(Qt::Key_Escape);
    EXPECT_EQ(on.window->stage().level(), ui::PaneStage::Level::Folders);
    EXPECT_TRUE(on.window->sidebar().folders().hasFocus());
    EXPECT_EQ(on.window->width(), 600) << "a change of panes leaves the window's size alone";
}

TEST(Keyboard, FocusStaysWithThePanesWhenTheWindowNarrows)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("j"));
    on.window->reader().setFocus();
    settle();
    on.window->resize(600, 700);
    settle();
    EXPECT_TRUE(on.window->list().view().hasFocus());
}

TEST(Keyboard, EverythingThatTakesTheKeyboardHasAName)
{
    WindowOnEngine on;
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("j"));
    for (QWidget *widget : on.window->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || qobject_cast<QScrollBar *>(widget))
            continue;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        const bool named = !widget->accessibleName().isEmpty() || (interface && !interface->text(QAccessible::Name).isEmpty());
        EXPECT_TRUE(named) << widget->metaObject()->className() << " in " << widget->parentWidget()->metaObject()->className();
    }
}

TEST(Keyboard, EverythingSelectedIsDeletedWithoutAStall)
{
    constexpr int many = 20'000;
    WindowOnEngine on(many);
    on.choose(on.profile.archive);
    ASSERT_EQ(on.window->messages().rowCount(), many);
    ui::StallWatchdog watchdog;
    settle();
    watchdog.reset();
    on.press(Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(on.window->list().view().selectedCount(), many);
    on.press(Qt::Key_Delete);
    EXPECT_TRUE(waitFor([&] { return on.rowsIn(on.profile.trash) == many; }, 30'000)) << "every one, also those never read into memory";
    EXPECT_TRUE(waitFor([&] { return on.window->messages().rowCount() == 0; }, 30'000));
    RecordProperty("longestStallMicroseconds", static_cast<int>(watchdog.longest().count()));
    // Generous: other programs share the processor.
    EXPECT_LT(watchdog.longest().count(), 400'000);
}

TEST(Keyboard, TwentyThousandMessagesDoNotStallTheWindow)
{
    WindowOnEngine on(20'000);
    ui::StallWatchdog watchdog;
    settle();
    watchdog.reset();
    on.choose(on.profile.archive);
    ASSERT_EQ(on.window->messages().rowCount(), 20'000);
    auto *bar = on.window->list().view().verticalScrollBar();
    for (int i = 0; i <= 20; ++i) {
        bar->setValue(bar->maximum() / 20 * i);
        settle();
    }
    on.press(Qt::Key_End);
    EXPECT_EQ(on.openSubject(), QStringLiteral("Subject 20000"));
    RecordProperty("longestStallMicroseconds", static_cast<int>(watchdog.longest().count()));
    // Generous: other programs share the processor; the figure proper is measured by tests/bench.
    EXPECT_LT(watchdog.longest().count(), 200'000);
}
