// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/AuthenticationResults.h"

#include "core/base/Ascii.h"
#include "core/mime/Charset.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/Journey.h"
#include "core/mime/ProviderDomains.h"

namespace tern::mime {
namespace {

constexpr std::size_t kLongest = 20'000;     // bytes
constexpr std::size_t kMostResults = 100;

/// Comments become spaces; quotes go, what is in them stays.
std::string withoutComments(std::string_view text)
{
    std::string out;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && i + 1 < text.size()) {
            ++i;
            if (depth == 0)
                out += text[i];
        } else if (c == '"' && depth == 0) {
            quoted = !quoted;
        } else if (c == '(' && !quoted) {
            ++depth;
        } else if (c == ')' && !quoted && depth > 0) {
            --depth;
            out += ' ';
        } else if (depth == 0) {
            // A semicolon in quotes ends no result.
            out += quoted && c == ';' ? ',' : c;
        }
    }
    return out;
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> found;
    for (std::size_t at = text.find_first_not_of(" \t"); at != std::string_view::npos; at = text.find_first_not_of(" \t", at)) {
        const auto end = std::min(text.find_first_of(" \t", at), text.size());
        found.push_back(text.substr(at, end - at));
        at = end;
    }
    return found;
}

AuthenticationResults::Result readResult(std::string_view text)
{
    AuthenticationResults::Result result;
    for (const std::string_view word : words(text)) {
        const auto equals = word.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string key = ascii::lower(word.substr(0, equals));
        const std::string_view value = word.substr(equals + 1);
        if (result.method.empty() && key.find('.') == std::string::npos) {
            result.method = key.substr(0, key.find('/'));
            result.result = ascii::lower(value);
        } else if (key == "header.d" || key == "header.from" || key == "smtp.mailfrom" || (key == "header.i" && result.domain.isEmpty())) {
            const auto at = value.rfind('@');
            result.domain = decodeHeaderText(at == std::string_view::npos ? value : value.substr(at + 1), "utf-8").toLower();
        }
    }
    return result;
}

} // namespace

std::string AuthenticationResults::of(std::string_view method) const
{
    std::string first;
    for (const Result &result : results) {
        if (result.method != method)
            continue;
        if (result.result == "pass")
            return result.result;
        if (first.empty())
            first = result.result;
    }
    return first;
}

AuthenticationResults parseAuthenticationResults(std::string_view value)
{
    const std::string text = withoutComments(unfolded(value.substr(0, kLongest)));
    AuthenticationResults found;
    std::size_t at = 0;
    for (bool first = true; at <= text.size() && found.results.size() < kMostResults; first = false) {
        const auto end = std::min(text.find(';', at), text.size());
        const std::string_view piece = std::string_view(text).substr(at, end - at);
        at = end + 1;
        const auto inPiece = words(piece);
        // Exchange leaves the server's name out, and begins with a result.
        if (first && !inPiece.empty() && inPiece.front().find('=') == std::string_view::npos) {
            found.server = decodeHeaderText(inPiece.front(), "utf-8").toLower();
            continue;
        }
        AuthenticationResults::Result result = readResult(piece);
        if (!result.method.empty())
            found.results.push_back(std::move(result));
    }
    return found;
}

std::optional<AuthenticationResults> trustedResults(const std::vector<HeaderField> &headers, const QStringList &providers)
{
    const std::size_t vouched = fieldsVouchedFor(headers, providers);
    for (std::size_t i = 0; i < headers.size() && i < vouched; ++i) {
        if (headers[i].name.compare(QLatin1String("Authentication-Results"), Qt::CaseInsensitive) != 0)
            continue;
        AuthenticationResults found = parseAuthenticationResults({headers[i].raw.constData(), static_cast<std::size_t>(headers[i].raw.size())});
        if (isWithin(found.server, providers))
            return found;
    }
    return std::nullopt;
}

} // namespace tern::mime
