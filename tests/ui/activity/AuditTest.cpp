// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/activity/AuditPanel.h"
#include "ui/activity/AuditWords.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ElidedLabel.h"

#include <QLabel>
#include <QProgressBar>

#include <gtest/gtest.h>

#include <thread>

namespace tern::test {
namespace {

using engine::AuditFinding;
using engine::AuditSummary;

TEST(AuditWords, SayWhatDiffersAndWhyAndHowMuchIsHere)
{
    AuditSummary summary;
    summary.folders = 4;
    summary.compared = 1'204;
    summary.pending = 1;
    summary.stale = 2;
    summary.damaged = 3;
    summary.messages = 1'200;
    summary.bodies = 900;
    summary.bodiesIntact = 899;
    summary.headersIndexed = 1'200;
    summary.textsIndexed = 900;
    const QString text = ui::auditResult(summary, {{AuditFinding::Kind::Flags, 2}, {AuditFinding::Kind::Body, 1}}).join(QLatin1Char('\n'));
    for (const char *part : {"messages: 1,204", "folders: 4", "should be: 1", "last look: 2", "Wrong here: 3 (flags 2, damaged texts 1)", "900 of 1,200 (75 %)",
                             "damaged: 1", "finds all 1,200", "all 900 by their text"})
        EXPECT_TRUE(text.contains(QString::fromLatin1(part))) << part << " in\n" << text.toStdString();
    EXPECT_FALSE(text.contains(QStringLiteral("Nothing differs")));
    EXPECT_FALSE(text.contains(QStringLiteral("Repaired")));
    AuditSummary sound;
    sound.compared = 7;
    EXPECT_TRUE(ui::auditResult(sound, {}).contains(QStringLiteral("Nothing differs.")));
    sound.unreachable = {{AccountId{1}, makeError(ErrorKind::Offline, "x")}};
    EXPECT_FALSE(ui::auditResult(sound, {}).contains(QStringLiteral("Nothing differs."))) << "nobody could tell";
}

TEST(AuditWords, ARepairIsOfferedForWhatItWouldChange)
{
    AuditSummary summary;
    summary.pending = 5;
    EXPECT_FALSE(ui::canRepair(summary)) << "as it should be";
    summary.stale = 1;
    EXPECT_TRUE(ui::canRepair(summary));
    summary.repaired = 1;
    EXPECT_FALSE(ui::canRepair(summary));
}

struct PanelFixture : WindowFixture {
    ui::AuditPanel panel{context, AccountId{2}};
    [[nodiscard]] ui::FlatButton *button(const char *name) const { return panel.findChild<ui::FlatButton *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString doing() const { return panel.findChild<ui::ElidedLabel *>(QStringLiteral("doing"))->text(); }
    [[nodiscard]] QString result() const { return panel.findChild<QLabel *>(QStringLiteral("result"))->text(); }
};

TEST(AuditPanel, FindsThenRepairsItsAccount)
{
    PanelFixture f;
    f.panel.show();
    EXPECT_TRUE(f.button("repair")->isHidden());
    AuditFinding finding;
    finding.kind = AuditFinding::Kind::Counts;
    finding.cause = AuditFinding::Cause::Damaged;
    f.engine.auditFindings = {finding};
    f.engine.auditSummary.damaged = 1;
    f.button("audit")->click();
    ASSERT_TRUE(waitFor([&] { return !f.panel.isRunning(); }));
    EXPECT_TRUE(f.result().contains(QStringLiteral("Wrong here: 1 (counters of folders 1)"))) << f.result().toStdString();
    ASSERT_FALSE(f.button("repair")->isHidden());
    f.engine.auditSummary.repaired = 1;
    f.button("repair")->click();
    ASSERT_TRUE(waitFor([&] { return !f.panel.isRunning(); }));
    EXPECT_EQ(f.engine.calls, QStringList({QStringLiteral("audit"), QStringLiteral("audit repair")}));
    EXPECT_TRUE(f.result().contains(QStringLiteral("Repaired: 1")));
    EXPECT_TRUE(f.button("repair")->isHidden());
}

TEST(AuditPanel, ShowsProgressFromOtherThreadsAndIsCancelled)
{
    PanelFixture f;
    f.engine.holdAudit = true;
    f.panel.show();
    f.button("audit")->click();
    ASSERT_TRUE(f.panel.isRunning());
    EXPECT_EQ(f.engine.heldAudit->account, AccountId{2}) << "of this account only";
    EXPECT_TRUE(f.button("audit")->isHidden());
    std::thread engine([&] {
        for (int i = 1; i <= 10'000; ++i)
            f.engine.heldAudit->progress({QStringLiteral("INBOX"), i, 20'000});
    });
    engine.join();
    ASSERT_TRUE(waitFor([&] { return f.doing() == QStringLiteral("Comparing INBOX: 10,000 of 20,000"); })) << f.doing().toStdString();
    EXPECT_EQ(f.panel.findChild<QProgressBar *>()->value(), 500);
    f.button("cancel")->click();
    EXPECT_TRUE(f.engine.heldAudit->stop.stopRequested());
    EXPECT_TRUE(f.panel.isRunning()) << "until the engine says so";
    f.engine.heldAuditDone(makeError(ErrorKind::Cancelled, "engine.audit"));
    ASSERT_TRUE(waitFor([&] { return !f.panel.isRunning(); }));
    EXPECT_TRUE(f.button("repair")->isHidden());
    EXPECT_FALSE(f.button("audit")->isHidden());
}

TEST(AuditPanel, EndsItsAuditWhenItGoes)
{
    WindowFixture f;
    f.engine.holdAudit = true;
    auto panel = std::make_unique<ui::AuditPanel>(f.context, AccountId{1});
    panel->findChild<ui::FlatButton *>(QStringLiteral("audit"))->click();
    panel.reset();
    EXPECT_TRUE(f.engine.heldAudit->stop.stopRequested());
    f.engine.heldAudit->progress({QStringLiteral("INBOX"), 1, 2});
    f.engine.heldAuditDone(AuditSummary{});
    settle();
}

TEST(AuditPanel, ShowsWhatIsUsedOnTheServerWhereItIsLimited)
{
    EXPECT_EQ(ui::quotaText({3'200'000'000, 5'000'000'000}), QStringLiteral("Used on the server: 3.2 GB of 5.0 GB"));
}

} // namespace
} // namespace tern::test
