// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/Secret.h"

#include <openssl/crypto.h>

namespace tern::crypto {

void wipe(std::string &bytes)
{
    // All of its capacity: a short string that was swapped out leaves its bytes behind its end.
    bytes.resize(bytes.capacity());
    OPENSSL_cleanse(bytes.data(), bytes.size());
    bytes.clear();
}

Secret::Secret(std::string_view bytes) : m_bytes(bytes) {}

Secret::Secret(const Secret &other) : m_bytes(other.m_bytes) {}

Secret::Secret(Secret &&other) noexcept
{
    m_bytes.swap(other.m_bytes);
    wipe(other.m_bytes);
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        Secret copy(other);
        m_bytes.swap(copy.m_bytes);
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe(m_bytes);
        m_bytes.swap(other.m_bytes);
    }
    return *this;
}

Secret::~Secret()
{
    wipe(m_bytes);
}

bool Secret::operator==(const Secret &other) const
{
    return m_bytes.size() == other.m_bytes.size()
        && CRYPTO_memcmp(m_bytes.data(), other.m_bytes.data(), m_bytes.size()) == 0;
}

} // namespace tern::crypto
