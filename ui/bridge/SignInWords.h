// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/accounts/SignInTrouble.h"

#include <QString>

#include <string>

namespace tern::ui {

/// Why a sign-in failed and what to do, in the person's language, with the provider's own next step. Empty for SignInTrouble::None.
/// \param provider  preset id; may be empty.
[[nodiscard]] QString signInAdvice(accounts::SignInTrouble trouble, const std::string &provider);

} // namespace tern::ui
