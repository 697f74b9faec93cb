// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/SecretStore.h"

#include "core/base/UniqueFd.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tern::crypto {

std::string_view secretPurposeName(SecretPurpose purpose)
{
    switch (purpose) {
    case SecretPurpose::ImapPassword: return "imap";
    case SecretPurpose::SmtpPassword: return "smtp";
    case SecretPurpose::Pop3Password: return "pop3";
    case SecretPurpose::OAuthRefreshToken: return "oauth-refresh";
    case SecretPurpose::ProxyPassword: return "proxy";
    case SecretPurpose::IdentityPassword: return "identity";
    case SecretPurpose::IdentityRefreshToken: return "identity-oauth-refresh";
    }
    return "other";
}

Result<Secret> SessionSecretStore::get(AccountId account, SecretPurpose purpose)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find({account, purpose});
    if (found == m_secrets.end())
        return makeError(ErrorKind::PasswordNeeded, "secrets.session");
    return found->second;
}

Result<void> SessionSecretStore::set(AccountId account, SecretPurpose purpose, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.insert_or_assign({account, purpose}, secret);
    return {};
}

Result<void> SessionSecretStore::remove(AccountId account, SecretPurpose purpose)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.erase({account, purpose});
    return {};
}

Result<Secret> secretFromFile(const std::filesystem::path &file)
{
    constexpr std::size_t kLongest = 64 * 1024;
    const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.isOpen())
        return errorFromErrno(errno, "secrets.file");
    // One allocation, so that no copy of the secret is left behind by growing.
    std::string bytes(kLongest + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(fd.get(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            const int code = errno;
            wipe(bytes);
            return errorFromErrno(code, "secrets.file");
        }
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    std::string_view text(bytes.data(), size);
    if (const auto end = text.find('\n'); end != std::string_view::npos)
        text = text.substr(0, end);
    if (!text.empty() && text.back() == '\r')
        text.remove_suffix(1);
    const bool usable = !text.empty() && size <= kLongest && text.find('\0') == std::string_view::npos;
    Secret secret(usable ? text : std::string_view());
    wipe(bytes);
    if (!usable)
        return makeError(ErrorKind::InvalidInput, "secrets.file", "no password in " + file.string());
    return secret;
}

bool isReadableByOthers(const std::filesystem::path &file)
{
    struct stat info {};
    return ::stat(file.c_str(), &info) == 0 && (info.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

} // namespace tern::crypto
