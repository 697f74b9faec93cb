// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/TestCertificate.h"

#include <atomic>
#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace tern::test {
namespace {

struct Deleter {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(BIO *bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter>;
using Certificate = std::unique_ptr<X509, Deleter>;
using Bio = std::unique_ptr<BIO, Deleter>;

void require(bool ok, const char *what)
{
    if (!ok)
        throw std::runtime_error(what);
}

std::string text(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    require(extension != nullptr, "extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate begin(const std::string &name, EVP_PKEY *key, int notBeforeDays, int notAfterDays)
{
    static std::atomic<long> serial{1000};
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), notBeforeDays * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), notAfterDays * 86400L);
    X509_NAME *subject = X509_get_subject_name(certificate.get());
    const auto *bytes = static_cast<const unsigned char *>(static_cast<const void *>(name.data()));
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, bytes, static_cast<int>(name.size()), -1, 0);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

TestIdentity finish(X509 *certificate, EVP_PKEY *key, EVP_PKEY *signer)
{
    require(X509_sign(certificate, signer, EVP_sha256()) > 0, "sign");
    const Bio certificateBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificateBio.get(), certificate);
    const Bio keyBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyBio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return {text(certificateBio.get()), text(keyBio.get())};
}

} // namespace

TestIdentity makeAuthority(const std::string &name)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = begin(name, key.get(), -2, 365);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    return finish(certificate.get(), key.get(), key.get());
}

TestIdentity makeLeaf(const LeafOptions &options, const TestIdentity *authority)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = begin(options.dnsNames.empty() ? "leaf" : options.dnsNames.front(), key.get(),
                                          options.notBeforeDays, options.notAfterDays);
    std::string names;
    for (const std::string &name : options.dnsNames)
        names += (names.empty() ? "DNS:" : ",DNS:") + name;
    for (const std::string &address : options.addresses)
        names += (names.empty() ? "IP:" : ",IP:") + address;
    if (!authority) {
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
        if (!names.empty())
            addExtension(certificate.get(), certificate.get(), NID_subject_alt_name, names);
        return finish(certificate.get(), key.get(), key.get());
    }
    const Bio issuerBio(BIO_new_mem_buf(authority->certificatePem.data(), static_cast<int>(authority->certificatePem.size())));
    const Bio signerBio(BIO_new_mem_buf(authority->keyPem.data(), static_cast<int>(authority->keyPem.size())));
    const Certificate issuer(PEM_read_bio_X509(issuerBio.get(), nullptr, nullptr, nullptr));
    const Key signer(PEM_read_bio_PrivateKey(signerBio.get(), nullptr, nullptr, nullptr));
    require(issuer && signer, "authority");
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    addExtension(certificate.get(), issuer.get(), NID_basic_constraints, "CA:FALSE");
    if (!names.empty())
        addExtension(certificate.get(), issuer.get(), NID_subject_alt_name, names);
    return finish(certificate.get(), key.get(), signer.get());
}

} // namespace tern::test
