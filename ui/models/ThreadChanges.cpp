// SPDX-License-Identifier: GPL-3.0-or-later
// How a list whose rows stand for conversations follows the store. What can be told at once is shown at once; after messages came or went the outline
// is read again besides, as another row may stand for a conversation then.
#include "ui/models/MessageListModel.h"

#include <unordered_set>

namespace tern::ui {

namespace {
constexpr std::size_t kNamedRows = 500;
}

void MessageListModel::standFor(const std::vector<PlacementId> &rows, std::function<void(const std::vector<PlacementId> &)> then)
{
    if (!m_query.threads)
        return then(rows);
    m_thread.post(this, 0, [rows, query = m_query, then = std::move(then)](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
        auto all = reader.standFor(query, rows);
        return [then, all = all && !all->empty() ? *std::move(all) : rows] { then(all); };
    });
}

/// The rows in memory that stand for these messages.
std::vector<PlacementId> MessageListModel::standingOf(const std::vector<store::MessageRow> &members) const
{
    std::unordered_set<std::int64_t> threads;
    for (const auto &member : members)
        threads.insert(member.thread.value);
    std::vector<PlacementId> standing;
    for (const auto &[page, kept] : m_cache) {
        for (const auto &row : kept.rows) {
            if (threads.contains(row.thread.value) && row.placement.isValid())
                standing.push_back(row.placement);
        }
    }
    return standing;
}

/// Newer ones stand in their place.
void MessageListModel::removeFormer(const std::vector<store::MessageRow> &inserted)
{
    for (const store::MessageRow &row : inserted) {
        if (!m_pageOf.contains(row.placement))
            continue;
        // A message that had no company before is known by its own name.
        for (const PlacementId other : standingOf({row})) {
            const auto place = placeOf(other);
            if (place && other != row.placement)
                removeOne(place->page, place->offset);
        }
    }
}

bool MessageListModel::updateStanding(const std::vector<PlacementId> &changed)
{
    if (changed.size() > kNamedRows)
        return false;
    const auto members = m_reader.rows(changed);
    if (!members)
        return false;
    const auto rows = m_reader.standingRows(m_query, standingOf(*members));
    if (!rows)
        return false;
    for (const auto &row : *rows) {
        if (const auto place = placeOf(row.placement))
            replace(*place, row);
    }
    return true;
}

} // namespace tern::ui
