// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/AresChannel.h"

#include <algorithm>
#include <memory>

#include <ares.h>
#include <arpa/nameser.h>

namespace tern {
namespace {

struct RecordQuery {
    bool done = false;
    int status = ARES_SUCCESS;
    std::string answer;
};

void takeRecords(void *argument, int status, int, unsigned char *bytes, int size)
{
    auto *query = static_cast<RecordQuery *>(argument);
    query->done = true;
    query->status = status;
    if (status == ARES_SUCCESS && bytes)
        query->answer.assign(static_cast<const char *>(static_cast<const void *>(bytes)), static_cast<std::size_t>(size));
}

/// A host name as a record carries it: lower case, without the last dot. Empty when it is none: it goes into a connection and into a window.
std::string hostFrom(const char *text)
{
    std::string host = text ? text : "";
    if (host.size() > 1 && host.back() == '.')
        host.pop_back();
    if (host.empty())
        return ".";
    for (char &c : host) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (!plain)
            return {};
    }
    return host;
}

template <typename T>
using Reply = std::unique_ptr<T, void (*)(T *)>;

void freeReply(ares_srv_reply *reply)
{
    ares_free_data(reply);
}

void freeReply(ares_mx_reply *reply)
{
    ares_free_data(reply);
}

void freeReply(ares_txt_ext *reply)
{
    ares_free_data(reply);
}

/// \param parse  ares_parse_srv_reply or its like.
template <typename T>
Result<Reply<T>> ask(const Resolver::Options &options, const std::string &name, int type, int (*parse)(const unsigned char *, int, T **),
                     const StopToken &stop, std::chrono::steady_clock::time_point deadline)
{
    if (name.empty() || name.size() > 253 || name.find('\0') != std::string::npos)
        return makeError(ErrorKind::HostNotFound, "resolve", name);
    auto channel = AresChannel::open(options);
    if (!channel)
        return channel.error();
    RecordQuery query;
    ares_query(channel->get(), name.c_str(), ns_c_in, type, takeRecords, &query);
    if (auto ran = channel->run(query.done, stop, deadline, name); !ran)
        return ran.error();
    if (query.status != ARES_SUCCESS)
        return AresChannel::errorOf(query.status, name);
    T *parsed = nullptr;
    const auto *bytes = static_cast<const unsigned char *>(static_cast<const void *>(query.answer.data()));
    const int status = parse(bytes, static_cast<int>(query.answer.size()), &parsed);
    Reply<T> reply(parsed, [](T *data) { freeReply(data); });
    if (status != ARES_SUCCESS)
        return AresChannel::errorOf(status, name);
    return reply;
}

} // namespace

Result<std::vector<ServiceRecord>> Resolver::services(const std::string &name, const StopToken &stop, std::chrono::steady_clock::time_point deadline)
{
    auto reply = ask<ares_srv_reply>(m_options, name, ns_t_srv, ares_parse_srv_reply, stop, deadline);
    if (!reply)
        return reply.error();
    std::vector<ServiceRecord> records;
    for (const ares_srv_reply *one = reply->get(); one; one = one->next) {
        if (std::string host = hostFrom(one->host); !host.empty())
            records.push_back({std::move(host), one->port, one->priority, one->weight});
    }
    if (records.empty())
        return makeError(ErrorKind::HostNotFound, "resolve", name);
    std::stable_sort(records.begin(), records.end(), [](const ServiceRecord &a, const ServiceRecord &b) {
        return a.priority != b.priority ? a.priority < b.priority : a.weight > b.weight;
    });
    return records;
}

Result<std::vector<std::string>> Resolver::mailExchangers(const std::string &domain, const StopToken &stop, std::chrono::steady_clock::time_point deadline)
{
    auto reply = ask<ares_mx_reply>(m_options, domain, ns_t_mx, ares_parse_mx_reply, stop, deadline);
    if (!reply)
        return reply.error();
    std::vector<std::pair<int, std::string>> sorted;
    for (const ares_mx_reply *one = reply->get(); one; one = one->next) {
        // "." says that the domain takes no mail [RFC 7505].
        if (std::string host = hostFrom(one->host); host.size() > 1)
            sorted.emplace_back(one->priority, std::move(host));
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<std::string> hosts;
    for (auto &[priority, host] : sorted)
        hosts.push_back(std::move(host));
    if (hosts.empty())
        return makeError(ErrorKind::HostNotFound, "resolve", domain);
    return hosts;
}

Result<std::vector<std::string>> Resolver::texts(const std::string &name, const StopToken &stop, std::chrono::steady_clock::time_point deadline)
{
    constexpr std::size_t kMost = 20;
    auto reply = ask<ares_txt_ext>(m_options, name, ns_t_txt, ares_parse_txt_reply_ext, stop, deadline);
    if (!reply)
        return reply.error();
    std::vector<std::string> texts;
    for (const ares_txt_ext *one = reply->get(); one; one = one->next) {
        if (one->record_start != 0 || texts.empty()) {
            if (texts.size() == kMost)
                break;
            texts.emplace_back();
        }
        texts.back().append(static_cast<const char *>(static_cast<const void *>(one->txt)), one->length);
    }
    if (texts.empty())
        return makeError(ErrorKind::HostNotFound, "resolve", name);
    return texts;
}

} // namespace tern
