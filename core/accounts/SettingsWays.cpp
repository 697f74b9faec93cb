// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/SettingsWays.h"

#include "core/accounts/AutoconfigFile.h"
#include "core/net/Resolver.h"
#include "core/net/http/HttpFetch.h"

#include <future>

namespace tern::accounts {
namespace {

constexpr std::string_view kWhere = "accounts.find";

std::chrono::steady_clock::time_point deadlineOf(const NetContext &context)
{
    return std::chrono::steady_clock::now() + context.connectTimeout;
}

Result<FoundSettings> fetchFile(const std::string &address, const SettingsQuery &query, const NetContext &context)
{
    auto url = http::HttpUrl::parse(address);
    if (!url)
        return url.error();
    http::HttpLimits limits;
    limits.whole = context.connectTimeout;
    auto answer = http::fetch({*std::move(url), {}}, limits, context);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return makeError(ErrorKind::NotFound, std::string(kWhere), "HTTP " + std::to_string(answer->status));
    return parseAutoconfig(answer->body, query);
}

std::string withPort(const std::string &host, std::uint16_t port)
{
    return "https://" + host + (port == 443 ? std::string() : ":" + std::to_string(port));
}

/// Both addresses at once; the autoconfig host's answer is preferred.
Result<FoundSettings> findDomainFile(const SettingsQuery &query, const NetContext &context, std::uint16_t port)
{
    auto wellKnown = std::async(std::launch::async, [&] {
        return fetchFile(withPort(query.domain, port) + "/.well-known/autoconfig/mail/config-v1.1.xml", query, context);
    });
    auto own = fetchFile(withPort("autoconfig." + query.domain, port) + "/mail/config-v1.1.xml", query, context);
    auto other = wellKnown.get();
    if (own)
        return own;
    if (other)
        return other;
    // Of two failures the one that isn't just "nothing there".
    const bool nothing = own.error().kind == ErrorKind::HostNotFound || own.error().kind == ErrorKind::NotFound;
    return nothing ? other : own;
}

/// \return none when the records say that the domain has no such service.
std::optional<FoundServer> serverFrom(const Result<std::vector<ServiceRecord>> &records, Security security)
{
    if (!records || records->front().host == ".")
        return std::nullopt;
    return FoundServer{{records->front().host, records->front().port, security}, {}};
}

/// RFC 6186, and RFC 8314 for submission with TLS from the first byte.
Result<FoundSettings> findServiceRecords(const SettingsQuery &query, const NetContext &context)
{
    const auto ask = [&](const char *service) {
        return std::async(std::launch::async, [&context, name = service + query.domain] {
            return context.resolver->services(name, context.stop, deadlineOf(context));
        });
    };
    auto imaps = ask("_imaps._tcp.");
    auto imap = ask("_imap._tcp.");
    auto pop3s = ask("_pop3s._tcp.");
    auto pop3 = ask("_pop3._tcp.");
    auto submissions = ask("_submissions._tcp.");
    auto submission = ask("_submission._tcp.");
    const auto imapsRecords = imaps.get();
    const auto imapRecords = imap.get();
    const auto pop3sRecords = pop3s.get();
    const auto pop3Records = pop3.get();
    const auto submissionsRecords = submissions.get();
    const auto submissionRecords = submission.get();
    auto receive = query.pop3 ? std::nullopt : serverFrom(imapsRecords, Security::Tls);
    if (!receive && !query.pop3)
        receive = serverFrom(imapRecords, Security::StartTls);
    const bool isPop3 = !receive;
    if (!receive)
        receive = serverFrom(pop3sRecords, Security::Tls);
    if (!receive)
        receive = serverFrom(pop3Records, Security::StartTls);
    auto send = serverFrom(submissionsRecords, Security::Tls);
    if (!send)
        send = serverFrom(submissionRecords, Security::StartTls);
    if (!receive || !send) {
        for (const auto *records : {&imapsRecords, &imapRecords, &pop3sRecords, &pop3Records, &submissionsRecords, &submissionRecords}) {
            if (!*records && records->error().kind != ErrorKind::HostNotFound)
                return records->error();
        }
        return makeError(ErrorKind::HostNotFound, std::string(kWhere), "no such records");
    }
    FoundSettings found;
    found.isPop3 = isPop3;
    found.imap = *receive;
    found.smtp = *send;
    for (const FoundServer *server : {&found.imap, &found.smtp}) {
        if (found.foreignHost.empty() && !liesWithin(server->endpoint.host, query.domain))
            found.foreignHost = server->endpoint.host;
    }
    return found;
}

/// "mx1.mail.example.co.uk" → "mail.example.co.uk", "example.co.uk", "co.uk": the domains above a host, longest first.
std::vector<std::string> domainsAbove(const std::string &host)
{
    std::vector<std::string> domains;
    for (auto dot = host.find('.'); dot != std::string::npos && host.find('.', dot + 1) != std::string::npos; dot = host.find('.', dot + 1))
        domains.push_back(host.substr(dot + 1));
    return domains;
}

Result<FoundSettings> findMailExchanger(const SettingsQuery &query, const NetContext &context, const WaysOptions &options)
{
    auto hosts = context.resolver->mailExchangers(query.domain, context.stop, deadlineOf(context));
    if (!hosts)
        return hosts.error();
    const std::string &host = hosts->front();
    if (const ProviderPreset *preset = options.presets->byMailExchanger(host); preset && (query.pop3 ? preset->pop3 : preset->imap) && preset->smtp) {
        FoundSettings found;
        found.isPop3 = query.pop3;
        found.imap.endpoint = query.pop3 ? *preset->pop3 : *preset->imap;
        found.smtp.endpoint = *preset->smtp;
        found.preset = preset->id;
        found.provider = preset->name;
        return found;
    }
    // The domain's own exchanger tells nothing that the other ways don't ask for.
    if (options.database.empty() || liesWithin(host, query.domain))
        return makeError(ErrorKind::NotFound, std::string(kWhere), host);
    for (const std::string &domain : domainsAbove(host)) {
        auto found = fetchFile(options.database + domain + ".xml", query, context);
        if (found) {
            found->foreignHost = found->imap.endpoint.host;
            return found;
        }
        if (found.error().kind != ErrorKind::NotFound)
            return found;
    }
    return makeError(ErrorKind::NotFound, std::string(kWhere), host);
}

} // namespace

bool liesWithin(const std::string &host, const std::string &domain)
{
    return host == domain || (host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
}

SettingsWays networkWays(const WaysOptions &options)
{
    SettingsWays ways;
    ways.emplace_back(SettingsWay::DomainFile, [port = options.webPort](const SettingsQuery &query, const NetContext &context) {
        return findDomainFile(query, context, port);
    });
    if (!options.database.empty()) {
        ways.emplace_back(SettingsWay::Database, [base = options.database](const SettingsQuery &query, const NetContext &context) {
            return fetchFile(base + query.domain + ".xml", query, context);
        });
    }
    ways.emplace_back(SettingsWay::ServiceRecords, findServiceRecords);
    ways.emplace_back(SettingsWay::MailExchanger, [options](const SettingsQuery &query, const NetContext &context) {
        return findMailExchanger(query, context, options);
    });
    return ways;
}

} // namespace tern::accounts
