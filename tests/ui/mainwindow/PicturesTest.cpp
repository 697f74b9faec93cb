// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/mainwindow/PaneStage.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/reader/ReaderPane.h"

#include <QImage>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::test;

namespace {

/// The window as in the mock-up: all inboxes, the newest message open.
void stage(WindowOnEngine &on)
{
    on.window->reader().setMarkReadAfter(-1);
    waitFor([&] { return on.window->messages().isComplete(); });
    on.window->list().view().selectRow(0);
    waitFor([&] { return on.window->reader().message() != nullptr; });
    for (const AccountId account : {on.profile.first, on.profile.second}) {
        engine::AccountStatus status;
        status.account = account;
        status.state = engine::AccountStatus::State::Online;
        status.lastSync = at(0, 9, 41);
        on.bridge.accountStatusChanged(status);
    }
    settle();
}

} // namespace

TEST(Pictures, MainWindowLightAndDark)
{
    WindowOnEngine on;
    stage(on);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-light")));
    on.theme.setMode(ui::Theme::Mode::Dark);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-dark")));
    const QColor corner = on.window->grab().toImage().pixelColor(4, 400);
    EXPECT_EQ(corner, ui::darkTokens().sidebar) << "a change of the theme reaches the window at once";
}

TEST(Pictures, MainWindowInChinese)
{
    const ChineseWhile chinese;
    WindowOnEngine on;
    stage(on);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-zh_CN")));
}

TEST(Pictures, NarrowWindows)
{
    WindowOnEngine on;
    stage(on);
    on.window->resize(820, 700);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-820")));
    on.window->stage().show(ui::PaneStage::Level::Reader);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-820-reader")));
    on.window->resize(480, 700);
    on.window->stage().show(ui::PaneStage::Level::List);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-480")));
}

TEST(Pictures, SearchWithinAFolder)
{
    WindowOnEngine on;
    stage(on);
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("/re"));
    ASSERT_TRUE(waitFor([&] { return on.window->list().isSearching() && on.window->messages().isComplete(); }));
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-search")));
}

TEST(Pictures, MoveAndPaletteAndUndo)
{
    WindowOnEngine on;
    stage(on);
    on.window->actions()[ui::Command::Move]->trigger();
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-move")));
    on.press(Qt::Key_Escape);
    on.window->actions()[ui::Command::Palette]->trigger();
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-palette")));
    on.press(Qt::Key_Escape);
    on.window->actions()[ui::Command::Archive]->trigger();
    settle();
    waitFor([&] { return on.window->messages().rowCount() == 10; });
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-undo")));
}

TEST(Pictures, TwoLinesARowAndAnHtmlMessage)
{
    WindowOnEngine on;
    stage(on);
    on.window->list().view().setDensity(ui::Density::TwoLines);
    on.choose(on.profile.secondInbox);
    on.window->list().view().selectRow(1);
    waitFor([&] { return on.window->reader().message() != nullptr; });
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-html")));
}
