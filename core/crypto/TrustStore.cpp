// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/TrustStore.h"

#include "core/crypto/ClientIdentity.h"
#include "core/crypto/PeerProblems.h"
#include "core/crypto/Revocation.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <vector>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace tern::crypto {
namespace {

constexpr std::size_t kLargestPem = 16'000'000;
constexpr int kSecurityLevel = 2;   // RSA and DH of 2048 bits or more, no SHA-1: Debian's own, whatever its configuration file says

/// What goes along with one connection.
struct PeerState {
    std::vector<int> failures;
    TlsSessions *sessions = nullptr;
    std::string key;                        // of its sessions
    bool isValid = false;                   // sessions may be kept
    std::vector<SSL_SESSION *> early;       // that came before the certificate was judged

    PeerState() = default;
    PeerState(const PeerState &) = delete;
    PeerState &operator=(const PeerState &) = delete;
    ~PeerState()
    {
        for (SSL_SESSION *session : early)
            SSL_SESSION_free(session);
    }
};

void freeState(void *, void *data, CRYPTO_EX_DATA *, int, long, void *)
{
    delete static_cast<PeerState *>(data);
}

int stateIndex()
{
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, freeState);
    return index;
}

PeerState *stateOf(const SSL *connection)
{
    return static_cast<PeerState *>(SSL_get_ex_data(connection, stateIndex()));
}

// A list is used where it is given; that there is none, or only an old one, refuses nobody.
bool isAboutMissingLists(int code)
{
    return code == X509_V_ERR_UNABLE_TO_GET_CRL || code == X509_V_ERR_CRL_HAS_EXPIRED || code == X509_V_ERR_CRL_NOT_YET_VALID
        || code == X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER || code == X509_V_ERR_DIFFERENT_CRL_SCOPE;
}

// Notes every failure and goes on, so that a person is shown all of them; TrustStore::check() is what refuses.
int noteFailure(int ok, X509_STORE_CTX *context)
{
    if (ok == 1)
        return 1;
    const int code = X509_STORE_CTX_get_error(context);
    if (isAboutMissingLists(code)) {
        X509_STORE_CTX_set_error(context, X509_V_OK);
        return 1;
    }
    const void *ssl = X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx());
    PeerState *state = ssl ? stateOf(static_cast<const SSL *>(ssl)) : nullptr;
    if (!state)
        return 0;
    state->failures.push_back(code);
    return 1;
}

// With TLS 1.2 it comes in the handshake, with TLS 1.3 behind it.
int takeSession(SSL *connection, SSL_SESSION *session)
{
    PeerState *state = stateOf(connection);
    if (!state || !state->sessions)
        return 0;
    if (state->isValid)
        state->sessions->put(state->key, session);
    else if (state->early.size() < 4)
        state->early.push_back(session);
    else
        return 0;
    return 1;
}

Result<std::string> readPemFile(const std::filesystem::path &pemFile)
{
    errno = 0;
    std::ifstream file(pemFile, std::ios::binary);
    if (!file)
        return errorFromErrno(errno == 0 ? ENOENT : errno, "trust.file");
    return std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Error namingFile(const Error &error, const std::filesystem::path &file)
{
    return makeError(error.kind, "trust.file", file.string() + ": " + error.detail);
}

BIO *bioOn(std::string_view pem)
{
    BIO *bio = BIO_new_mem_buf(pem.data(), static_cast<int>(std::min(pem.size(), kLargestPem)));
    if (!bio)
        throw std::bad_alloc();
    return bio;
}

} // namespace

TrustStore::TrustStore(bool useSystem) : m_context(SSL_CTX_new(TLS_client_method()))
{
    if (!m_context)
        throw std::bad_alloc();
    // The default cipher list keeps ephemeral Diffie-Hellman, the only one that some providers offer.
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_security_level(m_context, kSecurityLevel);
    SSL_CTX_set_options(m_context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(m_context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(m_context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(m_context, takeSession);
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
    auto pem = readPemFile(pemFile);
    if (!pem)
        return pem.error();
    auto added = addAuthoritiesPem(*pem);
    return added ? added : Result<void>(namingFile(added.error(), pemFile));
}

Result<void> TrustStore::addAuthoritiesPem(std::string_view pem)
{
    BIO *bio = bioOn(pem);
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
    addLists(pem);
    return {};
}

Result<void> TrustStore::addRevocations(const std::filesystem::path &pemFile)
{
    auto pem = readPemFile(pemFile);
    if (!pem)
        return pem.error();
    auto added = addRevocationsPem(*pem);
    return added ? added : Result<void>(namingFile(added.error(), pemFile));
}

Result<void> TrustStore::addRevocationsPem(std::string_view pem)
{
    return addLists(pem) > 0 ? Result<void>() : makeError(ErrorKind::InvalidInput, "trust.pem", "no revocation list found");
}

int TrustStore::addLists(std::string_view pem)
{
    BIO *bio = bioOn(pem);
    int count = 0;
    while (X509_CRL *list = PEM_read_bio_X509_CRL(bio, nullptr, nullptr, nullptr)) {
        X509_STORE_add_crl(SSL_CTX_get_cert_store(m_context), list);
        X509_CRL_free(list);
        ++count;
    }
    BIO_free(bio);
    ERR_clear_error();
    if (count > 0)
        X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(m_context), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return count;
}

Result<void> TrustStore::prepare(SSL *connection, const std::string &host, std::uint16_t port, const ClientIdentity *identity) const
{
    X509_VERIFY_PARAM *param = SSL_get0_param(connection);
    // A name in the subject counts no more [RFC 9525 §2].
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
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
    SSL_set_tlsext_status_type(connection, TLSEXT_STATUSTYPE_ocsp);
    if (identity) {
        if (auto offered = identity->offerOn(connection); !offered)
            return offered;
    }
    auto state = std::make_unique<PeerState>();
    state->key = host + ":" + std::to_string(port);
    // A session would carry who we are. Servers that ask for a certificate of ours often end the handshake over one that is gone on with (Dovecot 2.3).
    if (!identity) {
        state->sessions = m_sessions.get();
        if (SSL_SESSION *session = m_sessions->take(state->key)) {
            SSL_set_session(connection, session);
            SSL_SESSION_free(session);
        }
    }
    SSL_set_ex_data(connection, stateIndex(), state.release());
    return {};
}

CertificateReport TrustStore::check(SSL *connection, const std::string &host, std::uint16_t port) const
{
    PeerState *state = stateOf(connection);
    X509 *leaf = SSL_get0_peer_certificate(connection);
    const bool resumed = SSL_session_reused(connection) == 1;
    CertificateReport report;
    report.host = host;
    report.port = port;
    report.leaf = describeCertificate(leaf);
    std::vector<int> codes = state ? state->failures : std::vector<int>{};
    if (!leaf || !state)
        codes.push_back(X509_V_ERR_UNSPECIFIED);
    else if (codes.empty() && SSL_get_verify_result(connection) != X509_V_OK)
        codes.push_back(static_cast<int>(SSL_get_verify_result(connection)));
    // A session that goes on was checked when it began; the clock has gone on too.
    if (resumed && leaf && X509_cmp_current_time(X509_get0_notAfter(leaf)) <= 0)
        codes.push_back(X509_V_ERR_CERT_HAS_EXPIRED);
    if (!codes.empty())
        report.libraryText = X509_verify_cert_error_string(codes.front());
    report.problems = problemsOf(codes, host, report.leaf.hostNames);
    if (const auto stapled = resumed ? std::nullopt : stapledProblem(connection))
        report.problems.insert(report.problems.begin(), *stapled);
    const STACK_OF(X509) *chain = SSL_get_peer_cert_chain(connection);
    for (int i = 0; chain && i < sk_X509_num(chain) && i < 10; ++i)
        report.chain.push_back(describeCertificate(sk_X509_value(chain, i)));
    report.chainPem = chainToPem(chain);
    const bool isValid = report.problems.empty();
    if (m_book)
        m_book->judge(report, SystemClock().now());
    if (state && isValid && report.isAccepted()) {
        state->isValid = true;
        for (SSL_SESSION *session : std::exchange(state->early, {}))
            state->sessions->put(state->key, session);
    }
    return report;
}

} // namespace tern::crypto
