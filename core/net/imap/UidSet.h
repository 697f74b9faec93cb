// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tern::imap {

/// A sorted set of UIDs as ranges [RFC 9051 sequence-set]. A value.
class UidSet final {
public:
    struct Range {
        std::uint32_t first = 0;    ///< ≥ 1
        std::uint32_t last = 0;     ///< ≥ first, inclusive
        bool operator==(const Range &) const = default;
    };

    UidSet() = default;
    UidSet(std::initializer_list<Uid> uids);
    [[nodiscard]] static UidSet of(std::span<const Uid> uids);
    [[nodiscard]] static UidSet range(Uid first, Uid last);
    /// 1:4294967295 (never `*`: some servers clip it).
    [[nodiscard]] static UidSet all() { return range(Uid{1}, Uid{UINT32_MAX}); }
    /// Reads "1:3,7,9:5" (reversed ranges are turned); nothing for `*`, 0, or over `maxRanges` ranges.
    [[nodiscard]] static std::optional<UidSet> parse(std::string_view text, std::size_t maxRanges = 200'000);

    void add(Uid uid);
    void add(Uid first, Uid last);
    void add(const UidSet &other);
    void remove(Uid uid);

    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] bool contains(Uid uid) const;
    /// How many UIDs.
    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }
    /// Every UID, ascending; only for sets known to be small (asserts under `limit`, cuts there).
    [[nodiscard]] std::vector<Uid> uids(std::size_t limit = 10'000'000) const;
    /// "1:3,7".
    [[nodiscard]] std::string toString() const;
    /// Pieces whose text is at most `maxLength` bytes (one range is never split) and which hold at most `maxCount` UIDs (ranges are split).
    [[nodiscard]] std::vector<UidSet> split(std::size_t maxLength = 4'000, std::uint64_t maxCount = UINT64_MAX) const;
    bool operator==(const UidSet &) const = default;

private:
    std::vector<Range> m_ranges;    // sorted, not touching
};

/// The UIDs of a COPYUID set in the order written, which matters there; ranges descending too. Nothing when malformed or over `limit`.
[[nodiscard]] std::optional<std::vector<Uid>> expandInOrder(std::string_view set, std::size_t limit = 1'000'000);

} // namespace tern::imap
