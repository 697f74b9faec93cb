// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DkimSignature.h"

#include "core/base/Ascii.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderBlock.h"

#include <algorithm>
#include <charconv>

namespace tern::mime {
namespace {

constexpr std::size_t kMostSignatures = 10;
constexpr std::size_t kMostTags = 100;
constexpr std::size_t kMostFields = 500;
constexpr std::size_t kLongest = 20'000;   // bytes of a field

std::string withoutSpace(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            out += c;
    }
    return out;
}

template <typename Number>
std::optional<Number> numberIn(const std::string &text)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::vector<std::string> namesIn(const std::string &list)
{
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= list.size() && names.size() < kMostFields;) {
        const auto end = std::min(list.find(':', at), list.size());
        if (std::string name = ascii::lower(withoutSpace(std::string_view(list).substr(at, end - at))); !name.empty())
            names.push_back(std::move(name));
        at = end + 1;
    }
    return names;
}

std::optional<DkimSignature> readSignature(std::string_view value, std::size_t field)
{
    DkimSignature result;
    result.field = field;
    std::string version;
    std::string algorithm;
    std::string canonical;
    for (auto &[tag, text] : dkimTags(value.substr(0, kLongest))) {
        if (tag == "v")
            version = text;
        else if (tag == "a")
            algorithm = ascii::lower(text);
        else if (tag == "c")
            canonical = ascii::lower(text);
        else if (tag == "d")
            result.domain = ascii::lower(text);
        else if (tag == "s")
            result.selector = text;
        else if (tag == "i")
            result.identity = text;
        else if (tag == "h")
            result.fields = namesIn(text);
        else if (tag == "bh")
            result.bodyHash = decodeBase64(text);
        else if (tag == "b")
            result.signature = decodeBase64(text);
        else if (tag == "l")
            result.bodyLength = numberIn<std::uint64_t>(text).value_or(0);
        else if (tag == "x")
            result.expires = numberIn<std::int64_t>(text).value_or(0);
    }
    if (algorithm == "ed25519-sha256")
        result.algorithm = DkimSignature::Algorithm::Ed25519;
    else if (algorithm == "rsa-sha1")
        result.algorithm = DkimSignature::Algorithm::RsaSha1;
    else if (algorithm != "rsa-sha256")
        return std::nullopt;
    result.relaxedHeader = canonical.starts_with("relaxed");
    result.relaxedBody = canonical.ends_with("/relaxed");
    if (result.identity.empty())
        result.identity = "@" + result.domain;
    const bool signsFrom = std::find(result.fields.begin(), result.fields.end(), "from") != result.fields.end();
    const bool isWhole = version == "1" && !result.domain.empty() && !result.selector.empty() && !result.bodyHash.empty() && !result.signature.empty();
    // The identity is the domain's or of one within it.
    const std::string home = ascii::lower(result.identity.substr(result.identity.rfind('@') + 1));
    const bool isOwn = home == result.domain || home.ends_with("." + result.domain);
    return isWhole && signsFrom && isOwn ? std::optional(std::move(result)) : std::nullopt;
}

} // namespace

std::vector<std::pair<std::string, std::string>> dkimTags(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> tags;
    for (std::size_t at = 0; at < text.size() && tags.size() < kMostTags;) {
        const auto end = std::min(text.find(';', at), text.size());
        const std::string_view piece = text.substr(at, end - at);
        at = end + 1;
        const auto equals = piece.find('=');
        if (equals == std::string_view::npos)
            continue;
        tags.emplace_back(withoutSpace(piece.substr(0, equals)), withoutSpace(piece.substr(equals + 1)));
    }
    return tags;
}

std::vector<DkimSignature> dkimSignatures(std::string_view header)
{
    std::vector<DkimSignature> found;
    const auto fields = splitHeaderBlock(header);
    for (std::size_t i = 0; i < fields.size() && found.size() < kMostSignatures; ++i) {
        if (!equalsIgnoringCase(fields[i].name, "DKIM-Signature"))
            continue;
        if (auto signature = readSignature(fields[i].value, i))
            found.push_back(*std::move(signature));
    }
    return found;
}

} // namespace tern::mime
