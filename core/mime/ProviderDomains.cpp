// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/ProviderDomains.h"

#include <algorithm>
#include <array>

namespace tern::mime {
namespace {

/// Registered domains of one provider: of its servers for people and of its machines.
const std::array<QStringList, 14> &families()
{
    static const std::array<QStringList, 14> kFamilies{
        QStringList{QStringLiteral("gmail.com"), QStringLiteral("googlemail.com"), QStringLiteral("google.com")},
        QStringList{QStringLiteral("office365.com"), QStringLiteral("outlook.com"), QStringLiteral("hotmail.com"), QStringLiteral("live.com"), QStringLiteral("exchangelabs.com")},
        QStringList{QStringLiteral("163.com"), QStringLiteral("126.com"), QStringLiteral("yeah.net"), QStringLiteral("188.com"), QStringLiteral("netease.com"), QStringLiteral("qiye.163.com")},
        QStringList{QStringLiteral("qq.com"), QStringLiteral("exmail.qq.com"), QStringLiteral("foxmail.com"), QStringLiteral("tencent.com")},
        QStringList{QStringLiteral("aliyun.com"), QStringLiteral("mxhichina.com"), QStringLiteral("alibaba-inc.com"), QStringLiteral("aliyun-inc.com")},
        QStringList{QStringLiteral("sina.com"), QStringLiteral("sina.cn"), QStringLiteral("sina.com.cn")},
        QStringList{QStringLiteral("me.com"), QStringLiteral("icloud.com"), QStringLiteral("mac.com"), QStringLiteral("apple.com")},
        QStringList{QStringLiteral("yahoo.com"), QStringLiteral("ymail.com"), QStringLiteral("aol.com"), QStringLiteral("yahoodns.net")},
        QStringList{QStringLiteral("fastmail.com"), QStringLiteral("messagingengine.com"), QStringLiteral("fastmail.fm")},
        QStringList{QStringLiteral("gmx.net"), QStringLiteral("gmx.de"), QStringLiteral("gmx.com"), QStringLiteral("web.de"), QStringLiteral("mail.com")},
        QStringList{QStringLiteral("ionos.de"), QStringLiteral("ionos.com"), QStringLiteral("kundenserver.de"), QStringLiteral("perfora.net")},
        QStringList{QStringLiteral("zoho.com"), QStringLiteral("zoho.eu"), QStringLiteral("zohomail.com")},
        QStringList{QStringLiteral("yandex.com"), QStringLiteral("yandex.ru"), QStringLiteral("yandex.net")},
        QStringList{QStringLiteral("t-online.de"), QStringLiteral("telekom.de")},
    };
    return kFamilies;
}

} // namespace

QString registeredDomain(const QString &host)
{
    QString name = host.toLower();
    while (name.endsWith(QLatin1Char('.')))
        name.chop(1);
    const QStringList labels = name.split(QLatin1Char('.'));
    if (labels.size() <= 2)
        return name;
    static const QStringList kKinds{QStringLiteral("com"), QStringLiteral("net"), QStringLiteral("org"), QStringLiteral("gov"), QStringLiteral("edu"),
                                    QStringLiteral("ac"), QStringLiteral("co"), QStringLiteral("or"), QStringLiteral("ne"), QStringLiteral("go")};
    const bool three = labels.last().size() == 2 && kKinds.contains(labels.at(labels.size() - 2));
    return labels.mid(labels.size() - (three ? 3 : 2)).join(QLatin1Char('.'));
}

QStringList providerDomains(const QString &server)
{
    const QString own = registeredDomain(server);
    if (own.isEmpty())
        return {};
    for (const QStringList &family : families()) {
        if (family.contains(own))
            return family;
    }
    return {own};
}

bool isWithin(const QString &host, const QStringList &domains)
{
    QString name = host.toLower();
    while (name.endsWith(QLatin1Char('.')))
        name.chop(1);
    return std::any_of(domains.begin(), domains.end(), [&name](const QString &domain) {
        return !domain.isEmpty() && (name == domain || name.endsWith(QLatin1Char('.') + domain));
    });
}

} // namespace tern::mime
