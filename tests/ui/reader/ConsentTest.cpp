// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures on another machine: nothing before consent, and only what was consented to after it. Over HTTPS on loopback, with the real engines.
#include "tests/support/scripted/WebServer.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/ui/mainwindow/WindowOnEngine.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/TextBody.h"
#include "ui/widgets/Banner.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QMenu>

#include <gtest/gtest.h>

#include <algorithm>

using namespace tern;
using namespace tern::test;

namespace {

std::string png(const QColor &colour)
{
    QImage image(120, 60, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

class Consent : public testing::Test {
protected:
    void SetUp() override
    {
        web.on("", "/logo.png", png(Qt::red));
        web.on("", "/back.png", png(Qt::green));
        const QString at = QStringLiteral("https://localhost:%1").arg(web.port());
        const QString html = QStringLiteral("<p>Our <b>news</b></p><img src=\"%1/logo.png\"><div style=\"background:url(%1/back.png);height:40px\">x</div>"
                                            "<img src=\"%1/p.gif\" width=1 height=1><img src=\"%1/wf/open?u=7\">")
                                 .arg(at);
        on = std::make_unique<WindowOnEngine>(0, [&](MailProfile &profile) {
            QFile ca(profile.path() + QStringLiteral("/ca.pem"));
            ASSERT_TRUE(ca.open(QIODevice::WriteOnly));
            ca.write(QByteArray::fromStdString(authority.certificatePem));
            ca.close();
            auto account = profile.store().openReader().value()->account(profile.second);
            ASSERT_TRUE(account.ok());
            account->caFile = ca.fileName().toStdString();
            ASSERT_TRUE(profile.store().writeAndWait([&](store::StoreWriter &writer) { return writer.updateAccount(*account); }).ok());
            SampleMail mail;
            mail.fromName = QStringLiteral("Shop");
            mail.from = QStringLiteral("news@shop.example");
            mail.subject = QStringLiteral("News");
            mail.html = html;
            mail.date = test::at(0, 0, 1);
            SampleMail again = mail;
            again.subject = QStringLiteral("More news");
            again.date = test::at(0, 0, 2);
            profile.add(profile.secondInbox, {mail, again});
        });
        on->choose(on->profile.secondInbox);
    }

    [[nodiscard]] ui::ReaderBody &body() const { return on->window->reader().body(); }
    void open(const QString &subject) const
    {
        const auto row = static_cast<int>(on->subjects().indexOf(subject));
        ASSERT_GE(row, 0);
        on->window->list().view().selectRow(row);
        ASSERT_TRUE(waitFor([&] { return body().hasHtml() && on->openSubject() == subject; }));
        // As root one has to ask for it.
        if (ui::HtmlHost::isWithoutSandbox()) {
            ASSERT_TRUE(waitFor([this] { return button(QStringLiteral("Show as HTML")) != nullptr; }));
            button(QStringLiteral("Show as HTML"))->click();
        }
        ASSERT_TRUE(waitFor([this] { return !on->window->findChild<ui::TextBody *>()->isVisible(); }, 20'000));
    }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (QAbstractButton *one : body().findChildren<QAbstractButton *>()) {
            if (one->isVisible() && one->text() == text)
                return one;
        }
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> asked() const
    {
        std::vector<std::string> list;
        for (const std::string &request : web.asked())
            list.push_back(request.substr(request.find('/')));
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        return list;
    }
    [[nodiscard]] QString banners() const
    {
        QStringList texts;
        for (const ui::Banner *banner : body().findChildren<ui::Banner *>()) {
            if (banner->isVisible())
                texts << banner->text();
        }
        return texts.join(u'|');
    }

    TestIdentity authority = makeAuthority();
    WebServer web{makeLeaf({{"localhost"}, {"127.0.0.1"}}, &authority)};
    std::unique_ptr<WindowOnEngine> on;
};

const std::vector<std::string> kPictures{"/back.png", "/logo.png"};

} // namespace

TEST_F(Consent, NothingBeforeAndOnlyThePicturesAfter)
{
    open(QStringLiteral("News"));
    ASSERT_TRUE(waitFor([this] { return button(QStringLiteral("Load images")) != nullptr; }));
    EXPECT_TRUE(banners().contains(QStringLiteral("2 images on localhost were not loaded"))) << banners().toStdString();
    EXPECT_TRUE(banners().contains(QStringLiteral("2 trackers are blocked."))) << banners().toStdString();
    settle();
    waitFor([] { return false; }, 300);
    EXPECT_TRUE(web.asked().empty());
    EXPECT_TRUE(picture(*on->window, QStringLiteral("main-html-images-blocked")));

    button(QStringLiteral("Load images"))->click();
    EXPECT_TRUE(waitFor([this] { return asked() == kPictures; }, 20'000));
    waitFor([] { return false; }, 500);
    EXPECT_EQ(asked(), kPictures) << "no tracker";
    EXPECT_EQ(button(QStringLiteral("Load images")), nullptr);
    EXPECT_EQ(banners(), QStringLiteral("2 trackers are blocked."));
    EXPECT_TRUE(picture(*on->window, QStringLiteral("main-html-images-loaded")));

    // For once means once.
    open(QStringLiteral("More news"));
    EXPECT_TRUE(waitFor([this] { return button(QStringLiteral("Load images")) != nullptr; }));
}

TEST_F(Consent, AlwaysForThisSender)
{
    open(QStringLiteral("News"));
    ASSERT_TRUE(waitFor([this] { return button(QStringLiteral("Always…")) != nullptr; }));
    button(QStringLiteral("Always…"))->click();
    auto *menu = body().findChild<QMenu *>();
    ASSERT_NE(menu, nullptr);
    ASSERT_EQ(menu->actions().size(), 2);
    EXPECT_TRUE(menu->actions()[0]->text().contains(QStringLiteral("news@shop.example")));
    EXPECT_TRUE(menu->actions()[1]->text().contains(QStringLiteral("shop.example")));
    menu->actions()[0]->trigger();
    menu->close();
    EXPECT_TRUE(waitFor([this] { return asked() == kPictures; }, 20'000));
    const std::size_t before = web.asked().size();
    open(QStringLiteral("More news"));
    EXPECT_TRUE(waitFor([&] { return web.asked().size() >= before + 2; }, 20'000)) << "loaded without asking";
    EXPECT_EQ(asked(), kPictures);
    EXPECT_EQ(button(QStringLiteral("Load images")), nullptr);
}
