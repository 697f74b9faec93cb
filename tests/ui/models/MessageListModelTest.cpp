// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui/MailProfile.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "ui/models/MessageListModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include <mutex>

using namespace tern;
using namespace tern::ui;

namespace {

/// A model over a real store that hears the store's own changes.
class MessageListModelTest : public testing::Test {
protected:
    MessageListModelTest()
    {
        profile.store().setChangeListener([this](const store::ChangeSet &changes) {
            const std::lock_guard lock(mutex);
            heard.push_back(changes);
        });
        profile.fill();
        reader = std::move(profile.store().openReader()).value();
        thread = std::make_unique<ReaderThread>([this] { return profile.store().openReader(); });
        model = std::make_unique<MessageListModel>(*reader, *thread);
        tester = std::make_unique<QAbstractItemModelTester>(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    ~MessageListModelTest() override
    {
        tester.reset();
        model.reset();
        thread.reset();
        profile.closeStore();
    }
    void show(MailboxId mailbox)
    {
        store::ListQuery query;
        query.scope = store::InMailbox{mailbox};
        model->setQuery(query);
        ASSERT_TRUE(test::waitFor([this] { return model->isComplete(); }));
        deliver();
    }
    /// Hands the model what the store told meanwhile.
    void deliver()
    {
        std::vector<store::ChangeSet> changes;
        {
            const std::lock_guard lock(mutex);
            changes.swap(heard);
        }
        for (auto &change : changes) {
            change.number = ++number;
            model->applyChanges(change);
        }
    }
    [[nodiscard]] QStringList subjects() const
    {
        QStringList list;
        for (int row = 0; row < model->rowCount(); ++row)
            list << model->index(row).data().toString();
        return list;
    }
    /// What the store says now: the model must agree.
    [[nodiscard]] QStringList truth() const
    {
        QStringList list;
        for (const PlacementId id : reader->placements(model->query()).valueOr({})) {
            const auto row = reader->row(id);
            list << (row && *row ? (*row)->subject : QString());
        }
        return list;
    }
    void showConversations(MailboxId mailbox)
    {
        store::ListQuery query;
        query.scope = store::InMailbox{mailbox};
        query.threads = true;
        model->setQuery(query);
        ASSERT_TRUE(test::waitFor([this] { return model->isComplete(); }));
        deliver();
    }
    static test::SampleMail mail(const QString &subject, UnixMillis date, store::Flags flags = 0)
    {
        return {QStringLiteral("A"), QStringLiteral("a@example.org"), subject, {}, date, flags, 0, {}, {}};
    }

    std::mutex mutex;
    std::vector<store::ChangeSet> heard;
    std::uint64_t number = 0;
    test::MailProfile profile;
    std::unique_ptr<store::StoreReader> reader;
    std::unique_ptr<ReaderThread> thread;
    std::unique_ptr<MessageListModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

} // namespace

TEST_F(MessageListModelTest, ShowsNewestFirstWithHeadings)
{
    show(profile.inbox);
    EXPECT_EQ(subjects(), truth());
    ASSERT_EQ(model->rowCount(), 9);
    EXPECT_EQ(model->groups().headingAt(0), std::optional(0));
    EXPECT_EQ(model->groups().headingAt(3), std::optional(1));
    EXPECT_EQ(model->groups().headingAt(6), std::optional(2));
}

TEST_F(MessageListModelTest, AMessageThatComesInsertsOneRow)
{
    show(profile.inbox);
    const QPersistentModelIndex first(model->index(0));
    const QSignalSpy inserted(model.get(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
    profile.add(profile.inbox, {mail(QStringLiteral("newest"), test::at(0, 23, 59)), mail(QStringLiteral("between"), test::at(2, 1, 0))}, false);
    deliver();
    EXPECT_EQ(subjects(), truth());
    EXPECT_EQ(inserted.count(), 2);
    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(first.row(), 1) << "what was selected stays the same message";
}

TEST_F(MessageListModelTest, AMessageThatGoesRemovesOneRow)
{
    show(profile.inbox);
    const QSignalSpy resets(model.get(), &QAbstractItemModel::modelReset);
    const QString gone = model->index(2).data().toString();
    const auto row = reader->row(model->placementAt(2));
    profile.vanish(profile.inbox, {*(*row)->uid});
    deliver();
    EXPECT_EQ(model->rowCount(), 8);
    EXPECT_FALSE(subjects().contains(gone));
    EXPECT_EQ(resets.count(), 0);
    EXPECT_EQ(model->groups().headingAt(2), std::optional(1)) << "headings move up";
}

TEST_F(MessageListModelTest, AChangedFlagChangesOneRow)
{
    show(profile.inbox);
    const PlacementId unread = model->placementAt(0);
    QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
    store::NewOperation seen;
    seen.kind = store::OperationKind::ChangeFlags;
    seen.account = profile.first;
    seen.placements = {unread};
    seen.addFlags = store::FlagSeen;
    const auto written = profile.store().writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        const auto id = writer.addOperation(seen);
        return id ? Result<void>() : id.error();
    });
    ASSERT_TRUE(written);
    deliver();
    ASSERT_GE(changed.count(), 1);
    EXPECT_EQ(changed.front().front().toModelIndex().row(), 0);
    EXPECT_FALSE(model->index(0).data(MessageListModel::UnreadRole).toBool());
    EXPECT_TRUE(model->rowAt(0)->pending);
}

TEST_F(MessageListModelTest, TwentyThousandRowsAreReadAsTheyAreShown)
{
    profile.fillArchive(20'000);
    show(profile.archive);
    ASSERT_EQ(model->rowCount(), 20'000);
    EXPECT_LE(model->rowsInMemory(), 1000u);
    EXPECT_EQ(model->index(0).data().toString(), QStringLiteral("Subject 1"));
    EXPECT_EQ(model->index(19'999).data().toString(), QStringLiteral("Subject 20000"));
    EXPECT_EQ(model->index(12'345).data().toString(), QStringLiteral("Subject 12346"));
    for (int row = 0; row < 20'000; row += 50)
        ASSERT_TRUE(model->rowAt(row));
    EXPECT_LE(model->rowsInMemory(), 6400u) << "memory is bounded";
    EXPECT_EQ(model->rowOf(model->placementAt(777)), std::optional(777));
}

TEST_F(MessageListModelTest, ComesAndGoesInThePartNobodyLooksAt)
{
    profile.fillArchive(2'000);
    show(profile.archive);
    const PlacementId held = model->placementAt(1'500);
    const QPersistentModelIndex persistent(model->index(1'500));
    profile.add(profile.archive, {mail(QStringLiteral("late"), test::at(3, 12, 0))}, false);
    deliver();
    EXPECT_EQ(model->rowCount(), 2'001);
    EXPECT_EQ(model->placementAt(persistent.row()), held);
    // One that is on no page in memory goes: the outline is read again.
    const auto placements = reader->placements(model->query());
    const auto row = reader->row((*placements)[700]);
    profile.vanish(profile.archive, {*(*row)->uid});
    deliver();
    EXPECT_TRUE(test::waitFor([this] { return model->rowCount() == 2'000; }));
    EXPECT_EQ(subjects(), truth());
}

TEST_F(MessageListModelTest, AMissedChangeReadsEverythingAgain)
{
    show(profile.inbox);
    deliver();
    {
        const std::lock_guard lock(mutex);
        heard.clear();
    }
    store::ChangeSet one;
    one.number = ++number;
    model->applyChanges(one);
    profile.add(profile.inbox, {mail(QStringLiteral("unheard"), test::at(0, 23, 59))}, false);
    store::ChangeSet later;
    later.number = number += 2;
    model->applyChanges(later);
    EXPECT_TRUE(test::waitFor([this] { return model->rowCount() == 10; }));
    EXPECT_EQ(subjects(), truth());
}

TEST_F(MessageListModelTest, ARandomLifeAgreesWithTheStore)
{
    profile.fillArchive(350);
    show(profile.archive);
    std::srand(7);
    for (int step = 0; step < 60; ++step) {
        const auto placements = reader->placements(model->query()).valueOr({});
        if (step % 3 == 0 && !placements.empty()) {
            const auto row = reader->row(placements[static_cast<std::size_t>(std::rand()) % placements.size()]);
            profile.vanish(profile.archive, {*(*row)->uid});
        } else {
            profile.add(profile.archive, {mail(QStringLiteral("step %1").arg(step), test::at(std::rand() % 9, std::rand() % 24, step))}, false);
        }
        // Sometimes the store is ahead of what was told.
        if (step % 4 != 1)
            deliver();
        (void)model->rowAt(std::rand() % std::max(1, model->rowCount()));
    }
    deliver();
    const auto fresh = [this] {
        GroupStarts starts;
        for (int row = 0; row < model->rowCount(); ++row)
            starts.append(row, model->index(row).data(MessageListModel::GroupRole).toInt());
        return starts;
    };
    // Where a change could not be told from what was read, the outline comes a moment later.
    EXPECT_TRUE(test::waitFor([&] { return subjects() == truth() && model->groups() == fresh(); }));
}

TEST_F(MessageListModelTest, FiltersAndSorts)
{
    store::ListQuery query;
    query.scope = store::InMailbox{profile.inbox};
    query.unreadOnly = true;
    model->setQuery(query);
    EXPECT_EQ(subjects(), truth());
    EXPECT_EQ(model->rowCount(), 2);
    query.unreadOnly = false;
    query.sortBy = store::SortBy::Subject;
    query.ascending = true;
    model->setQuery(query);
    EXPECT_EQ(subjects(), truth());
    EXPECT_TRUE(model->groups().isEmpty());
}

TEST_F(MessageListModelTest, SearchComesFromTheReaderThread)
{
    store::ListQuery query;
    query.scope = store::SearchResults{.query = QStringLiteral("会议"), .account = {}, .mailbox = {}};
    model->setQuery(query);
    ASSERT_TRUE(test::waitFor([this] { return model->isLoaded(); }));
    EXPECT_EQ(subjects(), QStringList{QStringLiteral("会议纪要 (修订)")});
}

TEST_F(MessageListModelTest, OneRowStandsForAConversation)
{
    // Message-IDs of the sample profile: mailbox.UID@example.test.
    const std::string root = std::to_string(profile.archive.value) + ".1@example.test";
    profile.add(profile.archive, {mail(QStringLiteral("question"), test::at(3, 9, 0), store::FlagSeen), mail(QStringLiteral("other"), test::at(2, 9, 0), store::FlagSeen)});
    showConversations(profile.archive);
    EXPECT_EQ(subjects(), (QStringList{QStringLiteral("other"), QStringLiteral("question")}));
    const auto reply = [&](const QString &subject, UnixMillis date, store::Flags flags) {
        auto made = mail(subject, date, flags);
        made.inReplyTo = root;
        return made;
    };
    profile.add(profile.archive, {reply(QStringLiteral("answer"), test::at(0, 0, 5), store::FlagSeen)});
    deliver();
    EXPECT_EQ(subjects(), (QStringList{QStringLiteral("answer"), QStringLiteral("other")})) << "at once";
    EXPECT_FALSE(model->index(0).data(MessageListModel::UnreadRole).toBool());
    profile.add(profile.archive, {reply(QStringLiteral("earlier answer"), test::at(2, 12, 0), 0)});
    deliver();
    EXPECT_TRUE(test::waitFor([this] {
        deliver();
        return model->index(0).data(MessageListModel::UnreadRole).toBool();
    })) << "another message of it is unread";
    EXPECT_EQ(subjects(), truth());
    std::vector<PlacementId> all;
    model->standFor({model->placementAt(0)}, [&all](const auto &members) { all = members; });
    EXPECT_TRUE(test::waitFor([&] { return all.size() == 3; }));
    const auto newest = reader->row(model->placementAt(0));
    profile.vanish(profile.archive, {*(*newest)->uid});
    deliver();
    EXPECT_TRUE(test::waitFor([this] {
        deliver();
        return subjects() == QStringList{QStringLiteral("earlier answer"), QStringLiteral("other")};
    })) << "then the one before it stands for it";
}

TEST_F(MessageListModelTest, ARandomLifeOfConversationsAgreesWithTheStore)
{
    std::srand(7);
    std::uint32_t last = 0;
    showConversations(profile.archive);
    for (int round = 0; round < 40; ++round) {
        std::vector<test::SampleMail> some;
        for (int i = std::rand() % 6; i >= 0; --i) {
            auto one = mail(QStringLiteral("m%1").arg(++last), test::at(std::rand() % 40, std::rand() % 24, std::rand() % 60), std::rand() % 2 ? 0u : store::Flags{store::FlagSeen});
            if (std::rand() % 3 > 0)
                one.inReplyTo = std::to_string(profile.archive.value) + "." + std::to_string(1 + std::rand() % (last + 3)) + "@example.test";
            some.push_back(std::move(one));
        }
        profile.add(profile.archive, some, false);
        if (round % 3 == 2)
            profile.vanish(profile.archive, {Uid{1 + static_cast<std::uint32_t>(std::rand()) % last}});
        deliver();
        if (round % 8 == 7) {
            EXPECT_TRUE(test::waitFor([this] {
                deliver();
                return subjects() == truth();
            })) << "round " << round;
        }
    }
}
