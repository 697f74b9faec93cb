// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/Revocation.h"

#include <memory>

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace tern::crypto {
namespace {

constexpr long kClockSkew = 300;    // seconds
constexpr long kStatusRequest = 5;  // the TLS extension's number

struct Deleter {
    void operator()(OCSP_RESPONSE *response) const { OCSP_RESPONSE_free(response); }
    void operator()(OCSP_BASICRESP *basic) const { OCSP_BASICRESP_free(basic); }
    void operator()(OCSP_CERTID *id) const { OCSP_CERTID_free(id); }
};

bool demandsAnswer(X509 *leaf)
{
    auto *features = static_cast<TLS_FEATURE *>(X509_get_ext_d2i(leaf, NID_tlsfeature, nullptr, nullptr));
    bool demands = false;
    for (int i = 0; features && i < sk_ASN1_INTEGER_num(features); ++i)
        demands = demands || ASN1_INTEGER_get(sk_ASN1_INTEGER_value(features, i)) == kStatusRequest;
    TLS_FEATURE_free(features);
    return demands;
}

/// \return a V_OCSP_CERTSTATUS, if the answer is about this certificate, signed by who may, and of now.
std::optional<int> answeredStatus(SSL *connection, X509 *leaf)
{
    const unsigned char *data = nullptr;
    const long size = SSL_get_tlsext_status_ocsp_resp(connection, &data);
    STACK_OF(X509) *chain = SSL_get0_verified_chain(connection);
    if (size <= 0 || !chain || sk_X509_num(chain) < 2)
        return std::nullopt;
    const std::unique_ptr<OCSP_RESPONSE, Deleter> response(d2i_OCSP_RESPONSE(nullptr, &data, size));
    if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL)
        return std::nullopt;
    const std::unique_ptr<OCSP_BASICRESP, Deleter> basic(OCSP_response_get1_basic(response.get()));
    X509_STORE *store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(connection));
    if (!basic || OCSP_basic_verify(basic.get(), chain, store, 0) != 1)
        return std::nullopt;
    const std::unique_ptr<OCSP_CERTID, Deleter> id(OCSP_cert_to_id(nullptr, leaf, sk_X509_value(chain, 1)));
    int status = V_OCSP_CERTSTATUS_UNKNOWN;
    ASN1_GENERALIZEDTIME *thisUpdate = nullptr;
    ASN1_GENERALIZEDTIME *nextUpdate = nullptr;
    if (!id || OCSP_resp_find_status(basic.get(), id.get(), &status, nullptr, nullptr, &thisUpdate, &nextUpdate) != 1
        || OCSP_check_validity(thisUpdate, nextUpdate, kClockSkew, -1) != 1)
        return std::nullopt;
    return status;
}

} // namespace

std::optional<CertificateProblem> stapledProblem(SSL *connection)
{
    X509 *leaf = SSL_get0_peer_certificate(connection);
    if (!leaf)
        return std::nullopt;
    const std::optional<int> status = answeredStatus(connection, leaf);
    ERR_clear_error();
    if (status == V_OCSP_CERTSTATUS_REVOKED)
        return CertificateProblem::Revoked;
    if (status != V_OCSP_CERTSTATUS_GOOD && demandsAnswer(leaf))
        return CertificateProblem::RevocationUnproven;
    return std::nullopt;
}

} // namespace tern::crypto
