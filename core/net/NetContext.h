// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Clock.h"

#include "core/net/Proxy.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace tern::crypto {
class ClientIdentity;
class TrustStore;
}

namespace tern {

class NetworkSignal;
class Resolver;
class TraceSink;

/// What every connection needs from around it. The pointers outlive the connection.
struct NetContext {
    StopToken stop;                                 ///< ends every wait at once with ErrorKind::Cancelled
    const crypto::TrustStore *trust = nullptr;      ///< needed unless the endpoint is Plain
    std::shared_ptr<const crypto::ClientIdentity> identity; ///< shown to a server that asks for it; may be null
    Resolver *resolver = nullptr;                   ///< null: a default one for the connection
    NetworkSignal *network = nullptr;               ///< null: nobody tells that the network changed
    std::optional<ProxySettings> proxy;             ///< none: straight to the server
    TraceSink *trace = nullptr;                     ///< null: nothing is traced
    std::string account;                            ///< label of the trace: the account's address
    bool publicOnly = false;                        ///< only to addresses that are anybody's (isPublicAddress); else HostNotFound
    std::chrono::milliseconds connectTimeout{20'000};   ///< names, TCP and TLS together
    std::chrono::milliseconds replyTimeout{60'000};     ///< silence from the server that ends a wait
    std::chrono::milliseconds doubtfulTimeout{4'000};   ///< the same of a server that wasn't heard since the network changed
};

} // namespace tern
