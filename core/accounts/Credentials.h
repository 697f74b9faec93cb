// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Secret.h"
#include "core/net/SignInMethod.h"

#include <string>

namespace tern::accounts {

/// What one connection signs in with.
struct Credentials {
    SignInMethod method = SignInMethod::Automatic;
    std::string user;
    crypto::Secret secret;      ///< password or access token
};

} // namespace tern::accounts
