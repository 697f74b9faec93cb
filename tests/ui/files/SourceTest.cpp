// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files/MessageMaker.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/SourceWindow.h"
#include "ui/widgets/FindBar.h"
#include "ui/widgets/LongText.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QScrollBar>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

struct Counted {
    int current = -1, total = -1;
    bool done = false;
};

class Source : public testing::Test {
protected:
    ui::LongText &text()
    {
        QObject::connect(&view, &ui::LongText::found, &view, [this](int current, int total, bool done) { found = {current, total, done}; });
        view.resize(700, 400);
        view.show();
        return view;
    }
    Counted find(const char *words, int step)
    {
        found = {};
        view.find(QString::fromUtf8(words), step);
        EXPECT_TRUE(waitFor([this] { return found.done; }));
        return found;
    }

    WindowFixture f;
    ui::LongText view{f.theme};
    Counted found;
};

TEST_F(Source, LinesOfEveryKind)
{
    text().setBytes("one\r\ntwo\n\n" + QByteArray("\xE6\xB1\x89").repeated(2'000) + "\nlast");
    EXPECT_EQ(view.line(0), QStringLiteral("one"));
    EXPECT_EQ(view.line(1), QStringLiteral("two"));
    EXPECT_EQ(view.line(2), QString());
    QString joined;
    for (int i = 3; i + 1 < view.lineCount(); ++i) {
        EXPECT_LE(view.line(i).size(), 2'000);
        joined += view.line(i);
    }
    EXPECT_EQ(joined, QString(2'000, QChar(0x6C49))) << "cut between characters";
    EXPECT_EQ(view.line(view.lineCount() - 1), QStringLiteral("last"));
    EXPECT_EQ(view.line(-1), QString());
    view.setBytes({});
    EXPECT_EQ(view.lineCount(), 1);
    view.selectAll();
    EXPECT_EQ(view.selectedText(), QString());
}

TEST_F(Source, FindsWordsOneAfterAnother)
{
    text().setBytes("Subject: Tea\nX-Tea: 报告\n\ntea TEA coffee");
    Counted now = find("tea", 0);
    EXPECT_EQ(now.total, 4);
    EXPECT_EQ(now.current, 1);
    EXPECT_EQ(view.selectedText(), QStringLiteral("Tea"));
    EXPECT_EQ(find("tea", 1).current, 2);
    EXPECT_EQ(find("tea", -1).current, 1);
    EXPECT_EQ(find("tea", -1).current, 4) << "around";
    EXPECT_EQ(find("报告", 0).total, 1);
    EXPECT_EQ(find("nothing", 0).total, 0);
    EXPECT_EQ(find("nothing", 1).current, 0);
}

TEST_F(Source, FiftyMegabytesAreThereAtOnce)
{
    QByteArray bytes = QByteArray("Received: by mx.example.net with a line that is as long as most lines are\r\n").repeated(680'000);
    bytes += "needle at the end\r\n";
    ASSERT_GT(bytes.size(), 50'000'000);
    text();
    QElapsedTimer timer;
    timer.start();
    view.setBytes(bytes);
    view.grab();
    const qint64 opened = timer.restart();
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
    view.grab();
    const qint64 scrolled = timer.restart();
    qint64 longest = 0;
    view.find(QStringLiteral("needle"), 0);
    while (!found.done && timer.elapsed() < 30'000) {
        QElapsedTimer slice;
        slice.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        longest = std::max(longest, slice.elapsed());
    }
    std::printf("50 MB: opened in %lld ms, scrolled in %lld ms, searched in %lld ms, the longest slice %lld ms\n", opened, scrolled, timer.elapsed(), longest);
    EXPECT_EQ(found.total, 1);
    EXPECT_EQ(view.selectedText(), QStringLiteral("needle"));
    EXPECT_LT(opened, 3'000) << "with patience for a busy machine";
    EXPECT_LT(longest, 1'000);
}

TEST_F(Source, TheWindowFindsByItsKeys)
{
    MessageMaker maker;
    maker.text("tea and more tea");
    QPointer<ui::SourceWindow> window = new ui::SourceWindow(f.theme, maker.open(), nullptr);
    window->show();
    window->openFind();
    auto *bar = window->findChild<ui::FindBar *>();
    QTest::keyClicks(bar->findChild<QLineEdit *>(), QStringLiteral("TEA"));
    EXPECT_TRUE(waitFor([&] { return window->text().selectedText() == QStringLiteral("tea"); }));
    EXPECT_TRUE(picture(*window, QStringLiteral("source-find")));
    QTest::keyClick(bar->findChild<QLineEdit *>(), Qt::Key_Return);
    const auto labels = bar->findChildren<QLabel *>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) { return label->text() == QStringLiteral("2 of 2"); }));
    QTest::keyClick(bar, Qt::Key_Escape);
    EXPECT_TRUE(bar->isHidden());
    delete window.data();
}

} // namespace
} // namespace tern::test
