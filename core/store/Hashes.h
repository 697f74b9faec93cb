// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

namespace tern::store {

/// Stands between two texts in one index column: neither space nor letter, so no phrase reaches across it.
inline constexpr QChar kBetween{0x1F};

/// 64 bits of a cryptographic hash, never 0: a key for a Message-ID in indexes and for threads.
[[nodiscard]] std::int64_t hashHeaderId(std::string_view messageId);
/// What makes two listed messages the same one, whatever account they lie in: Message-ID, size and the fetched header fields.
/// 0 when there is no Message-ID: such a message is never taken for another.
[[nodiscard]] std::int64_t messageIdentity(std::string_view messageId, std::int64_t size, const QByteArray &headerBlock);

/// For sorting and comparing as people do: case-folded, diacritics removed, spaces simplified, at most 48 UTF-16 units.
[[nodiscard]] QString foldedKey(const QString &text);
/// foldedKey() of baseSubject().
[[nodiscard]] QString subjectKey(const QString &subject);

} // namespace tern::store
