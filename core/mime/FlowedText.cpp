// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/FlowedText.h"

#include <QStringView>

namespace tern::mime {

QString unflowed(const QString &text, bool delSp)
{
    QString out;
    out.reserve(text.size());
    bool flowing = false;       // the line before ended in a space
    int depthBefore = -1;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype feed = text.indexOf(QLatin1Char('\n'), at);
        const qsizetype end = feed < 0 ? text.size() : feed;
        const QStringView line = QStringView(text).mid(at, end - at);
        at = end + 1;
        int depth = 0;
        while (depth < line.size() && line.at(depth) == QLatin1Char('>'))
            ++depth;
        QStringView body = line.mid(depth);
        if (body.startsWith(QLatin1Char(' ')))
            body = body.mid(1);                              // space-stuffing, §4.4
        const bool signature = body == QLatin1String("-- ");
        const bool joins = flowing && depth == depthBefore && !signature;
        if (!joins) {
            if (flowing)
                out += QLatin1Char('\n');
            for (int quote = 0; quote < depth; ++quote)
                out += QLatin1Char('>');
            if (depth > 0 && !body.isEmpty())
                out += QLatin1Char(' ');
        }
        flowing = !signature && body.endsWith(QLatin1Char(' '));
        if (flowing && delSp)
            body.chop(1);
        out += body;
        if (!flowing)
            out += QLatin1Char('\n');
        depthBefore = depth;
    }
    if (flowing)
        out += QLatin1Char('\n');
    return out;
}

} // namespace tern::mime
