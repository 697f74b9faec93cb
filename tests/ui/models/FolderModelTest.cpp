// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/MailProfile.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "ui/models/FolderModel.h"
#include "ui/models/MessageDrag.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::ui;

namespace {

class FolderModelTest : public testing::Test {
protected:
    FolderModelTest()
    {
        profile.fill();
        reader = std::move(profile.store().openReader()).value();
        thread = std::make_unique<ReaderThread>([this] { return profile.store().openReader(); });
        model = std::make_unique<FolderModel>(*reader, *thread);
        tester = std::make_unique<QAbstractItemModelTester>(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    ~FolderModelTest() override
    {
        tester.reset();
        model.reset();
        thread.reset();
    }
    [[nodiscard]] int countAt(const QString &key) const { return model->indexOf(key).data(FolderModel::CountRole).toInt(); }

    test::MailProfile profile;
    std::unique_ptr<store::StoreReader> reader;
    std::unique_ptr<ReaderThread> thread;
    std::unique_ptr<FolderModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

} // namespace

TEST_F(FolderModelTest, ShowsSmartFoldersThenEachAccount)
{
    ASSERT_EQ(model->rowCount(), 5);
    EXPECT_EQ(model->index(0, 0).data().toString(), QStringLiteral("All inboxes"));
    EXPECT_EQ(model->index(3, 0).data().toString(), QStringLiteral("sender@163.com"));
    const QModelIndex account = model->index(3, 0);
    EXPECT_EQ(model->index(0, 0, account).data().toString(), QStringLiteral("Inbox"));
    const QModelIndex nested = model->indexOf(profile.chinese);
    EXPECT_EQ(nested.data().toString(), QStringLiteral("项目进度"));
    EXPECT_EQ(nested.parent().data().toString(), QStringLiteral("Projects"));
}

TEST_F(FolderModelTest, CountsUnreadAndFlagged)
{
    EXPECT_EQ(countAt(QStringLiteral("inboxes")), 3);
    EXPECT_EQ(model->indexOf(profile.inbox).data(FolderModel::CountRole).toInt(), 2);
    EXPECT_EQ(model->indexOf(profile.drafts).data(FolderModel::CountRole).toInt(), 1) << "drafts wait, read or not";
    EXPECT_TRUE(test::waitFor([this] { return countAt(QStringLiteral("flagged")) == 1; }));
}

TEST_F(FolderModelTest, FollowsCountsWithoutAReset)
{
    const QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
    profile.add(profile.inbox, {{QStringLiteral("A"), QStringLiteral("a@example.org"), QStringLiteral("new"), {}, test::at(0, 10, 0), 0, 0, {}, {}}}, false);
    store::ChangeSet changes;
    changes.number = 1;
    changes.counts = {profile.inbox};
    model->applyChanges(changes);
    EXPECT_EQ(model->indexOf(profile.inbox).data(FolderModel::CountRole).toInt(), 3);
    EXPECT_EQ(countAt(QStringLiteral("inboxes")), 4);
    EXPECT_EQ(resets.count(), 0);
}

TEST_F(FolderModelTest, TellsHowMuchIsOnTheServer)
{
    const auto told = [&](std::int64_t bytes, bool byServer) {
        const auto written = profile.store().writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            if (auto selected = writer.mailboxSelected(profile.inbox, UidValidity{1}, {}, 4210); !selected)
                return selected.error();
            return writer.mailboxBytes(profile.inbox, bytes, byServer);
        });
        EXPECT_TRUE(written.ok());
        store::ChangeSet changes;
        changes.number = 1;
        changes.counts = {profile.inbox};
        model->applyChanges(changes);
        return model->indexOf(profile.inbox).data(Qt::ToolTipRole).toString();
    };
    EXPECT_EQ(told(120'000'000, true), QStringLiteral("Inbox\nOn the server · messages: 4,210 · size: 120.0 MB"));
    EXPECT_EQ(told(35'000, false), QStringLiteral("Inbox\nOn the server · messages: 4,210 · size: 35 KB (added up from what is listed)"));
    EXPECT_EQ(model->index(0, 0).data(Qt::ToolTipRole).toString(), QString()) << "all inboxes are of several servers";
}

TEST_F(FolderModelTest, TakesMessagesThatAreDropped)
{
    qRegisterMetaType<std::vector<PlacementId>>();
    std::vector<PlacementId> dropped;
    MailboxId target;
    QObject::connect(model.get(), &FolderModel::messagesDropped, model.get(), [&](const std::vector<PlacementId> &messages, MailboxId to, bool) {
        dropped = messages;
        target = to;
    });
    const std::unique_ptr<QMimeData> drag(makeMessageDrag({PlacementId{5}, PlacementId{6}}));
    EXPECT_FALSE(model->canDropMimeData(drag.get(), Qt::MoveAction, -1, -1, model->index(0, 0))) << "All inboxes is no place";
    EXPECT_FALSE(model->dropMimeData(drag.get(), Qt::MoveAction, -1, -1, model->indexOf(profile.trash))) << "the view must not remove rows";
    EXPECT_EQ(dropped, (std::vector{PlacementId{5}, PlacementId{6}}));
    EXPECT_EQ(target, profile.trash);
}

TEST_F(FolderModelTest, RebuildsWhenFoldersChange)
{
    store::ChangeSet changes;
    changes.number = 1;
    changes.mailboxList = true;
    model->applyChanges(changes);
    EXPECT_EQ(model->rowCount(), 5);
}
