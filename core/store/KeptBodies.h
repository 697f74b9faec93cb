// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QByteArrayView>

namespace tern::store {

/// Packs a message for keeping, with a checksum. Thread: any.
[[nodiscard]] KeptBody packKeptBody(QByteArrayView raw);

/// Where a body's segments lie: one id for each, in order.
constexpr int kKeptSegmentBits = 8;
[[nodiscard]] constexpr std::int64_t keptSegmentId(std::int64_t body, std::size_t ordinal)
{
    return (body << kKeptSegmentBits) + static_cast<std::int64_t>(ordinal);
}

} // namespace tern::store
