// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/reading/ReadingFigures.h"

#include "ui/bridge/StallWatchdog.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MessageListView.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/models/FolderModel.h"
#include "ui/models/MessageListModel.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/TextBody.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <dirent.h>
#include <unistd.h>

namespace tern::bench {
namespace {

/// Of one process: its own pages, and its part of those it shares.
double proportionalMb(const QString &process)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

QByteArray parentOf(const QString &process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1);
}

} // namespace

void ReadingFigures::waitFor(const char *what, const std::function<bool()> &condition)
{
    const auto begin = SteadyClock::now();
    QTimer tick;    // so that the loop wakes up
    tick.start(1);
    while (!condition()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        // What a loop that was entered by exec() would do.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (secondsSince(begin) > 60)
            fail(std::string("did not come: ") + what);
    }
}

int ReadingFigures::openFolder(MailboxId mailbox)
{
    auto &window = m_app.window();
    waitFor("the folder", [&] { return window.folders().indexOf(mailbox).isValid(); });
    window.sidebar().folders().setCurrentIndex(window.folders().indexOf(mailbox));
    const store::ListQuery wanted{store::InMailbox{mailbox}};
    waitFor("the list", [&] { return window.messages().query().scope == wanted.scope && window.messages().isComplete() && window.messages().rowCount() > 0; });
    return window.messages().rowCount();
}

bool ReadingFigures::isShown(PlacementId placement)
{
    auto &reader = m_app.window().reader();
    if (reader.placement() != placement || !reader.message() || reader.message()->placement != placement)
        return false;
    // The text gives way when the HTML is there.
    return !reader.body().showsHtml() || !reader.body().findChild<ui::TextBody *>()->isVisible();
}

double ReadingFigures::read(int row)
{
    auto &view = m_app.window().list().view();
    const auto begin = SteadyClock::now();
    view.selectRow(row);
    const PlacementId placement = view.currentMessage();
    waitFor("a message", [&] { return isShown(placement); });
    m_app.window().reader().repaint();
    for (auto *widget : m_app.window().reader().body().findChildren<QWidget *>()) {
        if (widget->isVisible())
            widget->repaint();
    }
    return 1000 * secondsSince(begin);
}

double ReadingFigures::longestStall(int steps)
{
    ui::StallWatchdog watchdog;
    QCoreApplication::processEvents();
    watchdog.reset();
    auto &view = m_app.window().list().view();
    int done = 0;
    QTimer key;
    QObject::connect(&key, &QTimer::timeout, &key, [&] {
        view.step(done < steps / 2 ? 1 : -1);
        ++done;
    });
    key.start(33);
    waitFor("the steps", [&] { return done >= steps; });
    key.stop();
    return static_cast<double>(watchdog.longest().count()) / 1000;
}

double ReadingFigures::memory()
{
    const QByteArray own = QByteArray::number(static_cast<int>(::getpid()));
    double sum = proportionalMb(QString::fromLatin1(own));
    DIR *processes = ::opendir("/proc");
    while (const dirent *entry = processes ? ::readdir(processes) : nullptr) {
        const QString name = QString::fromLatin1(entry->d_name);
        QByteArray parent = name.at(0).isDigit() ? parentOf(name) : QByteArray();
        for (int depth = 0; depth < 4 && !parent.isEmpty() && parent != "1"; ++depth) {
            if (parent == own) {
                sum += proportionalMb(name);
                break;
            }
            parent = parentOf(QString::fromLatin1(parent));
        }
    }
    if (processes)
        ::closedir(processes);
    return sum;
}

} // namespace tern::bench
