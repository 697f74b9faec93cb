// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model/ModelMail.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace tern::test {

std::string ModelMessage::objectId() const
{
    return "M" + std::to_string(std::hash<std::string>()(raw) % 1'000'000'000'000);
}

std::string ModelMessage::header(const std::string &name) const
{
    const std::string start = "\r\n" + name + ": ";
    const std::string text = "\r\n" + raw;
    const auto at = text.find(start);
    if (at == std::string::npos)
        return {};
    return text.substr(at + start.size(), text.find("\r\n", at + 2) - at - start.size());
}

std::uint32_t ModelMailbox::add(std::string raw, std::set<std::string> flags)
{
    messages.push_back({uidNext, std::move(flags), std::move(raw), ++modSeq});
    return uidNext++;
}

void ModelMailbox::remove(std::uint32_t uid)
{
    const auto gone = std::erase_if(messages, [uid](const ModelMessage &message) { return message.uid == uid; });
    if (gone > 0)
        vanished.emplace_back(++modSeq, uid);
}

void ModelMailbox::change(ModelMessage &message, std::set<std::string> flags)
{
    if (message.flags == flags)
        return;
    message.flags = std::move(flags);
    message.modSeq = ++modSeq;
}

ModelMessage *ModelMailbox::find(std::uint32_t uid)
{
    const auto found = std::find_if(messages.begin(), messages.end(), [uid](const ModelMessage &message) { return message.uid == uid; });
    return found == messages.end() ? nullptr : &*found;
}

std::uint64_t ModelMailbox::bytes() const
{
    return std::accumulate(messages.begin(), messages.end(), std::uint64_t{0}, [](std::uint64_t sum, const ModelMessage &message) { return sum + message.raw.size(); });
}

std::string modelMessage(const std::string &name, const std::string &body)
{
    return "From: Anna <anna@model.test>\r\nTo: receiver@qq.test\r\nSubject: " + name + "\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <" + name +
           "@model.test>\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + body;
}

bool inSet(const std::string &set, std::uint32_t number, std::uint32_t largest)
{
    std::istringstream pieces(set);
    for (std::string piece; std::getline(pieces, piece, ',');) {
        const auto value = [&](const std::string &text) { return text == "*" ? largest : static_cast<std::uint32_t>(std::stoul(text)); };
        const auto colon = piece.find(':');
        const std::uint32_t first = value(piece.substr(0, colon));
        const std::uint32_t last = colon == std::string::npos ? first : value(piece.substr(colon + 1));
        if (number >= std::min(first, last) && number <= std::max(first, last))
            return true;
    }
    return false;
}

} // namespace tern::test
