// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pop3/Pop3Reply.h"

#include <algorithm>
#include <charconv>

namespace tern::pop3 {
namespace {

std::string upper(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return result;
}

std::string printable(std::string_view text)
{
    std::string clean(text);
    std::replace_if(clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return clean;
}

std::vector<std::string> wordsOf(std::string_view line)
{
    std::vector<std::string> words;
    while (!line.empty()) {
        const auto end = std::min(line.find_first_of(" \t"), line.size());
        if (end > 0)
            words.push_back(upper(line.substr(0, end)));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

std::optional<int> numberOf(const std::string &word)
{
    int number = 0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (code != std::errc() || end != word.data() + word.size() || number < 0)
        return std::nullopt;
    return number;
}

/// RFC 2449 §8: "[" 1*<printable, no brackets> "]".
std::string_view responseCodeOf(std::string_view text)
{
    if (!text.starts_with('['))
        return {};
    const auto end = text.find(']');
    if (end == std::string_view::npos || end == 1 || end > 40)
        return {};
    return text.substr(1, end - 1);
}

} // namespace

Result<Pop3Reply> parseReply(std::string_view line)
{
    Pop3Reply reply;
    std::string_view rest;
    if (line.starts_with("+OK")) {
        reply.ok = true;
        rest = line.substr(3);
    } else if (line.starts_with("-ERR")) {
        rest = line.substr(4);
    } else if (line == "+" || line.starts_with("+ ")) {
        reply.isContinuation = true;
        reply.text = line.size() > 2 ? line.substr(2) : std::string_view();
        return reply;
    } else {
        return makeError(ErrorKind::ProtocolError, "pop3.reply", "not a POP3 reply: " + printable(line.substr(0, 100)));
    }
    // "+OKAY" is no indicator.
    if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t')
        return makeError(ErrorKind::ProtocolError, "pop3.reply", "not a POP3 reply: " + printable(line.substr(0, 100)));
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t'))
        rest.remove_prefix(1);
    if (const std::string_view code = responseCodeOf(rest); !code.empty()) {
        reply.code = upper(printable(code));
        rest.remove_prefix(code.size() + 2);
        while (rest.starts_with(' '))
            rest.remove_prefix(1);
    }
    reply.text = printable(rest);
    return reply;
}

Error errorFromReply(const Pop3Reply &reply, ErrorKind otherwise, std::string where)
{
    ErrorKind kind = otherwise;
    // RFC 2449 §8: codes are hierarchical; what stands behind a slash narrows what is before it.
    if (reply.code == "IN-USE" || reply.code == "LOGIN-DELAY" || reply.code.starts_with("SYS/TEMP"))
        kind = ErrorKind::ServerBusy;
    else if (reply.code == "AUTH" || reply.code.starts_with("AUTH/"))
        kind = ErrorKind::AuthenticationFailed;
    else if (reply.code == "SYS" || reply.code.starts_with("SYS/"))
        kind = ErrorKind::ServerRefused;
    const std::string detail = reply.code.empty() ? std::string() : "[" + reply.code + "] ";
    Error error = makeError(kind, std::move(where), detail + reply.text);
    // Without the code of RFC 3206 a refused sign-in may come from a server that can't look the password up just now.
    if (kind == ErrorKind::AuthenticationFailed && !reply.code.starts_with("AUTH"))
        error.retry = Retry::WithBackoff;
    return error;
}

Capabilities parseCapabilities(const std::vector<std::string> &lines)
{
    Capabilities found;
    found.known = true;
    for (const std::string &line : lines) {
        const std::vector<std::string> words = wordsOf(line);
        if (words.empty())
            continue;
        const std::string &tag = words.front();
        found.user = found.user || tag == "USER";
        found.top = found.top || tag == "TOP";
        found.uidl = found.uidl || tag == "UIDL";
        found.stls = found.stls || tag == "STLS";
        found.pipelining = found.pipelining || tag == "PIPELINING";
        found.responseCodes = found.responseCodes || tag == "RESP-CODES" || tag == "AUTH-RESP-CODE";
        if (tag == "SASL")
            found.sasl.insert(found.sasl.end(), words.begin() + 1, words.end());
        else if (tag == "LOGIN-DELAY" && words.size() > 1)
            found.loginDelay = numberOf(words[1]);
        else if (tag == "EXPIRE" && words.size() > 1)
            found.expireDays = words[1] == "NEVER" ? std::optional(-1) : numberOf(words[1]);
        else if (tag == "IMPLEMENTATION")
            found.implementation = printable(std::string_view(line).substr(std::min(line.size(), tag.size() + 1)));
    }
    return found;
}

std::pair<std::uint32_t, std::string_view> parseListingLine(std::string_view line)
{
    std::uint32_t number = 0;
    const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), number);
    const auto digits = static_cast<std::size_t>(end - line.data());
    if (code != std::errc() || number == 0 || digits == line.size() || (line[digits] != ' ' && line[digits] != '\t'))
        return {0, {}};
    line.remove_prefix(digits);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    return {number, line};
}

bool isUsableUidl(std::string_view uidl)
{
    constexpr std::size_t kLongest = 255;
    return !uidl.empty() && uidl.size() <= kLongest
        && std::all_of(uidl.begin(), uidl.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x21 && static_cast<unsigned char>(c) <= 0x7E; });
}

std::string apopTimestamp(std::string_view greeting)
{
    const auto open = greeting.rfind('<');
    const auto close = open == std::string_view::npos ? open : greeting.find('>', open);
    if (close == std::string_view::npos)
        return {};
    const std::string_view stamp = greeting.substr(open, close - open + 1);
    const std::string_view inner = stamp.substr(1, stamp.size() - 2);
    const auto at = inner.find('@');
    const bool plausible = at != std::string_view::npos && at > 0 && at + 1 < inner.size() && inner.find('@', at + 1) == std::string_view::npos
        && inner.size() <= 250 && std::all_of(inner.begin(), inner.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '<'; });
    return plausible ? std::string(stamp) : std::string();
}

} // namespace tern::pop3
