// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/WindowFigures.h"

#include "ui/bridge/StallWatchdog.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MessageListView.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/models/FolderModel.h"
#include "ui/models/MessageListModel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTest>

#include <random>

namespace tern::bench {
namespace {

/// Notes when a widget was painted while `counts` held.
class PaintWatch final : public QObject {
public:
    PaintWatch(QWidget &widget, std::function<bool()> counts) : m_counts(std::move(counts)) { widget.installEventFilter(this); }

    bool eventFilter(QObject *, QEvent *event) override
    {
        // The filter runs before the paint; what is posted now is handled after it.
        if (event->type() == QEvent::Paint && !painted && m_counts())
            QMetaObject::invokeMethod(this, [this] { painted = painted ? painted : std::optional(SteadyClock::now()); }, Qt::QueuedConnection);
        return false;
    }

    std::optional<SteadyClock::time_point> painted;

private:
    std::function<bool()> m_counts;
};

} // namespace

void WindowFigures::waitFor(const char *what, const std::function<bool()> &condition)
{
    const auto begin = SteadyClock::now();
    while (!condition()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        if (secondsSince(begin) > 60)
            fail(std::string("did not come: ") + what);
    }
}

SteadyClock::time_point WindowFigures::untilPainted()
{
    PaintWatch watch(*m_app.window().list().view().viewport(), [this] { return m_app.window().messages().rowCount() > 0; });
    QTimer tick;    // so that the loop wakes up
    tick.start(1);
    waitFor("a painted list", [&] { return watch.painted.has_value(); });
    return *watch.painted;
}

std::vector<double> WindowFigures::changeFolders(MailboxId first, MailboxId second, int changes)
{
    std::vector<double> times;
    auto &window = m_app.window();
    for (int change = 0; change < changes; ++change) {
        const MailboxId to = change % 2 == 0 ? second : first;
        const store::ListQuery wanted{store::InMailbox{to}};
        PaintWatch watch(*window.list().view().viewport(),
                         [&] { return window.messages().query().scope == wanted.scope && window.messages().isLoaded() && window.messages().rowCount() > 0; });
        QTimer tick;
        tick.start(1);
        const auto begin = SteadyClock::now();
        window.sidebar().folders().setCurrentIndex(window.folders().indexOf(to));
        if (!window.folders().indexOf(to).isValid())
            fail("the folder is not in the tree");
        waitFor("another folder", [&] { return watch.painted.has_value(); });
        times.push_back(1000 * std::chrono::duration<double>(*watch.painted - begin).count());
        waitFor("all of the folder", [&] { return window.messages().isComplete(); });
    }
    return times;
}

std::vector<double> WindowFigures::scroll(int steps)
{
    auto &view = m_app.window().list().view();
    auto *bar = view.verticalScrollBar();
    waitFor("all of the list", [this] { return m_app.window().messages().isComplete(); });
    std::mt19937 random(3);
    std::vector<double> times;
    bar->setValue(0);
    for (int step = 0; step < steps; ++step) {
        int to = bar->value() + 3 * bar->singleStep();
        if (step % 3 == 1)
            to = bar->value() + bar->pageStep();
        else if (step % 3 == 2)
            to = static_cast<int>(random() % static_cast<unsigned>(std::max(bar->maximum(), 1)));
        times.push_back(1000 * secondsOf([&] {
            bar->setValue(to);
            view.viewport()->repaint();
        }));
        QCoreApplication::processEvents();
    }
    return times;
}

double WindowFigures::longestStallUntilInbox(int messages)
{
    ui::StallWatchdog watchdog;
    QCoreApplication::processEvents();
    watchdog.reset();
    QTimer tick;
    tick.start(20);
    waitFor("the listing", [&] {
        auto &reader = m_app.context().reader;
        const auto accounts = reader.accounts();
        const auto inbox = reader.mailboxByRole(accounts ? accounts->front().id : AccountId{}, store::MailboxRole::Inbox);
        return inbox && *inbox && (*inbox)->total >= messages && (*inbox)->fullyListed;
    });
    return static_cast<double>(watchdog.longest().count()) / 1000;
}

} // namespace tern::bench
