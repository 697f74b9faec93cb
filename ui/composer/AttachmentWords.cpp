// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/AttachmentWords.h"

#include <QRegularExpression>

namespace tern::ui {
namespace {

/// Words of alphabets need their boundaries ("detached" and "attach the handle" are not meant); Chinese ones don't have any.
const QRegularExpression &pattern()
{
    static const QRegularExpression expression(
        QStringLiteral("\\b(?:attachments?|attached|attaching|enclosed(?= (?:is|are|please|you))|see enclosed|find enclosed)\\b"
                       "|附件|见附|附上|随附|附了|附有|附图|附表|附文|附加文件|附檔|附加檔案|夾帶"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return expression;
}

bool isQuote(QStringView line)
{
    return line.startsWith(QLatin1Char('>'));
}

bool endsOwnWords(QStringView line)
{
    return line == QLatin1String("-- ") || line == QLatin1String("--") || line.startsWith(QLatin1String("-----"))
        || line.startsWith(QLatin1String("---------- "));
}

} // namespace

QString attachmentWord(const QString &text)
{
    const QList<QStringView> lines = QStringView(text).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines.at(i);
        if (endsOwnWords(line))
            break;
        const bool introducesQuote = i + 1 < lines.size() && isQuote(lines.at(i + 1)) && (line.endsWith(QLatin1Char(':')) || line.endsWith(QChar(0xFF1A)));
        if (isQuote(line) || introducesQuote)
            continue;
        const auto match = pattern().match(line.toString());
        if (match.hasMatch())
            return match.captured();
    }
    return {};
}

} // namespace tern::ui
