// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/smtp/SaslExchange.h"

#include "core/net/VmimeAuthenticator.h"

#include <QByteArray>

#include <vmime/exception.hpp>
#include <vmime/security/sasl/SASLContext.hpp>
#include <vmime/security/sasl/SASLMechanism.hpp>
#include <vmime/security/sasl/SASLSession.hpp>

namespace tern::smtp {

class SaslExchange::Impl {
public:
    vmime::shared_ptr<vmime::security::sasl::SASLContext> context;
    vmime::shared_ptr<VmimeAuthenticator> authenticator;
    vmime::shared_ptr<vmime::security::sasl::SASLSession> session;
    bool provesServer = false;
    bool complete = false;
};

SaslExchange::SaslExchange(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

SaslExchange::~SaslExchange() = default;

bool SaslExchange::clientSpeaksFirst(const std::string &mechanism)
{
    return mechanism == "PLAIN" || mechanism.starts_with("SCRAM-");
}

bool SaslExchange::serverIsProven() const
{
    return m_impl->complete || !m_impl->provesServer;
}

Result<std::unique_ptr<SaslExchange>> SaslExchange::create(const std::string &mechanism, const std::string &user, const crypto::Secret &secret)
{
    prepareVmime();
    auto impl = std::make_unique<Impl>();
    impl->provesServer = mechanism.starts_with("SCRAM-");
    try {
        impl->context = vmime::security::sasl::SASLContext::create();
        impl->authenticator = vmime::make_shared<VmimeAuthenticator>(user, secret);
        impl->session = impl->context->createSession("smtp", impl->authenticator, impl->context->createMechanism(mechanism));
        impl->session->init();
    } catch (const std::exception &e) {
        return makeError(ErrorKind::AuthenticationUnavailable, "smtp.auth", mechanism + ": " + e.what());
    }
    return std::unique_ptr<SaslExchange>(new SaslExchange(std::move(impl)));
}

Result<std::string> SaslExchange::respond(std::string_view challenge)
{
    const QByteArray bytes = QByteArray::fromBase64(QByteArray(challenge.data(), static_cast<qsizetype>(challenge.size())));
    vmime::byte_t *response = nullptr;
    std::size_t size = 0;
    try {
        const auto *data = static_cast<const vmime::byte_t *>(static_cast<const void *>(bytes.constData()));
        if (m_impl->session->evaluateChallenge(data, static_cast<std::size_t>(bytes.size()), &response, &size))
            m_impl->complete = true;
    } catch (const std::exception &e) {
        return makeError(ErrorKind::AuthenticationFailed, "smtp.auth", e.what());
    }
    std::string raw;
    if (response)
        raw.assign(static_cast<const char *>(static_cast<const void *>(response)), size);
    delete[] response;
    QByteArray encoded = QByteArray::fromRawData(raw.data(), static_cast<qsizetype>(raw.size())).toBase64();
    std::string text = encoded.toStdString();
    encoded.fill('\0');
    crypto::wipe(raw);
    return text;
}

} // namespace tern::smtp
