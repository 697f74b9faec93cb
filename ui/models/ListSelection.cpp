// SPDX-License-Identifier: GPL-3.0-or-later
// MessageListModel: which messages stand in given rows, however many.
#include "ui/models/MessageListModel.h"

#include <algorithm>

namespace tern::ui {

namespace {

/// What is wanted of one page.
struct Slice {
    int page = 0;
    int from = 0, count = 0;                      ///< within the page
    int rows = 0;                                 ///< of the whole page
    std::optional<store::PageKey> start;
    std::optional<store::PageKey> end;            ///< the page's last row, as the list has it; none for the last page
    std::vector<PlacementId> known;               ///< read already, or empty
};

/// \return whether the page still is what the list shows: as many rows, and the same last one.
bool read(store::StoreReader &reader, const store::ListQuery &query, Slice &slice)
{
    const auto page = reader.page(query, slice.start, slice.rows);
    if (!page || static_cast<int>(page->rows.size()) != slice.rows)
        return false;
    if (slice.end ? page->rows.back().placement != slice.end->placement : page->next.has_value())
        return false;
    for (int i = slice.from; i < slice.from + slice.count; ++i)
        slice.known.push_back(page->rows[static_cast<std::size_t>(i)].placement);
    return true;
}

std::vector<PlacementId> joined(const std::vector<Slice> &slices)
{
    std::vector<PlacementId> all;
    for (const Slice &slice : slices)
        all.insert(all.end(), slice.known.begin(), slice.known.end());
    return all;
}

} // namespace

void MessageListModel::placementsIn(const std::vector<std::pair<int, int>> &ranges, PlacementsThen then)
{
    auto slices = std::make_shared<std::vector<Slice>>();
    bool all = true;
    for (const auto &[first, last] : ranges) {
        for (int row = std::max(0, first); row <= std::min(last, rowCount() - 1);) {
            const PageMap::Place place = m_pages.placeOf(row);
            Slice slice{place.page, place.offset, std::min(m_pages.rowsOf(place.page) - place.offset, last - row + 1), m_pages.rowsOf(place.page),
                        m_pages.startOf(place.page), {}, {}};
            if (place.page + 1 < m_pages.pageCount())
                slice.end = m_pages.startOf(place.page + 1);
            for (int i = 0; i < slice.count; ++i) {
                const store::MessageRow *loaded = loadedRowAt(row + i);
                if (!loaded || !loaded->placement.isValid()) {
                    slice.known.clear();
                    all = false;
                    break;
                }
                slice.known.push_back(loaded->placement);
            }
            row += slice.count;
            slices->push_back(std::move(slice));
        }
    }
    if (all)
        return then(joined(*slices));
    m_thread.post(this, 0, [this, slices, query = m_query, then = std::move(then)](store::StoreReader &reader, const StopToken &stop) -> std::function<void()> {
        const bool right = std::all_of(slices->begin(), slices->end(), [&](Slice &slice) {
            return !slice.known.empty() || (!stop.stopRequested() && read(reader, query, slice));
        });
        return [this, right, slices, query, then] {
            if (query == m_query)
                then(right ? std::optional(joined(*slices)) : std::nullopt);
        };
    });
}

} // namespace tern::ui
