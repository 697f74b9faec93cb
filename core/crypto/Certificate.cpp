// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/Certificate.h"

#include <algorithm>
#include <ctime>
#include <memory>

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace tern::crypto {
namespace {

std::string drain(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

struct BioDeleter {
    void operator()(BIO *bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

std::string nameText(const X509_NAME *name)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || !name)
        return {};
    // UTF-8 stays readable; control characters are escaped.
    X509_NAME_print_ex(bio.get(), name, 0, (XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)));
    return drain(bio.get());
}

UnixMillis timeOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return 0;
    return static_cast<UnixMillis>(::timegm(&parts)) * 1000;
}

std::string fingerprintOf(X509 *certificate)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1)
        return {};
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        if (i > 0)
            text += ':';
        text += kHex[digest[i] >> 4U];
        text += kHex[digest[i] & 15U];
    }
    return text;
}

std::string keyText(X509 *certificate)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    const char *type = key ? EVP_PKEY_get0_type_name(key) : nullptr;
    return type ? std::string(type) + ", " + std::to_string(EVP_PKEY_get_bits(key)) + " bits" : std::string();
}

std::string addressText(const unsigned char *data, int size)
{
    char buffer[INET6_ADDRSTRLEN] = "";
    if (size == 4)
        ::inet_ntop(AF_INET, data, buffer, sizeof buffer);
    else if (size == 16)
        ::inet_ntop(AF_INET6, data, buffer, sizeof buffer);
    return buffer;
}

std::vector<std::string> hostNamesOf(X509 *certificate)
{
    std::vector<std::string> names;
    auto *list = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    if (!list)
        return names;
    for (int i = 0; i < sk_GENERAL_NAME_num(list) && names.size() < 100; ++i) {
        const GENERAL_NAME *entry = sk_GENERAL_NAME_value(list, i);
        if (entry->type != GEN_DNS && entry->type != GEN_IPADD)
            continue;
        const ASN1_STRING *text = entry->type == GEN_DNS ? entry->d.dNSName : entry->d.iPAddress;
        const unsigned char *data = ASN1_STRING_get0_data(text);
        const int size = ASN1_STRING_length(text);
        if (entry->type == GEN_IPADD) {
            names.push_back(addressText(data, size));
            continue;
        }
        std::string name;
        for (int j = 0; j < size && j < 255; ++j)
            name += data[j] > 0x20 && data[j] < 0x7F ? static_cast<char>(data[j]) : '?';
        names.push_back(name);
    }
    GENERAL_NAMES_free(list);
    return names;
}

} // namespace

std::string_view certificateProblemName(CertificateProblem problem)
{
    switch (problem) {
    case CertificateProblem::PinChanged: return "pin_changed";
    case CertificateProblem::Revoked: return "revoked";
    case CertificateProblem::RevocationUnproven: return "revocation_unproven";
    case CertificateProblem::WrongHost: return "wrong_host";
    case CertificateProblem::WildcardMisuse: return "wildcard_misuse";
    case CertificateProblem::WrongAddress: return "wrong_address";
    case CertificateProblem::WrongIdn: return "wrong_idn";
    case CertificateProblem::Expired: return "expired";
    case CertificateProblem::NotYetValid: return "not_yet_valid";
    case CertificateProblem::SelfSigned: return "self_signed";
    case CertificateProblem::Untrusted: return "untrusted";
    case CertificateProblem::NotAnAuthority: return "not_an_authority";
    case CertificateProblem::NameConstraint: return "name_constraint";
    case CertificateProblem::WrongPurpose: return "wrong_purpose";
    case CertificateProblem::WeakKey: return "weak_key";
    case CertificateProblem::WeakSignature: return "weak_signature";
    case CertificateProblem::Other: return "other";
    }
    return "other";
}

bool CertificateReport::has(CertificateProblem problem) const
{
    return std::find(problems.begin(), problems.end(), problem) != problems.end();
}

bool CertificateReport::isPinnable() const
{
    return !leaf.sha256.empty() && !has(CertificateProblem::Revoked) && !has(CertificateProblem::WeakKey);
}

std::string CertificateReport::toString() const
{
    std::string text;
    for (const CertificateProblem problem : problems) {
        if (!text.empty())
            text += ", ";
        text += certificateProblemName(problem);
    }
    text += ": " + host + "; subject " + leaf.subject + "; issuer " + leaf.issuer + "; SHA-256 " + leaf.sha256;
    if (!libraryText.empty())
        text += "; " + libraryText;
    return text;
}

std::vector<CertificateChange> certificateChanges(const CertificateInfo &before, const CertificateInfo &now)
{
    std::vector<CertificateChange> changes;
    if (before.key != now.key)
        changes.push_back(CertificateChange::Key);
    if (before.subject != now.subject)
        changes.push_back(CertificateChange::Subject);
    if (before.issuer != now.issuer)
        changes.push_back(CertificateChange::Issuer);
    if (before.hostNames != now.hostNames)
        changes.push_back(CertificateChange::HostNames);
    if (before.notBefore != now.notBefore || before.notAfter != now.notAfter)
        changes.push_back(CertificateChange::Validity);
    return changes;
}

CertificateInfo describeCertificate(X509 *certificate)
{
    CertificateInfo info;
    if (!certificate)
        return info;
    info.subject = nameText(X509_get_subject_name(certificate));
    info.issuer = nameText(X509_get_issuer_name(certificate));
    info.hostNames = hostNamesOf(certificate);
    info.notBefore = timeOf(X509_get0_notBefore(certificate));
    info.notAfter = timeOf(X509_get0_notAfter(certificate));
    info.sha256 = fingerprintOf(certificate);
    info.key = keyText(certificate);
    const char *signature = OBJ_nid2ln(X509_get_signature_nid(certificate));
    info.signature = signature ? signature : "";
    return info;
}

CertificateInfo describePem(std::string_view pem)
{
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    X509 *certificate = bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr;
    CertificateInfo info = describeCertificate(certificate);
    X509_free(certificate);
    return info;
}

std::string chainToPem(const STACK_OF(X509) *chain)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || !chain)
        return {};
    for (int i = 0; i < sk_X509_num(chain) && i < 20; ++i)
        PEM_write_bio_X509(bio.get(), sk_X509_value(chain, i));
    return drain(bio.get());
}

} // namespace tern::crypto
