// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/TrustStore.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <vector>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace tern::crypto {
namespace {

using Failures = std::vector<int>;

void freeFailures(void *, void *data, CRYPTO_EX_DATA *, int, long, void *)
{
    delete static_cast<Failures *>(data);
}

int failuresIndex()
{
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, freeFailures);
    return index;
}

// Notes every failure and goes on, so that a person is shown all of them; checkPeer() is what refuses.
int noteFailure(int ok, X509_STORE_CTX *context)
{
    if (ok == 1)
        return 1;
    const void *ssl = X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx());
    auto *failures = ssl ? static_cast<Failures *>(SSL_get_ex_data(static_cast<const SSL *>(ssl), failuresIndex())) : nullptr;
    if (!failures)
        return 0;
    failures->push_back(X509_STORE_CTX_get_error(context));
    return 1;
}

CertificateProblem problemOf(int code)
{
    switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return CertificateProblem::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return CertificateProblem::NotYetValid;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return CertificateProblem::SelfSigned;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return CertificateProblem::WrongHost;
    case X509_V_ERR_CERT_REVOKED: return CertificateProblem::Revoked;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK: return CertificateProblem::WeakKey;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED: return CertificateProblem::Untrusted;
    default: return CertificateProblem::Other;
    }
}

bool isNumericAddress(const std::string &host)
{
    unsigned char buffer[sizeof(in6_addr)];
    return ::inet_pton(AF_INET, host.c_str(), buffer) == 1 || ::inet_pton(AF_INET6, host.c_str(), buffer) == 1;
}

} // namespace

TrustStore::TrustStore(bool useSystem) : m_context(SSL_CTX_new(TLS_client_method()))
{
    if (!m_context)
        throw std::bad_alloc();
    // The default cipher list keeps ephemeral Diffie-Hellman, the only one that some providers offer.
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_options(m_context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(m_context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(m_context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, noteFailure);
    if (useSystem)
        SSL_CTX_set_default_verify_paths(m_context);
    ERR_clear_error();
}

TrustStore::~TrustStore()
{
    SSL_CTX_free(m_context);
}

Result<void> TrustStore::addAuthorities(const std::filesystem::path &pemFile)
{
    errno = 0;
    std::ifstream file(pemFile, std::ios::binary);
    if (!file)
        return errorFromErrno(errno == 0 ? ENOENT : errno, "trust.file");
    const std::string pem{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto added = addAuthoritiesPem(pem);
    if (!added)
        return makeError(added.error().kind, "trust.file", pemFile.string() + ": " + added.error().detail);
    return {};
}

Result<void> TrustStore::addAuthoritiesPem(std::string_view pem)
{
    BIO *bio = BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<std::size_t>(pem.size(), 16'000'000)));
    if (!bio)
        throw std::bad_alloc();
    int count = 0;
    while (X509 *certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context), certificate);
        X509_free(certificate);
        ++count;
    }
    BIO_free(bio);
    ERR_clear_error();
    if (count == 0)
        return makeError(ErrorKind::InvalidInput, "trust.pem", "no certificate found");
    return {};
}

Result<void> preparePeerCheck(SSL *connection, const std::string &host)
{
    X509_VERIFY_PARAM *param = SSL_get0_param(connection);
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    bool prepared = false;
    if (isNumericAddress(host)) {
        prepared = X509_VERIFY_PARAM_set1_ip_asc(param, host.c_str()) == 1;
    } else {
        prepared = !host.empty() && host.find('\0') == std::string::npos
            && X509_VERIFY_PARAM_set1_host(param, host.c_str(), host.size()) == 1
            && SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char *>(host.c_str())) == 1;
    }
    if (!prepared) {
        ERR_clear_error();
        return makeError(ErrorKind::InvalidInput, "tls.host", "not a host name: " + host);
    }
    SSL_set_ex_data(connection, failuresIndex(), new Failures);
    return {};
}

std::optional<CertificateReport> checkPeer(SSL *connection, const std::string &host)
{
    const auto *failures = static_cast<const Failures *>(SSL_get_ex_data(connection, failuresIndex()));
    X509 *leaf = SSL_get0_peer_certificate(connection);
    if (leaf && failures && failures->empty() && SSL_get_verify_result(connection) == X509_V_OK)
        return {};
    CertificateReport report;
    report.host = host;
    Failures codes = failures ? *failures : Failures{};
    if (codes.empty())
        codes.push_back(leaf ? static_cast<int>(SSL_get_verify_result(connection)) : X509_V_ERR_UNSPECIFIED);
    report.libraryText = X509_verify_cert_error_string(codes.front());
    // A leaf that signed itself fails for several reasons; the plainest one is enough.
    const bool selfSigned = std::find(codes.begin(), codes.end(), X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) != codes.end();
    for (const int code : codes) {
        const CertificateProblem problem = problemOf(code);
        if (selfSigned && problem == CertificateProblem::Untrusted)
            continue;
        if (std::find(report.problems.begin(), report.problems.end(), problem) == report.problems.end())
            report.problems.push_back(problem);
    }
    report.leaf = describeCertificate(leaf);
    report.chainPem = chainToPem(SSL_get_peer_cert_chain(connection));
    return report;
}

} // namespace tern::crypto
