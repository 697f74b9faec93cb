// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/BodyText.h"

namespace tern::ui {
namespace {

QString signatureBlock(const QString &signature)
{
    return signature.trimmed().isEmpty() ? QString() : QString(QLatin1String("-- \n") + signature.trimmed() + QLatin1Char('\n'));
}

} // namespace

Body composeBody(const QString &quote, const QString &signature, ReplyPosition position)
{
    const QString block = signatureBlock(signature);
    const QString lead = block.isEmpty() ? QString() : QString(QLatin1String("\n\n") + block);
    if (quote.isEmpty())
        return {lead, 0};
    if (position == ReplyPosition::AboveQuote)
        return {(lead.isEmpty() ? QString(QLatin1String("\n")) : lead) + QLatin1Char('\n') + quote, 0};
    QString above = quote;
    if (!above.endsWith(QLatin1Char('\n')))
        above += QLatin1Char('\n');
    above += QLatin1Char('\n');
    return {above + lead, int(above.size())};
}

QString swapSignature(const QString &text, const QString &before, const QString &after)
{
    const QString old = signatureBlock(before);
    const QString fresh = signatureBlock(after);
    if (old.isEmpty()) {
        const bool hasOne = text.startsWith(QLatin1String("-- \n")) || text.contains(QLatin1String("\n-- \n"));
        if (fresh.isEmpty() || hasOne)
            return text;
        return text + QLatin1String("\n\n") + fresh;
    }
    // The last one: a quoted message may carry the same.
    const QString lines = QLatin1Char('\n') + text;
    const qsizetype at = lines.lastIndexOf(QString(QLatin1Char('\n') + old.chopped(1)));
    if (at < 0)
        return text;
    const qsizetype end = at + old.size() - 1;
    if (end < text.size() && text.at(end) != QLatin1Char('\n'))
        return text;
    QString swapped = text;
    swapped.replace(at, old.size() - 1, fresh.isEmpty() ? QString() : fresh.chopped(1));
    return swapped;
}

} // namespace tern::ui
