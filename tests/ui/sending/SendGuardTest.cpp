// SPDX-License-Identifier: GPL-3.0-or-later
// Between Send and the server: undo gives everything back, and nobody closes the window believing that what waits was sent.
#include "app/SendGuard.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/composer/ComposeSeed.h"
#include "ui/mainwindow/UndoBar.h"

#include <QPushButton>

#include <gtest/gtest.h>

#include <future>

namespace tern::test {
namespace {

using store::OutboxRecord;
using store::OutboxState;

OutboxRecord record(std::int64_t id, OutboxState state, UnixMillis notBefore = 0, UnixMillis sendAt = 0)
{
    OutboxRecord item;
    item.id = OutboxId{id};
    item.state = state;
    item.notBefore = notBefore;
    item.sendAt = sendAt;
    return item;
}

TEST(LeavePlan, TellsWhatCanGoFromWhatHasToWait)
{
    constexpr UnixMillis kNow = 1'000'000;
    const auto plan = app::planLeave({record(1, OutboxState::Queued, kNow + 5'000), record(2, OutboxState::Queued), record(3, OutboxState::Sending),
                                      record(4, OutboxState::Queued, kNow + 90'000, kNow + 90'000), record(5, OutboxState::Queued, kNow + 80'000, kNow + 80'000),
                                      record(6, OutboxState::Waiting, kNow + 1'000), record(7, OutboxState::Failed), record(8, OutboxState::Unknown),
                                      record(9, OutboxState::Accepted)},
                                     kNow);
    EXPECT_EQ(plan.held, std::vector<OutboxId>{OutboxId{1}});
    EXPECT_EQ(plan.going, 3);
    EXPECT_EQ(plan.waiting, 3);
    EXPECT_EQ(plan.next, kNow + 80'000);
    EXPECT_EQ(app::planLeave({}, kNow).going, 0);
}

/// A real window and a real store, without a server.
class SendGuardTest : public testing::Test {
protected:
    SendGuardTest() : context{*w.engine, w.bridge, *w.reader, w.theme, w.thread.get()}, guard(context, *w.window)
    {
        QObject::connect(&guard, &app::SendGuard::editRequested, [this](DraftId id) { edited = id; });
        QObject::connect(&guard, &app::SendGuard::left, [this] { left = true; });
    }
    template <typename T, typename Call>
    Result<T> wait(Call &&call)
    {
        std::promise<Result<T>> promise;
        call([&](Result<T> outcome) { promise.set_value(std::move(outcome)); });
        return promise.get_future().get();
    }
    /// A letter as the composer sends it.
    ui::QueuedMail send(UnixMillis at, std::chrono::milliseconds undo)
    {
        store::DraftRecord draft;
        draft.account = w.reader->accounts().value().at(0).id;
        draft.to = QStringLiteral("ann@example.net");
        draft.bcc = QStringLiteral("secret@example.net");
        draft.subject = QStringLiteral("第二封");
        draft.text = QStringLiteral("正文");
        draft.requireTls = true;
        draft.attachments = {{QStringLiteral("附件.xlsx"), {}, QStringLiteral("/tmp/x"), 3}};
        draft = wait<store::DraftRecord>([&](auto done) { w.engine->saveDraft(draft, std::move(done)); }).value();
        engine::OutgoingMail mail;
        mail.account = draft.account;
        mail.to = draft.to;
        mail.bcc = draft.bcc;
        mail.subject = draft.subject;
        mail.text = draft.text;
        mail.draft = draft.id;
        mail.options.at = at;
        mail.options.undo = undo;
        const auto queued = wait<OutboxId>([&](auto done) { w.engine->send(mail, std::move(done)); });
        EXPECT_TRUE(queued.ok()) << queued.error().toString();
        return {*queued, mail.subject, at, undo};
    }
    OutboxRecord item(OutboxId id) { return *w.reader->outboxItem(id).value(); }

    WindowOnEngine w;
    ui::WindowContext context;
    app::SendGuard guard;
    DraftId edited;
    bool left = false;
};

TEST_F(SendGuardTest, UndoTakesItBackWithAllThatWasWritten)
{
    const ui::QueuedMail mail = send(0, std::chrono::seconds(10));
    EXPECT_GT(item(mail.item).notBefore, QDateTime::currentMSecsSinceEpoch()) << "it is on disk, and held";
    guard.queued(mail);
    EXPECT_TRUE(w.window->undoBar().isVisible());
    EXPECT_TRUE(w.window->undoBar().text().contains(QStringLiteral("第二封")));
    EXPECT_TRUE(picture(*w.window, QStringLiteral("undo-send")));
    ASSERT_TRUE(w.window->undoBar().undo());
    ASSERT_TRUE(waitFor([&] { return edited.isValid(); }));
    EXPECT_EQ(item(mail.item).state, OutboxState::Cancelled);
    const ui::ComposeSeed seed = ui::seedFromDraft(*w.reader->draft(edited).value());
    EXPECT_EQ(seed.to, QStringLiteral("ann@example.net"));
    EXPECT_EQ(seed.bcc, QStringLiteral("secret@example.net"));
    EXPECT_EQ(seed.text, QStringLiteral("正文"));
    EXPECT_TRUE(seed.requireTls);
    ASSERT_EQ(seed.attachments.size(), 1u);
    EXPECT_TRUE(w.window->close()) << "nothing waits any more";
}

TEST_F(SendGuardTest, WithoutATimeForUndoThereIsNoBar)
{
    guard.queued(send(0, {}));
    EXPECT_FALSE(w.window->undoBar().isVisible());
}

TEST_F(SendGuardTest, ClosingSaysThatWhatIsForLaterWaits)
{
    const UnixMillis at = QDateTime::currentMSecsSinceEpoch() + 86'400'000;
    const ui::QueuedMail mail = send(at, std::chrono::seconds(10));
    EXPECT_EQ(item(mail.item).sendAt, at);
    EXPECT_EQ(item(mail.item).dated, at) << "it bears the time at which it goes";
    guard.queued(mail);
    EXPECT_TRUE(w.window->undoBar().text().contains(QStringLiteral("Tern must be running")));
    EXPECT_FALSE(w.window->close());
    ASSERT_TRUE(guard.question());
    EXPECT_TRUE(guard.question()->informativeText().contains(QStringLiteral("only while it is open")));
    EXPECT_TRUE(picture(*guard.question(), QStringLiteral("close-question")));
    guard.question()->buttons().back()->click();
    settle();
    EXPECT_TRUE(w.window->isVisible());
    EXPECT_FALSE(left);
    EXPECT_FALSE(w.window->close());
    ASSERT_TRUE(guard.question());
    for (QAbstractButton *button : guard.question()->buttons()) {
        if (guard.question()->buttonRole(button) == QMessageBox::AcceptRole) {
            button->click();
            break;
        }
    }
    settle();
    EXPECT_TRUE(left);
    EXPECT_FALSE(w.window->isVisible());
    EXPECT_EQ(item(mail.item).state, OutboxState::Queued) << "it goes at the next start";
}

TEST_F(SendGuardTest, ClosingLetsGoWhatWasOnlyHeldForUndo)
{
    const ui::QueuedMail mail = send(0, std::chrono::seconds(30));
    EXPECT_FALSE(w.window->close());
    ASSERT_TRUE(waitFor([&] { return item(mail.item).notBefore == 0; }));
    EXPECT_TRUE(w.window->isVisible()) << "until it has gone";
    // As the send lane would leave it.
    ASSERT_TRUE(wait<void>([&](auto done) { w.engine->cancelOutbox(mail.item, std::move(done)); }).ok());
    EXPECT_TRUE(waitFor([&] { return left; }));
    EXPECT_FALSE(w.window->isVisible());
}

} // namespace
} // namespace tern::test
