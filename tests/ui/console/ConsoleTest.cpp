// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TemporaryFolder.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/console/ConsoleModel.h"
#include "ui/console/ConsolePane.h"
#include "ui/console/ConsoleView.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <gtest/gtest.h>

#include <thread>

namespace tern::test {
namespace {

TraceLine line(std::int64_t sequence, std::int64_t connection, const char *text, const char *endpoint = "imap.x:993", const char *protocol = "IMAP")
{
    TraceLine made;
    made.sequence = sequence;
    made.connectionId = connection;
    made.text = text;
    made.direction = TraceDirection::Server;
    made.account = "a@x";
    made.endpoint = endpoint;
    made.protocol = protocol;
    return made;
}

TEST(ConsoleModel, HeadsEachConnectionFiltersAndStaysBounded)
{
    ui::ConsoleModel model(100);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append({line(1, 1, "one"), line(2, 1, "two"), line(3, 2, "three", "smtp.x:465")});
    EXPECT_EQ(model.rowCount(), 5) << "two headings";
    EXPECT_EQ(model.sources().size(), 2u);
    model.setFilter({}, QStringLiteral("TW"));
    EXPECT_EQ(model.rowCount(), 2);
    model.setFilter({QStringLiteral("a@x"), QStringLiteral("smtp.x:465")}, {});
    EXPECT_EQ(model.rowCount(), 2);
    model.setFilter({}, {});
    for (int i = 4; i < 500; ++i)
        model.append({line(i, i / 50, "more")});
    EXPECT_LE(model.rowCount(), 120);
    EXPECT_TRUE(model.textOf().contains(QStringLiteral("S more")));
    model.append({line(600, 9, "a\tb\x01")});
    EXPECT_FALSE(model.textOf().contains(QChar(1)));
}

TEST(ConsolePane, ShowsLinesFromOtherThreadsAndHoldsThemWhilePaused)
{
    WindowFixture f;
    f.engine.ring.add(line(0, 1, "before"));
    ui::ConsolePane pane(f.engine.ring, f.theme);
    pane.resize(800, 300);
    pane.show();
    auto *view = pane.findChild<ui::ConsoleView *>();
    ASSERT_TRUE(waitFor([&] { return view->model()->rowCount() == 2; }));
    QElapsedTimer timer;
    timer.start();
    std::thread connection([&] {
        for (int i = 0; i < 5'000; ++i)
            f.engine.ring.add(line(0, 2, "FETCH"));
    });
    connection.join();
    ASSERT_TRUE(waitFor([&] { return view->model()->rowCount() == 5'003; }));
    QToolButton *pause = nullptr;
    for (auto *button : pane.findChildren<QToolButton *>()) {
        if (button->isCheckable())
            pause = button;
    }
    ASSERT_TRUE(pause);
    pause->click();
    f.engine.ring.add(line(0, 2, "later"));
    waitFor([] { return false; }, 80);
    EXPECT_EQ(view->model()->rowCount(), 5'003);
    pause->click();
    ASSERT_TRUE(waitFor([&] { return view->model()->rowCount() == 5'004; }));
    pane.findChild<QLineEdit *>()->setText(QStringLiteral("later"));
    EXPECT_EQ(view->model()->rowCount(), 2);
}

TEST(ConsoleModel, ShowsOneConnectionOfSeveral)
{
    ui::ConsoleModel model(10);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append({line(1, 1, "one"), line(2, 2, "two"), line(3, 1, "three"), line(4, 3, "four", "smtp.x:465")});
    const auto sources = model.sources();
    ASSERT_EQ(sources.size(), 4U) << "a server with two connections, and one with one";
    EXPECT_EQ(sources[0].connection, 0);
    EXPECT_EQ(sources[1].connection, 1);
    EXPECT_EQ(sources[2].connection, 2);
    EXPECT_EQ(sources[3].endpoint, QStringLiteral("smtp.x:465"));
    model.setFilter(sources[1], {});
    EXPECT_EQ(model.textOf().count(QStringLiteral("S ")), 2) << model.textOf().toStdString();
    EXPECT_FALSE(model.textOf().contains(QStringLiteral("two")));
    model.setFilter(sources[0], {});
    EXPECT_EQ(model.textOf().count(QStringLiteral("S ")), 3);
    // A connection whose lines have all gone is no choice any more.
    for (int i = 5; i < 15; ++i)
        model.append({line(i, 2, "more")});
    ASSERT_EQ(model.sources().size(), 1U);
}

TEST(ConsolePane, ChoosesAConnectionAndFallsBackWhenItIsGone)
{
    WindowFixture f;
    ui::ConsolePane pane(f.engine.ring, f.theme);
    pane.show();
    auto *view = pane.findChild<ui::ConsoleView *>();
    auto *choice = pane.findChild<QComboBox *>();
    f.engine.ring.add(line(0, 1, "one"));
    f.engine.ring.add(line(0, 2, "two"));
    ASSERT_TRUE(waitFor([&] { return choice->count() == 4; }));
    choice->setCurrentIndex(2);
    EXPECT_EQ(view->model()->rowCount(), 2) << "its heading and its line";
    f.engine.ring.add(line(0, 3, "three"));
    ASSERT_TRUE(waitFor([&] { return choice->count() == 5; }));
    EXPECT_EQ(choice->currentIndex(), 2) << "what was chosen stays chosen";
    EXPECT_EQ(view->model()->rowCount(), 2);
    for (int i = 0; i < 20'000; ++i)
        f.engine.ring.add(line(0, 3, "more"));
    ASSERT_TRUE(waitFor([&] { return choice->count() == 2; }));
    EXPECT_EQ(choice->currentIndex(), 0);
    EXPECT_EQ(view->model()->rowCount(), 20'001);
}

TEST(ConsolePane, SavesWhatIsShownWithItsTimes)
{
    ui::ConsoleModel model;
    model.append({line(1, 1, "one"), line(2, 1, "two")});
    const QStringList lines = model.textOf({}, true).split(QLatin1Char('\n'));
    ASSERT_GE(lines.size(), 3);
    EXPECT_TRUE(QRegularExpression(QStringLiteral("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} S one$")).match(lines[1]).hasMatch()) << lines[1].toStdString();
}

TEST(ConsoleView, ALineIsExplainedByTheMouseAndByTheKeyboard)
{
    WindowFixture f;
    ui::ConsolePane pane(f.engine.ring, f.theme);
    pane.resize(800, 300);
    pane.show();
    auto *view = pane.findChild<ui::ConsoleView *>();
    f.engine.ring.add(line(0, 1, "* OK [CAPABILITY IMAP4rev1 IDLE] ready"));
    ASSERT_TRUE(waitFor([&] { return view->model()->rowCount() == 2; }));
    view->setCurrentIndex(view->model()->index(1, 0));
    const QString told = view->currentIndex().data(Qt::ToolTipRole).toString();
    EXPECT_TRUE(told.contains(QStringLiteral("<b>IDLE</b> (RFC 9051"))) << told.toStdString();
    QTest::keyClick(view, Qt::Key_F1);
    EXPECT_TRUE(waitFor([] { return QToolTip::isVisible(); }));
    EXPECT_EQ(QToolTip::text(), told);
    QToolTip::hideText();
}

} // namespace
} // namespace tern::test
