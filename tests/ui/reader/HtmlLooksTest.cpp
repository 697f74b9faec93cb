// SPDX-License-Identifier: GPL-3.0-or-later
// A newsletter, a wide table and a reply, light and dark: what is painted can be read.
#include "core/markup/HtmlSanitizer.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "ui/reader/HtmlHost.h"
#include "ui/theme/Theme.h"
#include "ui/theme/Tokens.h"

#include <QBuffer>
#include <QImage>
#include <QMainWindow>
#include <QPainter>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

using namespace tern;
using namespace tern::test;

namespace {

const char *const kNewsletter =
    "<html><head><style>.head{background:#0b57d0;color:#ffffff;padding:24px}.foot{color:#777777;font-size:12px}</style></head>"
    "<body bgcolor=\"#f4f4f4\"><table width=\"100%\" bgcolor=\"#f4f4f4\"><tr><td align=center><table width=\"560\" bgcolor=\"#ffffff\" cellpadding=\"16\" cellspacing=\"0\">"
    "<tr><td class=\"head\"><h1 style=\"margin:0\">Spring timetable</h1></td></tr>"
    "<tr><td style=\"color:#202124\"><p>From <b>14 March</b> the night train runs daily.</p><p style=\"color:#5f6368\">Seats from 29 EUR, couchettes from 59 EUR.</p>"
    "<p><a href=\"https://example.org/\" style=\"background:#0b57d0;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none\">See the times</a></p>"
    "<table border=1 cellpadding=6 style=\"border-collapse:collapse;border-color:#dadce0\"><tr bgcolor=\"#e8f0fe\"><td>Berlin</td><td>20:14</td></tr><tr><td>Wien</td><td>07:52</td></tr></table></td></tr>"
    "<tr><td class=\"foot\">You get this because you asked for it.</td></tr></table></td></tr></table></body></html>";

const char *const kWide = "<table width=\"1400\" border=1><tr><td>left</td><td align=right>right end</td></tr></table>";

const char *const kReply = "<div dir=ltr>Yes, Tuesday is fine.<br><br>Ann</div><div class=\"gmail_quote\"><div>On Mon, Bob wrote:</div>"
                           "<blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex\">Shall we meet on Tuesday?</blockquote></div>";

/// Nearly black letters on nothing.
QByteArray darkLogo()
{
    QImage image(240, 80, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QFont font(QStringLiteral("Noto Sans"));
    font.setPixelSize(48);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(QColor(20, 20, 24));
    painter.drawText(image.rect(), Qt::AlignCenter, QStringLiteral("Brand"));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

class HtmlLooks : public testing::Test {
protected:
    void SetUp() override
    {
        window.resize(700, 520);
        window.show();
        view = &host.view(&window);
        window.setCentralWidget(view->widget());
        view->rendered = [this] { ++painted; };
    }

    void show(const char *html, bool dark)
    {
        const ui::Tokens &tokens = dark ? ui::darkTokens() : ui::lightTokens();
        const auto color = [](const QColor &c) { return markup::Color{static_cast<std::uint8_t>(c.red()), static_cast<std::uint8_t>(c.green()), static_cast<std::uint8_t>(c.blue()), 1}; };
        markup::HtmlRules rules;
        rules.dark = dark;
        rules.ground = {color(tokens.pane), color(tokens.text)};
        rules.showQuoted = "Show the quoted message";
        rules.ownPrefix = "";
        const markup::SafeHtml safe = markup::sanitizeHtml(html, rules);
        ui::HtmlDocument document;
        document.number = ++number;
        document.body = QByteArray::fromStdString(safe.html);
        document.bodyAttributes = QByteArray::fromStdString(safe.bodyAttributes);
        document.isDark = dark;
        document.pane = tokens.pane;
        document.text = tokens.text;
        document.link = tokens.accent;
        document.own = [](const QString &, const ui::HtmlDocument::Reply &reply) { reply(engine::Picture{"image/png", darkLogo()}); };
        const int before = painted;
        view->show(std::move(document));
        ASSERT_TRUE(waitFor([&] { return painted > before; }, 20'000));
        waitFor([] { return false; }, 400);
    }

    [[nodiscard]] QImage seen() const { return view->widget()->grab().toImage(); }

    ui::Theme theme;    // the application's style is its; it ends last
    QMainWindow window;
    ui::HtmlHost host;
    ui::HtmlView *view = nullptr;
    int number = 0, painted = 0;
};

/// The share of pixels that are lighter than this, 0 to 1.
double share(const QImage &image, int lighterThan)
{
    qint64 count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qGray(image.pixel(x, y)) > lighterThan ? 1 : 0;
    }
    return static_cast<double>(count) / (static_cast<double>(image.width()) * image.height());
}

} // namespace

TEST_F(HtmlLooks, ANewsletterInLightAndDark)
{
    show(kNewsletter, false);
    EXPECT_GT(share(seen(), 200), 0.6);
    EXPECT_TRUE(picture(window, QStringLiteral("html-newsletter-light")));
    show(kNewsletter, true);
    EXPECT_LT(share(seen(), 120), 0.15) << "nothing but letters is light";
    EXPECT_GT(share(seen(), 150), 0.003) << "and they are";
    EXPECT_TRUE(picture(window, QStringLiteral("html-newsletter-dark")));
}

TEST_F(HtmlLooks, ADarkLogoOnNothingCanBeSeenInTheDark)
{
    show("<p>&nbsp;</p><img src=\"cid:logo\">", true);
    const QImage image = seen();
    EXPECT_GT(share(image.copy(0, 40, 300, 160), 100), 0.004) << "its rim";
    EXPECT_LT(share(image, 130), 0.1) << "and no box around it";
    EXPECT_TRUE(picture(window, QStringLiteral("html-logo-dark")));
}

TEST_F(HtmlLooks, WhatIsTooWideIsMadeSmaller)
{
    show(kWide, false);
    EXPECT_TRUE(picture(window, QStringLiteral("html-wide")));
}

TEST_F(HtmlLooks, AQuotedMessageIsFolded)
{
    show(kReply, false);
    EXPECT_TRUE(picture(window, QStringLiteral("html-reply")));
}

TEST_F(HtmlLooks, WordsAreFoundWithoutJavaScript)
{
    show("<p>One night train</p><p>another Night train</p><p style=\"height:3000px\">.</p><p>the last night</p>", false);
    int at = 0;
    int of = -1;
    const auto find = [&](const char *words, int step) {
        of = -1;
        view->find(QString::fromLatin1(words), step, [&](int current, int total) {
            at = current;
            of = total;
        });
        return waitFor([&] { return of >= 0; }, 10'000);
    };
    ASSERT_TRUE(find("night", 0));
    EXPECT_EQ(of, 3);
    const int first = at;
    ASSERT_TRUE(find("night", 1));
    EXPECT_NE(at, first);
    ASSERT_TRUE(find("nowhere", 0));
    EXPECT_EQ(of, 0);
}

TEST_F(HtmlLooks, TheSizeAPersonChoseIsKept)
{
    show("<p>Some words</p>", false);
    const double normal = share(seen(), 130);
    view->setZoom(3);
    waitFor([] { return false; }, 600);
    const double large = share(seen(), 130);
    EXPECT_LT(large, normal) << "more ink";
    show("<p>Some words</p>", false);
    EXPECT_LT(share(seen(), 130), (normal + large) / 2);
    view->setZoom(1);
}

// The darkest and the lightest of what is painted where a text stands, as WCAG 2.1 measures them: at least 4.5, whatever the sender's colours were.
TEST_F(HtmlLooks, ContrastIsMeasuredInWhatIsPainted)
{
    const std::vector<std::pair<const char *, const char *>> cases{
        {"grey on white", "<body bgcolor=white><p style=\"color:#757575;font:bold 40px sans-serif\">HHHH MMMM</p></body>"},
        {"dark blue link", "<p style=\"font:bold 40px sans-serif\"><a style=\"color:#1a0dab\" href=\"https://example.org\">HHHH MMMM</a></p>"},
        {"black, no ground", "<p style=\"color:#000;font:bold 40px sans-serif\">HHHH MMMM</p>"},
        {"white on brand", "<div style=\"background:#0b57d0;color:#fff;font:bold 40px sans-serif\">HHHH MMMM</div>"},
        {"yellow ground", "<div style=\"background:#fff3b0;color:#5c4400;font:bold 40px sans-serif\">HHHH MMMM</div>"},
        {"font tag", "<font color=\"#333399\" style=\"font:bold 40px sans-serif\">HHHH MMMM</font>"},
        {"style sheet", "<style>p{color:#222}div{background:#eee}</style><div><p style=\"font:bold 40px sans-serif\">HHHH MMMM</p></div>"},
    };
    for (const bool dark : {false, true}) {
        for (const auto &[what, html] : cases) {
            show(html, dark);
            const QImage image = seen().copy(0, 0, 340, 150);
            // The colour of the letters is the one farthest from the ground around them: each glyph is bold enough to have a solid core.
            double best = 1;
            std::map<QRgb, int> counts;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    ++counts[image.pixel(x, y)];
            }
            std::vector<std::pair<int, QRgb>> common;
            for (const auto &[colour, count] : counts)
                common.emplace_back(count, colour);
            std::sort(common.rbegin(), common.rend());
            common.resize(std::min<std::size_t>(common.size(), 3));
            for (const auto &[countA, a] : common) {
                for (const auto &[countB, b] : common)
                    best = std::max(best, ui::contrastRatio(QColor(a), QColor(b)));
            }
            EXPECT_GE(best, 4.5) << what << (dark ? ", dark" : ", light");
        }
    }
}
