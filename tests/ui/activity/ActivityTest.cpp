// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/activity/AccountCard.h"
#include "ui/activity/ActivityPane.h"
#include "ui/activity/LaneLines.h"
#include "ui/activity/OperationRows.h"
#include "ui/bridge/ErrorText.h"
#include "ui/notifications/NotificationText.h"
#include "ui/outbox/OutboxRows.h"
#include "ui/outbox/OutboxView.h"
#include "ui/rows/ActionRowDelegate.h"
#include "ui/rows/ActionRowList.h"
#include "ui/widgets/ElidedLabel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <random>
#include <thread>

namespace tern::test {
namespace {

using ui::RowData;

RowData row(qint64 key, const char *title = "")
{
    RowData made;
    made.key = key;
    made.title = QString::fromLatin1(title);
    return made;
}

TEST(RowListModel, BecomesWhateverItIsTold)
{
    ui::RowListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<RowData> rows;
        for (int key = 1; key <= 12; ++key) {
            if (random() % 3)
                rows.push_back(row(key, random() % 2 ? "a" : "b"));
        }
        std::shuffle(rows.begin(), rows.end(), random);
        model.setRows(rows);
        ASSERT_EQ(model.rowCount(), int(rows.size()));
        for (int i = 0; i < model.rowCount(); ++i)
            ASSERT_EQ(model.row(i), rows[std::size_t(i)]);
    }
}

TEST(LaneLines, CountsWhatCompressionSavedAndNothingWithoutIt)
{
    engine::LaneStatus lane;
    lane.bytesReceived = 1'000;
    lane.bytesSent = 200;
    EXPECT_EQ(ui::savedByCompression(lane), 0) << "nothing is known of the wire";
    lane.wireReceived = 1'000;
    lane.wireSent = 200;
    EXPECT_EQ(ui::savedByCompression(lane), 0);
    lane.wireReceived = 300;
    lane.wireSent = 150;
    EXPECT_EQ(ui::savedByCompression(lane), 750);
    lane.wireReceived = 1'100;
    EXPECT_EQ(ui::savedByCompression(lane), 0) << "more than without: nothing saved";
}

/// A lane that is turned away, and one that waits after an error, say so and why.
TEST(LaneLines, SayWhyALaneWaits)
{
    WindowFixture f;
    ui::LaneLines lines(f.theme);
    engine::LaneStatus turned;
    turned.kind = engine::LaneKind::Background;
    turned.state = engine::LaneStatus::State::WaitingForConnection;
    engine::LaneStatus failed;
    failed.state = engine::LaneStatus::State::BackingOff;
    failed.retryAt = 26'000;
    failed.error = makeError(ErrorKind::ServerBusy, "imap.login", "NO [UNAVAILABLE] later");
    lines.setLanes({failed, turned}, 1'000);
    const auto labels = lines.findChildren<ui::ElidedLabel *>();
    ASSERT_EQ(labels.size(), 2);
    EXPECT_EQ(labels[0]->text(), QStringLiteral("Tries again in 25 s · ") + ui::errorText(*failed.error).sentence);
    EXPECT_EQ(labels[1]->text(), QStringLiteral("Waits for a connection: the server allows no more"));
    lines.setLanes({turned}, 1'000);
    EXPECT_TRUE(labels[1]->isHidden());
}

TEST(OperationRow, OffersWhatCanBeDone)
{
    const auto name = [](AccountId, const std::string &wire) { return QString::fromStdString(wire); };
    store::OperationRecord operation;
    operation.id = OperationId{3};
    operation.intent = store::OperationIntent::Delete;
    operation.messages = 2;
    operation.notBefore = 8'000;
    const RowData held = ui::operationRow(operation, 1'000, {}, name);
    ASSERT_EQ(held.actions.size(), 1u);
    EXPECT_EQ(held.actions[0].text, QStringLiteral("Undo"));
    operation.state = store::OperationState::InFlight;
    EXPECT_TRUE(ui::operationRow(operation, 9'000, {}, name).actions.empty());
    operation.state = store::OperationState::Blocked;
    operation.reason = makeError(ErrorKind::ServerRefused, "imap", "NO quota");
    const RowData blocked = ui::operationRow(operation, 9'000, {}, name);
    EXPECT_EQ(blocked.actions.size(), 2u);
    EXPECT_EQ(blocked.details, QStringLiteral("NO quota"));
    EXPECT_FALSE(blocked.problem.isEmpty());
}

TEST(OutboxRow, AnUnknownOutcomeLeavesTwoThingsToDo)
{
    store::OutboxRecord item;
    item.id = OutboxId{1};
    item.draft = DraftId{1};
    item.state = store::OutboxState::Unknown;
    const RowData unknown = ui::outboxRow(item, 0);
    ASSERT_EQ(unknown.actions.size(), 3u);
    EXPECT_EQ(unknown.actions[0].id, ui::ShowJourney) << "Enter";
    EXPECT_EQ(unknown.actions[1].id, ui::OutboxSendAgain);
    EXPECT_EQ(unknown.actions[2].id, ui::OutboxArrived) << "Delete";
    item.state = store::OutboxState::Sending;
    EXPECT_TRUE(ui::outboxRow(item, 0).actions.empty());
}

TEST(OutboxRow, NamesWhoWasRefusedAndKeepsTheServersWords)
{
    store::OutboxRecord item;
    item.state = store::OutboxState::Failed;
    item.recipients = {{QStringLiteral("a@b.cn"), true, false, QStringLiteral("250 OK")}, {QStringLiteral("x@b.cn"), false, true, QStringLiteral("550 unknown")}};
    const RowData failed = ui::outboxRow(item, 0);
    EXPECT_TRUE(failed.problem.contains(QStringLiteral("x@b.cn")));
    EXPECT_FALSE(failed.problem.contains(QStringLiteral("a@b.cn")));
    EXPECT_TRUE(failed.details.contains(QStringLiteral("550 unknown")));
}

TEST(NotificationText, NamesOneAndCountsSeveral)
{
    store::MessageRow first;
    first.fromName = QStringLiteral("张伟");
    first.subject = QStringLiteral("第二封");
    EXPECT_EQ(ui::notificationText({first}, QStringLiteral("x")).summary, QStringLiteral("张伟"));
    const auto many = ui::notificationText({first, first, first, first, first}, QStringLiteral("sender@163.com"));
    EXPECT_TRUE(many.summary.contains(QStringLiteral("5")));
    EXPECT_EQ(many.body.count(QLatin1Char('\n')), 3);
}

TEST(ActivityPane, FollowsOperationsAndPassesOnWhatIsClicked)
{
    WindowFixture f;
    ui::ActivityPane pane(f.context);
    pane.resize(800, 600);
    pane.show();
    auto *list = pane.findChild<ui::ActionRowList *>();
    EXPECT_EQ(list->rows().rowCount(), 0);
    store::OperationRecord operation;
    operation.id = OperationId{7};
    operation.account = AccountId{1};
    operation.intent = store::OperationIntent::Archive;
    operation.messages = 10;
    operation.state = store::OperationState::Waiting;
    f.engine.data->operations = {operation};
    store::ChangeSet changes;
    changes.operations = true;
    f.engine.changed(changes);
    ASSERT_TRUE(waitFor([&] { return list->rows().rowCount() == 1; }));
    settle();
    const QRect area = list->visualRect(list->model()->index(0, 0));
    const auto rects = qobject_cast<ui::ActionRowDelegate *>(list->itemDelegate())->actionRects(area, list->rows().row(0));
    ASSERT_EQ(rects.size(), 2);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, rects[0].center());
    EXPECT_TRUE(f.engine.calls.contains(QStringLiteral("retryOperation 7")));
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Delete);
    EXPECT_TRUE(f.engine.calls.contains(QStringLiteral("cancelOperation 7")));
}

TEST(ActivityPane, ShowsHowFarTheIndexIsBehind)
{
    WindowFixture f;
    ui::ActivityPane pane(f.context);
    pane.resize(900, 600);
    pane.show();
    const auto says = [&](const QString &text) {
        const auto labels = pane.findChildren<ui::ElidedLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const ui::ElidedLabel *label) { return label->isVisible() && label->text().contains(text); });
    };
    EXPECT_TRUE(says(QStringLiteral("Every stored message is found")));
    engine::LaneStatus index{engine::LaneKind::Index};
    index.state = engine::LaneStatus::State::Working;
    index.what = engine::LaneStatus::What::Indexing;
    index.done = 300;
    index.total = 1'500;
    f.bridge.indexChanged(index);
    EXPECT_TRUE(waitFor([&] { return says(QStringLiteral("1,200 still to be read")); }));
    index.state = engine::LaneStatus::State::BackingOff;
    index.error = makeError(ErrorKind::DiskFull, "store.bodies_read");
    f.bridge.indexChanged(index);
    EXPECT_TRUE(waitFor([&] { return says(QStringLiteral("Tries again")) && says(ui::errorText(*index.error).sentence); }));
}

TEST(OutboxView, EditTakesTheItemBackFirst)
{
    WindowFixture f;
    store::OutboxRecord item;
    item.id = OutboxId{4};
    item.draft = DraftId{9};
    f.engine.data->outbox = {item};
    ui::OutboxView view(f.context);
    EXPECT_EQ(view.count(), 1);
    DraftId opened;
    QObject::connect(&view, &ui::OutboxView::editRequested, [&](DraftId draft) { opened = draft; });
    Q_EMIT view.findChild<ui::ActionRowList *>()->actionTriggered(4, ui::EditOutbox);
    ASSERT_TRUE(waitFor([&] { return opened == DraftId{9}; }));
    EXPECT_TRUE(f.engine.calls.contains(QStringLiteral("cancelOutbox 4")));
}

} // namespace
} // namespace tern::test
