// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/NetWait.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace tern {

/// A numeric address with its port, ready for connect().
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
    [[nodiscard]] int family() const { return storage.ss_family; }
    /// "192.0.2.1", "2001:db8::1".
    [[nodiscard]] std::string toString() const;
};

/// One service record [RFC 2782]: where a domain says that a service is.
struct ServiceRecord {
    std::string host;               ///< ASCII, lower case, without the last dot; "." says that there is no such service
    std::uint16_t port = 0;
    int priority = 0;               ///< smaller first
    int weight = 0;
};

/// Names to addresses, through c-ares in the caller's own poll, so that cancel acts at once. Numeric addresses and "localhost" need no query. Any
/// answer is taken as it is, private addresses too: what a server is, its certificate decides.
/// Thread: any; each call works on its own channel.
class Resolver final {
public:
    struct Options {
        std::string dnsServers;     ///< "127.0.0.1:5353,…" instead of the system's; for tests
        int tries = 2;
        std::chrono::milliseconds queryTimeout{4'000};
        std::chrono::milliseconds patience{2'500};  ///< with a slow name server, where an address is known from before
    };
    Resolver() = default;
    explicit Resolver(Options options) : m_options(std::move(options)) {}

    /// A and AAAA, asked for at once, sorted for trying in turn (families alternate, IPv6 first). The slower family is waited for only a moment
    /// [RFC 8305 §3]. Where name servers fail, the addresses of the last good answer are used again.
    /// Errors: HostNotFound, Offline (no name server answered), and those of NetWait.
    [[nodiscard]] Result<std::vector<SocketAddress>> resolve(const std::string &host, std::uint16_t port, const NetWait &wait);

    /// SRV records of a name like "_imaps._tcp.example.com", sorted by priority, then by falling weight.
    /// Errors: HostNotFound (none), Offline, Timeout, Cancelled.
    [[nodiscard]] Result<std::vector<ServiceRecord>> services(const std::string &name, const StopToken &stop,
                                                              std::chrono::steady_clock::time_point deadline);
    /// The hosts of a domain's MX records, most preferred first. Errors as above.
    [[nodiscard]] Result<std::vector<std::string>> mailExchangers(const std::string &domain, const StopToken &stop,
                                                                  std::chrono::steady_clock::time_point deadline);
    /// The TXT records of a name, each with its strings joined [RFC 6376 §3.6.2.2]; at most 20. Errors as above.
    [[nodiscard]] Result<std::vector<std::string>> texts(const std::string &name, const StopToken &stop, std::chrono::steady_clock::time_point deadline);

private:
    [[nodiscard]] Result<std::vector<SocketAddress>> askBoth(const std::string &host, std::uint16_t port, const NetWait &wait) const;
    [[nodiscard]] std::vector<SocketAddress> remembered(const std::string &host, std::uint16_t port);

    Options m_options;
    std::mutex m_mutex;
    std::map<std::string, std::vector<SocketAddress>> m_lastGood;   ///< by name
};

} // namespace tern
