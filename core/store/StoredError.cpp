// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StoredError.h"

namespace tern::store {

std::optional<Error> readStoredError(const Query &query, int column)
{
    if (query.isNull(column))
        return std::nullopt;
    Error error;
    const std::string name = query.string(column);
    // The names are the stable form; the numbers of the enum may change with a later version.
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::Internal); ++kind) {
        if (errorKindName(static_cast<ErrorKind>(kind)) == name)
            error.kind = static_cast<ErrorKind>(kind);
    }
    error.retry = query.integer<Retry>(column + 1);
    error.where = query.string(column + 2);
    error.detail = query.string(column + 3);
    return error;
}

void bindStoredError(Query &query, const std::optional<Error> &error)
{
    if (!error) {
        query.bind(nullptr).bind(nullptr).bind(nullptr).bind(nullptr);
        return;
    }
    query.bind(errorKindName(error->kind)).bind(error->retry).bind(error->where).bind(error->detail);
}

} // namespace tern::store
