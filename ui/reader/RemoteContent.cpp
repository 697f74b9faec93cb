// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/RemoteContent.h"

#include <QRegularExpression>

namespace tern::ui {

bool hasRemoteContent(const QString &html)
{
    constexpr qsizetype kLooked = 1'000'000;
    static const QRegularExpression pattern(
        QStringLiteral("(?:\\b(?:src|srcset|background|poster|data)\\s*=\\s*[\"']?\\s*(?:https?:)?//"
                       "|url\\(\\s*[\"']?\\s*(?:https?:)?//|@import\\s+[\"']?(?:https?:)?//|<link\\b[^>]{0,400}href\\s*=\\s*[\"']?\\s*(?:https?:)?//)"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(html.left(kLooked)).hasMatch();
}

} // namespace tern::ui
