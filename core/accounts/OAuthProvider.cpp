// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/OAuthProvider.h"

#include "core/net/http/HttpUrl.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tern::accounts {
namespace {

constexpr qint64 kLongestFile = 256 * 1024;

Error badData(const std::string &place)
{
    return makeError(ErrorKind::InvalidInput, "accounts.oauth", place);
}

std::string text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

Result<OAuthProvider> providerFrom(const std::string &id, const QJsonObject &object)
{
    OAuthProvider provider;
    provider.id = id;
    provider.authorizeUrl = text(object, "authorize");
    provider.tokenUrl = text(object, "token");
    provider.scopes = text(object, "scopes");
    if (const std::string host = text(object, "redirect_host"); !host.empty())
        provider.redirectHost = host;
    if (!http::HttpUrl::parse(provider.authorizeUrl) || !http::HttpUrl::parse(provider.tokenUrl))
        return badData(id + ": authorize and token must be https addresses");
    if (provider.redirectHost != "127.0.0.1" && provider.redirectHost != "localhost")
        return badData(id + ": redirect_host");
    const QJsonObject extra = object.value(QLatin1String("extra")).toObject();
    for (auto field = extra.begin(); field != extra.end(); ++field)
        provider.extra.emplace_back(field.key().toStdString(), field.value().toString().toStdString());
    return provider;
}

Result<QJsonObject> objectFrom(const QByteArray &json)
{
    if (json.trimmed().isEmpty())
        return QJsonObject();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return badData(problem.errorString().toStdString());
    return document.object();
}

} // namespace

Result<OAuthDirectory> OAuthDirectory::parse(const QByteArray &builtIn, const QByteArray &own)
{
    OAuthDirectory directory;
    auto known = objectFrom(builtIn);
    if (!known)
        return known.error();
    const QJsonObject oauth = known->value(QLatin1String("oauth")).toObject();
    for (auto entry = oauth.begin(); entry != oauth.end(); ++entry) {
        auto provider = providerFrom(entry.key().toStdString(), entry.value().toObject());
        if (!provider)
            return provider.error();
        directory.m_providers.emplace(provider->id, *provider);
    }
    auto file = objectFrom(own);
    if (!file)
        return file.error();
    for (auto entry = file->begin(); entry != file->end(); ++entry) {
        const std::string id = entry.key().toStdString();
        const QJsonObject object = entry.value().toObject();
        if (object.contains(QLatin1String("authorize")) || object.contains(QLatin1String("token"))) {
            auto provider = providerFrom(id, object);
            if (!provider)
                return provider.error();
            directory.m_providers.insert_or_assign(id, *provider);
        }
        const OAuthClient client{text(object, "client_id"), text(object, "client_secret")};
        if (client.clientId.empty() || !directory.m_providers.contains(id))
            return badData(id + (client.clientId.empty() ? ": no client_id" : ": unknown, and no addresses are given"));
        directory.m_clients.insert_or_assign(id, client);
        for (const QJsonValue &domain : object.value(QLatin1String("domains")).toArray())
            directory.m_domains[domain.toString().toLower().toStdString()] = id;
    }
    return directory;
}

const OAuthProvider *OAuthDirectory::provider(const std::string &id) const
{
    const auto found = m_providers.find(id);
    return found == m_providers.end() ? nullptr : &found->second;
}

const OAuthClient *OAuthDirectory::client(const std::string &id) const
{
    const auto found = m_clients.find(id);
    return found == m_clients.end() ? nullptr : &found->second;
}

std::string OAuthDirectory::forDomain(const std::string &domain) const
{
    const auto found = m_domains.find(domain);
    return found == m_domains.end() ? std::string() : found->second;
}

Result<OAuthDirectory> readOAuthDirectory(const std::string &path)
{
    QFile builtIn(QStringLiteral(":/tern/providers.json"));
    if (!builtIn.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::Internal, "accounts.oauth", "the presets are not built in");
    QByteArray own;
    QFile file(QFile::decodeName(path.c_str()));
    if (!path.empty() && file.open(QIODevice::ReadOnly)) {
        if (file.size() > kLongestFile)
            return badData(path + ": too long");
        own = file.readAll();
    }
    return OAuthDirectory::parse(builtIn.readAll(), own);
}

} // namespace tern::accounts
