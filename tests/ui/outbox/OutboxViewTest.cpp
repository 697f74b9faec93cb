// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/outbox/JourneyDialog.h"
#include "ui/outbox/OutboxRows.h"
#include "ui/outbox/OutboxView.h"
#include "ui/outbox/SendTimeDialog.h"
#include "ui/rows/ActionRowList.h"
#include "ui/widgets/Buttons.h"

#include <QDateTimeEdit>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using store::OutboxRecord;
using store::OutboxState;

class OutboxViewTest : public testing::Test {
protected:
    OutboxRecord &add(std::int64_t id, OutboxState state)
    {
        OutboxRecord record;
        record.id = OutboxId{id};
        record.account = AccountId{1};
        record.state = state;
        record.subject = QStringLiteral("S%1").arg(id);
        record.recipients = {{QStringLiteral("ann@example.net")}};
        record.draft = DraftId{id};
        f.engine.data->outbox.push_back(record);
        return f.engine.data->outbox.back();
    }
    static QStringList actions(const ui::RowData &row)
    {
        QStringList names;
        for (const ui::RowAction &action : row.actions)
            names << action.text;
        return names;
    }

    WindowFixture f;
};

TEST_F(OutboxViewTest, WhatLeavesLaterCanGoNowOrAtAnotherTimeAndSaysThatTernMustRun)
{
    const UnixMillis now = QDateTime::currentMSecsSinceEpoch();
    OutboxRecord &item = add(1, OutboxState::Queued);
    item.sendAt = item.notBefore = now + 86'400'000;
    const ui::RowData row = ui::outboxRow(item, now);
    EXPECT_EQ(actions(row), (QStringList{QStringLiteral("Send now"), QStringLiteral("Another time"), QStringLiteral("Edit"), QStringLiteral("Cancel")}));
    EXPECT_TRUE(row.problem.contains(QStringLiteral("Tern must be running")));
    EXPECT_TRUE(row.subtitle.startsWith(QStringLiteral("Leaves at"))) << qPrintable(row.subtitle);

    ui::OutboxView view(f.context);
    view.show();
    auto *list = view.findChildren<ui::ActionRowList *>().front();
    Q_EMIT list->actionTriggered(1, ui::RescheduleOutbox);
    auto *dialog = view.findChild<ui::SendTimeDialog *>();
    ASSERT_TRUE(dialog);
    dialog->field().setMinimumDate({});
    dialog->field().setDateTime(QDateTime::currentDateTime().addSecs(-3600));
    EXPECT_FALSE(dialog->findChild<ui::PrimaryButton *>()->isVisible()) << "a time that is over can't be chosen";
    dialog->field().setDateTime(QDateTime::currentDateTime().addDays(2));
    dialog->findChild<ui::PrimaryButton *>()->click();
    EXPECT_TRUE(f.engine.calls.contains(QStringLiteral("rescheduleOutbox 1"))) << qPrintable(f.engine.calls.join(QLatin1Char('\n')));
    Q_EMIT list->actionTriggered(1, ui::RetryOutbox);
    EXPECT_TRUE(f.engine.calls.contains(QStringLiteral("retryOutbox 1")));
}

TEST_F(OutboxViewTest, WhatIsHeldForUndoSaysHowLong)
{
    const UnixMillis now = QDateTime::currentMSecsSinceEpoch();
    OutboxRecord &item = add(1, OutboxState::Queued);
    item.notBefore = now + 7'000;
    EXPECT_TRUE(ui::outboxRow(item, now).subtitle.startsWith(QStringLiteral("Leaves in 7 s")));
}

TEST_F(OutboxViewTest, TheLedgerShowsWhatWasSentNewestFirst)
{
    add(1, OutboxState::SentCopySaved);
    add(2, OutboxState::Failed);
    add(3, OutboxState::SentCopySaved);
    ui::OutboxView view(f.context);
    view.show();
    view.showSent(true);
    settle();
    auto *sent = view.findChildren<ui::ActionRowList *>().back();
    ASSERT_EQ(sent->rows().rowCount(), 2);
    EXPECT_EQ(sent->rows().row(0).title, QStringLiteral("S3"));
    EXPECT_EQ(view.count(), 1) << "what waits is counted all the same";
    Q_EMIT sent->actionTriggered(3, ui::ShowJourney);
    EXPECT_TRUE(view.findChild<ui::JourneyDialog *>());
}

TEST_F(OutboxViewTest, AnUnknownOutcomeOffersTheTwoThingsOneCanDo)
{
    add(4, OutboxState::Unknown);
    for (const auto &[name, call] : {std::pair{"arrived", "arrived 4"}, std::pair{"sendAgain", "sendAgain 4"}}) {
        auto *dialog = new ui::JourneyDialog(f.context, OutboxId{4});
        dialog->show();
        auto *button = dialog->findChild<ui::FlatButton *>(QString::fromLatin1(name));
        ASSERT_TRUE(button);
        button->click();
        EXPECT_TRUE(f.engine.calls.contains(QString::fromLatin1(call))) << qPrintable(f.engine.calls.join(QLatin1Char('\n')));
        delete dialog;
    }
}

TEST_F(OutboxViewTest, WhatIsGoneMeanwhileIsSaid)
{
    ui::JourneyDialog *dialog = new ui::JourneyDialog(f.context, OutboxId{99});
    dialog->show();
    EXPECT_FALSE(dialog->findChild<ui::FlatButton *>(QStringLiteral("arrived")));
    delete dialog;
}

} // namespace
} // namespace tern::test
