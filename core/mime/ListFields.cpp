// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ListFields.h"

#include "core/base/Ascii.h"
#include "core/mime/DkimSignature.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace tern::mime {
namespace {

constexpr qsizetype kMostLinks = 10;
constexpr qsizetype kLongestLink = 4'000;

/// "<https://a>, <mailto:b> (words)" → its links, each as it may be opened.
QStringList linksIn(const QByteArray &value)
{
    QStringList links;
    qsizetype at = 0;
    while (links.size() < kMostLinks && (at = value.indexOf('<', at)) >= 0) {
        const qsizetype end = value.indexOf('>', at);
        if (end < 0)
            break;
        QByteArray link = value.mid(at + 1, std::min(end - at - 1, kLongestLink));
        // Long links are folded; spaces within are none of theirs [RFC 2369 §2].
        link.replace(' ', "").replace('\t', "");
        const QUrl url = QUrl::fromEncoded(link, QUrl::StrictMode);
        const bool isPage = (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")) && !url.host().isEmpty() && url.userInfo().isEmpty();
        if (url.isValid() && (isPage || url.scheme() == QLatin1String("mailto")))
            links << url.toString(QUrl::FullyEncoded);
        at = end + 1;
    }
    return links;
}

QString firstWith(const QStringList &links, QLatin1String scheme)
{
    const auto found = std::find_if(links.begin(), links.end(), [scheme](const QString &link) { return link.startsWith(scheme); });
    return found == links.end() ? QString() : *found;
}

bool isName(const HeaderField &field, const char *name)
{
    return field.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
}

void readId(const HeaderField &field, ListFields &list)
{
    const auto open = field.value.lastIndexOf(QLatin1Char('<'));
    const auto close = field.value.indexOf(QLatin1Char('>'), open);
    list.id = (open >= 0 && close > open ? field.value.mid(open + 1, close - open - 1) : field.value).simplified().left(255);
    if (open > 0)
        list.name = field.value.left(open).remove(QLatin1Char('"')).simplified().left(200);
}

} // namespace

QString ListFields::unsubscribePage() const
{
    return firstWith(unsubscribe, QLatin1String("https:"));
}

QString ListFields::unsubscribeMail() const
{
    return firstWith(unsubscribe, QLatin1String("mailto:"));
}

std::optional<ListFields> readListFields(const std::vector<HeaderField> &headers)
{
    ListFields list;
    bool any = false;
    bool post = false;
    for (const HeaderField &field : headers) {
        if (!field.name.startsWith(QLatin1String("List-"), Qt::CaseInsensitive))
            continue;
        any = true;
        if (isName(field, "List-Id") && list.id.isEmpty())
            readId(field, list);
        else if (isName(field, "List-Post") && list.post.isEmpty()) {
            list.postForbidden = ascii::lower(ascii::trimmed({field.raw.constData(), static_cast<std::size_t>(field.raw.size())})).starts_with("no");
            const auto mail = parseMailto(firstWith(linksIn(field.raw), QLatin1String("mailto:")));
            list.post = mail ? mail->to : QString();
        } else if (isName(field, "List-Unsubscribe") && list.unsubscribe.isEmpty())
            list.unsubscribe = linksIn(field.raw);
        else if (isName(field, "List-Unsubscribe-Post"))
            post = field.raw.trimmed().compare("List-Unsubscribe=One-Click", Qt::CaseInsensitive) == 0;
        else if (isName(field, "List-Archive") && list.archive.isEmpty())
            list.archive = linksIn(field.raw).value(0);
        else if (isName(field, "List-Help") && list.help.isEmpty())
            list.help = linksIn(field.raw).value(0);
    }
    list.oneClick = post && !list.unsubscribePage().isEmpty();
    return any ? std::optional(std::move(list)) : std::nullopt;
}

std::optional<MailtoLink> parseMailto(const QString &link)
{
    const QUrl url(link, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("mailto"))
        return std::nullopt;
    MailtoLink mail;
    mail.to = url.path(QUrl::FullyDecoded);
    if (!isValidAddrSpec(mail.to.toStdString()) || mail.to.contains(QLatin1Char(',')))
        return std::nullopt;
    const QUrlQuery query(url);
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (name.compare(QLatin1String("subject"), Qt::CaseInsensitive) == 0)
            mail.subject = value.simplified().left(500);
        else if (name.compare(QLatin1String("body"), Qt::CaseInsensitive) == 0)
            mail.body = QString(value).remove(QChar::Null).left(2'000);
    }
    return mail;
}

QStringList domainsThatSignUnsubscribe(std::string_view header)
{
    QStringList domains;
    QStringList others;
    for (const DkimSignature &signature : dkimSignatures(header)) {
        const auto covers = [&signature](std::string_view name) {
            return std::any_of(signature.fields.begin(), signature.fields.end(), [name](const std::string &field) { return ascii::lower(field) == name; });
        };
        (covers("list-unsubscribe") && covers("list-unsubscribe-post") ? domains : others) << QString::fromStdString(signature.domain);
    }
    // Whoever adds the fields can add a signature that names them: of one domain's signatures nobody says which one held.
    domains.removeIf([&others](const QString &domain) { return others.contains(domain); });
    domains.removeDuplicates();
    return domains;
}

} // namespace tern::mime
