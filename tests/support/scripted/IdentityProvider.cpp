// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted/IdentityProvider.h"

#include "core/net/http/HttpUrl.h"

#include <QCryptographicHash>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tern::test {
namespace {

std::string get(std::uint16_t port, const std::string &target)
{
    const UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd.get(), static_cast<sockaddr *>(static_cast<void *>(&address)), sizeof address) != 0)
        return "refused";
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    static_cast<void>(::send(fd.get(), request.data(), request.size(), MSG_NOSIGNAL));
    std::string answer;
    char piece[4096];
    for (ssize_t got = 0; (got = ::recv(fd.get(), piece, sizeof piece, 0)) > 0;)
        answer.append(piece, static_cast<std::size_t>(got));
    return answer;
}

WebAnswer refused(const char *error, const char *description)
{
    return {400, std::string(R"({"error":")") + error + R"(","error_description":")" + description + R"("})", {}, false, {}};
}

} // namespace

IdentityProvider::IdentityProvider(const TestIdentity &authority) : m_web(makeLeaf({{"localhost"}, {"127.0.0.1"}}, &authority))
{
    m_web.on("", "/token", [this](const WebRequest &request) { return token(request); });
}

std::string IdentityProvider::visit(const std::string &url)
{
    const auto fields = http::decodeForm(url.substr(url.find('?') + 1));
    {
        const std::lock_guard lock(m_mutex);
        m_challenge = forgeChallenge ? "another" : fields.at("code_challenge");
    }
    const std::string redirect = fields.at("redirect_uri");
    const auto port = static_cast<std::uint16_t>(std::stoi(redirect.substr(redirect.rfind(':') + 1)));
    http::FormFields answer{{"state", fields.at("state")}};
    if (deny) {
        answer.emplace_back("error", "access_denied");
        answer.emplace_back("error_description", "the person said no");
    } else {
        answer.emplace_back("code", "code-1");
    }
    return get(port, "/?" + http::encodeForm(answer));
}

WebAnswer IdentityProvider::token(const WebRequest &request)
{
    if (broken)
        return {503, "<html>down</html>", {}, false, {}};
    auto fields = http::decodeForm(request.body);
    const std::lock_guard lock(m_mutex);
    if (fields["client_id"] != "tern")
        return refused("invalid_client", "who?");
    if (fields["grant_type"] == "authorization_code") {
        const QByteArray proof = QCryptographicHash::hash(QByteArray::fromStdString(fields["code_verifier"]), QCryptographicHash::Sha256);
        const auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        if (fields["code"] != "code-1" || proof.toBase64(form).toStdString() != m_challenge)
            return refused("invalid_grant", "wrong proof");
    } else if (!m_refresh.contains(fields["refresh_token"])) {
        return refused("invalid_grant", "ended");
    }
    const bool first = fields["grant_type"] == "authorization_code";
    const std::string number = std::to_string(++m_number);
    std::string refresh;
    if (first || rotate) {
        m_refresh.erase(fields["refresh_token"]);
        refresh = prefix + "refresh-" + number;
        m_refresh.insert(refresh);
    }
    return {200, R"({"access_token":")" + prefix + "access-" + number + R"(","token_type":"Bearer","expires_in":)" + std::to_string(seconds)
                + (refresh.empty() ? std::string() : R"(,"refresh_token":")" + refresh + "\"") + "}", {"Content-Type: application/json"}, false, {}};
}

} // namespace tern::test
