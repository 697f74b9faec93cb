// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/StoreReader.h"
#include "ui/models/PageMap.h"

#include <QDate>

#include <vector>

namespace tern::ui {

/// Where the date headings stand in a list sorted by date: few numbers, kept right as rows come and go, so that a list of a
/// million rows knows its height without reading its rows.
class GroupStarts final {
public:
    struct Start {
        int firstRow = 0;
        int group = 0;
        bool operator==(const Start &) const = default;
    };

    [[nodiscard]] const std::vector<Start> &starts() const { return m_starts; }
    [[nodiscard]] bool isEmpty() const { return m_starts.empty(); }
    void clear() { m_starts.clear(); }
    void append(int row, int group);
    void insertRow(int row, int group, bool ascending);
    void removeRow(int row, int totalAfter);
    /// How many headings stand at or above the row.
    [[nodiscard]] int headingsUpTo(int row) const;
    /// The heading right above this row, or none.
    [[nodiscard]] std::optional<int> headingAt(int row) const;
    bool operator==(const GroupStarts &) const = default;

    /// Reads only those pages in which a heading falls. Thread: any, with a reader of its own.
    [[nodiscard]] static GroupStarts read(store::StoreReader &reader, const store::ListQuery &query, const PageMap &pages, QDate today, const StopToken &stop);

private:
    std::vector<Start> m_starts;   ///< in the order of the list
};

} // namespace tern::ui
