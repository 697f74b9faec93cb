// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/i18n/Translations.h"

#include <QApplication>
#include <QLocale>

#include <gtest/gtest.h>

namespace tern::ui {
namespace {

TEST(LanguageFor, FollowsTheSettingThenTheSystem)
{
    const QStringList chinese{QStringLiteral("zh-Hans-CN"), QStringLiteral("en")};
    const QStringList german{QStringLiteral("de-DE"), QStringLiteral("en-GB"), QStringLiteral("zh-CN")};
    EXPECT_EQ(languageFor(QStringLiteral("system"), chinese), QStringLiteral("zh_CN"));
    EXPECT_EQ(languageFor(QString(), german), QStringLiteral("en"));
    EXPECT_EQ(languageFor(QStringLiteral("en"), chinese), QStringLiteral("en"));
    EXPECT_EQ(languageFor(QStringLiteral("zh_CN"), german), QStringLiteral("zh_CN"));
    EXPECT_EQ(languageFor(QStringLiteral("xx"), {}), QStringLiteral("en"));
}

TEST(InstallLanguage, SpeaksChineseWithItsOwnPluralsAndDates)
{
    ASSERT_TRUE(installLanguage(QStringLiteral("zh_CN")));
    EXPECT_EQ(QCoreApplication::translate("tern::ui::SetupDialog", "Add account"), QStringLiteral("添加账号"));
    EXPECT_EQ(QCoreApplication::translate("StateWords", "Archive %n message(s)", nullptr, 3), QStringLiteral("归档 3 封邮件"));
    EXPECT_EQ(QLocale().language(), QLocale::Chinese);
}

TEST(InstallLanguage, SpeaksEnglishPlurals)
{
    ASSERT_TRUE(installLanguage(QStringLiteral("en")));
    EXPECT_EQ(QCoreApplication::translate("StateWords", "Archive %n message(s)", nullptr, 1), QStringLiteral("Archive 1 message"));
    EXPECT_EQ(QCoreApplication::translate("StateWords", "Archive %n message(s)", nullptr, 2), QStringLiteral("Archive 2 messages"));
}

} // namespace
} // namespace tern::ui

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
