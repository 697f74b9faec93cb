// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/Picker.h"
#include "ui/mainwindow/StatusStrip.h"
#include "ui/mainwindow/WindowSettings.h"
#include "ui/reader/MessageText.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/Avatar.h"

#include <QImage>
#include <QPainter>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::ui;

TEST(MessageText, TellsQuotationsAndSignatureApart)
{
    const auto parts = cutText(QStringLiteral("Hi\n> one\n> > two\n>> two\nback\n-- \nme"), {});
    ASSERT_EQ(parts.size(), 5u);
    EXPECT_EQ(parts[1].level, 1);
    EXPECT_EQ(parts[1].lines, QStringList{QStringLiteral("one")});
    EXPECT_EQ(parts[2].level, 2);
    EXPECT_EQ(parts[2].lines.size(), 2);
    EXPECT_EQ(parts[3].kind, TextPart::Kind::Text);
    EXPECT_EQ(parts[4].kind, TextPart::Kind::Signature);
    EXPECT_EQ(parts[4].lines, (QStringList{QStringLiteral("-- "), QStringLiteral("me")}));
}

TEST(MessageText, FoldsALongQuotationAndOpensIt)
{
    QString text = QStringLiteral("Hi\n");
    for (int i = 0; i < 40; ++i)
        text += QStringLiteral("> line %1\n").arg(i);
    const auto folded = cutText(text + QStringLiteral("end"), {});
    ASSERT_EQ(folded.size(), 4u);
    EXPECT_EQ(folded[1].lines.size(), 4);
    EXPECT_EQ(folded[2].kind, TextPart::Kind::Folded);
    EXPECT_EQ(folded[2].hiddenLines, 36);
    const auto open = cutText(text, {folded[2].fold});
    ASSERT_EQ(open.size(), 3u);
    EXPECT_EQ(open[1].lines.size(), 40);
}

TEST(MessageText, FindsLinksWithoutWhatStandsAround)
{
    const QString line = QStringLiteral("see (https://example.org/a_(b)), or http://x.cn/路径。 mail a.b@example.org. javascript:alert(1) file:///etc/passwd");
    const auto links = findLinks(line);
    ASSERT_EQ(links.size(), 3u);
    EXPECT_EQ(links[0].target, QStringLiteral("https://example.org/a_(b)"));
    EXPECT_EQ(links[1].target, QStringLiteral("http://x.cn/路径"));
    EXPECT_EQ(links[2].target, QStringLiteral("mailto:a.b@example.org"));
    EXPECT_EQ(line.mid(links[2].start, links[2].length), QStringLiteral("a.b@example.org"));
}

TEST(Picker, MatchesEveryWordAndPrefersTheBeginning)
{
    const std::vector<Choice> choices{{QStringLiteral("Archive"), QStringLiteral("me@example.org"), {}, {}, {}},
                                      {QStringLiteral("Old/Projects"), QStringLiteral("me@example.org"), {}, {}, {}},
                                      {QStringLiteral("Projects"), QStringLiteral("b@qq.com"), {}, {}, {}}};
    EXPECT_EQ(matchChoices(choices, QString()).size(), 3u);
    EXPECT_EQ(matchChoices(choices, QStringLiteral("pro")), (std::vector{2, 1}));
    EXPECT_EQ(matchChoices(choices, QStringLiteral("qq pro")), (std::vector{2}));
    EXPECT_TRUE(matchChoices(choices, QStringLiteral("xyz")).empty());
}

TEST(StatusStrip, SaysOneSentence)
{
    std::map<AccountId, engine::AccountStatus> accounts;
    EXPECT_EQ(summarise(accounts).sentence, QStringLiteral("No account yet"));
    engine::AccountStatus &one = accounts[AccountId{1}];
    one.email = QStringLiteral("a@example.org");
    EXPECT_EQ(summarise(accounts).sentence, QStringLiteral("Offline"));
    one.state = engine::AccountStatus::State::Online;
    EXPECT_EQ(summarise(accounts).sentence, QStringLiteral("Connected"));
    engine::LaneStatus lane;
    lane.state = engine::LaneStatus::State::Working;
    lane.what = engine::LaneStatus::What::FetchingBodies;
    lane.done = 16;
    lane.total = 25;
    one.lanes = {lane};
    EXPECT_EQ(summarise(accounts).percent, 64);
    one.state = engine::AccountStatus::State::NeedsPassword;
    EXPECT_TRUE(summarise(accounts).problem);
}

TEST(StatusStrip, ForgetsAnAccountThatIsGoneAndWaitsForOneThatToldNothing)
{
    const Theme theme;
    StatusStrip strip(theme);
    EXPECT_EQ(strip.accessibleName(), QStringLiteral("No account yet"));
    strip.setAccounts({AccountId{1}});
    EXPECT_EQ(strip.accessibleName(), QStringLiteral("Connecting…"));
    engine::AccountStatus status;
    status.account = AccountId{1};
    status.email = QStringLiteral("a@example.org");
    status.state = engine::AccountStatus::State::NeedsPassword;
    strip.setAccountStatus(status);
    EXPECT_TRUE(strip.accessibleName().contains(QStringLiteral("a@example.org")));
    strip.setAccounts({});
    EXPECT_EQ(strip.accessibleName(), QStringLiteral("No account yet"));
}

TEST(Theme, ChineseIsAsHeavyOnDarkAsOnLight)
{
    const Theme theme;
    // The share of the text's colour in the picture, whatever the ground.
    const auto ink = [&theme](const QString &text, const QColor &ground, const QColor &colour) {
        QImage image(400, 30, QImage::Format_ARGB32_Premultiplied);
        image.fill(ground);
        QPainter painter(&image);
        painter.setFont(theme.font(Theme::Type::Reader));
        painter.setPen(colour);
        painter.drawText(4, 20, text);
        painter.end();
        double sum = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                sum += double(qGray(image.pixel(x, y)) - qGray(ground.rgb())) / (qGray(colour.rgb()) - qGray(ground.rgb()));
        }
        return sum;
    };
    for (const QString &text : {QStringLiteral("附件是本周的进度表，请在周五之前确认"), QStringLiteral("The dates are still the old ones")}) {
        const double light = ink(text, lightTokens().pane, lightTokens().text);
        const double dark = ink(text, darkTokens().pane, darkTokens().text);
        ASSERT_GT(light, 100) << "there is a font for it";
        EXPECT_NEAR(dark / light, 1, 0.05) << text.toStdString();
    }
}

TEST(Avatar, TakesInitialsByScript)
{
    EXPECT_EQ(initialsOf(QStringLiteral("Maria Keller"), {}), QStringLiteral("MK"));
    EXPECT_EQ(initialsOf(QStringLiteral("张伟"), {}), QStringLiteral("张"));
    EXPECT_EQ(initialsOf(QStringLiteral("Zhang Wei 张伟"), {}), QStringLiteral("张"));
    EXPECT_EQ(initialsOf({}, QStringLiteral("noreply@example.org")), QStringLiteral("N"));
    EXPECT_EQ(initialsOf({}, {}), QStringLiteral("?"));
}

TEST(WindowLayout, SurvivesBeingKept)
{
    const WindowLayout layout{QByteArray("geo\0x", 5), QByteArray("sizes"), {QStringLiteral("folder/1/项目")}, {QStringLiteral("folder/2/A")}};
    const WindowLayout back = unpackLayout(packLayout(layout));
    EXPECT_EQ(back.geometry, layout.geometry);
    EXPECT_EQ(back.sizes, layout.sizes);
    EXPECT_EQ(back.collapsed, layout.collapsed);
    EXPECT_EQ(back.recentTargets, layout.recentTargets);
    EXPECT_TRUE(unpackLayout(QStringLiteral("garbage")).geometry.isEmpty());
}
