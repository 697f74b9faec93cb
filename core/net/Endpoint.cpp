// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Endpoint.h"

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

} // namespace tern
