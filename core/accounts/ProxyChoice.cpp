// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ProxyChoice.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <cstdlib>

namespace tern::accounts {
namespace {

constexpr std::uint16_t kSocksPort = 1080;
constexpr std::uint16_t kHttpPort = 3128;

constexpr struct {
    ProxyChoice::Mode mode;
    const char *name;
} kModes[] = {{ProxyChoice::Mode::Inherit, "inherit"}, {ProxyChoice::Mode::System, "system"}, {ProxyChoice::Mode::None, "none"}, {ProxyChoice::Mode::Own, "own"}};

} // namespace

QString ProxyChoice::toSetting() const
{
    QJsonObject object;
    for (const auto &[known, name] : kModes) {
        if (known == mode)
            object[QStringLiteral("mode")] = QLatin1String(name);
    }
    if (mode == Mode::Own) {
        object[QStringLiteral("kind")] = kind == ProxyKind::Socks5 ? QStringLiteral("socks5") : QStringLiteral("http");
        object[QStringLiteral("host")] = QString::fromStdString(host);
        object[QStringLiteral("port")] = port;
        object[QStringLiteral("user")] = QString::fromStdString(user);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ProxyChoice ProxyChoice::fromSetting(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    ProxyChoice choice;
    for (const auto &[mode, name] : kModes) {
        if (object[QStringLiteral("mode")].toString() == QLatin1String(name))
            choice.mode = mode;
    }
    if (choice.mode != Mode::Own)
        return choice;
    choice.kind = object[QStringLiteral("kind")].toString() == QStringLiteral("http") ? ProxyKind::HttpConnect : ProxyKind::Socks5;
    choice.host = object[QStringLiteral("host")].toString().toStdString();
    const int port = object[QStringLiteral("port")].toInt();
    choice.port = port > 0 && port <= 0xFFFF ? static_cast<std::uint16_t>(port) : 0;
    choice.user = object[QStringLiteral("user")].toString().toStdString();
    return choice;
}

QString ProxyChoice::settingKey(AccountId account)
{
    const QString all = QStringLiteral("network.proxy");
    return account.isValid() ? all + QLatin1Char('.') + QString::number(account.value) : all;
}

std::optional<ProxySettings> parseProxyUrl(std::string_view text)
{
    QString written = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).trimmed();
    if (!written.contains(QStringLiteral("://")))
        written.prepend(QStringLiteral("http://"));
    const QUrl url(written, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool isSocks = scheme == QStringLiteral("socks5") || scheme == QStringLiteral("socks5h") || scheme == QStringLiteral("socks");
    if (!url.isValid() || url.host().isEmpty() || (!isSocks && scheme != QStringLiteral("http") && scheme != QStringLiteral("https")))
        return std::nullopt;
    ProxySettings settings;
    settings.kind = isSocks ? ProxyKind::Socks5 : ProxyKind::HttpConnect;
    settings.host = url.host(QUrl::EncodeUnicode).toStdString();
    settings.port = static_cast<std::uint16_t>(url.port(isSocks ? kSocksPort : kHttpPort));
    settings.user = url.userName(QUrl::FullyDecoded).toStdString();
    settings.password = crypto::Secret(url.password(QUrl::FullyDecoded).toStdString());
    return settings;
}

std::optional<ProxySettings> proxyFromVariables(const std::function<const char *(const char *)> &variable)
{
    const auto either = [&](std::initializer_list<const char *> names) -> std::string {
        for (const char *name : names) {
            if (const char *value = variable(name); value && *value)
                return value;
        }
        return {};
    };
    auto settings = parseProxyUrl(either({"all_proxy", "ALL_PROXY", "socks_proxy", "SOCKS_PROXY"}));
    if (!settings)
        return std::nullopt;
    const QString direct = QString::fromStdString(either({"no_proxy", "NO_PROXY"}));
    for (const QString &host : direct.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString name = host.trimmed(); !name.isEmpty())
            settings->direct.push_back(name.toStdString());
    }
    return settings;
}

std::optional<ProxySettings> environmentProxy()
{
    return proxyFromVariables([](const char *name) { return std::getenv(name); });
}

} // namespace tern::accounts
