// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/HeaderBlock.h"

namespace tern::mime {
namespace {

constexpr std::size_t kMostIds = 1'000;
constexpr std::size_t kLongestId = 998;

char lower(char c)
{
    return (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
}

} // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

std::vector<RawField> splitHeaderBlock(std::string_view block, std::size_t most)
{
    std::vector<RawField> fields;
    std::size_t at = 0;
    while (at < block.size()) {
        const auto end = block.find_first_of("\r\n", at);
        const auto lineEnd = end == std::string_view::npos ? block.size() : end;
        const std::string_view line = block.substr(at, lineEnd - at);
        std::size_t next = lineEnd;
        if (next < block.size())
            next += (block[next] == '\r' && next + 1 < block.size() && block[next + 1] == '\n') ? 2 : 1;
        if (line.empty())
            break;
        if (line.front() == ' ' || line.front() == '\t') {
            if (!fields.empty())
                fields.back().value = std::string_view(fields.back().value.data(), static_cast<std::size_t>(line.data() + line.size() - fields.back().value.data()));
        } else if (const auto colon = line.find(':'); colon != std::string_view::npos && colon > 0) {
            std::string_view name = line.substr(0, colon);
            while (!name.empty() && (name.back() == ' ' || name.back() == '\t'))
                name.remove_suffix(1);
            if (fields.size() >= most)
                break;
            if (name.find_first_of(" \t") == std::string_view::npos)
                fields.push_back({name, line.substr(colon + 1)});
        }
        at = next;
    }
    return fields;
}

std::string unfolded(std::string_view value)
{
    const auto begin = value.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    value = value.substr(begin, value.find_last_not_of(" \t\r\n") - begin + 1);
    std::string out;
    out.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\r' || value[i] == '\n')
            continue;
        out += value[i] == '\t' ? ' ' : value[i];
    }
    return out;
}

std::vector<std::string> parseMessageIds(std::string_view value)
{
    std::vector<std::string> ids;
    const auto add = [&ids](std::string_view raw) {
        std::string id;
        for (const char c : raw) {
            if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F)
                id += c;
        }
        if (!id.empty() && id.size() <= kLongestId)
            ids.push_back(std::move(id));
    };
    std::size_t at = 0;
    while (ids.size() < kMostIds) {
        const auto open = value.find('<', at);
        if (open == std::string_view::npos)
            break;
        const auto close = value.find('>', open + 1);
        if (close == std::string_view::npos)
            break;
        add(value.substr(open + 1, close - open - 1));
        at = close + 1;
    }
    if (ids.empty() && value.find('<') == std::string_view::npos && value.find('@') != std::string_view::npos) {
        const std::string bare = unfolded(value);
        if (bare.find(' ') == std::string::npos)
            add(bare);
    }
    return ids;
}

} // namespace tern::mime
