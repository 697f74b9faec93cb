// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Lookalike.h"

#include "core/mime/ProviderDomains.h"

#include <QUrl>

#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <memory>

namespace tern::mime {
namespace {

constexpr qsizetype kLongest = 300;   // characters

/// What looks alike has one skeleton.
QString skeleton(const QString &text)
{
    struct Close {
        void operator()(USpoofChecker *checker) const { uspoof_close(checker); }
    };
    thread_local std::unique_ptr<USpoofChecker, Close> checker;
    UErrorCode status = U_ZERO_ERROR;
    if (!checker)
        checker.reset(uspoof_open(&status));
    if (U_FAILURE(status))
        return text;
    const QString source = text.left(kLongest).toLower();
    QString out(source.size() * 8 + 32, Qt::Uninitialized);
    const std::int32_t length = uspoof_getSkeleton(checker.get(), 0, reinterpret_cast<const UChar *>(source.utf16()), static_cast<std::int32_t>(source.size()),
                                                   reinterpret_cast<UChar *>(out.data()), static_cast<std::int32_t>(out.size()), &status);
    if (U_FAILURE(status) || length > out.size())
        return source;
    out.truncate(length);
    return out;
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

QString domainInLetters(const QString &domain)
{
    const QString lower = domain.left(kLongest).toLower();
    if (!lower.contains(QLatin1String("xn--")))
        return lower;
    const QString letters = QUrl::fromAce(lower.toLatin1(), QUrl::IgnoreIDNWhitelist);
    return letters.isEmpty() ? lower : letters;
}

QString asciiLookalike(const QString &domain)
{
    const QString letters = domainInLetters(domain);
    if (isAscii(letters))
        return {};
    // The skeleton of "m" is "rn", that of "l" and "1" is "l": as good as ASCII for the eye.
    const QString read = skeleton(letters);
    return isAscii(read) ? read : QString();
}

QString familiarLookalike(const QString &domain, const QStringList &familiar)
{
    const QString own = registeredDomain(domainInLetters(domain));
    const QString read = skeleton(own);
    for (const QString &one : familiar) {
        const QString known = registeredDomain(domainInLetters(one));
        if (known != own && !known.isEmpty() && skeleton(known) == read)
            return known;
    }
    return {};
}

QString wordOfMixedAlphabets(const QString &text)
{
    qsizetype begin = 0;
    bool latin = false;
    bool other = false;
    const QString looked = text.left(2'000);
    for (qsizetype i = 0; i <= looked.size(); ++i) {
        if (i == looked.size() || !(looked.at(i).isLetterOrNumber() || looked.at(i).isMark() || looked.at(i).isSurrogate())) {
            if (latin && other)
                return looked.mid(begin, i - begin);
            begin = i + 1;
            latin = other = false;
            continue;
        }
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(looked.at(i).unicode(), &status);
        latin = latin || script == USCRIPT_LATIN;
        other = other || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK || script == USCRIPT_ARMENIAN || script == USCRIPT_CHEROKEE;
    }
    return {};
}

} // namespace tern::mime
