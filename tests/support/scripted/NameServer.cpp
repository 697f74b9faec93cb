// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/NameServer.h"

#include <stdexcept>

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace tern::test {
namespace {

std::string number16(unsigned int value)
{
    return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)};
}

/// A name in the wire's form: labels with their lengths.
std::string wireName(const std::string &name)
{
    std::string wire;
    std::size_t begin = 0;
    while (begin < name.size() && name != ".") {
        const auto end = std::min(name.find('.', begin), name.size());
        wire += static_cast<char>(end - begin);
        wire += name.substr(begin, end - begin);
        begin = end + 1;
    }
    return wire + '\0';
}

std::string plainName(const std::string &query)
{
    std::string name;
    for (std::size_t at = 12; at < query.size() && query[at] != 0; at += static_cast<unsigned char>(query[at]) + 1U)
        name += (name.empty() ? "" : ".") + query.substr(at + 1, static_cast<unsigned char>(query[at]));
    for (char &c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name;
}

} // namespace

NameServer::NameServer() : m_fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *raw = static_cast<sockaddr *>(static_cast<void *>(&address));
    if (::bind(m_fd.get(), raw, length) != 0 || ::getsockname(m_fd.get(), raw, &length) != 0)
        throw std::runtime_error("name server: no port");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

NameServer::~NameServer()
{
    m_stop.requestStop();
    m_thread.join();
}

std::string NameServer::servers() const
{
    return "127.0.0.1:" + std::to_string(m_port);
}

void NameServer::add(const std::string &name, Record record)
{
    const std::lock_guard lock(m_mutex);
    m_records.emplace(name, std::move(record));
}

void NameServer::addAddress(const std::string &name, const std::string &address)
{
    char bytes[16];
    if (::inet_pton(AF_INET, address.c_str(), bytes) == 1)
        add(name, {ns_t_a, std::string(bytes, 4)});
    else if (::inet_pton(AF_INET6, address.c_str(), bytes) == 1)
        add(name, {ns_t_aaaa, std::string(bytes, 16)});
    else
        throw std::runtime_error("not an address: " + address);
}

void NameServer::addService(const std::string &name, const std::string &host, std::uint16_t port, int priority, int weight)
{
    add(name, {ns_t_srv, number16(static_cast<unsigned int>(priority)) + number16(static_cast<unsigned int>(weight)) + number16(port) + wireName(host)});
}

void NameServer::addMailExchanger(const std::string &domain, const std::string &host, int preference)
{
    add(domain, {ns_t_mx, number16(static_cast<unsigned int>(preference)) + wireName(host)});
}

void NameServer::addText(const std::string &name, const std::string &text)
{
    constexpr std::size_t kString = 200;
    std::string data;
    for (std::size_t at = 0; at < text.size(); at += kString) {
        const std::string part = text.substr(at, kString);
        data += static_cast<char>(part.size()) + part;
    }
    add(name, {ns_t_txt, data});
}

void NameServer::mute(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    m_muted.insert(name);
}

void NameServer::muteOnly(unsigned int type)
{
    const std::lock_guard lock(m_mutex);
    m_mutedType = type;
}

void NameServer::unmute()
{
    const std::lock_guard lock(m_mutex);
    m_muted.clear();
}

void NameServer::setRefusing(bool refuses)
{
    const std::lock_guard lock(m_mutex);
    m_refuses = refuses;
}

void NameServer::setLying(bool lies)
{
    const std::lock_guard lock(m_mutex);
    m_lies = lies;
}

std::set<std::string> NameServer::asked() const
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

void NameServer::serve()
{
    const StopToken stop = m_stop.token();
    for (;;) {
        pollfd fds[2] = {{m_fd.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}};
        ::poll(fds, 2, -1);
        if (fds[1].revents != 0)
            return;
        char query[512];
        sockaddr_storage from{};
        socklen_t length = sizeof from;
        auto *raw = static_cast<sockaddr *>(static_cast<void *>(&from));
        const ssize_t size = ::recvfrom(m_fd.get(), query, sizeof query, 0, raw, &length);
        if (size < 17)
            continue;
        const std::string answer = answerTo(std::string(query, static_cast<std::size_t>(size)));
        if (!answer.empty())
            ::sendto(m_fd.get(), answer.data(), answer.size(), 0, raw, length);
    }
}

std::string NameServer::answerTo(const std::string &query)
{
    const std::string name = plainName(query);
    const std::string question = query.substr(12, query.find('\0', 12) + 5 - 12);
    const auto type = static_cast<unsigned int>(static_cast<unsigned char>(question[question.size() - 3]));
    const std::lock_guard lock(m_mutex);
    m_asked.insert(name);
    if (m_muted.contains(name) || m_muted.contains(std::string()) || type == m_mutedType)
        return {};
    if (m_refuses)
        return query.substr(0, 2) + "\x81\x85" + number16(1) + std::string(6, '\0') + question;
    if (m_lies && !m_records.contains(name))
        m_records.emplace(name, Record{ns_t_a, std::string("\x7F\0\0\1", 4)});
    std::string records;
    unsigned int count = 0;
    for (auto [at, end] = m_records.equal_range(name); at != end; ++at) {
        if (at->second.type != type)
            continue;
        ++count;
        records += std::string("\xC0\x0C", 2) + number16(type) + number16(ns_c_in) + std::string("\0\0\0\x3C", 4)
            + number16(static_cast<unsigned int>(at->second.data.size())) + at->second.data;
    }
    const bool known = m_records.contains(name);
    return query.substr(0, 2) + std::string(known ? "\x81\x80" : "\x81\x83", 2) + number16(1) + number16(count) + std::string(4, '\0') + question + records;
}

} // namespace tern::test
