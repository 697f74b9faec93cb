// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/SaslExchange.h"

#include "core/net/VmimeAuthenticator.h"

#include <QByteArray>

#include <algorithm>

#include <vmime/exception.hpp>
#include <vmime/security/sasl/SASLContext.hpp>
#include <vmime/security/sasl/SASLMechanism.hpp>
#include <vmime/security/sasl/SASLSession.hpp>

namespace tern {
namespace {

/// \param raw  wiped
std::string base64Of(std::string &raw)
{
    QByteArray encoded = QByteArray::fromRawData(raw.data(), static_cast<qsizetype>(raw.size())).toBase64();
    std::string text = encoded.toStdString();
    encoded.fill('\0');
    crypto::wipe(raw);
    return text;
}

std::string fromBase64(std::string_view text)
{
    return QByteArray::fromBase64(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).toStdString();
}

/// A password mechanism of vmime's.
class VmimeExchange final : public SaslExchange {
public:
    static Result<std::unique_ptr<SaslExchange>> open(const Request &request)
    {
        prepareVmime();
        auto made = std::make_unique<VmimeExchange>();
        made->m_provesServer = request.mechanism.starts_with("SCRAM-");
        try {
            made->m_context = vmime::security::sasl::SASLContext::create();
            made->m_authenticator = vmime::make_shared<VmimeAuthenticator>(request.user, request.secret);
            made->m_session = made->m_context->createSession(request.service, made->m_authenticator, made->m_context->createMechanism(request.mechanism));
            made->m_session->init();
        } catch (const std::exception &e) {
            return makeError(ErrorKind::AuthenticationUnavailable, "sasl", request.mechanism + ": " + e.what());
        }
        return std::unique_ptr<SaslExchange>(std::move(made));
    }

    Result<std::string> respond(std::string_view challenge) override
    {
        const std::string bytes = fromBase64(challenge);
        vmime::byte_t *response = nullptr;
        std::size_t size = 0;
        try {
            const auto *data = static_cast<const vmime::byte_t *>(static_cast<const void *>(bytes.data()));
            if (m_session->evaluateChallenge(data, bytes.size(), &response, &size))
                m_complete = true;
        } catch (const std::exception &e) {
            return makeError(ErrorKind::AuthenticationFailed, "sasl", e.what());
        }
        std::string raw;
        if (response)
            raw.assign(static_cast<const char *>(static_cast<const void *>(response)), size);
        delete[] response;
        return base64Of(raw);
    }

    bool serverIsProven() const override { return m_complete || !m_provesServer; }

private:
    vmime::shared_ptr<vmime::security::sasl::SASLContext> m_context;
    vmime::shared_ptr<VmimeAuthenticator> m_authenticator;
    vmime::shared_ptr<vmime::security::sasl::SASLSession> m_session;
    bool m_provesServer = false;
    bool m_complete = false;
};

/// RFC 5801 §4: what stands for ',' and '=' in the name of a GS2 header.
std::string gs2Name(const std::string &user)
{
    std::string name;
    for (const char c : user)
        name += c == ',' ? std::string("=2C") : c == '=' ? std::string("=3D") : std::string(1, c);
    return name;
}

/// An OAuth access token, in either of the two ways.
class BearerExchange final : public SaslExchange {
public:
    explicit BearerExchange(Request request) : m_request(std::move(request)), m_standard(m_request.mechanism == "OAUTHBEARER") {}

    Result<std::string> respond(std::string_view challenge) override
    {
        if (!m_spoken) {
            m_spoken = true;
            std::string raw = m_standard ? "n,a=" + gs2Name(m_request.user) + ",\x01host=" + m_request.endpoint.host + "\x01port="
                    + std::to_string(m_request.endpoint.port) + "\x01"
                                         : "user=" + m_request.user + "\x01";
            raw += "auth=Bearer ";
            raw += m_request.secret.reveal();
            raw += "\x01\x01";
            return base64Of(raw);
        }
        // A challenge behind the token is the refusal, as JSON; it waits for an answer before the real one comes [RFC 7628 §3.2.3].
        m_refusal = fromBase64(challenge).substr(0, 500);
        std::replace_if(m_refusal.begin(), m_refusal.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
        return m_standard ? std::string("AQ==") : std::string();
    }

    std::string refusal() const override { return m_refusal; }

private:
    Request m_request;
    bool m_standard;
    bool m_spoken = false;
    std::string m_refusal;
};

/// RFC 4422 appendix A. The identity comes from the certificate: none is named.
class ExternalExchange final : public SaslExchange {
public:
    Result<std::string> respond(std::string_view) override { return std::string(); }
};

} // namespace

bool SaslExchange::clientSpeaksFirst(const std::string &mechanism)
{
    return mechanism == "PLAIN" || mechanism == "EXTERNAL" || mechanism == "XOAUTH2" || mechanism == "OAUTHBEARER" || mechanism.starts_with("SCRAM-");
}

Result<std::unique_ptr<SaslExchange>> SaslExchange::create(const Request &request)
{
    if (request.mechanism == "OAUTHBEARER" || request.mechanism == "XOAUTH2")
        return std::unique_ptr<SaslExchange>(std::make_unique<BearerExchange>(request));
    if (request.mechanism == "EXTERNAL")
        return std::unique_ptr<SaslExchange>(std::make_unique<ExternalExchange>());
    return VmimeExchange::open(request);
}

} // namespace tern
