// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/GroupStarts.h"

#include "ui/models/DateGroups.h"

#include <algorithm>

namespace tern::ui {

void GroupStarts::append(int row, int group)
{
    if (m_starts.empty() || m_starts.back().group != group)
        m_starts.push_back({row, group});
}

void GroupStarts::insertRow(int row, int group, bool ascending)
{
    const auto before = [ascending](int a, int b) { return ascending ? a > b : a < b; };
    auto at = m_starts.begin();
    while (at != m_starts.end() && before(at->group, group))
        ++at;
    if (at == m_starts.end() || at->group != group)
        at = m_starts.insert(at, {row, group});
    for (++at; at != m_starts.end(); ++at)
        ++at->firstRow;
}

void GroupStarts::removeRow(int row, int totalAfter)
{
    for (auto &start : m_starts) {
        if (start.firstRow > row)
            --start.firstRow;
    }
    // A heading with no row of its own goes.
    for (auto at = m_starts.begin(); at != m_starts.end();) {
        const int end = at + 1 == m_starts.end() ? totalAfter : (at + 1)->firstRow;
        at = at->firstRow >= end ? m_starts.erase(at) : at + 1;
    }
}

int GroupStarts::headingsUpTo(int row) const
{
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), row, [](int r, const Start &start) { return r < start.firstRow; });
    return static_cast<int>(after - m_starts.begin());
}

std::optional<int> GroupStarts::headingAt(int row) const
{
    const auto at = std::lower_bound(m_starts.begin(), m_starts.end(), row, [](const Start &start, int r) { return start.firstRow < r; });
    if (at == m_starts.end() || at->firstRow != row)
        return std::nullopt;
    return at->group;
}

GroupStarts GroupStarts::read(store::StoreReader &reader, const store::ListQuery &query, const PageMap &pages, QDate today, const StopToken &stop)
{
    GroupStarts groups;
    if (query.sortBy != store::SortBy::Date)
        return groups;
    for (int page = 0; page < pages.pageCount() && !stop.stopRequested(); ++page) {
        const bool last = page + 1 == pages.pageCount();
        const bool first = page == 0;
        // All rows of the page lie between the row before it and its own last row.
        if (!first && !last && dateGroup(pages.startOf(page)->number, today) == dateGroup(pages.startOf(page + 1)->number, today))
            continue;
        const auto read = reader.page(query, pages.startOf(page), pages.rowsOf(page));
        if (!read)
            break;
        int row = pages.firstRowOf(page);
        for (const auto &message : read->rows)
            groups.append(row++, dateGroup(message.date, today));
    }
    return groups;
}

} // namespace tern::ui
