// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/Lookalike.h"
#include "core/mime/ProviderDomains.h"
#include "core/mime/SenderChecks.h"

#include <QRegularExpression>
#include <QUrl>

namespace tern::mime {
namespace {

constexpr std::size_t kMostFindings = 20;
constexpr int kMostLinks = 5'000;
constexpr qsizetype kLongestTag = 4'000;         // characters
constexpr qsizetype kLongestText = 300;        // characters of a link's text that are looked at
constexpr qsizetype kLookedAt = 4'000'000;     // characters of HTML

/// The host that a link's text names, if it reads as one: "https://bank.example/x", "www.bank.example".
QString hostNamed(const QString &text)
{
    static const QRegularExpression kHost(QStringLiteral("^\\s*(?:https?://)?((?:[\\w-]{1,63}\\.){1,8}[a-z\\x{80}-\\x{FFFF}]{2,24})(?:[:/?#]\\S*)?\\s*$"),
                                          QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto match = kHost.match(text);
    return match.hasMatch() ? match.captured(1).toLower() : QString();
}

/// A file's name reads as a host as well ("report.doc", "setup.py"); with a scheme or "www." it is none.
bool isSurelyHost(const QString &text, const QString &host)
{
    static const QStringList kKinds{QStringLiteral("com"), QStringLiteral("net"), QStringLiteral("org"), QStringLiteral("cn"), QStringLiteral("de"), QStringLiteral("uk"),
                                    QStringLiteral("eu"), QStringLiteral("gov"), QStringLiteral("edu"), QStringLiteral("io"), QStringLiteral("example")};
    return text.contains(QLatin1String("://")) || host.startsWith(QLatin1String("www.")) || kKinds.contains(host.section(QLatin1Char('.'), -1));
}

/// The value of the first href in a tag.
QString hrefIn(const QString &tag)
{
    qsizetype at = tag.indexOf(QLatin1String("href"), 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    at += 4;
    while (at < tag.size() && tag.at(at).isSpace())
        ++at;
    if (at >= tag.size() || tag.at(at) != QLatin1Char('='))
        return {};
    ++at;
    while (at < tag.size() && tag.at(at).isSpace())
        ++at;
    if (at >= tag.size())
        return {};
    const QChar quote = tag.at(at);
    if (quote == QLatin1Char('"') || quote == QLatin1Char('\'')) {
        const qsizetype end = tag.indexOf(quote, at + 1);
        return end < 0 ? QString() : tag.mid(at + 1, end - at - 1).trimmed();
    }
    qsizetype end = at;
    while (end < tag.size() && !tag.at(end).isSpace())
        ++end;
    return tag.mid(at, end - at);
}

QString withoutTags(const QString &html)
{
    QString text;
    bool inTag = false;
    for (const QChar c : html) {
        if (c == QLatin1Char('<'))
            inTag = true;
        else if (c == QLatin1Char('>'))
            inTag = false;
        else if (!inTag)
            text += c;
    }
    return text.replace(QLatin1String("&amp;"), QLatin1String("&")).replace(QLatin1String("&#46;"), QLatin1String(".")).simplified();
}

} // namespace

std::vector<SenderFinding> checkLinks(const QString &html)
{
    std::vector<SenderFinding> found;
    const QString looked = html.left(kLookedAt);
    int links = 0;
    for (qsizetype at = looked.indexOf(QLatin1String("<a"), 0, Qt::CaseInsensitive); at >= 0 && found.size() < kMostFindings && links < kMostLinks;
         at = looked.indexOf(QLatin1String("<a"), at + 2, Qt::CaseInsensitive)) {
        if (at + 2 >= looked.size() || !looked.at(at + 2).isSpace())
            continue;
        ++links;
        const QString tag = looked.mid(at + 2, kLongestTag);
        const qsizetype tagEnd = tag.indexOf(QLatin1Char('>'));
        const QUrl url(tagEnd < 0 ? QString() : hrefIn(tag.left(tagEnd)));
        if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
            continue;
        const QString behind = looked.mid(at + 2 + tagEnd + 1, kLongestText);
        const qsizetype end = behind.indexOf(QLatin1String("</a"), 0, Qt::CaseInsensitive);
        const QString text = withoutTags(end < 0 ? behind : behind.left(end));
        const QString host = hostNamed(text);
        if (host.isEmpty() || !isSurelyHost(text, host))
            continue;
        const QString real = url.host();
        if (registeredDomain(domainInLetters(host)) != registeredDomain(domainInLetters(real)))
            found.push_back({SenderFinding::Kind::LinkGoesElsewhere, host, real});
    }
    return found;
}

} // namespace tern::mime
