// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/SecretMask.h"

#include "core/crypto/Secret.h"

#include <QByteArray>

#include <algorithm>

namespace tern {
namespace {

constexpr std::size_t kTelling = 8;      // characters of a secret that say too much
constexpr std::size_t kShortest = 4;     // a shorter secret stands in too many words to be told apart

std::string base64(std::string_view bytes)
{
    QByteArray encoded = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64();
    std::string text = encoded.toStdString();
    encoded.fill('\0');
    return text;
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// How long a piece of `form` stands at `begin` of `whole`; 0 for less than would tell something. A short one is only meant where it is a word:
// "pass" is no secret in "password".
std::size_t pieceAt(std::string_view whole, std::size_t begin, std::string_view form)
{
    const std::string_view text = whole.substr(begin);
    const std::size_t least = std::min(kTelling, form.size());
    if (text.size() < least)
        return 0;
    if (form.size() < kTelling) {
        const bool endsWord = text.size() == least || !isWordCharacter(text[least]);
        return text.substr(0, least) == form && endsWord && (begin == 0 || !isWordCharacter(whole[begin - 1])) ? least : 0;
    }
    const auto at = form.find(text.substr(0, least));
    if (at == std::string_view::npos)
        return 0;
    std::size_t length = least;
    while (length < text.size() && at + length < form.size() && text[length] == form[at + length])
        ++length;
    return length;
}

} // namespace

void SecretMask::hide(std::string_view user, std::string_view secret)
{
    m_active = true;
    if (secret.size() < kShortest)
        return;
    std::string plain;
    plain.reserve(user.size() + secret.size() + 2);
    plain.append(1, '\0').append(user).append(1, '\0').append(secret);
    m_forms.emplace_back(secret);
    m_forms.push_back(base64(secret));
    m_forms.push_back(base64(plain));
    // As a quoted string writes it.
    if (secret.find_first_of("\"\\") != std::string_view::npos) {
        std::string quoted;
        quoted.reserve(2 * secret.size());
        for (const char c : secret)
            quoted.append(c == '"' || c == '\\' ? 1 : 0, '\\').append(1, c);
        m_forms.push_back(std::move(quoted));
    }
    crypto::wipe(plain);
}

void SecretMask::learn(std::string_view form)
{
    if (m_active && form.size() >= kTelling)
        m_forms.emplace_back(form);
}

void SecretMask::clear()
{
    m_active = false;
    for (std::string &form : m_forms)
        crypto::wipe(form);
    m_forms.clear();
}

std::string SecretMask::applied(std::string_view text) const
{
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        // What is hidden already stays as it is, whatever the secret is.
        std::size_t hidden = text.substr(at, kShown.size()) == kShown ? kShown.size() : 0;
        for (const std::string &form : m_forms)
            hidden = std::max(hidden, pieceAt(text, at, form));
        if (hidden == 0)
            shown += text[at];
        else
            shown += kShown;
        at += std::max<std::size_t>(hidden, 1);
    }
    return shown;
}

} // namespace tern
