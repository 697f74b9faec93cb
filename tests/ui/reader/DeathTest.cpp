// SPDX-License-Identifier: GPL-3.0-or-later
// What draws the HTML is another process; a message can break it.
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/TextBody.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QDir>
#include <QFile>

#include <gtest/gtest.h>

#include <csignal>
#include <unistd.h>

namespace tern::test {
namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The engine's drawing processes below this one.
std::vector<pid_t> renderers()
{
    std::map<pid_t, pid_t> parents;
    std::vector<pid_t> found;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const int process = entry.toInt();
        const QByteArray stat = process > 0 ? contentOf(QStringLiteral("/proc/%1/stat").arg(process)) : QByteArray();
        if (!stat.isEmpty())
            parents[process] = stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toInt();
    }
    for (const auto &[process, parent] : parents) {
        // Forked from a zygote, whose command line it keeps.
        const auto isZygote = [](pid_t one) { return contentOf(QStringLiteral("/proc/%1/cmdline").arg(one)).contains("--type=zygote"); };
        if (!isZygote(process) || !isZygote(parent))
            continue;
        pid_t above = parent;
        for (int depth = 0; depth < 5 && above > 1 && above != ::getpid(); ++depth)
            above = parents[above];
        if (above == ::getpid())
            found.push_back(process);
    }
    return found;
}

TEST(ViewDeath, IsSurvivedOnceAndSaidTheSecondTime)
{
    WindowFixture f;
    ui::ReaderBody body(f.context);
    body.resize(700, 400);
    body.show();
    auto message = std::make_shared<engine::OpenedMessage>();
    message->raw = "From: Ann <ann@example.org>\r\nSubject: s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Some <b>words</b></p>\r\n";
    message->parsed = *mime::parseMessage(message->raw);
    body.showMessage(message);
    if (!body.showsHtml())
        body.switchForm();
    const auto *text = body.findChild<ui::TextBody *>();
    const auto isDrawn = [&] { return body.showsHtml() && !text->isVisible() && !renderers().empty(); };
    ASSERT_TRUE(waitFor(isDrawn, 20'000));

    const auto first = renderers();
    for (const pid_t process : first)
        ::kill(process, SIGKILL);
    ASSERT_TRUE(waitFor([&] { return isDrawn() && renderers() != first; }, 20'000)) << "shown again by itself";

    for (const pid_t process : renderers())
        ::kill(process, SIGKILL);
    ASSERT_TRUE(waitFor([&] { return !body.showsHtml(); }, 20'000));
    EXPECT_TRUE(text->isVisible());
    EXPECT_TRUE(text->toPlainText().contains(QStringLiteral("Some words")));
    const auto banners = body.findChildren<ui::Banner *>();
    const auto shown = std::find_if(banners.begin(), banners.end(), [](const auto *one) { return one->isVisible(); });
    ASSERT_NE(shown, banners.end());
    EXPECT_TRUE(picture(body, QStringLiteral("reader-view-broke")));
    // And it can be tried again.
    (*shown)->findChild<ui::FlatButton *>()->click();
    EXPECT_TRUE(waitFor(isDrawn, 20'000));
}

} // namespace
} // namespace tern::test
