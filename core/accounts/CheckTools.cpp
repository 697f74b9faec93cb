// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accounts/ServerProbe.h"
#include "core/net/imap/ImapSession.h"

namespace tern::accounts {
namespace {

Result<void> signInForReceiving(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret, const NetContext &context)
{
    imap::ImapConnectOptions options;
    options.endpoint = endpoint;
    options.user = user;
    options.secret = secret;
    auto session = imap::ImapSession::connect(options, context);
    if (!session)
        return session.error();
    (*session)->logout();
    return {};
}

} // namespace

CheckTools CheckTools::network()
{
    CheckTools tools;
    tools.probe = probeServer;
    tools.signIn = [](const Endpoint &endpoint, WireProtocol, const std::string &user, const crypto::Secret &secret,
                      const NetContext &context) -> Result<void> { return signInForReceiving(endpoint, user, secret, context); };
    return tools;
}

} // namespace tern::accounts
