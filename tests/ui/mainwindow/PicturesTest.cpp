// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/mainwindow/PaneStage.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/reader/ReaderPane.h"

#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLayout>

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

TEST(Pictures, LabelsOfGmail)
{
    const auto prepare = [](MailProfile &profile) {
        const auto text = [](const char16_t *words) { return QString::fromUtf16(words); };
        profile.setLabels(profile.inbox, {{Uid{9}, {text(u"\\Important"), text(u"Projekt Größe"), text(u"项目")}},
                                          {Uid{8}, {text(u"Code")}},
                                          {Uid{7}, {text(u"Reisen"), text(u"A label with a very long name that nobody would want to read whole"), text(u"Bahn"), text(u"2026")}},
                                          {Uid{6}, {text(u"\\Inbox"), text(u"Family")}},
                                          {Uid{5}, {text(u"\\Starred"), text(u"\\Sent")}}});
    };
    WindowOnEngine on(0, prepare);
    stage(on);
    auto *tags = on.window->reader().findChild<QWidget *>(QStringLiteral("labels"));
    ASSERT_TRUE(tags != nullptr);
    EXPECT_TRUE(tags->isVisible());
    EXPECT_EQ(tags->layout()->count(), 2) << "what Gmail calls important is no label of the person's";
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-labels")));
    on.theme.setMode(ui::Theme::Mode::Dark);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-labels-dark")));
    on.theme.setMode(ui::Theme::Mode::Light);
    on.window->list().view().selectRow(1);
    ASSERT_TRUE(waitFor([&] { return !tags->isVisible(); })) << "a message without labels has no empty line for them";
    on.choose(on.profile.inbox);
    on.type(QStringLiteral("/label:reisen"));
    // Labels are searched where folders are labels; these accounts are others'.
    EXPECT_TRUE(waitFor([&] { return on.window->list().isSearching() && on.window->messages().isComplete() && on.window->messages().rowCount() == 0; }));
}

TEST(Pictures, LabelsOfGmailInChinese)
{
    const ChineseWhile chinese;
    WindowOnEngine on(0, [](MailProfile &profile) { profile.setLabels(profile.inbox, {{Uid{9}, {QStringLiteral("\\Inbox"), QStringLiteral("项目")}}}); });
    stage(on);
    EXPECT_TRUE(picture(*on.window, QStringLiteral("main-labels-zh_CN")));
}

/// A message that was sent, and a report that it did not arrive.
OutboxId undelivered(MailProfile &profile)
{
    const QString file = profile.path() + QStringLiteral("/undelivered.eml");
    QFile message(file);
    EXPECT_TRUE(message.open(QIODevice::WriteOnly) && message.write("Subject: x\r\n\r\n") > 0);
    message.close();
    store::OutboxRecord item;
    item.account = profile.first;
    item.messageIdHeader = "undelivered@example.org";
    item.subject = QStringLiteral("Contract, second version");
    EXPECT_TRUE(profile.store().writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        item.id = *writer.enqueueOutbox(item, file);
        item.state = store::OutboxState::SentCopySaved;
        item.attempts = 1;
        if (auto kept = writer.updateOutbox(item); !kept)
            return kept;
        const std::string ids[] = {item.messageIdHeader};
        store::DeliveryReport report;
        report.recipient = QStringLiteral("tom@example.net");
        report.status = QStringLiteral("5.1.1");
        report.diagnostic = QStringLiteral("550 5.1.1 no such user");
        report.reporter = QStringLiteral("mx.example.net");
        auto added = writer.addDeliveryReports(ids, std::span(&report, 1));
        return added ? Result<void>() : added.error();
    }).ok());
    return item.id;
}

TEST(Pictures, MailThatWasNotDelivered)
{
    for (const bool isChinese : {false, true}) {
        const std::optional<ChineseWhile> chinese = isChinese ? std::make_optional<ChineseWhile>() : std::nullopt;
        OutboxId item;
        WindowOnEngine on(0, [&](MailProfile &profile) { item = undelivered(profile); });
        stage(on);
        store::ChangeSet changes;
        changes.outbox = true;
        changes.undelivered = {item};
        on.bridge.storeChanged(changes);
        const auto said = [&] {
            for (const QLabel *label : on.window->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(QStringLiteral("tom@example.net")))
                    return true;
            }
            return false;
        };
        ASSERT_TRUE(waitFor(said));
        EXPECT_TRUE(picture(*on.window, isChinese ? QStringLiteral("main-undelivered-zh_CN") : QStringLiteral("main-undelivered-light")));
        on.theme.setMode(ui::Theme::Mode::Dark);
        EXPECT_TRUE(isChinese || picture(*on.window, QStringLiteral("main-undelivered-dark")));
    }
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
