// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files/MessageMaker.h"
#include "tests/support/files/PdfMaker.h"
#include "tests/support/files/ZipMaker.h"
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/quicklook/LookPages.h"
#include "ui/reader/quicklook/PictureView.h"
#include "ui/reader/quicklook/QuickLook.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Buttons.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLinearGradient>
#include <QPainter>
#include <QPointer>
#include <QTest>

#include <gtest/gtest.h>

namespace tern::test {
namespace {

constexpr int kPatience = 30'000;   // ms; it is there in a tenth of a second, but the machine may have other work

/// A page as people send it: a heading, lines, a table.
QByteArray report()
{
    QByteArray page = "0.04 0.45 0.52 rg 0 770 595 72 re f 1 1 1 rg BT /F2 24 Tf 56 796 Td (Quarterly report) Tj ET 0.15 0.17 0.2 rg ";
    page += "BT /F2 14 Tf 56 726 Td (1. What we did) Tj ET BT /F1 11 Tf 56 704 Td 16 TL ";
    for (const char *line : {"The bridge over the estuary was opened on 3 November, two weeks early.", "Both ferries stay in service until the end of the winter timetable.",
                             "Eleven of the twelve stations have new signs; the last one follows in January."})
        page += QByteArray("(") + line + ") Tj T* ";
    page += "ET BT /F2 14 Tf 56 634 Td (2. Figures) Tj ET 0.9 0.93 0.95 rg 56 590 483 24 re f 0.15 0.17 0.2 rg ";
    int y = 598;
    for (const char *row : {"Passengers                     412,300", "Trips cancelled                        17", "Complaints answered           1,204", "Cost per trip                       EUR 38"}) {
        page += QByteArray("BT /F1 11 Tf 68 ") + QByteArray::number(y) + " Td (" + row + ") Tj ET ";
        y -= 24;
    }
    return page;
}

QByteArray photograph()
{
    QImage image(1600, 1000, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, 1000);
    sky.setColorAt(0, QColor(40, 90, 160));
    sky.setColorAt(0.6, QColor(240, 180, 120));
    sky.setColorAt(0.62, QColor(30, 60, 80));
    sky.setColorAt(1, QColor(10, 20, 30));
    painter.fillRect(image.rect(), sky);
    painter.setBrush(QColor(255, 230, 180));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPoint(1100, 520), 90, 90);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

MessageMaker everything()
{
    MessageMaker inner("Minutes of Monday");
    inner.text("Dear all,\r\n\r\nthe minutes are attached. Please tell me by Friday what is wrong in them.\r\n\r\nChen Chen\r\n").attach("text/plain", "filename=\"minutes.txt\"", "We met.");
    MessageMaker maker;
    maker.attach("application/pdf", "filename=\"report.pdf\"", makePdf({report(), "BT /F1 24 Tf 72 700 Td (The second page) Tj ET"}));
    maker.attach("image/png", "filename=\"evening.png\"", photograph());
    maker.attach("text/plain; charset=gb2312", "filename=\"notes.txt\"", "\xB1\xA8\xB8\xE6\r\nsecond line\r\n");
    maker.attach("message/rfc822", "filename=\"minutes.eml\"", inner.bytes());
    maker.attach("application/zip", "filename=\"album.zip\"",
                 ZipMaker().add("album/", "").add({"album/\xE7\x85\xA7\xE7\x89\x87 1.jpg", QByteArray(90'000, 'x')}).add({"album/setup.exe", QByteArray(4'000, 'x')}).add({"../../.bashrc", "x"}).add({"secret.txt", "y", 0x801}).bytes());
    maker.attach("text/vcard", "filename=\"chen.vcf\"", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chen Chen\r\nORG:Estuary Ferries\r\nEMAIL:chen@example.net\r\nTEL;TYPE=CELL:+86 139 0000 0000\r\nEND:VCARD\r\n");
    maker.attach("application/pdf", "filename=\"invoice.pdf\"", QByteArray("\x7F""ELF\2").leftJustified(300, '\0'));
    maker.attach("image/png", "filename=\"broken.png\"", "\x89PNG\r\n\x1A\nno more");
    return maker;
}

class Look : public testing::TestWithParam<const char *> {
protected:
    Look()
    {
        const std::string look = GetParam();
        f.theme.setMode(look == "dark" ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        if (look == "zh_CN")
            chinese.emplace();
        window = new ui::QuickLook(f.context, nullptr);
        window->resize(860, 720);
        window->show();
    }
    ~Look() override { delete window.data(); }
    void look(const std::string &part)
    {
        window->look(message, part);
        ASSERT_TRUE(ready());
    }
    bool ready()
    {
        return waitFor([this] { return window->isReady(); }, kPatience);
    }
    [[nodiscard]] QString name(const char *what) const { return QString::fromLatin1(what) + QLatin1Char('-') + QString::fromLatin1(GetParam()); }
    [[nodiscard]] QString banner() const
    {
        const auto *found = window->findChild<ui::Banner *>();
        return found->isVisible() ? found->text() : QString();
    }

    WindowFixture f;
    std::optional<ChineseWhile> chinese;
    engine::OpenedMessagePtr message = everything().open();
    QPointer<ui::QuickLook> window;
};

TEST_P(Look, APdf)
{
    look("2");
    ASSERT_EQ(window->preview().kind, engine::Preview::Kind::Drawn);
    ASSERT_EQ(window->preview().drawn.trouble, files::Drawn::Trouble::None);
    EXPECT_TRUE(banner().isEmpty());
    EXPECT_TRUE(picture(*window, name("quicklook-pdf")));
    auto *view = window->findChild<ui::PictureView *>();
    EXPECT_TRUE(view->accessibleDescription().contains(QStringLiteral("Quarterly report")));
    window->copyText();
    EXPECT_TRUE(QGuiApplication::clipboard()->text().contains(QStringLiteral("Passengers")));
    QTest::keyClick(window, Qt::Key_PageDown);
    ASSERT_TRUE(waitFor([this] { return window->isReady() && window->page() == 1; }, kPatience));
    EXPECT_TRUE(waitFor([view] { return view->accessibleDescription().contains(QStringLiteral("second page")); }, kPatience));
    const int before = view->image().width();
    QTest::keyClick(window, Qt::Key_Plus);
    EXPECT_TRUE(waitFor([view, before] { return view->image().width() > before; }, kPatience)) << "drawn anew, as sharp as it is large";
}

TEST_P(Look, PicturesAndTexts)
{
    look("3");
    EXPECT_TRUE(picture(*window, name("quicklook-picture")));
    EXPECT_EQ(window->findChild<ui::PictureView *>()->image().width(), 1600);
    look("4");
    EXPECT_EQ(window->preview().text, QStringLiteral("报告\nsecond line\n"));
    look("7");
    EXPECT_TRUE(window->findChild<ui::TextPage *>()->text().contains(QStringLiteral("chen@example.net")));
    EXPECT_TRUE(picture(*window, name("quicklook-card")));
}

TEST_P(Look, AMessageAndWhatIsAttachedToIt)
{
    look("5");
    ASSERT_EQ(window->preview().kind, engine::Preview::Kind::Mail);
    EXPECT_TRUE(picture(*window, name("quicklook-mail")));
    auto *mail = window->findChild<ui::MailPage *>();
    EXPECT_TRUE(mail->text().contains(QStringLiteral("Minutes of Monday")));
    auto *button = mail->findChild<ui::FlatButton *>();
    ASSERT_NE(button, nullptr);
    button->click();
    ASSERT_TRUE(waitFor([this] { return window->isReady() && window->preview().name == QStringLiteral("minutes.txt"); }, kPatience));
    EXPECT_EQ(window->preview().text, QStringLiteral("We met."));
    QTest::keyClick(window, Qt::Key_Backspace);
    ASSERT_TRUE(waitFor([this] { return window->isReady() && window->preview().name == QStringLiteral("minutes.eml"); }, kPatience));
}

TEST_P(Look, AnArchiveThatIsNotUnpacked)
{
    look("6");
    ASSERT_EQ(window->preview().kind, engine::Preview::Kind::Zip);
    EXPECT_FALSE(banner().isEmpty()) << "there is a program in it";
    EXPECT_TRUE(window->findChild<ui::ArchivePage *>()->text().contains(QStringLiteral("照片 1.jpg")));
    EXPECT_TRUE(picture(*window, name("quicklook-zip")));
}

TEST_P(Look, AProgramInDisguiseAndWhatIsBroken)
{
    look("8");
    EXPECT_EQ(window->preview().kind, engine::Preview::Kind::Nothing);
    EXPECT_FALSE(banner().isEmpty());
    EXPECT_TRUE(picture(*window, name("quicklook-program")));
    look("9");
    EXPECT_EQ(window->preview().drawn.trouble, files::Drawn::Trouble::NotReadable);
}

TEST_P(Look, KeysGoThroughAllAndClose)
{
    look("2");
    QTest::keyClick(window, Qt::Key_Left);
    EXPECT_EQ(window->preview().name, QStringLiteral("report.pdf")) << "it was the first";
    for (const char *next : {"evening.png", "notes.txt", "minutes.eml", "album.zip", "chen.vcf", "invoice.pdf", "broken.png"}) {
        QTest::keyClick(window, Qt::Key_Right);
        ASSERT_TRUE(waitFor([&] { return window->isReady() && window->preview().name == QLatin1String(next); }, kPatience)) << next;
    }
    QTest::keyClick(window, Qt::Key_Space);
    EXPECT_TRUE(waitFor([this] { return window.isNull(); }));
}

INSTANTIATE_TEST_SUITE_P(Looks, Look, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

} // namespace
} // namespace tern::test
