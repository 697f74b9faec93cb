// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/DkimSignature.h"
#include "core/mime/EncodedWord.h"
#include "core/mime/HeaderBlock.h"
#include "core/mime/HeaderEnd.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <map>
#include <memory>

namespace tern::mime {
namespace {

constexpr int kLeastRsaBits = 1'024;   // RFC 8301 §3.2

template <auto Free>
struct Freeing {
    template <typename T>
    void operator()(T *pointer) const { Free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;

const unsigned char *bytesOf(std::string_view text)
{
    return static_cast<const unsigned char *>(static_cast<const void *>(text.data()));
}

std::string sha256(std::string_view text)
{
    std::string out(32, '\0');
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), static_cast<unsigned char *>(static_cast<void *>(out.data())), &size, EVP_sha256(), nullptr);
    return out;
}

/// Each run of blanks becomes one; those at the end go [RFC 6376 §3.4.2, §3.4.4].
void appendRelaxed(std::string_view line, std::string &out)
{
    bool blank = false;
    for (const char c : line) {
        if (c == ' ' || c == '\t') {
            blank = true;
            continue;
        }
        if (blank)
            out += ' ';
        blank = false;
        out += c;
    }
}

/// RFC 6376 §3.4.3, §3.4.4: CRLF line ends, no empty lines at the end.
std::string canonicalBody(std::string_view body, bool relaxed)
{
    std::string out;
    out.reserve(body.size() + 2);
    std::size_t end = 0;     // behind the last line that isn't empty
    for (std::size_t at = 0; at < body.size();) {
        const auto newline = std::min(body.find('\n', at), body.size());
        std::string_view line = body.substr(at, newline - at);
        at = newline + 1;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::size_t before = out.size();
        if (relaxed)
            appendRelaxed(line, out);
        else
            out += line;
        const bool isEmpty = out.size() == before;
        out += "\r\n";
        if (!isEmpty)
            end = out.size();
    }
    out.resize(end);
    // The simple form of an empty body is one line break, the relaxed one nothing.
    return out.empty() && !relaxed ? std::string("\r\n") : out;
}

std::string canonicalField(const RawField &field, std::string_view value, bool relaxed)
{
    std::string out;
    if (!relaxed) {
        // As it stands, with CRLF.
        out.append(field.name.data(), static_cast<std::size_t>(value.data() - field.name.data()));
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] == '\n' && (i == 0 || value[i - 1] != '\r'))
                out += '\r';
            out += value[i];
        }
        return out;
    }
    for (const char c : field.name)
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    out += ':';
    std::string flat;
    for (const char c : value) {
        if (c != '\r' && c != '\n')
            flat += c;
    }
    const auto begin = std::min(flat.find_first_not_of(" \t"), flat.size());
    appendRelaxed(std::string_view(flat).substr(begin), out);
    return out;
}

/// The field's value without what b= says [RFC 6376 §3.7].
std::string withoutSignature(std::string_view value)
{
    std::string out;
    for (std::size_t at = 0; at < value.size();) {
        const auto end = std::min(value.find(';', at), value.size());
        const std::string_view piece = value.substr(at, end - at);
        const auto equals = piece.find('=');
        const auto first = piece.find_first_not_of(" \t\r\n");
        const bool isB = equals != std::string_view::npos && first < equals && piece[first] == 'b'
            && piece.substr(first + 1, equals - first - 1).find_first_not_of(" \t\r\n") == std::string_view::npos;
        out += isB ? piece.substr(0, equals + 1) : piece;
        if (end < value.size())
            out += ';';
        at = end + 1;
    }
    return out;
}

/// What was signed: each field of h=, from the bottom up where there are several, and the signature's own.
std::string signedHeader(std::string_view header, const DkimSignature &signature)
{
    const auto fields = splitHeaderBlock(header);
    std::map<std::string, std::vector<std::size_t>> byName;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        std::string name(fields[i].name);
        std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        byName[name].push_back(i);
    }
    std::string out;
    for (const std::string &name : signature.fields) {
        auto &places = byName[name];
        if (places.empty())
            continue;
        const RawField &field = fields[places.back()];
        places.pop_back();
        out += canonicalField(field, field.value, signature.relaxedHeader) + "\r\n";
    }
    if (signature.field >= fields.size())
        return {};
    const RawField &own = fields[signature.field];
    const std::string value = withoutSignature(own.value);
    if (signature.relaxedHeader)
        return out + canonicalField(own, value, true);
    out.append(own.name.data(), static_cast<std::size_t>(own.value.data() - own.name.data()));
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\n' && (i == 0 || value[i - 1] != '\r'))
            out += '\r';
        out += value[i];
    }
    return out;
}

/// The key of a record "v=DKIM1; k=rsa; p=…" [RFC 6376 §3.6.1, RFC 8463 §4].
Key keyOf(std::string_view record, DkimSignature::Algorithm algorithm)
{
    std::string kind = "rsa";
    std::string material;
    for (const auto &[tag, value] : dkimTags(record)) {
        if (tag == "k")
            kind = value;
        else if (tag == "p")
            material = decodeBase64(value);
        else if (tag == "v" && value != "DKIM1")
            return {};
        else if (tag == "h" && value.find("sha256") == std::string::npos)
            return {};
    }
    const bool ed25519 = algorithm == DkimSignature::Algorithm::Ed25519;
    if (material.empty() || kind != (ed25519 ? "ed25519" : "rsa"))
        return {};
    if (ed25519)
        return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(material), material.size()));
    const unsigned char *at = bytesOf(material);
    Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(material.size())));
    if (key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA)
        return key;
    at = bytesOf(material);
    return Key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(material.size())));
}

bool holds(EVP_PKEY *key, const DkimSignature &signature, const std::string &header)
{
    const Digest digest(EVP_MD_CTX_new());
    // RFC 8463 §3: what Ed25519 signs is the hash.
    const bool ed25519 = signature.algorithm == DkimSignature::Algorithm::Ed25519;
    const std::string hashed = ed25519 ? sha256(header) : std::string();
    const std::string_view input = ed25519 ? std::string_view(hashed) : std::string_view(header);
    return digest && EVP_DigestVerifyInit(digest.get(), nullptr, ed25519 ? nullptr : EVP_sha256(), nullptr, key) == 1
        && EVP_DigestVerify(digest.get(), bytesOf(signature.signature), signature.signature.size(), bytesOf(input), input.size()) == 1;
}

} // namespace

DkimOutcome verifyDkim(std::string_view message, const DkimSignature &signature, std::string_view keyRecord, std::int64_t now)
{
    if (signature.algorithm == DkimSignature::Algorithm::RsaSha1)
        return DkimOutcome::Weak;
    if (signature.expires && *signature.expires < now)
        return DkimOutcome::Expired;
    const HeaderEnd end = findHeaderEnd(message, 0);
    std::string body = canonicalBody(message.substr(std::min(end.body, message.size())), signature.relaxedBody);
    bool isCut = false;
    if (signature.bodyLength) {
        if (*signature.bodyLength > body.size())
            return DkimOutcome::BodyChanged;
        isCut = *signature.bodyLength < body.size();
        body.resize(static_cast<std::size_t>(*signature.bodyLength));
    }
    const Key key = keyOf(keyRecord, signature.algorithm);
    if (!key)
        return DkimOutcome::NoKey;
    if (signature.algorithm == DkimSignature::Algorithm::RsaSha256 && EVP_PKEY_get_bits(key.get()) < kLeastRsaBits)
        return DkimOutcome::Weak;
    if (sha256(body) != signature.bodyHash)
        return DkimOutcome::BodyChanged;
    if (!holds(key.get(), signature, signedHeader(message.substr(0, end.header), signature)))
        return DkimOutcome::HeaderChanged;
    return isCut ? DkimOutcome::OnlyBeginning : DkimOutcome::Valid;
}

} // namespace tern::mime
