// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StyleSheet.h"
#include "ui/theme/Tokens.h"

#include <gtest/gtest.h>

#include <vector>

using namespace tern::ui;

namespace {

constexpr double kEnough = 4.5;   // WCAG 2.1 AA

struct Pair {
    const char *what;
    QColor ink, ground;
};

std::vector<Pair> pairsOf(const Tokens &t)
{
    return {
        {"text on background", t.text, t.background},   {"text on pane", t.text, t.pane},           {"text on sidebar", t.text, t.sidebar},
        {"text on selection", t.text, t.selection},     {"text on hover", t.text, t.hover},         {"muted on background", t.muted, t.background},
        {"muted on pane", t.muted, t.pane},             {"muted on sidebar", t.muted, t.sidebar},   {"muted on selection", t.muted, t.selection},
        {"muted on hover", t.muted, t.hover},           {"muted on line", t.muted, t.line},         {"accent on pane", t.accent, t.pane},
        {"accent on background", t.accent, t.background}, {"accent on soft", t.accent, t.accentSoft}, {"accent on selection", t.accent, t.selection},
        {"on accent", t.onAccent, t.accent},            {"warning", t.warning, t.warningGround},    {"warning on pane", t.warning, t.pane},
        {"warning on sidebar", t.warning, t.sidebar},   {"good", t.good, t.goodGround},             {"good on pane", t.good, t.pane},
        {"bad", t.bad, t.badGround},                    {"bad on pane", t.bad, t.pane},             {"tool tip", t.pane, t.text},
        {"console", t.consoleText, t.consoleGround},    {"client", t.consoleClient, t.consoleGround}, {"server", t.consoleServer, t.consoleGround},
        {"note", t.consoleNote, t.consoleGround},
    };
}

void demandContrast(const Tokens &tokens, const char *mode)
{
    for (const Pair &pair : pairsOf(tokens))
        EXPECT_GE(contrastRatio(pair.ink, pair.ground), kEnough) << mode << ": " << pair.what;
}

} // namespace

TEST(Tokens, ContrastOfBlackAndWhiteIs21)
{
    EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21.0, 0.01);
    EXPECT_NEAR(contrastRatio(Qt::white, Qt::white), 1.0, 0.01);
}

TEST(Tokens, TextCanBeReadOnEveryGround)
{
    demandContrast(lightTokens(), "light");
    demandContrast(darkTokens(), "dark");
}

TEST(Tokens, InitialsCanBeReadOnEveryAvatar)
{
    for (int i = 0; i < 100; ++i)
        EXPECT_GE(contrastRatio(avatarText(), avatarGround(QStringLiteral("person%1@example.org").arg(i))), kEnough);
    EXPECT_EQ(avatarGround(QStringLiteral("A@example.org")), avatarGround(QStringLiteral("a@example.org")));
}

TEST(Tokens, TheStyleSheetLeavesNoTokenUnreplaced)
{
    EXPECT_FALSE(styleSheetFor(lightTokens()).contains(u'@'));
    EXPECT_TRUE(styleSheetFor(darkTokens()).contains(QStringLiteral("#3bc9db")));
}
