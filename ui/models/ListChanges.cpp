// SPDX-License-Identifier: GPL-3.0-or-later
// How a message list follows the store: MessageListModel's second half.
#include "ui/models/DateGroups.h"
#include "ui/models/MessageListModel.h"

#include <algorithm>
#include <unordered_set>

namespace tern::ui {

namespace {
constexpr std::size_t kPagesToReread = 12;   ///< more than that: read the outline again
constexpr std::size_t kNamedRows = 500;
constexpr int kPageGrowsTo = 4 * MessageListModel::kPageSize;
constexpr int kMargin = 50;                  ///< rows the store may be ahead of the ChangeSet
}

bool MessageListModel::concerns(MailboxId mailbox) const
{
    if (const auto *in = std::get_if<store::InMailbox>(&m_query.scope))
        return in->mailbox == mailbox;
    if (std::holds_alternative<store::AllInboxes>(m_query.scope))
        return m_inboxes.contains(mailbox);
    if (const auto *search = std::get_if<store::SearchResults>(&m_query.scope))
        return !search->mailbox.isValid() || search->mailbox == mailbox;
    return true;
}

bool MessageListModel::passes(const store::MessageRow &row) const
{
    const bool flagged = m_query.flaggedOnly || std::holds_alternative<store::AllFlagged>(m_query.scope);
    return (!m_query.unreadOnly || !(row.flags & store::FlagSeen)) && (!flagged || (row.flags & store::FlagFlagged))
        && (!m_query.withAttachmentOnly || row.hasAttachment);
}

void MessageListModel::applyChanges(const store::ChangeSet &changes)
{
    const bool missed = m_lastChange != 0 && changes.number != m_lastChange + 1;
    m_lastChange = changes.number;
    if (!m_loaded)
        return;
    if (missed)
        return refreshSoon();
    bool known = true;
    bool structural = false;
    if (changes.mailboxList && std::holds_alternative<store::AllInboxes>(m_query.scope)) {
        const auto all = m_reader.allMailboxes();
        std::set<MailboxId> inboxes;
        for (const auto &mailbox : all ? *all : std::vector<store::MailboxRecord>{}) {
            if (mailbox.role == store::MailboxRole::Inbox)
                inboxes.insert(mailbox.id);
        }
        if (inboxes != m_inboxes) {
            m_inboxes = std::move(inboxes);
            known = false;
        }
    }
    for (const auto &[mailbox, rows] : changes.mailboxes) {
        if (!concerns(mailbox))
            continue;
        structural = structural || rows.reset || !rows.inserted.empty() || !rows.removed.empty();
        if (rows.reset || !known) {
            known = false;
            continue;
        }
        known = removeRows(rows.removed) && insertRows(rows.inserted) && updateRows(rows.changed);
    }
    // What stands for a conversation now may be a row that nobody told of.
    if (structural && m_query.threads)
        known = false;
    if (structural && !m_complete)
        m_dirty = true;
    if (!known)
        refreshSoon();
    if (!changes.bodies.empty())
        updateBodies(changes.bodies);
}

bool MessageListModel::removeRows(const std::vector<PlacementId> &removed)
{
    bool known = true;
    for (const PlacementId placement : removed) {
        if (const auto place = placeOf(placement))
            removeOne(place->page, place->offset);
        else if (static_cast<int>(m_pageOf.size()) < rowCount())
            known = false; // it may stand on a page that is not in memory
    }
    return known;
}

bool MessageListModel::insertRows(const std::vector<PlacementId> &inserted)
{
    if (inserted.empty())
        return true;
    if (isSearch() || !comparable() || inserted.size() > kNamedRows)
        return false;
    const auto rows = m_reader.rows(inserted);
    if (!rows)
        return false;
    std::map<int, std::vector<PlacementId>> byPage;
    for (const auto &row : *rows) {
        if (passes(row) && concerns(row.mailbox))
            byPage[m_pages.pageFor(numberOf(row), row.placement, m_query.ascending)].push_back(row.placement);
    }
    if (byPage.size() > kPagesToReread)
        return false;
    // From the end, so that rows of earlier pages keep their numbers meanwhile.
    for (auto page = byPage.rbegin(); page != byPage.rend(); ++page) {
        if (!rereadPage(page->first, page->second))
            return false;
    }
    if (m_query.threads)
        removeFormer(*rows);
    return true;
}

bool MessageListModel::rereadPage(int page, const std::vector<PlacementId> &inserted)
{
    const int limit = m_pages.rowsOf(page) + static_cast<int>(inserted.size()) + kMargin;
    auto read = m_reader.page(m_query, m_pages.startOf(page), limit);
    if (!read)
        return false;
    auto &now = read->rows;
    const auto end = std::find_if(now.begin(), now.end(), [&](const auto &row) { return m_pages.isAfter(page, numberOf(row), row.placement, m_query.ascending); });
    const bool cut = end != now.end();
    now.erase(end, now.end());
    // Before the outline came, the only page known is the first hundred rows: it ends where they end.
    if (!m_complete && page + 1 == m_pages.pageCount())
        return false;
    if ((!cut && read->next && page + 1 < m_pages.pageCount()) || static_cast<int>(now.size()) > kPageGrowsTo || (!cut && static_cast<int>(now.size()) == limit))
        return false;

    const std::unordered_set<PlacementId> fresh(inserted.begin(), inserted.end());
    if (!m_cache.contains(page)) {
        std::vector<store::MessageRow> before;
        std::copy_if(now.begin(), now.end(), std::back_inserter(before), [&](const auto &row) { return !fresh.contains(row.placement); });
        if (static_cast<int>(before.size()) != m_pages.rowsOf(page))
            return false;
        keep(page, std::move(before));
    }
    std::unordered_set<PlacementId> present;
    for (const auto &row : now)
        present.insert(row.placement);
    for (int offset = m_pages.rowsOf(page) - 1; offset >= 0; --offset) {
        if (!present.contains(m_cache.at(page).rows[static_cast<std::size_t>(offset)].placement))
            removeOne(page, offset);
    }
    for (int offset = 0; offset < static_cast<int>(now.size()); ++offset) {
        auto &row = now[static_cast<std::size_t>(offset)];
        const auto &have = m_cache.at(page).rows;
        if (offset < static_cast<int>(have.size()) && have[static_cast<std::size_t>(offset)].placement == row.placement)
            continue;
        if (m_pageOf.contains(row.placement))
            return false; // it moved: not worth a special case
        insertOne(page, offset, std::move(row));
    }
    return true;
}

void MessageListModel::insertOne(int page, int offset, store::MessageRow row)
{
    const int at = m_pages.firstRowOf(page) + offset;
    const int group = dateGroup(row.date, m_today);
    beginInsertRows({}, at, at);
    auto &rows = m_cache.at(page).rows;
    m_pageOf[row.placement] = page;
    rows.insert(rows.begin() + offset, std::move(row));
    m_pages.setRows(page, static_cast<int>(rows.size()));
    if (m_query.sortBy == store::SortBy::Date)
        m_groups.insertRow(at, group, m_query.ascending);
    endInsertRows();
}

void MessageListModel::removeOne(int page, int offset)
{
    const int at = m_pages.firstRowOf(page) + offset;
    beginRemoveRows({}, at, at);
    auto &rows = m_cache.at(page).rows;
    m_pageOf.erase(rows[static_cast<std::size_t>(offset)].placement);
    rows.erase(rows.begin() + offset);
    m_pages.setRows(page, static_cast<int>(rows.size()));
    m_groups.removeRow(at, m_pages.rowCount());
    endRemoveRows();
}

void MessageListModel::replace(const PageMap::Place &place, store::MessageRow row)
{
    m_cache.at(place.page).rows[static_cast<std::size_t>(place.offset)] = std::move(row);
    const QModelIndex at = index(m_pages.firstRowOf(place.page) + place.offset);
    Q_EMIT dataChanged(at, at);
}

bool MessageListModel::updateRows(const std::vector<PlacementId> &changed)
{
    if (m_query.threads)
        return updateStanding(changed);
    const bool flagged = m_query.flaggedOnly || std::holds_alternative<store::AllFlagged>(m_query.scope);
    const bool byFlags = flagged || m_query.unreadOnly;
    std::vector<PlacementId> here;
    std::vector<PlacementId> elsewhere;
    for (const PlacementId placement : changed)
        (m_pageOf.contains(placement) ? here : elsewhere).push_back(placement);
    bool known = true;
    if (byFlags && !elsewhere.empty()) {
        const auto rows = elsewhere.size() > kNamedRows ? Result<std::vector<store::MessageRow>>(makeError(ErrorKind::Internal, "ui.list")) : m_reader.rows(elsewhere);
        known = rows && std::none_of(rows->begin(), rows->end(), [this](const auto &row) { return passes(row); });
    }
    if (here.empty())
        return known;
    auto rows = m_reader.rows(here);
    if (!rows)
        return false;
    for (auto &row : *rows) {
        const auto place = placeOf(row.placement);
        if (!place)
            continue;
        const auto &kept = m_cache.at(place->page).rows[static_cast<std::size_t>(place->offset)];
        if (comparable() && numberOf(kept) != numberOf(row))
            known = false;
        // What was read in a list of unread mail stays until the list is made anew; what lost its flag leaves.
        if (flagged && !passes(row))
            known = false;
        replace(*place, std::move(row));
    }
    return known;
}

void MessageListModel::updateBodies(const std::vector<MessageId> &bodies)
{
    const std::unordered_set<MessageId> wanted(bodies.begin(), bodies.end());
    std::vector<PlacementId> here;
    for (const auto &[page, kept] : m_cache) {
        for (const auto &row : kept.rows) {
            if (wanted.contains(row.message))
                here.push_back(row.placement);
        }
    }
    if (!here.empty() && !updateRows(here))
        refreshSoon();
}

} // namespace tern::ui
