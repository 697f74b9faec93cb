// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/FoundSettings.h"
#include "core/base/Result.h"

#include <string_view>

namespace tern::accounts {

/// Reads an autoconfig file (config-v1.1.xml), as domains and the public list give them. The file comes from a stranger: at most 256 KB and 32
/// levels, no DTD, no entities but XML's own five, nothing is fetched for it. Of each kind the first encrypted server counts, TLS before
/// STARTTLS; servers in the clear are passed over. Pure.
/// \param query  fills in %EMAILADDRESS% and its like.
/// Errors: InvalidInput (no such file, a cap), NotFound (it names no IMAP or no SMTP server that Tern would use).
[[nodiscard]] Result<FoundSettings> parseAutoconfig(std::string_view xml, const SettingsQuery &query);

} // namespace tern::accounts
