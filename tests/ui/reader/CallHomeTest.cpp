// SPDX-License-Identifier: GPL-3.0-or-later
// The view's own walls, without the one before them: HTML goes into it as it came. A listener on loopback hears nothing.
#include "tests/support/html/CallHomeVectors.h"
#include "tests/support/loopback/LoopbackListener.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "ui/reader/HtmlHost.h"
#include "ui/theme/Theme.h"

#include <QMainWindow>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>

using namespace tern;
using namespace tern::test;

namespace {

/// How many connections came.
int heard(const LoopbackListener &listener)
{
    int count = 0;
    ::fcntl(listener.fd.get(), F_SETFL, ::fcntl(listener.fd.get(), F_GETFL) | O_NONBLOCK);
    for (int fd = -1; (fd = ::accept(listener.fd.get(), nullptr, nullptr)) >= 0; ++count)
        ::close(fd);
    return count;
}

class CallHome : public testing::Test {
protected:
    void SetUp() override
    {
        window.resize(600, 400);
        window.show();
        view = &host.view(&window);
        window.setCentralWidget(view->widget());
        view->linkActivated = [this](const QUrl &) { ++activated; };
        view->rendered = [this] { ++painted; };
    }

    void showRaw(const QByteArray &html)
    {
        ui::HtmlDocument document;
        document.number = ++number;
        document.body = html;
        document.pane = Qt::white;
        document.own = [this](const QString &, const ui::HtmlDocument::Reply &reply) { ++asked, reply(std::nullopt); };
        document.remote = [this](int, const ui::HtmlDocument::Reply &reply) { ++asked, reply(std::nullopt); };
        const int before = painted;
        view->show(std::move(document));
        ASSERT_TRUE(waitFor([&] { return painted > before; }, 20'000)) << html.constData();
    }

    ui::Theme theme;    // the application's style is its; it ends last
    QMainWindow window;
    ui::HtmlHost host;
    ui::HtmlView *view = nullptr;
    LoopbackListener listener = listenOnLoopback();
    int number = 0, painted = 0, activated = 0, asked = 0;
};

} // namespace

TEST_F(CallHome, NoVectorReachesAnotherMachineByTheViewsOwnWallsAlone)
{
    const QByteArray server = "127.0.0.1:" + QByteArray::number(listener.port);
    int vectors = 0;
    for (const char *vector : kCallHomeVectors) {
        QByteArray html = vector;
        html.replace("https://a.example", QByteArray("http://" + server));
        html.replace("//a.example", QByteArray("//" + server));
        showRaw(html);
        ++vectors;
    }
    // What was put off (a refresh, a prefetch) has its time.
    settle();
    waitFor([] { return false; }, 1500);
    EXPECT_EQ(heard(listener), 0);
    EXPECT_EQ(activated, 0) << "no link was followed by itself";
    EXPECT_GE(vectors, 100);
    EXPECT_EQ(asked, 0);
    std::printf("[html] %d documents, 0 connections\n", vectors);
}

TEST_F(CallHome, NoScriptRuns)
{
    for (const QByteArray &html : {QByteArray("<script>document.body.innerHTML='<img src=\"cid/ran\">'</script>"),
                                   QByteArray("<img src=x onerror=\"this.src='cid/ran'\">"), QByteArray("<body onload=\"document.images[0].src='cid/ran'\"><img>")})
        showRaw(html);
    waitFor([] { return false; }, 300);
    EXPECT_EQ(asked, 0);
    // That a picture of the message would have been asked for.
    showRaw("<img src=\"cid/ran\">");
    EXPECT_TRUE(waitFor([this] { return asked == 1; }));
}

TEST_F(CallHome, APictureOfAnotherDocumentIsNotServed)
{
    showRaw("<p>one</p>");
    showRaw("<img src=\"../1/cid/a\"><img src=\"/1/cid/a\"><img src=\"remote/x\"><img src=\"tern-message:1/cid/a\">");
    waitFor([] { return false; }, 300);
    EXPECT_EQ(asked, 0);
}
