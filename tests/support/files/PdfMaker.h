// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace tern::test {

/// A PDF of pages, each with drawing operators as its content; /F1 is Helvetica, /F2 Helvetica-Bold. \param box  of a page in points: "0 0 595 842"
[[nodiscard]] inline QByteArray makePdf(const std::vector<QByteArray> &pages, const QByteArray &box = "0 0 595 842")
{
    std::vector<QByteArray> objects{"<</Type/Catalog/Pages 2 0 R>>", {}, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
                                    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>"};
    QByteArray kids;
    for (const QByteArray &content : pages) {
        const QByteArray number = QByteArray::number(static_cast<int>(objects.size()) + 1);
        kids += number + " 0 R ";
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[" + box + "]/Contents " + QByteArray::number(static_cast<int>(objects.size()) + 2)
                          + " 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>");
        objects.push_back("<</Length " + QByteArray::number(content.size()) + ">>stream\n" + content + "\nendstream");
    }
    objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count " + QByteArray::number(static_cast<int>(pages.size())) + ">>";
    QByteArray file = "%PDF-1.4\n";
    QByteArray table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += QByteArray::number(file.size()).rightJustified(10, '0') + " 00000 n \n";
        file += QByteArray::number(static_cast<int>(i) + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const QByteArray size = QByteArray::number(static_cast<int>(objects.size()) + 1);
    const QByteArray place = QByteArray::number(file.size());
    return file + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer<</Size " + size + "/Root 1 0 R>>\nstartxref\n" + place + "\n%%EOF\n";
}

} // namespace tern::test
