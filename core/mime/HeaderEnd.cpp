// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/HeaderEnd.h"

#include <algorithm>

namespace tern::mime {
namespace {

struct Line {
    std::string_view text;     // without its end
    std::size_t next = 0;
};

Line lineAt(std::string_view text, std::size_t at)
{
    const auto newline = text.find('\n', at);
    const auto end = newline == std::string_view::npos ? text.size() : newline;
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return {line, newline == std::string_view::npos ? text.size() : newline + 1};
}

bool isContinuation(std::string_view line)
{
    return !line.empty() && (line.front() == ' ' || line.front() == '\t');
}

bool isField(std::string_view line)
{
    const auto stop = line.find_first_of(": \t");
    if (stop == std::string_view::npos || stop == 0)
        return false;
    const auto colon = line.find_first_not_of(" \t", stop);
    return colon != std::string_view::npos && line[colon] == ':';
}

/// What mbox files and careless gateways put before a header.
bool isEnvelopeLine(std::string_view line)
{
    return line.starts_with("From ") || line.starts_with(">From ");
}

} // namespace

HeaderEnd findHeaderEnd(std::string_view text, std::size_t begin, const std::function<bool(std::string_view)> &isDelimiter)
{
    HeaderEnd end;
    std::size_t at = begin;
    while (at < text.size()) {
        const Line line = lineAt(text, at);
        if (line.text.empty()) {
            end.header = at;
            end.body = line.next;
            return end;
        }
        if (isDelimiter && line.text.starts_with("--") && isDelimiter(line.text))
            break;
        const bool fits = isField(line.text) || isContinuation(line.text) || (at == begin && isEnvelopeLine(line.text));
        if (!fits) {
            const Line after = lineAt(text, line.next);
            if (line.next >= text.size() || !isField(after.text)) {
                end.noEmptyLine = true;
                break;
            }
            end.strayLine = true;
        }
        at = line.next;
    }
    end.header = at;
    end.body = at;
    return end;
}

} // namespace tern::mime
