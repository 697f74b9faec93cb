// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ListQuery.h"

#include <vector>

namespace tern::ui {

/// Which page a row lies on, for a list that is read page by page by key. Pages may hold different numbers of rows, as rows
/// come and go. Never empty: an empty list has one page of no rows.
class PageMap final {
public:
    struct Place {
        int page = 0;
        int offset = 0;   ///< within the page
    };

    PageMap() : m_pages(1), m_firstRow{0} {}
    /// Full pages of `pageSize`, the last one of `lastRows`.
    PageMap(std::vector<std::optional<store::PageKey>> starts, int pageSize, int lastRows);

    [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }
    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int rowsOf(int page) const { return at(page).rows; }
    [[nodiscard]] int firstRowOf(int page) const { return m_firstRow[static_cast<std::size_t>(page)]; }
    [[nodiscard]] const std::optional<store::PageKey> &startOf(int page) const { return at(page).start; }
    [[nodiscard]] Place placeOf(int row) const;
    void setRows(int page, int rows);
    /// The page where a row with this date or size belongs. `ascending` as in the query; ties by placement.
    [[nodiscard]] int pageFor(std::int64_t number, PlacementId placement, bool ascending) const;
    /// Whether the row stands beyond the end of `page`.
    [[nodiscard]] bool isAfter(int page, std::int64_t number, PlacementId placement, bool ascending) const;

private:
    struct Info {
        std::optional<store::PageKey> start;  ///< the row before the page's first; none at the top
        int rows = 0;
    };
    [[nodiscard]] const Info &at(int page) const { return m_pages[static_cast<std::size_t>(page)]; }

    std::vector<Info> m_pages;
    std::vector<int> m_firstRow;
};

} // namespace tern::ui
