// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/UniqueFd.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace tern::test {

/// A DNS server on a free loopback UDP port: A, AAAA, SRV, MX and TXT from a table, NXDOMAIN for any other name, and nothing at all for mute ones.
/// Thread: any; it answers on its own.
class NameServer final {
public:
    NameServer();
    ~NameServer();
    NameServer(const NameServer &) = delete;
    NameServer &operator=(const NameServer &) = delete;

    /// "127.0.0.1:5353", as Resolver::Options::dnsServers wants it.
    [[nodiscard]] std::string servers() const;

    /// \param address  numeric, IPv4 or IPv6.
    void addAddress(const std::string &name, const std::string &address);
    void addService(const std::string &name, const std::string &host, std::uint16_t port, int priority = 0, int weight = 0);
    void addMailExchanger(const std::string &domain, const std::string &host, int preference = 10);
    /// \param text  cut into strings of 200 bytes, as long keys are.
    void addText(const std::string &name, const std::string &text);
    /// Never answers for `name`; "" stands for all names.
    void mute(const std::string &name);
    /// Never answers for records of this type (ns_t_aaaa…); 0: for all types again.
    void muteOnly(unsigned int type);
    void unmute();
    /// REFUSED to everything.
    void setRefusing(bool refuses);
    /// Knows every name there is, as 127.0.0.1.
    void setLying(bool lies);
    /// The names asked for so far, each once.
    [[nodiscard]] std::set<std::string> asked() const;

private:
    struct Record {
        std::uint16_t type;
        std::string data;
    };
    void add(const std::string &name, Record record);
    void serve();
    [[nodiscard]] std::string answerTo(const std::string &query);

    UniqueFd m_fd;
    std::uint16_t m_port = 0;
    StopSource m_stop;
    mutable std::mutex m_mutex;
    std::multimap<std::string, Record> m_records;
    std::set<std::string> m_muted;
    std::set<std::string> m_asked;
    unsigned int m_mutedType = 0;
    bool m_refuses = false;
    bool m_lies = false;
    std::thread m_thread;
};

} // namespace tern::test
