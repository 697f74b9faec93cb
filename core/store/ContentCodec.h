// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <vector>

namespace tern::store {

/// Cuts a message before and behind each of its MIME parts, so that a part can be read alone. The pieces put together are the
/// message, byte for byte, whatever it contains; none is larger than 8 MB, there are at most 1,000.
[[nodiscard]] std::vector<QByteArrayView> splitByParts(QByteArrayView raw);

/// How hard to try.
enum class Pack { Small, Fast };
/// zstd with its own checksum of the content. Thread: any.
[[nodiscard]] QByteArray packSegment(QByteArrayView raw, Pack pack = Pack::Small);
/// Appends what was packed to `to`. \return false if it is damaged (`to` may then have grown).
[[nodiscard]] bool unpackSegment(const QByteArray &packed, std::int64_t rawSize, QByteArray &to);

} // namespace tern::store
