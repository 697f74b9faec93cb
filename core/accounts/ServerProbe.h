// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/Credentials.h"
#include "core/accounts/OAuthFlow.h"
#include "core/base/Result.h"
#include "core/crypto/Certificate.h"
#include "core/crypto/Secret.h"
#include "core/net/ConnectionTrace.h"
#include "core/net/Endpoint.h"
#include "core/net/NetContext.h"

#include <functional>
#include <string>

namespace tern::accounts {

/// What a server showed before anyone signed in.
struct ProbeReport {
    std::string greeting;   ///< first line
    std::string tls;        ///< "TLSv1.3 …", empty when plain
    crypto::CertificateReport certificate = {};  ///< empty when plain
};

/// What a check does with servers; replaced in tests.
struct CheckTools {
    using Probe = std::function<Result<ProbeReport>(const Endpoint &, WireProtocol, const NetContext &)>;
    using SignIn = std::function<Result<void>(const Endpoint &, WireProtocol, const Credentials &, const NetContext &)>;
    using Browse = std::function<Result<OAuthTokens>(const OAuthRequest &, const OpenBrowser &, const NetContext &)>;
    Probe probe;
    SignIn signIn;
    Browse browse = signInByBrowser;

    /// The real ones.
    [[nodiscard]] static CheckTools network();
};

/// How far the way to a server came, and what was seen there.
enum class ProbeStage {
    Connected,      ///< the peer's address
    Encrypted,      ///< "TLSv1.3 …"
    Greeted,        ///< the first line
    Introduced      ///< what the server can do, before anyone signs in; empty if it doesn't tell
};
/// Told as each stage is reached: on the caller's thread.
using ProbeListener = std::function<void(ProbeStage stage, const std::string &seen)>;

/// As probeServer(), stage by stage, and asks last what the server can do.
/// Errors also: ServerBusy and ProtocolError for what is no answer to that.
[[nodiscard]] Result<ProbeReport> examineServer(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context, const ProbeListener &reached);

/// Connects, encrypts (STARTTLS too) with the certificate checked, and reads the greeting; sends no secret.
/// Errors: as LineSocket's; Unsupported when STARTTLS isn't offered; ServerBusy/ServerRefused for a greeting that turns us away.
/// Thread: any; blocks up to the context's time-outs, ends at once on stop.
[[nodiscard]] Result<ProbeReport> probeServer(const Endpoint &endpoint, WireProtocol protocol, const NetContext &context);

} // namespace tern::accounts
