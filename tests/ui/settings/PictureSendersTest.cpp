// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/rows/ActionRowList.h"
#include "ui/settings/SettingPages.h"

#include <gtest/gtest.h>

namespace tern::test {
namespace {

class PictureSenders : public ::testing::TestWithParam<const char *> {};

TEST_P(PictureSenders, AreListedAndTakenBack)
{
    WindowFixture f;
    const std::string look = GetParam();
    f.theme.setMode(look == "dark" ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    std::optional<ChineseWhile> chinese;
    if (look == "zh_CN")
        chinese.emplace();
    const QString senders = QStringLiteral("reading.picturesOfSenders");
    const QString domains = QStringLiteral("reading.picturesOfDomains");
    f.engine.data->settings[senders] = QStringLiteral("ann@example.org\nbob@example.net");
    f.engine.data->settings[domains] = QStringLiteral("shop.example");
    const std::unique_ptr<QWidget> page(ui::makeReadingPage(f.context, nullptr));
    page->resize(640, 620);
    auto *list = page->findChild<ui::ActionRowList *>();
    ASSERT_NE(list, nullptr);
    ASSERT_EQ(list->rows().rowCount(), 3);
    EXPECT_TRUE(picture(*page, QStringLiteral("settings-reading-") + QString::fromStdString(look)));
    Q_EMIT list->actionTriggered(2, 1);
    EXPECT_EQ(f.engine.data->settings[senders], QStringLiteral("bob@example.net"));
    EXPECT_EQ(f.engine.data->settings[domains], QStringLiteral("shop.example"));
    Q_EMIT list->actionTriggered(1, 1);
    EXPECT_EQ(f.engine.data->settings[domains], QString());
    EXPECT_EQ(list->rows().rowCount(), 1);
    Q_EMIT list->actionTriggered(9, 1);
    EXPECT_EQ(list->rows().rowCount(), 1);
}

INSTANTIATE_TEST_SUITE_P(Looks, PictureSenders, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

} // namespace
} // namespace tern::test
