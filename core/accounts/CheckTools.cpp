// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerProbe.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/pop3/Pop3Session.h"
#include "core/net/smtp/SmtpSession.h"

namespace tern::accounts {
namespace {

Result<void> signInForReceiving(const Endpoint &endpoint, const Credentials &credentials, const NetContext &context)
{
    imap::ImapConnectOptions options;
    options.endpoint = endpoint;
    options.user = credentials.user;
    options.secret = credentials.secret;
    options.method = credentials.method;
    auto session = imap::ImapSession::connect(options, context);
    if (!session)
        return session.error();
    (*session)->logout();
    return {};
}

Result<void> signInForFetching(const Endpoint &endpoint, const Credentials &credentials, const NetContext &context)
{
    auto session = pop3::Pop3Session::connect({endpoint, credentials.user, credentials.secret, credentials.method}, context);
    if (!session)
        return session.error();
    (void)(*session)->quit();
    return {};
}

Result<void> signInForSending(const Endpoint &endpoint, const Credentials &credentials, const NetContext &context)
{
    auto session = smtp::SmtpSession::connect({endpoint, credentials.user, credentials.secret, credentials.method}, context);
    if (!session)
        return session.error();
    (*session)->quit();
    return {};
}

} // namespace

CheckTools CheckTools::network()
{
    CheckTools tools;
    tools.probe = probeServer;
    tools.signIn = [](const Endpoint &endpoint, WireProtocol protocol, const Credentials &credentials, const NetContext &context) {
        return protocol == WireProtocol::Smtp ? signInForSending(endpoint, credentials, context)
            : protocol == WireProtocol::Pop3  ? signInForFetching(endpoint, credentials, context)
                                              : signInForReceiving(endpoint, credentials, context);
    };
    return tools;
}

} // namespace tern::accounts
