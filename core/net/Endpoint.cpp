// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Endpoint.h"

#include <arpa/inet.h>

namespace tern {

const char *securityName(Security security)
{
    switch (security) {
    case Security::Tls: return "tls";
    case Security::StartTls: return "starttls";
    case Security::Plain: return "plain";
    }
    return "tls";
}

std::string Endpoint::toString() const
{
    const bool isIpv6 = host.find(':') != std::string::npos;
    return (isIpv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool isNearAddress(const std::string &address)
{
    in6_addr six{};
    in_addr four{};
    // An interface's name may follow a link-local address.
    if (::inet_pton(AF_INET6, address.substr(0, address.find('%')).c_str(), &six) == 1) {
        const auto *bytes = six.s6_addr;
        if (!IN6_IS_ADDR_V4MAPPED(&six))
            return IN6_IS_ADDR_LOOPBACK(&six) || IN6_IS_ADDR_LINKLOCAL(&six) || (bytes[0] & 0xFEU) == 0xFCU;
        four.s_addr = six.s6_addr32[3];
    } else if (::inet_pton(AF_INET, address.c_str(), &four) != 1) {
        return false;
    }
    const std::uint32_t ip = ntohl(four.s_addr);
    return ip >> 24U == 127 || ip >> 24U == 10 || ip >> 20U == 0xAC1 || ip >> 16U == 0xC0A8 || ip >> 16U == 0xA9FE;
}

} // namespace tern
