// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/TestCertificate.h"

#include <atomic>
#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace tern::test {
namespace {

struct Deleter {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509_CRL *list) const { X509_CRL_free(list); }
    void operator()(ASN1_TIME *time) const { ASN1_TIME_free(time); }
    void operator()(OCSP_BASICRESP *basic) const { OCSP_BASICRESP_free(basic); }
    void operator()(OCSP_RESPONSE *response) const { OCSP_RESPONSE_free(response); }
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

Key makeKey(int rsaBits)
{
    return Key(rsaBits > 0 ? EVP_RSA_gen(static_cast<unsigned>(rsaBits)) : EVP_EC_gen("P-256"));
}

std::pair<Certificate, Key> read(const TestIdentity &identity)
{
    const Bio certificateBio(BIO_new_mem_buf(identity.certificatePem.data(), static_cast<int>(identity.certificatePem.size())));
    const Bio keyBio(BIO_new_mem_buf(identity.keyPem.data(), static_cast<int>(identity.keyPem.size())));
    Certificate certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    Key key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    require(certificate && key, "identity");
    return {std::move(certificate), std::move(key)};
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

TestIdentity finish(X509 *certificate, EVP_PKEY *key, EVP_PKEY *signer, const char *digest = "SHA256")
{
    require(X509_sign(certificate, signer, EVP_get_digestbyname(digest)) > 0, "sign");
    const Bio certificateBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificateBio.get(), certificate);
    const Bio keyBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyBio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return {text(certificateBio.get()), text(keyBio.get())};
}

} // namespace

void showIdentity(ssl_ctx_st *context, const TestIdentity &identity)
{
    const auto [certificate, key] = read(identity);
    require(SSL_CTX_use_certificate(context, certificate.get()) == 1 && SSL_CTX_use_PrivateKey(context, key.get()) == 1, "identity of a server");
    const Bio chain(BIO_new_mem_buf(identity.chainPem.data(), static_cast<int>(identity.chainPem.size())));
    while (X509 *more = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr))
        SSL_CTX_add_extra_chain_cert(context, more);
    ERR_clear_error();
}

TestIdentity makeAuthority(const std::string &name, int rsaBits)
{
    const Key key(makeKey(rsaBits));
    const Certificate certificate = begin(name, key.get(), -2, 365);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    return finish(certificate.get(), key.get(), key.get());
}

TestIdentity makeLeaf(const LeafOptions &options, const TestIdentity *authority)
{
    const Key key(makeKey(options.rsaBits));
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
    const auto [issuer, signer] = read(*authority);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    addExtension(certificate.get(), issuer.get(), NID_basic_constraints, options.basicConstraints);
    if (!options.nameConstraints.empty())
        addExtension(certificate.get(), issuer.get(), NID_name_constraints, options.nameConstraints);
    if (!options.purposes.empty())
        addExtension(certificate.get(), issuer.get(), NID_ext_key_usage, options.purposes);
    if (options.mustStaple)
        addExtension(certificate.get(), issuer.get(), NID_tlsfeature, "status_request");
    if (!names.empty())
        addExtension(certificate.get(), issuer.get(), NID_subject_alt_name, names);
    TestIdentity made = finish(certificate.get(), key.get(), signer.get(), options.digest.c_str());
    made.onlyTls12 = options.rsaBits > 0 && options.rsaBits < 1024;
    return made;
}

std::string makeRevocations(const TestIdentity &authority, const TestIdentity &revoked, bool outdated)
{
    const auto [issuer, signer] = read(authority);
    const auto [certificate, key] = read(revoked);
    const std::unique_ptr<X509_CRL, Deleter> list(X509_CRL_new());
    X509_CRL_set_version(list.get(), 1);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.get()));
    const std::unique_ptr<ASN1_TIME, Deleter> from(X509_gmtime_adj(nullptr, -2 * 86400L));
    const std::unique_ptr<ASN1_TIME, Deleter> until(X509_gmtime_adj(nullptr, outdated ? -86400L : 86400L));
    X509_CRL_set1_lastUpdate(list.get(), from.get());
    X509_CRL_set1_nextUpdate(list.get(), until.get());
    X509_REVOKED *entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate.get()));
    X509_REVOKED_set_revocationDate(entry, from.get());
    X509_CRL_add0_revoked(list.get(), entry);
    require(X509_CRL_sign(list.get(), signer.get(), EVP_sha256()) > 0, "sign");
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509_CRL(bio.get(), list.get());
    return text(bio.get());
}

std::string makeStatus(const TestIdentity &authority, const TestIdentity &about, bool revoked, const TestIdentity &signer, bool outdated)
{
    const auto [issuer, issuerKey] = read(authority);
    const auto [certificate, key] = read(about);
    const auto [responder, responderKey] = read(signer);
    const std::unique_ptr<ASN1_TIME, Deleter> from(X509_gmtime_adj(nullptr, -2 * 86400L));
    const std::unique_ptr<ASN1_TIME, Deleter> until(X509_gmtime_adj(nullptr, outdated ? -86400L : 86400L));
    const std::unique_ptr<OCSP_BASICRESP, Deleter> basic(OCSP_BASICRESP_new());
    OCSP_CERTID *id = OCSP_cert_to_id(nullptr, certificate.get(), issuer.get());
    OCSP_basic_add1_status(basic.get(), id, revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD, OCSP_REVOKED_STATUS_NOSTATUS,
                           revoked ? from.get() : nullptr, from.get(), until.get());
    OCSP_CERTID_free(id);
    require(OCSP_basic_sign(basic.get(), responder.get(), responderKey.get(), EVP_sha256(), nullptr, 0) == 1, "sign");
    const std::unique_ptr<OCSP_RESPONSE, Deleter> response(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
    unsigned char *der = nullptr;
    const int size = i2d_OCSP_RESPONSE(response.get(), &der);
    require(size > 0, "ocsp");
    std::string made(static_cast<const char *>(static_cast<const void *>(der)), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return made;
}

} // namespace tern::test
