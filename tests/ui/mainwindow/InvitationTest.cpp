// SPDX-License-Identifier: GPL-3.0-or-later
// An invitation in the real window, on a real engine that never connects.
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/mainwindow/ActionSet.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/cards/MessageCards.h"

#include <QFile>
#include <QLabel>
#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::test;

namespace {

/// The newest message of the inbox is this invitation, for the account it is in.
std::unique_ptr<WindowOnEngine> invited(const char *name, const QString &from, const QString &fromName, const QString &subject)
{
    auto on = std::make_unique<WindowOnEngine>(0, [&](MailProfile &profile) {
        QFile file(QStringLiteral(TERN_SOURCE_DIR "/tests/data/calendar/") + QLatin1String(name) + QStringLiteral(".ics"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        const auto accounts = (*profile.store().openReader())->accounts().valueOr({});
        SampleMail mail;
        mail.from = from;
        mail.fromName = fromName;
        mail.subject = subject;
        mail.text = QStringLiteral("%1\n\n").arg(subject);
        mail.date = at(0, 23, 59);     // above all the others
        // Far ahead, whenever the test runs.
        mail.calendar = file.readAll().replace("\r\n ", "").replace("li@example.net", accounts.front().email.toUtf8()).replace("202612", "209912");
        profile.add(profile.inbox, {mail});
    });
    on->window->reader().setMarkReadAfter(-1);
    EXPECT_TRUE(waitFor([&] { return on->window->messages().isComplete(); }));
    on->window->list().view().selectRow(0);
    EXPECT_TRUE(waitFor([&] { return on->window->reader().message() && on->window->reader().message()->special.invitation; }));
    settle();
    return on;
}

bool says(const WindowOnEngine &on, const char *part)
{
    for (const QLabel *label : on.window->reader().cards().findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(QString::fromUtf8(part)))
            return true;
    }
    return false;
}

const QString kFrom = QStringLiteral("maria.keller@example.org");
const QString kName = QStringLiteral("Maria Keller");
const QString kSubject = QStringLiteral("Invitation: Release round");

} // namespace

TEST(Invitation, IsAnsweredFromTheKeyboardAndTheAnswerCanBeTakenBack)
{
    const auto on = invited("google", kFrom, kName, kSubject);
    ui::ActionSet &actions = on->window->actions();
    EXPECT_TRUE(actions[ui::Command::AnswerAccept]->isEnabled());
    EXPECT_FALSE(actions[ui::Command::Unsubscribe]->isEnabled());
    QSignalSpy queued(&on->window->reader().cards(), &ui::MessageCards::mailQueued);
    actions[ui::Command::AnswerAccept]->trigger();
    ASSERT_TRUE(waitFor([&] { return queued.size() == 1; }));
    EXPECT_TRUE(waitFor([&] { return says(*on, "You accepted this on"); }));
    EXPECT_TRUE(says(*on, "waits in the Outbox"));
    EXPECT_FALSE(actions[ui::Command::AnswerAccept]->isEnabled() && says(*on, "A word to the organizer"));
    const auto items = on->reader->outbox(false).valueOr({});
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items.front().recipients.front().address, kFrom);
    EXPECT_GT(items.front().notBefore, 0) << "held, so that it can be taken back";
    on->engine->cancelOutbox(items.front().id);
    EXPECT_TRUE(waitFor([&] { return !says(*on, "You accepted this on"); }));
}

TEST(Invitation, Pictures)
{
    {
        const auto on = invited("google", kFrom, kName, kSubject);
        EXPECT_TRUE(picture(*on->window, QStringLiteral("main-invitation-light")));
        on->theme.setMode(ui::Theme::Mode::Dark);
        EXPECT_TRUE(picture(*on->window, QStringLiteral("main-invitation-dark")));
    }
    const ChineseWhile chinese;
    const auto on = invited("exchange", QStringLiteral("wang.fang@corp.example"), QStringLiteral("王芳"), QStringLiteral("季度预算评审"));
    EXPECT_TRUE(picture(*on->window, QStringLiteral("main-invitation-zh_CN")));
}
