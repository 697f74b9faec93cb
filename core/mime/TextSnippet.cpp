// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/TextSnippet.h"

#include <QStringView>

namespace tern::mime {
namespace {

constexpr qsizetype kLookedAt = 20'000;   // characters; what is further down is no first impression

bool isRule(QStringView line)
{
    for (const QChar c : line) {
        if (!QStringLiteral("-_=*~#─—").contains(c))
            return false;
    }
    return line.size() >= 3;
}

bool isAttribution(QStringView line)
{
    const bool ends = line.endsWith(QLatin1Char(':')) || line.endsWith(QChar(0xFF1A));
    return ends && line.size() < 160
        && (line.contains(QLatin1String(" wrote")) || line.contains(QStringLiteral("写道")) || line.contains(QStringLiteral("schrieb"))
            || line.contains(QStringLiteral("寫道")) || line.contains(QStringLiteral("a écrit")));
}

void appendWords(QString &out, QStringView line)
{
    bool space = !out.isEmpty();
    for (const QChar c : line) {
        if (c.isSpace() || c.unicode() == 0x200B || c.unicode() == 0x200C || c.unicode() == 0xFEFF || c.unicode() == 0x034F || c.unicode() == 0x00AD) {
            space = space || (c.isSpace() && !out.isEmpty());
            continue;
        }
        if (space)
            out += QLatin1Char(' ');
        space = false;
        out += c;
    }
}

} // namespace

QString snippetOf(const QString &text, int maxCharacters)
{
    QString own;
    QString quoted;
    for (const QStringView line : QStringView(text).left(kLookedAt).split(QLatin1Char('\n'))) {
        const QStringView bare = line.trimmed();
        if (line.startsWith(QLatin1String("-- ")) && bare == QLatin1String("--"))
            break;
        if (bare.isEmpty() || isRule(bare))
            continue;
        if (bare.startsWith(QLatin1Char('>'))) {
            QStringView inner = bare;
            while (inner.startsWith(QLatin1Char('>')) || inner.startsWith(QLatin1Char(' ')))
                inner = inner.mid(1);
            if (quoted.size() < maxCharacters)
                appendWords(quoted, inner);
            continue;
        }
        if (isAttribution(bare))
            continue;
        appendWords(own, bare);
        if (own.size() >= maxCharacters)
            break;
    }
    QString &best = own.isEmpty() ? quoted : own;
    if (best.size() > maxCharacters) {
        best.truncate(maxCharacters);
        if (best.back().isHighSurrogate())
            best.chop(1);
    }
    return best;
}

} // namespace tern::mime
