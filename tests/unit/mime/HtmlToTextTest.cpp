// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/HtmlToText.h"
#include "core/mime/ParsedMessage.h"

#include <gtest/gtest.h>

namespace tern::mime {
namespace {

// What nobody sees is not quoted in an answer, not found and not shown as the first line.
TEST(HtmlToText, LeavesOutWhatIsHidden)
{
    for (const char *html : {
             "seen<div style=\"display:none\">SECRET</div>", "seen<span style='DISPLAY : NONE !important'>SECRET</span>", "seen<p hidden>SECRET</p>",
             "seen<div style=\"visibility:hidden\"><p>SECRET <b>SECRET</b></p></div>", "seen<span style=\"font-size:0\">SECRET</span>", "seen<span style=\"font-size:0px;color:#fff\">SECRET</span>",
             "seen<div style=\"max-height:0;overflow:hidden\">SECRET</div>", "seen<div style=\"opacity:0\">SECRET</div>", "seen<span style=\"mso-hide:all\">SECRET</span>",
             "seen<div style=\"display:none\"><div>SECRET</div>SECRET<br>SECRET</div>", "seen<p style=\"display:none\">SECRET<p>", "seen<span style=\"d\\isplay:none\">SECRET</span>",
             "seen<div style=\"display:none\"><div style=\"display:none\">SECRET</div>SECRET</div>", "seen<td style=\"display:none\">SECRET</td>"}) {
        const QString text = htmlToText(QString::fromLatin1(html));
        EXPECT_TRUE(text.startsWith(QLatin1String("seen"))) << html;
        EXPECT_FALSE(text.contains(QLatin1String("SECRET"))) << html << " gives " << text.toStdString();
    }
}

TEST(HtmlToText, KeepsWhatOnlyLooksHidden)
{
    for (const char *html : {"<div style=\"display:block\">seen</div>", "<span style=\"font-size:0.9em\">seen</span>", "<p style=\"opacity:0.5\">seen</p>", "<div style=\"max-height:100px\">seen</div>",
                             "<div style=\"display:none\">x</div>seen", "<p style=\"display:none\">x<p>seen", "<div style=\"display:none\"><br><img src=a>x</div><i>seen</i>",
                             "<table><tr><td style=\"display:none\">x<td>seen</table>", "<div style=\"display:none\"><script>y</script><style>z</style></div>seen", "<body style=\"font-size:0\">seen"})
        EXPECT_EQ(htmlToText(QString::fromLatin1(html)).trimmed(), QStringLiteral("seen")) << html;
}

} // namespace
} // namespace tern::mime
