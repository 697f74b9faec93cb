// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace tern {

/// Local row ids, told apart by the compiler. 0 means "none".
template <typename Tag>
struct RowId {
    std::int64_t value = 0;
    auto operator<=>(const RowId &) const = default;
    [[nodiscard]] bool isValid() const { return value > 0; }
};

using AccountId = RowId<struct AccountTag>;       ///< durable.db; never reused
using IdentityId = RowId<struct IdentityTag>;
using MailboxId = RowId<struct MailboxTag>;       ///< cache.db; gone with the cache
using MessageId = RowId<struct MessageTag>;       ///< content (cache.db); not the RFC 5322 Message-ID
using PlacementId = RowId<struct PlacementTag>;   ///< one occurrence of a message in a mailbox (cache.db)
using ThreadId = RowId<struct ThreadTag>;
using OperationId = RowId<struct OperationTag>;   ///< durable.db
using OutboxId = RowId<struct OutboxTag>;         ///< durable.db
using DraftId = RowId<struct DraftTag>;           ///< durable.db

/// RFC 9051 §2.3.1.1. 0 is never valid on the wire.
struct Uid {
    std::uint32_t value = 0;
    auto operator<=>(const Uid &) const = default;
};
/// RFC 9051 §2.3.1.1.
struct UidValidity {
    std::uint32_t value = 0;
    auto operator<=>(const UidValidity &) const = default;
};
/// RFC 7162: an unsigned 63-bit value; 0 when the mailbox has none.
struct ModSeq {
    std::uint64_t value = 0;
    auto operator<=>(const ModSeq &) const = default;
};

} // namespace tern

template <typename Tag>
struct std::hash<tern::RowId<Tag>> {
    std::size_t operator()(const tern::RowId<Tag> &id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
template <>
struct std::hash<tern::Uid> {
    std::size_t operator()(const tern::Uid &uid) const noexcept { return std::hash<std::uint32_t>{}(uid.value); }
};
