// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/AccountSetup.h"
#include "core/base/Result.h"
#include "core/crypto/Secret.h"
#include "core/net/ConnectionTrace.h"
#include "core/net/Endpoint.h"
#include "core/net/NetContext.h"

#include <functional>
#include <optional>
#include <string>

namespace tern::accounts {

/// Goes the way to a server step by step and tells where it ends. Sends a secret only over a connection whose certificate was checked, or to a plain
/// endpoint that the account is set to.
/// Thread: any; blocks; ends at once on the context's stop.
class ServerDoctor final {
public:
    using Listener = std::function<void(const DoctorStep &)>;
    ServerDoctor(NetContext context, Listener listener) : m_context(std::move(context)), m_listener(std::move(listener)) {}

    /// \param secret  none: the way ends before signing in.
    /// \return whether every step went well.
    bool examine(DoctorStep::Server server, const Endpoint &endpoint, const std::string &user, const std::optional<crypto::Secret> &secret);

private:
    using Step = std::function<Result<QString>()>;
    bool step(DoctorStep::Kind kind, const Step &work);
    void told(DoctorStep::Kind kind, QString detail);
    bool reach(const Endpoint &endpoint);
    bool greet(const Endpoint &endpoint);
    bool signInImap(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret);
    bool signInPop3(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret);
    [[nodiscard]] WireProtocol protocol() const;
    bool signInSmtp(const Endpoint &endpoint, const std::string &user, const crypto::Secret &secret);

    const NetContext m_context;
    const Listener m_listener;
    DoctorStep::Server m_server = DoctorStep::Server::Imap;
};

} // namespace tern::accounts
