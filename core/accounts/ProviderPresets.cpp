// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ProviderPresets.h"

#include "core/base/Log.h"
#include "core/net/imap/MailboxName.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace tern::accounts {
namespace {

Error badData(const QString &place)
{
    return makeError(ErrorKind::InvalidInput, "accounts.presets", place.toStdString());
}

std::optional<Security> securityFrom(const QString &text)
{
    if (text == QLatin1String("tls"))
        return Security::Tls;
    if (text == QLatin1String("starttls"))
        return Security::StartTls;
    return std::nullopt;
}

std::optional<PasswordKind> passwordFrom(const QString &text)
{
    static const std::map<QString, PasswordKind> kKinds{
        {QStringLiteral("password"), PasswordKind::Password},
        {QStringLiteral("authorization_code"), PasswordKind::AuthorizationCode},
        {QStringLiteral("app_password"), PasswordKind::AppPassword},
        {QStringLiteral("client_password"), PasswordKind::ClientPassword},
        {QStringLiteral("oauth_only"), PasswordKind::OAuthOnly}};
    const auto found = kKinds.find(text);
    return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

std::optional<store::MailboxRole> roleFrom(const QString &text)
{
    using Role = store::MailboxRole;
    static const std::map<QString, Role> kRoles{
        {QStringLiteral("sent"), Role::Sent},       {QStringLiteral("drafts"), Role::Drafts},
        {QStringLiteral("trash"), Role::Trash},     {QStringLiteral("junk"), Role::Junk},
        {QStringLiteral("archive"), Role::Archive}, {QStringLiteral("all"), Role::All}};
    const auto found = kRoles.find(text);
    return found == kRoles.end() ? std::nullopt : std::optional(found->second);
}

/// A missing endpoint is none; a broken one an error.
Result<std::optional<Endpoint>> endpointFrom(const QJsonObject &provider, QLatin1String key)
{
    if (!provider.contains(key))
        return std::optional<Endpoint>{};
    const QJsonObject object = provider.value(key).toObject();
    const int port = object.value(QLatin1String("port")).toInt();
    const auto security = securityFrom(object.value(QLatin1String("security")).toString());
    const QString host = object.value(QLatin1String("host")).toString();
    if (host.isEmpty() || port < 1 || port > 65535 || !security)
        return badData(provider.value(QLatin1String("id")).toString() % QLatin1String(": ") % key);
    return std::optional(Endpoint{host.toStdString(), static_cast<std::uint16_t>(port), *security});
}

Result<UserForm> userFrom(const QJsonObject &provider, const QString &text)
{
    if (text == QLatin1String("full"))
        return UserForm::Full;
    if (text == QLatin1String("local"))
        return UserForm::Local;
    return badData(provider.value(QLatin1String("id")).toString() % QLatin1String(": user"));
}

Result<ProviderPreset> presetFrom(const QJsonObject &object)
{
    ProviderPreset preset;
    preset.id = object.value(QLatin1String("id")).toString().toStdString();
    preset.name = object.value(QLatin1String("name")).toString();
    if (preset.id.empty() || preset.name.isEmpty())
        return badData(QStringLiteral("a provider without id or name"));
    for (const QJsonValue &domain : object.value(QLatin1String("domains")).toArray())
        preset.domains.append(domain.toString().toLower());
    for (const QJsonValue &host : object.value(QLatin1String("mx")).toArray())
        preset.mailExchangers.append(host.toString().toLower());

    for (const auto &[key, member] : {std::pair{QLatin1String("imap"), &ProviderPreset::imap},
                                      std::pair{QLatin1String("pop3"), &ProviderPreset::pop3},
                                      std::pair{QLatin1String("smtp"), &ProviderPreset::smtp}}) {
        auto endpoint = endpointFrom(object, key);
        if (!endpoint)
            return endpoint.error();
        preset.*member = *endpoint;
    }
    const QString user = object.value(QLatin1String("user")).toString(QStringLiteral("full"));
    auto imapUser = userFrom(object, user);
    auto smtpUser = userFrom(object, object.value(QLatin1String("smtp_user")).toString(user));
    const auto password = passwordFrom(object.value(QLatin1String("password")).toString(QStringLiteral("password")));
    if (!imapUser || !smtpUser || !password)
        return badData(QString::fromStdString(preset.id) % QLatin1String(": user or password"));
    preset.imapUser = *imapUser;
    preset.smtpUser = *smtpUser;
    preset.password = *password;
    preset.mustBeEnabled = object.value(QLatin1String("must_be_enabled")).toBool();
    preset.oauth = object.value(QLatin1String("oauth")).toString().toStdString();
    preset.needsId = object.value(QLatin1String("needs_id")).toBool();
    preset.connections = object.value(QLatin1String("connections")).toInt();
    if (preset.connections < 0)
        return badData(QString::fromStdString(preset.id) % QLatin1String(": connections"));
    preset.keepsSentCopy = object.value(QLatin1String("keeps_sent_copy")).toBool();
    const QJsonObject advice = object.value(QLatin1String("advice")).toObject();
    preset.adviceEnglish = advice.value(QLatin1String("en")).toString();
    preset.adviceChinese = advice.value(QLatin1String("zh_CN")).toString();
    preset.helpUrl = object.value(QLatin1String("help")).toString();
    return preset;
}

/// A preset for several domains writes "{domain}" in its host names: one preset is made for each.
std::vector<ProviderPreset> perDomain(const ProviderPreset &preset)
{
    const auto isTemplate = [](const std::optional<Endpoint> &endpoint) {
        return endpoint && endpoint->host.find("{domain}") != std::string::npos;
    };
    if (!isTemplate(preset.imap) && !isTemplate(preset.pop3) && !isTemplate(preset.smtp))
        return {preset};
    std::vector<ProviderPreset> presets;
    for (const QString &domain : preset.domains) {
        ProviderPreset one = preset;
        one.domains = QStringList{domain};
        one.id += "-" + domain.toStdString();
        for (auto *endpoint : {&one.imap, &one.pop3, &one.smtp}) {
            if (isTemplate(*endpoint))
                (*endpoint)->host.replace((*endpoint)->host.find("{domain}"), 8, domain.toStdString());
        }
        presets.push_back(std::move(one));
    }
    return presets;
}

} // namespace

const ProviderPresets &ProviderPresets::builtIn()
{
    static const ProviderPresets kPresets = [] {
        QFile file(QStringLiteral(":/tern/providers.json"));
        if (!file.open(QIODevice::ReadOnly)) {
            logError("accounts", "the provider presets are not built in");
            return ProviderPresets{};
        }
        auto parsed = parse(file.readAll());
        if (!parsed) {
            logError("accounts", parsed.error().toString());
            return ProviderPresets{};
        }
        return std::move(parsed).value();
    }();
    return kPresets;
}

Result<ProviderPresets> ProviderPresets::parse(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return badData(problem.errorString());
    ProviderPresets result;
    result.m_dated = document[QLatin1String("dated")].toString();
    for (const QJsonValue &value : document[QLatin1String("providers")].toArray()) {
        auto preset = presetFrom(value.toObject());
        if (!preset)
            return preset.error();
        for (ProviderPreset &one : perDomain(*preset)) {
            for (const QString &domain : one.domains) {
                if (!result.m_byDomain.emplace(domain, result.m_presets.size()).second)
                    return badData(domain % QLatin1String(" twice"));
            }
            result.m_presets.push_back(std::move(one));
        }
    }
    const QJsonObject names = document[QLatin1String("folder_names")].toObject();
    for (auto entry = names.begin(); entry != names.end(); ++entry) {
        const auto role = roleFrom(entry.key());
        if (!role)
            return badData(QStringLiteral("role ") % entry.key());
        for (const QJsonValue &wire : entry.value().toArray()) {
            const auto decoded = imap::decodeMailboxName(wire.toString().toStdString());
            if (!decoded || !result.m_roles.emplace(decoded->toCaseFolded(), *role).second)
                return badData(QStringLiteral("folder name ") % wire.toString());
        }
    }
    return result;
}

const ProviderPreset *ProviderPresets::forAddress(const QString &email) const
{
    const auto found = m_byDomain.find(email.section(QLatin1Char('@'), -1).trimmed().toLower());
    return email.contains(QLatin1Char('@')) && found != m_byDomain.end() ? &m_presets[found->second] : nullptr;
}

const ProviderPreset *ProviderPresets::byId(std::string_view id) const
{
    const auto found = std::find_if(m_presets.begin(), m_presets.end(), [id](const ProviderPreset &preset) { return preset.id == id; });
    return found == m_presets.end() ? nullptr : &*found;
}

const ProviderPreset *ProviderPresets::byMailExchanger(const std::string &host) const
{
    const auto serves = [name = QString::fromStdString(host)](const ProviderPreset &preset) {
        return std::any_of(preset.mailExchangers.begin(), preset.mailExchangers.end(), [&](const QString &known) {
            return name == known || name.endsWith(QLatin1Char('.') + known);
        });
    };
    const auto found = std::find_if(m_presets.begin(), m_presets.end(), serves);
    return found == m_presets.end() ? nullptr : &*found;
}

const ProviderPreset *ProviderPresets::byImapServer(const std::string &host) const
{
    // A name of this machine (a bridge) says nothing about whose it is.
    const auto isIt = [&host](const ProviderPreset &preset) { return preset.imap && preset.imap->host == host && host != "127.0.0.1"; };
    const auto found = std::find_if(m_presets.begin(), m_presets.end(), isIt);
    return found == m_presets.end() ? nullptr : &*found;
}

store::MailboxRole ProviderPresets::roleOfName(const QString &path) const
{
    const auto found = m_roles.find(path.section(QLatin1Char('/'), -1).toCaseFolded());
    return found == m_roles.end() ? store::MailboxRole::None : found->second;
}

int connectionsAllowed(const ProviderPresets &presets, const store::AccountRecord &account)
{
    const ProviderPreset *preset = presets.byId(account.provider);
    if (!preset)
        preset = presets.byImapServer(account.imap.host);
    return preset ? preset->connections : 0;
}

} // namespace tern::accounts
