// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerEndpoint.h"

#include <arpa/inet.h>

#include <charconv>

namespace tern::accounts {
namespace {

std::optional<Security> securityNamed(std::string_view name)
{
    for (const Security security : {Security::Tls, Security::StartTls, Security::Plain}) {
        if (name == securityName(security))
            return security;
    }
    return std::nullopt;
}

} // namespace

Endpoint endpointOf(const store::ServerSettings &settings)
{
    Security security = Security::Tls;
    if (settings.security == static_cast<int>(Security::StartTls))
        security = Security::StartTls;
    else if (settings.security == static_cast<int>(Security::Plain))
        security = Security::Plain;
    return {settings.host, settings.port, security};
}

store::ServerSettings settingsOf(const Endpoint &endpoint, std::string user)
{
    return {endpoint.host, endpoint.port, static_cast<int>(endpoint.security), std::move(user)};
}

std::optional<Endpoint> parseEndpoint(std::string_view text)
{
    const auto lastColon = text.rfind(':');
    if (lastColon == std::string_view::npos)
        return std::nullopt;
    const auto security = securityNamed(text.substr(lastColon + 1));
    text = text.substr(0, lastColon);
    const auto portColon = text.rfind(':');
    if (!security || portColon == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = text.substr(portColon + 1);
    std::string_view host = text.substr(0, portColon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    std::uint16_t port = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (code != std::errc{} || end != digits.data() + digits.size() || port == 0 || host.empty())
        return std::nullopt;
    const bool hasControl = std::any_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '/'; });
    if (hasControl)
        return std::nullopt;
    return Endpoint{std::string(host), port, *security};
}

bool isLoopbackHost(std::string_view host)
{
    const std::string name(host);
    in_addr four{};
    if (inet_pton(AF_INET, name.c_str(), &four) == 1)
        return (ntohl(four.s_addr) >> 24U) == 127U;
    in6_addr six{};
    if (inet_pton(AF_INET6, name.c_str(), &six) == 1)
        return IN6_IS_ADDR_LOOPBACK(&six) != 0;
    return name == "localhost";
}

bool mayCarryPassword(const Endpoint &endpoint, bool allowPlaintext)
{
    return endpoint.security != Security::Plain || allowPlaintext || isLoopbackHost(endpoint.host);
}

} // namespace tern::accounts
