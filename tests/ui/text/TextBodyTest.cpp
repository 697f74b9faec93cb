// SPDX-License-Identifier: GPL-3.0-or-later
// Reading text: finding words, size, width, letters of one width with patches.
#include "tests/support/ui_fakes/Pictures.h"
#include "tests/support/ui_fakes/WindowFixture.h"
#include "ui/reader/MessageHeader.h"
#include "ui/reader/MessageText.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/RichTextView.h"
#include "ui/reader/TextBody.h"
#include "ui/widgets/FindBar.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

namespace tern::test {
namespace {

using ui::PatchLine;

const QString kPatch = QStringLiteral("Please look at this.\n"
                                      "\n"
                                      "diff --git a/list.c b/list.c\n"
                                      "index 1f2e3d..4c5b6a 100644\n"
                                      "--- a/list.c\n"
                                      "+++ b/list.c\n"
                                      "@@ -12,4 +12,5 @@ int count(void)\n"
                                      "     int n = 0;\n"
                                      "-    for (i = 0; i <= last; i++)\n"
                                      "+    for (i = 0; i < last; i++)\n"
                                      "+        // the last one is the end\n"
                                      "         n++;\n"
                                      "     return n;\n"
                                      "-- \n"
                                      "2.39.5");

TEST(Patches, TheirLinesAreTold)
{
    const auto marks = ui::markPatches(kPatch.split(u'\n'));
    const std::vector<PatchLine> expected{PatchLine::None,  PatchLine::None,    PatchLine::File,  PatchLine::File,  PatchLine::File,    PatchLine::File, PatchLine::Hunk,   PatchLine::Context,
                                          PatchLine::Removed, PatchLine::Added, PatchLine::Added, PatchLine::Context, PatchLine::Context, PatchLine::None, PatchLine::None};
    EXPECT_EQ(marks, expected);
}

TEST(Patches, AListOrASignatureIsNone)
{
    for (const char *text : {"- one\n- two\n+ three", "--- \nAnn", "@@ nothing @@\n+a", "+49 30 1234"}) {
        for (const PatchLine mark : ui::markPatches(QString::fromLatin1(text).split(u'\n')))
            EXPECT_EQ(mark, PatchLine::None) << text;
    }
}

TEST(Patches, AHunkThatLiesAboutItsLengthEndsWithThem)
{
    const auto marks = ui::markPatches(QStringLiteral("@@ -1,1 +1,1 @@\n-a\n+b\n+c\n-d").split(u'\n'));
    EXPECT_EQ(marks[2], PatchLine::Added);
    EXPECT_EQ(marks[3], PatchLine::None);
    EXPECT_EQ(marks[4], PatchLine::None);
    const auto cut = ui::markPatches(QStringLiteral("@@ -1,999999 +1,999999 @@\n a\nplain\n+c").split(u'\n'));
    EXPECT_EQ(cut[1], PatchLine::Context);
    EXPECT_EQ(cut[3], PatchLine::None);
}

engine::OpenedMessagePtr opened(const QString &text)
{
    auto message = std::make_shared<engine::OpenedMessage>();
    message->raw = "From: Ann <ann@example.org>\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.toUtf8();
    message->parsed = *mime::parseMessage(message->raw);
    return message;
}

class Text : public testing::TestWithParam<const char *> {
protected:
    Text()
    {
        const std::string look = GetParam();
        f.theme.setMode(look == "dark" ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
        if (look == "zh_CN")
            chinese.emplace();
        body.emplace(f.context);
        body->resize(900, 420);
        body->show();
    }
    [[nodiscard]] QString name(const char *window) const { return QString::fromLatin1(window) + QLatin1Char('-') + QString::fromLatin1(GetParam()); }
    [[nodiscard]] ui::TextBody &text() { return *body->findChild<ui::TextBody *>(); }

    [[nodiscard]] QString zoomKept() { return f.context.reader.setting(QStringLiteral("reading.zoom"))->value_or(QString()); }

    WindowFixture f;
    std::optional<ChineseWhile> chinese;
    std::optional<ui::ReaderBody> body;
};

TEST_P(Text, WordsAreFoundAndMarkedInFoldedQuotationsToo)
{
    QString mail = QStringLiteral("The timetable comes on Monday.\n\n");
    for (int i = 0; i < 40; ++i)
        mail += i == 30 ? QStringLiteral("> the old Timetable\n") : QStringLiteral("> line %1\n").arg(i);
    body->showMessage(opened(mail + QStringLiteral("timetable, 时刻表\n")));
    body->openFind();
    auto *bar = body->findChild<ui::FindBar *>();
    ASSERT_TRUE(bar->isVisible());
    auto *edit = bar->findChild<QLineEdit *>();
    edit->setText(QStringLiteral("timetable"));
    EXPECT_EQ(text().extraSelections().size(), 3);
    const auto current = [this] {
        for (const auto &mark : text().extraSelections()) {
            if (mark.format.background().color() == text().palette().link().color())
                return mark.cursor.selectionStart();
        }
        return -1;
    };
    const int first = current();
    Q_EMIT bar->searched(QStringLiteral("timetable"), 1);
    EXPECT_GT(current(), first);
    Q_EMIT bar->searched(QStringLiteral("timetable"), 1);
    Q_EMIT bar->searched(QStringLiteral("timetable"), 1);
    EXPECT_EQ(current(), first) << "around the end";
    Q_EMIT bar->searched(QStringLiteral("timetable"), -1);
    EXPECT_TRUE(picture(*body, name("reader-find")));
    edit->setText(QStringLiteral("时刻"));
    EXPECT_EQ(text().extraSelections().size(), 1);
    edit->setText(QStringLiteral("nowhere"));
    EXPECT_EQ(text().extraSelections().size(), 0);
    edit->setText(QStringLiteral("timetable"));
    body->showMessage(opened(QStringLiteral("another")));
    EXPECT_FALSE(bar->isVisible());
    EXPECT_EQ(text().extraSelections().size(), 0);
}

TEST_P(Text, ManyPlacesAndALongTextAreFoundAtOnce)
{
    body->showMessage(opened(QStringLiteral("needle in the hay stack of words\n").repeated(40'000)));
    QElapsedTimer time;
    time.start();
    body->findChild<ui::FindBar *>()->show();
    const ui::Found found = text().find(QStringLiteral("needle"), 0);
    EXPECT_EQ(found.total, 1'000);
    EXPECT_TRUE(found.more);
    EXPECT_LT(time.elapsed(), 20'000);
}

TEST_P(Text, PatchesAreColouredOnDemand)
{
    body->showMessage(opened(kPatch));
    EXPECT_FALSE(text().look().fixedWidth);
    body->switchFixedWidth();
    ASSERT_TRUE(text().look().fixedWidth);
    EXPECT_TRUE(picture(*body, name("reader-patch")));
    const QTextDocument &document = *text().document();
    EXPECT_EQ(document.find(QStringLiteral("<= last")).charFormat().foreground().color(), f.theme.tokens().bad);
    EXPECT_EQ(document.find(QStringLiteral("< last")).charFormat().foreground().color(), f.theme.tokens().good);
    body->showMessage(opened(kPatch));
    EXPECT_FALSE(text().look().fixedWidth) << "for this message only";
}

TEST_P(Text, SizeIsKeptAndLinesStayReadable)
{
    body->showMessage(opened(QStringLiteral("A long line of text that goes on and on. ").repeated(30)));
    body->resize(1400, 420);
    EXPECT_LE(text().viewport()->width(), 740);
    EXPECT_TRUE(picture(*body, name("reader-width")));
    const int before = text().document()->defaultFont().pixelSize();
    body->zoom(1);
    body->zoom(1);
    EXPECT_GT(text().document()->defaultFont().pixelSize(), before + 2);
    EXPECT_EQ(zoomKept(), QStringLiteral("125"));
    for (int i = 0; i < 30; ++i)
        body->zoom(1);
    EXPECT_EQ(zoomKept(), QStringLiteral("300"));
    for (int i = 0; i < 30; ++i)
        body->zoom(-1);
    EXPECT_EQ(zoomKept(), QStringLiteral("50"));
    body->zoom(0);
    EXPECT_EQ(text().document()->defaultFont().pixelSize(), before);
}

TEST_P(Text, ChineseMailInGb18030WithoutAnyLabel)
{
    const QString words = QStringLiteral("各位同事：\n\n周四下午两点在三楼会议室讨论下一季度的项目进度，请提前准备好材料。\n\n> 李娜 写道：\n> 会议室已经订好了，投影仪需要自带转接头。\n> 如有时间冲突，请在周三之前告诉我。\n\n"
                                         "会议纪要将于会后发出，网址：https://example.org/会议/2026\n\n-- \n张伟　技术部　分机 8021\n");
    // What an old program sends: bytes of GB18030 in the header and in the text, and no word about them.
    QByteArray raw = "From: \"\xD5\xC5\xCE\xB0\" <zhangwei@example.cn>\r\nTo: \xC0\xEE\xC4\xC8 <lina@example.cn>\r\nSubject: \xCF\xEE\xC4\xBF\xBD\xF8\xB6\xC8\xBB\xE1\xD2\xE9\r\n"
                     "Date: Mon, 23 Nov 2026 09:41:02 +0800\r\nMessage-ID: <gb@example.cn>\r\n\r\n";
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open("gb18030", &status);
    ASSERT_TRUE(U_SUCCESS(status));
    QByteArray bytes(words.size() * 4 + 8, '\0');
    const int size = ucnv_fromUChars(converter, bytes.data(), static_cast<int>(bytes.size()), reinterpret_cast<const UChar *>(words.utf16()), static_cast<int>(words.size()), &status);
    ucnv_close(converter);
    ASSERT_TRUE(U_SUCCESS(status));
    raw += bytes.left(size);
    auto message = std::make_shared<engine::OpenedMessage>();
    message->raw = raw;
    message->parsed = *mime::parseMessage(raw);
    EXPECT_EQ(message->parsed.subject, QStringLiteral("项目进度会议"));
    EXPECT_EQ(message->parsed.text.trimmed(), words.trimmed());
    QWidget pane;
    auto *column = new QVBoxLayout(&pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new ui::MessageHeader(f.theme, &pane);
    auto *reader = new ui::ReaderBody(f.context, &pane);
    column->addWidget(header);
    column->addWidget(reader, 1);
    header->showMessage(*message);
    reader->showMessage(message);
    pane.setAutoFillBackground(true);
    QPalette colours = pane.palette();
    colours.setColor(QPalette::Window, f.theme.tokens().pane);
    pane.setPalette(colours);
    pane.resize(760, 480);
    EXPECT_TRUE(picture(pane, name("reader-gb18030")));
}

INSTANTIATE_TEST_SUITE_P(Looks, Text, testing::Values("light", "dark", "zh_CN"), [](const auto &look) { return std::string(look.param); });

TEST(RichText, WordsAreFoundInIt)
{
    ui::RichTextView view(nullptr);
    ui::HtmlDocument document;
    document.body = "<p>One night train</p><p>another Night train</p>";
    document.number = 1;
    view.show(document);
    int at = 0;
    int of = 0;
    const auto take = [&](int current, int total) {
        at = current;
        of = total;
    };
    view.find(QStringLiteral("night"), 0, take);
    EXPECT_EQ(of, 2);
    view.find(QStringLiteral("night"), 1, take);
    EXPECT_EQ(at, 2);
    view.setZoom(2);
    EXPECT_EQ(view.document()->defaultFont().pixelSize(), 28);
}

} // namespace
} // namespace tern::test
