// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http/HttpUrl.h"

#include "core/base/Ascii.h"

#include <algorithm>
#include <charconv>

namespace tern::http {
namespace {

constexpr std::size_t kLongestUrl = 4096;

Error badUrl(std::string_view text, ErrorKind kind = ErrorKind::InvalidInput)
{
    return makeError(kind, "http.url", std::string(text.substr(0, 200)));
}

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string encodeValue(std::string_view text)
{
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(c))
            encoded += c;
        else
            encoded.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
    return encoded;
}

std::string decodeValue(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '%' && i + 2 < text.size() && ascii::hexValue(text[i + 1]) >= 0 && ascii::hexValue(text[i + 2]) >= 0;
        if (escaped) {
            decoded += static_cast<char>(ascii::hexValue(text[i + 1]) * 16 + ascii::hexValue(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

} // namespace

Result<HttpUrl> HttpUrl::parse(std::string_view text)
{
    constexpr std::string_view kScheme = "https://";
    // Nothing that could end a header line, hide a user name, or be shown otherwise than it is.
    const bool plain = text.size() <= kLongestUrl && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
    if (!plain)
        return badUrl(text);
    if (!text.starts_with(kScheme))
        return badUrl(text, text.find("://") == std::string_view::npos ? ErrorKind::InvalidInput : ErrorKind::Unsupported);
    text.remove_prefix(kScheme.size());
    text = text.substr(0, text.find('#'));
    std::string_view authority = text.substr(0, text.find_first_of("/?"));
    const std::string_view target = text.substr(authority.size());
    if (authority.find('@') != std::string_view::npos)
        return badUrl(text);
    HttpUrl url;
    std::string_view port;
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        if (end == std::string_view::npos)
            return badUrl(text);
        url.host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
    } else {
        url.host = authority.substr(0, authority.find(':'));
        port = authority.substr(url.host.size());
    }
    if (!port.empty()) {
        const auto [end, code] = std::from_chars(port.data() + 1, port.data() + port.size(), url.port);
        if (port.front() != ':' || port.size() < 2 || code != std::errc() || end != port.data() + port.size() || url.port == 0)
            return badUrl(text);
    }
    std::transform(url.host.begin(), url.host.end(), url.host.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool hostIsPlain = std::all_of(url.host.begin(), url.host.end(), [](char c) { return isUnreserved(c) || c == ':'; });
    if (url.host.empty() || !hostIsPlain)
        return badUrl(text);
    url.target = (target.empty() || target.front() == '?') ? "/" + std::string(target) : std::string(target);
    return url;
}

Result<HttpUrl> HttpUrl::follow(std::string_view location) const
{
    if (location.starts_with('/') && !location.starts_with("//")) {
        HttpUrl origin = *this;
        origin.target = "/";
        std::string base = origin.toString();
        base.pop_back();
        return parse(base + std::string(location));
    }
    return parse(location);
}

std::string HttpUrl::toString() const
{
    const bool six = host.find(':') != std::string::npos;
    return "https://" + (six ? "[" + host + "]" : host) + (port == 443 ? std::string() : ":" + std::to_string(port)) + target;
}

std::string encodeForm(const FormFields &fields)
{
    std::string text;
    for (const auto &[name, value] : fields) {
        if (!text.empty())
            text += '&';
        text += encodeValue(name) + "=" + encodeValue(value);
    }
    return text;
}

std::map<std::string, std::string> decodeForm(std::string_view text)
{
    std::map<std::string, std::string> fields;
    while (!text.empty()) {
        const std::string_view field = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(field.size() + 1, text.size()));
        const auto equals = std::min(field.find('='), field.size());
        fields.emplace(decodeValue(field.substr(0, equals)), decodeValue(field.substr(std::min(equals + 1, field.size()))));
    }
    return fields;
}

} // namespace tern::http
