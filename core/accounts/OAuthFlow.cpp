// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/OAuthFlow.h"

#include "core/net/http/HttpFetch.h"
#include "core/net/http/LoopbackListener.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <array>

namespace tern::accounts {
namespace {

constexpr std::chrono::seconds kUsualLife{3600};
constexpr std::size_t kLongestToken = 16 * 1024;

std::string base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

/// 256 bits nobody can guess.
std::string randomWord()
{
    std::array<quint32, 8> numbers{};
    QRandomGenerator::system()->fillRange(numbers.data(), static_cast<qsizetype>(numbers.size()));
    return base64Url(QByteArray(static_cast<const char *>(static_cast<const void *>(numbers.data())), sizeof numbers));
}

/// The server's words of an error, as one line.
std::string errorWords(const QString &code, const QString &description)
{
    return QString(description.isEmpty() ? code : code % QStringLiteral(": ") % description).simplified().left(300).toStdString();
}

bool isToken(const std::string &token)
{
    return !token.empty() && token.size() <= kLongestToken && std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

Result<OAuthTokens> askForTokens(const OAuthProvider &provider, const OAuthClient &client, http::FormFields fields, const char *where, const NetContext &context)
{
    auto url = http::HttpUrl::parse(provider.tokenUrl);
    if (!url)
        return url.error();
    fields.emplace_back("client_id", client.clientId);
    if (!client.clientSecret.empty())
        fields.emplace_back("client_secret", client.clientSecret);
    std::string form = http::encodeForm(fields);
    for (auto &[name, value] : fields)
        crypto::wipe(value);
    const auto answer = http::fetch({*std::move(url), crypto::Secret(form)}, {}, context);
    crypto::wipe(form);
    if (!answer)
        return answer.error();
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(answer->body)).object();
    const std::string words = errorWords(json.value(QLatin1String("error")).toString(), json.value(QLatin1String("error_description")).toString());
    if (answer->status >= 500 || answer->status == 429)
        return makeError(ErrorKind::ServerBusy, where, "HTTP " + std::to_string(answer->status));
    if (answer->status != 200 || !words.empty())
        return makeError(ErrorKind::AuthenticationFailed, where, words.empty() ? "HTTP " + std::to_string(answer->status) : words);
    std::string access = json.value(QLatin1String("access_token")).toString().toStdString();
    std::string refresh = json.value(QLatin1String("refresh_token")).toString().toStdString();
    if (!isToken(access) || (!refresh.empty() && !isToken(refresh)))
        return makeError(ErrorKind::ProtocolError, where, "no usable token in the answer");
    OAuthTokens tokens;
    tokens.access = crypto::Secret(access);
    tokens.refresh = crypto::Secret(refresh);
    const double seconds = json.value(QLatin1String("expires_in")).toDouble(static_cast<double>(kUsualLife.count()));
    tokens.expires = SystemClock().now() + static_cast<UnixMillis>(std::clamp(seconds, 0.0, 1e8) * 1000);
    crypto::wipe(access);
    crypto::wipe(refresh);
    return tokens;
}

std::string pageFor(const QString &text)
{
    const QString shown = text.isEmpty() ? QStringLiteral("You are signed in. You can close this page and go back to Tern.") : text;
    return "<!doctype html><html><head><meta charset=\"utf-8\"><title>Tern</title></head><body style=\"font:16px sans-serif;margin:4em\"><p>"
        + shown.toHtmlEscaped().toStdString() + "</p></body></html>";
}

} // namespace

Result<OAuthTokens> signInByBrowser(const OAuthRequest &request, const OpenBrowser &openBrowser, const NetContext &context)
{
    auto listener = http::LoopbackListener::open();
    if (!listener)
        return listener.error();
    const std::string state = randomWord();
    std::string verifier = randomWord();
    const std::string challenge = base64Url(QCryptographicHash::hash(QByteArray::fromStdString(verifier), QCryptographicHash::Sha256));
    const std::string redirect = "http://" + request.provider.redirectHost + ":" + std::to_string(listener->port()) + "/";
    http::FormFields fields{{"response_type", "code"}, {"client_id", request.client.clientId}, {"redirect_uri", redirect}, {"scope", request.provider.scopes},
                            {"state", state}, {"code_challenge", challenge}, {"code_challenge_method", "S256"}, {"login_hint", request.email}};
    fields.insert(fields.end(), request.provider.extra.begin(), request.provider.extra.end());
    const bool hasQuery = request.provider.authorizeUrl.find('?') != std::string::npos;
    openBrowser(request.provider.authorizeUrl + (hasQuery ? "&" : "?") + http::encodeForm(fields));

    auto answer = listener->waitFor("/", state, pageFor(request.donePage), context.stop, std::chrono::steady_clock::now() + request.patience);
    if (!answer)
        return answer.error();
    if (const auto refused = answer->find("error"); refused != answer->end())
        return makeError(ErrorKind::AuthenticationFailed, "oauth.authorize",
                         errorWords(QString::fromStdString(refused->second), QString::fromStdString((*answer)["error_description"])));
    std::string code = (*answer)["code"];
    if (!isToken(code))
        return makeError(ErrorKind::ProtocolError, "oauth.authorize", "the page brought back no code");
    auto tokens = askForTokens(request.provider, request.client,
                               {{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", redirect}, {"code_verifier", verifier}}, "oauth.token", context);
    crypto::wipe(code);
    crypto::wipe(verifier);
    if (tokens && tokens->refresh.isEmpty())
        return makeError(ErrorKind::AuthenticationUnavailable, "oauth.token", "the provider gives no token that lasts");
    return tokens;
}

Result<OAuthTokens> refreshTokens(const OAuthProvider &provider, const OAuthClient &client, const crypto::Secret &refreshToken, const NetContext &context)
{
    auto tokens = askForTokens(provider, client, {{"grant_type", "refresh_token"}, {"refresh_token", std::string(refreshToken.reveal())}},
                               std::string(kOAuthRefused).c_str(), context);
    if (tokens && tokens->refresh.isEmpty())
        tokens->refresh = refreshToken;
    return tokens;
}

} // namespace tern::accounts
