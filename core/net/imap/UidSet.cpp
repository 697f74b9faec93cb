// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/UidSet.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace tern::imap {
namespace {

bool takeNumber(std::string_view &text, std::uint32_t &number)
{
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc() || number == 0)
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

// One "7" or "7:9" and the comma behind it; false at anything else.
bool takeRange(std::string_view &text, std::uint32_t &first, std::uint32_t &last)
{
    if (!takeNumber(text, first))
        return false;
    last = first;
    if (!text.empty() && text.front() == ':') {
        text.remove_prefix(1);
        if (!takeNumber(text, last))
            return false;
    }
    if (text.empty())
        return true;
    if (text.front() != ',' || text.size() == 1)
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

UidSet::UidSet(std::initializer_list<Uid> uids)
{
    for (const Uid uid : uids)
        add(uid);
}

UidSet UidSet::of(std::span<const Uid> uids)
{
    std::vector<Uid> sorted(uids.begin(), uids.end());
    std::sort(sorted.begin(), sorted.end());
    UidSet set;
    for (const Uid uid : sorted)
        set.add(uid);
    return set;
}

UidSet UidSet::range(Uid first, Uid last)
{
    UidSet set;
    set.add(first, last);
    return set;
}

std::optional<UidSet> UidSet::parse(std::string_view text, std::size_t maxRanges)
{
    std::vector<Range> ranges;
    while (!text.empty()) {
        Range range;
        if (ranges.size() >= maxRanges || !takeRange(text, range.first, range.last))
            return {};
        if (range.first > range.last)
            std::swap(range.first, range.last);
        ranges.push_back(range);
    }
    // Sorted first, so that every add() is at the end.
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.first < b.first; });
    UidSet set;
    for (const Range &range : ranges)
        set.add(Uid{range.first}, Uid{range.last});
    return set;
}

void UidSet::add(Uid uid)
{
    add(uid, uid);
}

void UidSet::add(Uid first, Uid last)
{
    if (first.value == 0 || first > last)
        return;
    // The first range that touches or lies behind the new one.
    auto from = m_ranges.begin();
    if (!m_ranges.empty() && m_ranges.back().last < first.value) {
        from = m_ranges.end();
        if (m_ranges.back().last == first.value - 1)
            --from;
    } else {
        from = std::lower_bound(m_ranges.begin(), m_ranges.end(), first.value,
                                [](const Range &range, std::uint32_t value) { return range.last < value - 1; });
    }
    auto to = from;
    Range merged{first.value, last.value};
    while (to != m_ranges.end() && (to->first <= last.value || to->first - 1 == last.value)) {
        merged.first = std::min(merged.first, to->first);
        merged.last = std::max(merged.last, to->last);
        ++to;
    }
    if (from == to) {
        m_ranges.insert(from, merged);
        return;
    }
    *from = merged;
    m_ranges.erase(from + 1, to);
}

void UidSet::add(const UidSet &other)
{
    constexpr std::size_t kFew = 16;
    if (other.m_ranges.size() > kFew) {
        // One insertion after the other would take quadratic time.
        std::vector<Range> all;
        all.reserve(m_ranges.size() + other.m_ranges.size());
        std::merge(m_ranges.begin(), m_ranges.end(), other.m_ranges.begin(), other.m_ranges.end(), std::back_inserter(all),
                   [](const Range &a, const Range &b) { return a.first < b.first; });
        m_ranges.clear();
        for (const Range &range : all)
            add(Uid{range.first}, Uid{range.last});
        return;
    }
    for (const Range &range : other.m_ranges)
        add(Uid{range.first}, Uid{range.last});
}

void UidSet::remove(Uid uid)
{
    const auto found = std::lower_bound(m_ranges.begin(), m_ranges.end(), uid.value,
                                        [](const Range &range, std::uint32_t value) { return range.last < value; });
    if (found == m_ranges.end() || found->first > uid.value)
        return;
    const Range old = *found;
    if (old.first == old.last) {
        m_ranges.erase(found);
    } else if (old.first == uid.value) {
        found->first = uid.value + 1;
    } else if (old.last == uid.value) {
        found->last = uid.value - 1;
    } else {
        found->last = uid.value - 1;
        m_ranges.insert(found + 1, Range{uid.value + 1, old.last});
    }
}

bool UidSet::contains(Uid uid) const
{
    const auto found = std::lower_bound(m_ranges.begin(), m_ranges.end(), uid.value,
                                        [](const Range &range, std::uint32_t value) { return range.last < value; });
    return found != m_ranges.end() && found->first <= uid.value;
}

std::uint64_t UidSet::count() const
{
    std::uint64_t count = 0;
    for (const Range &range : m_ranges)
        count += std::uint64_t{range.last} - range.first + 1;
    return count;
}

std::vector<Uid> UidSet::uids(std::size_t limit) const
{
    std::vector<Uid> uids;
    uids.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(count(), limit)));
    for (const Range &range : m_ranges) {
        for (std::uint64_t value = range.first; value <= range.last; ++value) {
            if (uids.size() >= limit)
                return uids;
            uids.push_back(Uid{static_cast<std::uint32_t>(value)});
        }
    }
    return uids;
}

std::string UidSet::toString() const
{
    std::string text;
    for (const Range &range : m_ranges) {
        if (!text.empty())
            text += ',';
        text += std::to_string(range.first);
        if (range.last != range.first)
            text += ':' + std::to_string(range.last);
    }
    return text;
}

std::vector<UidSet> UidSet::split(std::size_t maxLength, std::uint64_t maxCount) const
{
    std::vector<UidSet> pieces;
    std::size_t length = 0;
    std::uint64_t count = 0;
    for (Range rest : m_ranges) {
        for (bool more = true; more;) {
            const std::size_t longest = std::to_string(rest.first).size() + std::to_string(rest.last).size() + 2;
            if (pieces.empty() || length + longest > maxLength || count >= maxCount) {
                pieces.emplace_back();
                length = 0;
                count = 0;
            }
            const std::uint64_t size = std::uint64_t{rest.last} - rest.first + 1;
            const std::uint64_t taken = std::min(size, std::max<std::uint64_t>(maxCount - count, 1));
            pieces.back().m_ranges.push_back({rest.first, static_cast<std::uint32_t>(rest.first + taken - 1)});
            length += longest;
            count += taken;
            more = taken < size;
            rest.first += static_cast<std::uint32_t>(more ? taken : 0);
        }
    }
    return pieces;
}

std::optional<std::vector<Uid>> expandInOrder(std::string_view set, std::size_t limit)
{
    std::vector<Uid> uids;
    while (!set.empty()) {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        if (!takeRange(set, first, last))
            return {};
        const std::uint64_t size = first <= last ? std::uint64_t{last} - first + 1 : std::uint64_t{first} - last + 1;
        if (uids.size() + size > limit)
            return {};
        for (std::uint64_t i = 0; i < size; ++i)
            uids.push_back(Uid{static_cast<std::uint32_t>(first <= last ? first + i : first - i)});
    }
    return uids;
}

} // namespace tern::imap
