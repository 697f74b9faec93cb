// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/settings/ProxyForm.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

using accounts::ProxyChoice;

class ProxyFormTest : public ::testing::Test {
protected:
    static void choose(ui::ProxyForm &form, const QString &text)
    {
        auto *mode = form.findChild<QComboBox *>(QStringLiteral("proxyMode"));
        mode->setCurrentIndex(mode->findText(text));
        Q_EMIT mode->activated(mode->currentIndex());
    }
    static void type(QLineEdit *field, const QString &text)
    {
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    static QLineEdit *password(const ui::ProxyForm &form)
    {
        for (auto *field : form.findChildren<QLineEdit *>()) {
            if (field->echoMode() == QLineEdit::Password)
                return field;
        }
        return nullptr;
    }
    static QString written(const ProxyChoice &choice, const char *password)
    {
        return QStringLiteral("setProxy 0 %1 %2").arg(choice.toSetting(), QLatin1String(password));
    }

    WindowFixture f;
};

TEST_F(ProxyFormTest, CountsOnceItIsCompleteAndOnlyWhenItIsAnother)
{
    ui::ProxyForm form(f.context, {});
    form.show();
    EXPECT_TRUE(f.engine.calls.isEmpty());
    choose(form, QStringLiteral("HTTP"));
    EXPECT_TRUE(f.engine.calls.isEmpty()) << "no server yet";
    ProxyChoice choice{ProxyChoice::Mode::Own, ProxyKind::HttpConnect, "proxy.example", 3128, ""};
    type(form.findChild<QLineEdit *>(QStringLiteral("proxyHost")), QStringLiteral("proxy.example"));
    EXPECT_EQ(f.engine.calls, QStringList{written(choice, "-")});
    type(password(form), QStringLiteral("secret"));
    ASSERT_EQ(f.engine.calls.size(), 2);
    EXPECT_EQ(f.engine.calls.last(), written(choice, "secret"));
    QTest::keyClick(password(form), Qt::Key_Return);
    EXPECT_EQ(f.engine.calls.size(), 2) << "nothing is another";
    choose(form, QStringLiteral("none"));
    EXPECT_EQ(f.engine.calls.last(), written({ProxyChoice::Mode::None}, "-"));
}

TEST_F(ProxyFormTest, OnlyAnAccountCanInherit)
{
    const ui::ProxyForm all(f.context, {});
    const ui::ProxyForm one(f.context, AccountId{1});
    const auto items = [](const ui::ProxyForm &form) { return form.findChild<QComboBox *>(QStringLiteral("proxyMode"))->count(); };
    EXPECT_EQ(items(one), items(all) + 1);
    EXPECT_EQ(one.findChild<QComboBox *>(QStringLiteral("proxyMode"))->currentText(), QStringLiteral("as for all accounts"));
}

} // namespace
} // namespace tern::test
