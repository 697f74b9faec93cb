// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/SessionSource.h"

#include "core/accounts/ServerEndpoint.h"

namespace tern::sync {

Result<std::unique_ptr<imap::ImapSession>> openSession(accounts::AccountNet &net, const store::AccountRecord &account, const StopToken &stop,
                                                       imap::CompressionRule compression)
{
    auto context = net.context(account, stop);
    if (!context)
        return std::move(context).error();
    imap::ImapConnectOptions options;
    options.endpoint = accounts::endpointOf(account.imap);
    options.user = account.imap.user.empty() ? account.email.toStdString() : account.imap.user;
    options.compression = compression;
    return net.signIn(account, *context, [&](const accounts::Credentials &credentials) {
        options.secret = credentials.secret;
        options.method = credentials.method;
        return imap::ImapSession::connect(options, *context);
    });
}

imap::CompressionRule compressionRule(store::StoreReader &reader)
{
    auto setting = reader.setting(QStringLiteral("network/compression"));
    if (setting && *setting && **setting == QLatin1String("always"))
        return imap::CompressionRule::Always;
    if (setting && *setting && **setting == QLatin1String("never"))
        return imap::CompressionRule::Never;
    return imap::CompressionRule::Automatic;
}

} // namespace tern::sync
