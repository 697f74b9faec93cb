// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/FileSecretStore.h"

#include "core/base/UniqueFd.h"

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tern::crypto {
namespace {

// The file: magic, salt, nonce, ciphertext, tag. The cost is part of the format's version.
constexpr std::string_view kMagic = "TERN-SECRETS-1\n";
constexpr std::size_t kSalt = 16;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;
constexpr std::size_t kKey = 32;
constexpr std::size_t kLongest = 4 * 1024 * 1024;
constexpr std::uint64_t kCost = 1U << 16U;
constexpr std::uint64_t kBlock = 8;
constexpr std::uint64_t kMemory = 128 * 1024 * 1024;    // bytes; scrypt needs 64 MB of it

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX *)>;

unsigned char *bytesOf(std::string &text)
{
    return static_cast<unsigned char *>(static_cast<void *>(text.data()));
}

const unsigned char *bytesOf(std::string_view text)
{
    return static_cast<const unsigned char *>(static_cast<const void *>(text.data()));
}

Error cryptoFailed(const char *what)
{
    return makeError(ErrorKind::Internal, "secrets.file", what);
}

std::string keyName(AccountId account, SecretPurpose purpose)
{
    return std::to_string(account.value) + "/" + std::string(secretPurposeName(purpose));
}

Result<Secret> deriveKey(const Secret &passphrase, std::string_view salt)
{
    std::string key(kKey, '\0');
    const std::string_view word = passphrase.reveal();
    const int made = EVP_PBE_scrypt(word.data(), word.size(), bytesOf(salt), salt.size(), kCost, kBlock, 1, kMemory, bytesOf(key), key.size());
    Secret secret(key);
    wipe(key);
    return made == 1 ? Result<Secret>(secret) : Result<Secret>(cryptoFailed("scrypt"));
}

/// Encrypts or decrypts `text` in place; `tag` is made or demanded. \return false when the tag doesn't fit.
bool crypt(bool encrypts, const Secret &key, std::string_view header, std::string_view nonce, std::string &text, std::string &tag)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), [](EVP_CIPHER_CTX *context) { EVP_CIPHER_CTX_free(context); });
    int length = 0;
    if (!cipher || EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key.reveal()), bytesOf(nonce), encrypts ? 1 : 0) != 1
        || EVP_CipherUpdate(cipher.get(), nullptr, &length, bytesOf(header), static_cast<int>(header.size())) != 1
        || (!text.empty() && EVP_CipherUpdate(cipher.get(), bytesOf(text), &length, bytesOf(std::string_view(text)), static_cast<int>(text.size())) != 1))
        return false;
    if (!encrypts && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()) != 1)
        return false;
    unsigned char rest[16];
    if (EVP_CipherFinal_ex(cipher.get(), rest, &length) != 1)
        return false;
    return !encrypts || EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data()) == 1;
}

Result<std::string> readWhole(const std::filesystem::path &file)
{
    const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.isOpen())
        return errorFromErrno(errno, "secrets.file");
    std::string bytes;
    char piece[16384];
    ssize_t got = 0;
    while ((got = ::read(fd.get(), piece, sizeof piece)) > 0 && bytes.size() <= kLongest)
        bytes.append(piece, static_cast<std::size_t>(got));
    return got < 0 ? Result<std::string>(errorFromErrno(errno, "secrets.file")) : Result<std::string>(bytes);
}

/// Beside the file, synced, then in its place: a kill leaves the old one or the new one.
Result<void> replaceFile(const std::filesystem::path &file, std::string_view bytes)
{
    const std::string beside = file.string() + ".new";
    ::unlink(beside.c_str());
    const UniqueFd fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return errorFromErrno(errno, "secrets.file");
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd.get(), bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR)
            return errorFromErrno(errno, "secrets.file");
        bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    if (::fsync(fd.get()) != 0 || ::rename(beside.c_str(), file.c_str()) != 0)
        return errorFromErrno(errno, "secrets.file");
    const UniqueFd folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(folder.get()) != 0)
        return errorFromErrno(errno, "secrets.file");
    return {};
}

/// "NAME LENGTH\nBYTES\n" for each.
bool parseSecrets(std::string_view text, std::map<std::string, Secret> &secrets)
{
    while (!text.empty()) {
        const auto space = text.find(' ');
        const auto end = text.find('\n');
        if (space == std::string_view::npos || end == std::string_view::npos || end < space || end - space > 8)
            return false;
        std::size_t length = 0;
        for (const char c : text.substr(space + 1, end - space - 1)) {
            if (c < '0' || c > '9')
                return false;
            length = length * 10 + static_cast<std::size_t>(c - '0');
        }
        if (text.size() < end + 1 + length + 1)
            return false;
        secrets.insert_or_assign(std::string(text.substr(0, space)), Secret(text.substr(end + 1, length)));
        text.remove_prefix(end + 1 + length + 1);
    }
    return true;
}

} // namespace

bool FileSecretStore::exists() const
{
    std::error_code ignored;
    return std::filesystem::exists(m_file, ignored);
}

bool FileSecretStore::isUnlocked() const
{
    const std::lock_guard lock(m_mutex);
    return m_key.has_value();
}

Result<void> FileSecretStore::unlock(const Secret &passphrase)
{
    if (passphrase.isEmpty())
        return makeError(ErrorKind::InvalidInput, "secrets.file", "an empty passphrase");
    const std::lock_guard lock(m_mutex);
    std::string salt(kSalt, '\0');
    std::string bytes;
    if (exists()) {
        auto read = readWhole(m_file);
        if (!read)
            return read.error();
        bytes = *std::move(read);
        if (bytes.size() < kMagic.size() + kSalt + kNonce + kTag || bytes.size() > kLongest || !bytes.starts_with(kMagic))
            return makeError(ErrorKind::StorageDamaged, "secrets.file", m_file.string());
        salt = bytes.substr(kMagic.size(), kSalt);
    } else if (RAND_bytes(bytesOf(salt), static_cast<int>(salt.size())) != 1) {
        return cryptoFailed("random");
    }
    auto key = deriveKey(passphrase, salt);
    if (!key)
        return key.error();
    Secrets secrets;
    if (!bytes.empty()) {
        const std::size_t body = kMagic.size() + kSalt + kNonce;
        std::string text = bytes.substr(body, bytes.size() - body - kTag);
        std::string tag = bytes.substr(bytes.size() - kTag);
        const std::string_view header = std::string_view(bytes).substr(0, body);
        const bool fits = crypt(false, *key, header, header.substr(kMagic.size() + kSalt), text, tag);
        const bool parsed = fits && parseSecrets(text, secrets);
        wipe(text);
        if (!fits)
            return makeError(ErrorKind::AuthenticationFailed, "secrets.file", "the passphrase doesn't open it");
        if (!parsed)
            return makeError(ErrorKind::StorageDamaged, "secrets.file", m_file.string());
    }
    m_key = Key{salt, *key};
    m_secrets = std::move(secrets);
    auto written = bytes.empty() ? write(m_secrets) : Result<void>();
    if (!written)
        m_key.reset();
    return written;
}

Result<void> FileSecretStore::write(const Secrets &secrets) const
{
    std::string nonce(kNonce, '\0');
    if (RAND_bytes(bytesOf(nonce), static_cast<int>(nonce.size())) != 1)
        return cryptoFailed("random");
    std::string text;
    std::size_t size = 0;
    for (const auto &[name, secret] : secrets)
        size += name.size() + secret.reveal().size() + 16;
    text.reserve(size);     // no copies left behind by growing
    for (const auto &[name, secret] : secrets)
        text.append(name).append(" ").append(std::to_string(secret.reveal().size())).append("\n").append(secret.reveal()).append("\n");
    const std::string header = std::string(kMagic) + m_key->salt + nonce;
    std::string tag(kTag, '\0');
    if (!crypt(true, m_key->bytes, header, nonce, text, tag)) {
        wipe(text);
        return cryptoFailed("AES-GCM");
    }
    return replaceFile(m_file, header + text + tag);
}

Result<Secret> FileSecretStore::get(AccountId account, SecretPurpose purpose)
{
    const std::lock_guard lock(m_mutex);
    if (!m_key)
        return makeError(ErrorKind::PasswordNeeded, std::string(kLocked));
    const auto found = m_secrets.find(keyName(account, purpose));
    return found == m_secrets.end() ? Result<Secret>(makeError(ErrorKind::PasswordNeeded, "secrets.file")) : Result<Secret>(found->second);
}

Result<void> FileSecretStore::set(AccountId account, SecretPurpose purpose, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    if (!m_key)
        return makeError(ErrorKind::PasswordNeeded, std::string(kLocked));
    Secrets next = m_secrets;
    next.insert_or_assign(keyName(account, purpose), secret);
    auto written = write(next);
    if (written)
        m_secrets = std::move(next);
    return written;
}

Result<void> FileSecretStore::remove(AccountId account, SecretPurpose purpose)
{
    const std::lock_guard lock(m_mutex);
    if (!m_key)
        return exists() ? Result<void>(makeError(ErrorKind::PasswordNeeded, std::string(kLocked))) : Result<void>();
    Secrets next = m_secrets;
    if (next.erase(keyName(account, purpose)) == 0)
        return {};
    auto written = write(next);
    if (written)
        m_secrets = std::move(next);
    return written;
}

} // namespace tern::crypto
