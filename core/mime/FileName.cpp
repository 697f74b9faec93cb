// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/FileName.h"

#include <QMimeDatabase>

namespace tern::mime {
namespace {

constexpr qsizetype kLongestBytes = 200;

bool isHidden(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7F && u < 0xA0) || (u >= 0x200B && u <= 0x200F) || (u >= 0x202A && u <= 0x202E) || (u >= 0x2060 && u <= 0x206F)
        || u == 0xFEFF || u == 0x00AD || u == 0x061C;
}

} // namespace

QString sanitisedFileName(const QString &name)
{
    QString base = name.mid(name.lastIndexOf(QLatin1Char('/')) + 1);
    base = base.mid(base.lastIndexOf(QLatin1Char('\\')) + 1);
    QString out;
    for (const QChar c : std::as_const(base)) {
        if (isHidden(c))
            continue;
        const bool awkward = QStringLiteral(":*?\"<>|").contains(c);
        out += awkward ? QLatin1Char('_') : c;
    }
    out = out.trimmed();
    while (out.startsWith(QLatin1Char('.')))
        out.remove(0, 1);
    while (out.endsWith(QLatin1Char('.')) || out.endsWith(QLatin1Char(' ')))
        out.chop(1);
    if (out.toUtf8().size() <= kLongestBytes)
        return out;
    const auto dot = out.lastIndexOf(QLatin1Char('.'));
    const QString extension = dot > 0 && out.size() - dot <= 12 ? out.mid(dot) : QString();
    QString stem = out.left(out.size() - extension.size());
    stem.truncate(kLongestBytes); // a character takes a byte at least
    while (!stem.isEmpty() && (stem + extension).toUtf8().size() > kLongestBytes)
        stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
    return stem + extension;
}

QString nameForType(const QString &mediaType)
{
    if (mediaType == QLatin1String("message/rfc822"))
        return QStringLiteral("message.eml");
    if (mediaType == QLatin1String("text/plain"))
        return QStringLiteral("text.txt");
    if (mediaType == QLatin1String("text/html"))
        return QStringLiteral("text.html");
    if (mediaType == QLatin1String("text/calendar"))
        return QStringLiteral("invitation.ics");
    const QString suffix = QMimeDatabase().mimeTypeForName(mediaType).preferredSuffix();
    const QString stem = mediaType.startsWith(QLatin1String("image/")) ? QStringLiteral("image") : QStringLiteral("attachment");
    return stem + QLatin1Char('.') + (suffix.isEmpty() ? QStringLiteral("bin") : suffix);
}

} // namespace tern::mime
