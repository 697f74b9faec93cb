// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/ClientIdentity.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/ssl.h>

namespace tern::crypto {
namespace {

constexpr std::size_t kLargestFile = 1'000'000;

struct Asked {
    const Secret &passphrase;
    bool wasAsked = false;
};

int tellPassphrase(char *buffer, int size, int, void *data)
{
    auto &asked = *static_cast<Asked *>(data);
    asked.wasAsked = true;
    const std::string_view text = asked.passphrase.reveal();
    if (text.empty() || text.size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, text.data(), text.size());
    return static_cast<int>(text.size());
}

Error passphraseError(const Secret &passphrase)
{
    return makeError(ErrorKind::PasswordNeeded, kClientKey, passphrase.isEmpty() ? "the file with the certificate is locked by a passphrase"
                                                                             : "the passphrase does not open the file with the certificate");
}

Result<std::string> contentOf(const std::filesystem::path &file)
{
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return errorFromErrno(errno == 0 ? ENOENT : errno, kClientKey);
    std::string bytes(kLargestFile + 1, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto got = static_cast<std::size_t>(stream.gcount());
    if (got > kLargestFile) {
        wipe(bytes);
        return makeError(ErrorKind::InvalidInput, kClientKey, "the file is too large to be a certificate");
    }
    bytes.resize(got);
    return bytes;
}

} // namespace

Result<std::shared_ptr<const ClientIdentity>> ClientIdentity::load(const std::filesystem::path &file, const Secret &passphrase)
{
    auto bytes = contentOf(file);
    if (!bytes)
        return bytes.error();
    std::shared_ptr<ClientIdentity> made(new ClientIdentity);
    const bool isPem = bytes->find("-----BEGIN ") != std::string::npos;
    auto read = isPem ? made->readPem(*bytes, passphrase) : made->readPkcs12(*bytes, passphrase);
    wipe(*bytes);
    ERR_clear_error();
    if (!read)
        return read.error();
    // A server would only say that the sign-in failed.
    if (X509_cmp_current_time(X509_get0_notAfter(made->m_certificate)) < 0)
        return makeError(ErrorKind::InvalidInput, kClientKey, "your certificate in this file has expired; ask for a new one");
    if (X509_cmp_current_time(X509_get0_notBefore(made->m_certificate)) > 0)
        return makeError(ErrorKind::InvalidInput, kClientKey, "your certificate in this file is not valid yet; check this computer's clock");
    made->m_info = describeCertificate(made->m_certificate);
    return std::shared_ptr<const ClientIdentity>(std::move(made));
}

ClientIdentity::~ClientIdentity()
{
    EVP_PKEY_free(m_key);
    X509_free(m_certificate);
    sk_X509_pop_free(m_chain, X509_free);
}

Result<void> ClientIdentity::readPem(const std::string &bytes, const Secret &passphrase)
{
    Asked asked{passphrase};
    BIO *keyBio = BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()));
    m_key = PEM_read_bio_PrivateKey(keyBio, nullptr, tellPassphrase, &asked);
    BIO_free(keyBio);
    if (!m_key)
        return asked.wasAsked ? passphraseError(passphrase) : makeError(ErrorKind::InvalidInput, kClientKey, "there is no private key in the file");
    m_chain = sk_X509_new_null();
    BIO *bio = BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()));
    while (X509 *certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) {
        // The one of this key is ours; the others lie between it and its authority.
        if (!m_certificate && X509_check_private_key(certificate, m_key) == 1)
            m_certificate = certificate;
        else if (sk_X509_num(m_chain) >= 20 || sk_X509_push(m_chain, certificate) == 0)
            X509_free(certificate);
    }
    BIO_free(bio);
    if (!m_certificate)
        return makeError(ErrorKind::InvalidInput, kClientKey, sk_X509_num(m_chain) == 0 ? "there is no certificate in the file" : "no certificate in the file belongs to its key");
    return {};
}

Result<void> ClientIdentity::readPkcs12(const std::string &bytes, const Secret &passphrase)
{
    const auto *data = static_cast<const unsigned char *>(static_cast<const void *>(bytes.data()));
    PKCS12 *file = d2i_PKCS12(nullptr, &data, static_cast<long>(bytes.size()));
    if (!file)
        return makeError(ErrorKind::InvalidInput, kClientKey, "the file is neither PEM nor PKCS#12");
    std::string text(passphrase.reveal());
    const bool opens = PKCS12_mac_present(file) != 1 || PKCS12_verify_mac(file, text.c_str(), static_cast<int>(text.size())) == 1
        || (text.empty() && PKCS12_verify_mac(file, nullptr, 0) == 1);
    const bool parsed = opens && PKCS12_parse(file, text.c_str(), &m_key, &m_certificate, &m_chain) == 1;
    wipe(text);
    PKCS12_free(file);
    if (!opens)
        return passphraseError(passphrase);
    if (!parsed)
        return makeError(ErrorKind::InvalidInput, kClientKey, "the file is encrypted in an outdated way that can't be read; export the certificate again");
    if (!m_key || !m_certificate)
        return makeError(ErrorKind::InvalidInput, kClientKey, m_key ? "there is no certificate in the file" : "there is no private key in the file");
    return {};
}

Result<void> ClientIdentity::offerOn(SSL *connection) const
{
    if (SSL_use_cert_and_key(connection, m_certificate, m_key, m_chain, 1) == 1)
        return {};
    char text[256] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    ERR_clear_error();
    return makeError(ErrorKind::InvalidInput, kClientKey, std::string("the certificate can't be used: ") + text);
}

} // namespace tern::crypto
