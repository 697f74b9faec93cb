// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of UIDs: sorted, apart, the same after writing and reading, and split without loss.
#include "core/net/imap/UidSet.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern;
using namespace tern::imap;
using fuzz::require;

namespace {

void checkOrder(const UidSet &set)
{
    std::uint64_t before = 0;
    for (const UidSet::Range &range : set.ranges()) {
        require(range.first <= range.last && (before == 0 ? range.first >= 1 : range.first > before + 1));
        before = range.last;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = fuzz::bytesOf(data, size);
    const auto order = expandInOrder(bytes, 1000);
    require(!order || order->size() <= 1000);
    const auto set = UidSet::parse(bytes, 1000);
    if (!set)
        return 0;
    checkOrder(*set);
    require(UidSet::parse(set->toString()) == set || set->isEmpty());
    if (order) {
        require(UidSet::of(*order) == *set);
        for (const Uid uid : *order)
            require(set->contains(uid));
    }
    UidSet joined;
    std::uint64_t count = 0;
    for (const UidSet &piece : set->split(40)) {
        checkOrder(piece);
        joined.add(piece);
        count += piece.count();
    }
    require(joined == *set && count == set->count());
    if (!set->isEmpty()) {
        UidSet less = *set;
        const Uid gone{set->ranges().front().last};
        less.remove(gone);
        checkOrder(less);
        require(!less.contains(gone) && less.count() + 1 == set->count());
        less.add(gone);
        require(less == *set);
    }
    return 0;
}
