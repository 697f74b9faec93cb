// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/PeerProblems.h"

#include <algorithm>

#include <arpa/inet.h>
#include <openssl/x509_vfy.h>

namespace tern::crypto {
namespace {

/// Why the names don't fit: it decides what a person is told.
CertificateProblem hostProblem(const std::string &host, const std::vector<std::string> &names)
{
    if (isNumericAddress(host))
        return CertificateProblem::WrongAddress;
    if (host.starts_with("xn--") || host.find(".xn--") != std::string::npos)
        return CertificateProblem::WrongIdn;
    const bool wildcardNear = std::any_of(names.begin(), names.end(), [&](const std::string &name) {
        const auto dot = name.find('.');
        return name.find('*') != std::string::npos && (dot == std::string::npos || host.ends_with(name.substr(dot)) || host == name.substr(dot + 1));
    });
    return wildcardNear ? CertificateProblem::WildcardMisuse : CertificateProblem::WrongHost;
}

CertificateProblem problemOf(int code, const std::string &host, const std::vector<std::string> &names)
{
    switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return CertificateProblem::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return CertificateProblem::NotYetValid;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return CertificateProblem::SelfSigned;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return hostProblem(host, names);
    case X509_V_ERR_CERT_REVOKED: return CertificateProblem::Revoked;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL: return CertificateProblem::WeakKey;
    case X509_V_ERR_CA_MD_TOO_WEAK: return CertificateProblem::WeakSignature;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_NON_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN: return CertificateProblem::NotAnAuthority;
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
    case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX: return CertificateProblem::NameConstraint;
    case X509_V_ERR_INVALID_PURPOSE: return CertificateProblem::WrongPurpose;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED: return CertificateProblem::Untrusted;
    default: return CertificateProblem::Other;
    }
}

} // namespace

bool isNumericAddress(const std::string &host)
{
    unsigned char buffer[sizeof(in6_addr)];
    return ::inet_pton(AF_INET, host.c_str(), buffer) == 1 || ::inet_pton(AF_INET6, host.c_str(), buffer) == 1;
}

std::vector<CertificateProblem> problemsOf(const std::vector<int> &codes, const std::string &host, const std::vector<std::string> &names)
{
    // A leaf that signed itself fails for several reasons; the plainest one is enough.
    const bool selfSigned = std::find(codes.begin(), codes.end(), X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT) != codes.end();
    std::vector<CertificateProblem> problems;
    for (const int code : codes) {
        const CertificateProblem problem = problemOf(code, host, names);
        if (selfSigned && problem == CertificateProblem::Untrusted)
            continue;
        if (std::find(problems.begin(), problems.end(), problem) == problems.end())
            problems.push_back(problem);
    }
    std::sort(problems.begin(), problems.end());
    // Who may not sign isn't made for it either: that is one reason.
    if (std::find(problems.begin(), problems.end(), CertificateProblem::NotAnAuthority) != problems.end())
        std::erase(problems, CertificateProblem::WrongPurpose);
    return problems;
}

} // namespace tern::crypto
