// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/PageMap.h"

#include <algorithm>

namespace tern::ui {

PageMap::PageMap(std::vector<std::optional<store::PageKey>> starts, int pageSize, int lastRows)
{
    if (starts.empty())
        starts.emplace_back();
    m_pages.reserve(starts.size());
    m_firstRow.reserve(starts.size());
    for (std::size_t i = 0; i < starts.size(); ++i) {
        m_firstRow.push_back(static_cast<int>(i) * pageSize);
        m_pages.push_back({std::move(starts[i]), i + 1 == starts.size() ? lastRows : pageSize});
    }
}

int PageMap::rowCount() const
{
    return m_firstRow.back() + m_pages.back().rows;
}

PageMap::Place PageMap::placeOf(int row) const
{
    // Pages of no rows share their first row with the next one: take the last that starts at or before.
    auto after = std::upper_bound(m_firstRow.begin(), m_firstRow.end(), row);
    const int page = static_cast<int>(after - m_firstRow.begin()) - 1;
    return {page, row - firstRowOf(page)};
}

void PageMap::setRows(int page, int rows)
{
    auto &info = m_pages[static_cast<std::size_t>(page)];
    const int by = rows - info.rows;
    info.rows = rows;
    for (std::size_t i = static_cast<std::size_t>(page) + 1; i < m_firstRow.size(); ++i)
        m_firstRow[i] += by;
}

bool PageMap::isAfter(int page, std::int64_t number, PlacementId placement, bool ascending) const
{
    if (page + 1 >= pageCount())
        return false;
    const auto &end = *startOf(page + 1); // the key of this page's last row when it was counted
    const std::pair row{number, placement};
    const std::pair last{end.number, end.placement};
    return ascending ? row > last : row < last;
}

int PageMap::pageFor(std::int64_t number, PlacementId placement, bool ascending) const
{
    int low = 0;
    int high = pageCount() - 1;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (isAfter(middle, number, placement, ascending))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace tern::ui
