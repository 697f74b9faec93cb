// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

namespace tern::store {

/// Reads an Error from four columns (kind, retry, where, detail) from `column` on; none if the first is NULL.
[[nodiscard]] std::optional<Error> readStoredError(const Query &query, int column);
/// Binds the same four.
void bindStoredError(Query &query, const std::optional<Error> &error);

} // namespace tern::store
