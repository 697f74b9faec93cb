// SPDX-License-Identifier: GPL-3.0-or-later
// The audit of Activity on a real engine whose servers don't answer.
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/activity/AuditPanel.h"

#include <QAbstractButton>
#include <QLabel>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::test;

namespace {

struct PanelOnEngine {
    WindowOnEngine on;
    ui::AuditPanel panel{ui::WindowContext{*on.engine, on.bridge, *on.reader, on.theme}, on.profile.first};

    void click(const char *button) const { panel.findChild<QAbstractButton *>(QString::fromLatin1(button))->click(); }
};

} // namespace

TEST(AuditOnEngine, SaysThatTheServerCouldNotBeAskedAndHowMuchIsHere)
{
    PanelOnEngine f;
    f.on.engine->start();
    f.click("audit");
    EXPECT_TRUE(f.panel.isRunning()) << "the click came back at once";
    ASSERT_TRUE(waitFor([&] { return !f.panel.isRunning(); }, 20'000));
    const QString text = f.panel.findChild<QLabel *>(QStringLiteral("result"))->text();
    EXPECT_TRUE(text.startsWith(QStringLiteral("The server could not be asked."))) << text.toStdString();
    EXPECT_FALSE(text.contains(QStringLiteral("no longer there"))) << "its lanes run: " << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("Whole messages kept here, in all accounts: "))) << text.toStdString();
    EXPECT_FALSE(text.contains(QStringLiteral("Nothing differs"))) << text.toStdString();
}

TEST(AuditOnEngine, OneThatWasStoppedSaysSo)
{
    WindowOnEngine on;
    on.engine->start();
    StopSource stop;
    stop.requestStop();
    engine::Engine::AuditRequest request;
    request.stop = stop.token();
    std::optional<Result<engine::AuditSummary>> ended;
    on.engine->audit(std::move(request), ui::onUi(on.window.get(), [&](Result<engine::AuditSummary> outcome) { ended = std::move(outcome); }));
    ASSERT_TRUE(waitFor([&] { return ended.has_value(); }, 20'000));
    ASSERT_FALSE(ended->ok());
    EXPECT_EQ(ended->error().kind, ErrorKind::Cancelled);
}
