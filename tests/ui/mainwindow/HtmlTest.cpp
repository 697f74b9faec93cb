// SPDX-License-Identifier: GPL-3.0-or-later
// With the HTML view's own engine, where it was built. Its tests share one process, so that the engine starts once.
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/TextBody.h"
#include "ui/widgets/Banner.h"

#include <QAbstractButton>
#include <QImage>
#include <QOpenGLContext>

#include <gtest/gtest.h>

using namespace tern;
using namespace tern::test;

namespace {

/// Whether anything but one ground is seen where text begins, left of any scroll bar. The HTML view paints from another process, some frames after it is shown.
bool isPainted(ui::ReaderBody &body)
{
    QWidget *view = nullptr;
    for (QWidget *child : body.findChildren<QWidget *>()) {
        if (child->isVisible() && child->inherits("QWebEngineView"))
            view = child;
    }
    if (view == nullptr)
        return false;
    const QImage seen = view->grab().toImage();
    for (int y = 0; y < seen.height(); ++y) {
        for (int x = 0; x < seen.width() / 2; ++x) {
            if (seen.pixel(x, y) != seen.pixel(0, 0))
                return true;
        }
    }
    return false;
}

class Html : public testing::Test {
protected:
    void SetUp() override
    {
        if (!ui::HtmlHost::hasEngine())
            GTEST_SKIP() << "built without the HTML module";
        on = std::make_unique<WindowOnEngine>();
        on->choose(on->profile.secondInbox);
        ASSERT_GE(on->window->messages().rowCount(), 2);
    }

    [[nodiscard]] ui::ReaderBody &body() const { return on->window->reader().body(); }

    /// Shows the HTML message and, as root, asks for its HTML as one must.
    void openHtml() const
    {
        on->window->list().view().selectRow(1);
        ASSERT_TRUE(waitFor([this] { return body().hasHtml(); }));
        if (!body().showsHtml())
            on->type(QStringLiteral("h"));
        ASSERT_TRUE(body().showsHtml());
    }

    [[nodiscard]] QWidget *text() const { return on->window->findChild<ui::TextBody *>(); }

    std::unique_ptr<WindowOnEngine> on;
};

} // namespace

TEST_F(Html, TheEngineStartsWhenAMessageStaysAndDrawsWithoutGpu)
{
    openHtml();
    EXPECT_FALSE(body().isHtmlReady()) << "not while one may step past it";
    EXPECT_TRUE(text()->isVisible()) << "the text is there meanwhile";
    on->type(QStringLiteral("k"));
    settle();
    EXPECT_FALSE(body().isHtmlReady());
    const WId before = on->window->winId();
    openHtml();
    ASSERT_TRUE(waitFor([this] { return !text()->isVisible(); }, 20'000)) << "the HTML came";
    EXPECT_TRUE(body().isHtmlReady());
    EXPECT_EQ(on->window->winId(), before) << "the window was not made anew for it";
    EXPECT_TRUE(waitFor([this] { return isPainted(body()); }, 20'000)) << "and was painted";
    EXPECT_TRUE(picture(*on->window, QStringLiteral("main-html-shown")));
}

TEST_F(Html, KeysStillAreCommandsWhileTheHtmlHasTheKeyboard)
{
    openHtml();
    ASSERT_TRUE(waitFor([this] { return !text()->isVisible(); }, 20'000));
    on->window->reader().setFocus();
    settle();
    on->type(QStringLiteral("k"));
    EXPECT_EQ(on->openSubject(), on->subjects()[0]);
}

TEST_F(Html, HSwitchesBetweenTextAndHtml)
{
    openHtml();
    ASSERT_TRUE(waitFor([this] { return !text()->isVisible(); }, 20'000));
    on->type(QStringLiteral("h"));
    EXPECT_FALSE(body().showsHtml());
    EXPECT_TRUE(text()->isVisible());
    on->type(QStringLiteral("h"));
    EXPECT_TRUE(waitFor([this] { return !text()->isVisible(); }, 20'000));
}
