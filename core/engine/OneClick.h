// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/NetContext.h"

#include <string>

namespace tern::engine {

/// Leaves a list by one POST of "List-Unsubscribe=One-Click" [RFC 8058 §3.1]: over HTTPS, without cookies, a referrer or a client certificate; a redirect is an
/// error, as the request is for the address that was signed and no other. Within 20 s. Errors: Unsupported (no https: address, or redirected), ServerRefused
/// (an error status), those of http::fetch. Thread: any; blocks, ends at once on stop.
[[nodiscard]] Result<void> unsubscribeByPost(const std::string &url, NetContext context);

} // namespace tern::engine
