// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ListCursor.h"
#include "core/store/Reader.h"
#include "core/store/SearchCursor.h"
#include "core/store/ThreadGate.h"

#include <limits>
#include <map>

namespace tern::store {

namespace {

constexpr int kSearchCountLimit = 10'000;

/// Either kind of list behind one door, rows that stand for conversations too.
class AnyCursor final {
public:
    AnyCursor(Connection &connection, const ListQuery &query, const QueryParser &parser, const std::optional<PageKey> &after)
    {
        if (const auto *search = std::get_if<SearchResults>(&query.scope)) {
            m_search.emplace(connection, query, parser ? parser(search->query) : plainSearchPlan(search->query), after);
            return;
        }
        const auto mailboxes = mailboxesOf(connection, query);
        m_list.emplace(connection, mailboxes, query.sortBy, query.ascending, filterOf(query), after);
        if (query.threads)
            m_gate.emplace(connection, mailboxes, !after && query.sortBy == SortBy::Date && !query.ascending);
    }
    [[nodiscard]] std::optional<PageKey> next()
    {
        if (!m_list)
            return m_search->next();
        auto key = m_list->next();
        while (key && m_gate && !m_gate->lets(m_list->message(), key->placement))
            key = m_list->next();
        return key;
    }
    /// Of the row that next() gave last.
    void complete(MessageRow &row)
    {
        if (m_gate)
            row.threadUnread = m_gate->isOtherUnread(row.message, row.placement);
    }

private:
    std::optional<ListCursor> m_list;
    std::optional<SearchCursor> m_search;
    std::optional<ThreadGate> m_gate;
};

bool isSearch(const ListQuery &query)
{
    return std::holds_alternative<SearchResults>(query.scope);
}

} // namespace

std::optional<MessageRow> Reader::readRow(PlacementId placement)
{
    Query query(m_connection,
                "SELECT p.id, p.message, coalesce(m.thread, m.id), b.account, b.id, p.uid, m.from_name, m.from_address, m.recipients, m.subject,"
                " m.snippet, p.date, p.size, p.flags, p.keywords, p.has_attachment, p.pending, m.body_stored, coalesce(t.count, 1),"
                " p.mailbox = p.shown_in, p.labels"
                " FROM cache.placement p JOIN cache.message m ON m.id = p.message JOIN cache.mailbox b ON b.id = p.shown_in AND b.removed = 0"
                " LEFT JOIN cache.thread t ON t.id = m.thread WHERE p.id = ?",
                placement);
    if (!query.step())
        return std::nullopt;
    MessageRow row;
    row.placement = query.id<PlacementId>(0);
    row.message = query.id<MessageId>(1);
    row.thread = query.id<ThreadId>(2);
    row.account = query.id<AccountId>(3);
    row.mailbox = query.id<MailboxId>(4);
    if (!query.isNull(5) && query.integer(19) != 0)
        row.uid = query.id<Uid>(5);
    row.fromName = query.text(6);
    row.fromAddress = query.text(7);
    row.to = query.text(8);
    row.subject = query.text(9);
    row.snippet = query.text(10);
    row.date = query.int64(11);
    row.size = query.int64(12);
    row.flags = query.integer<Flags>(13);
    row.keywords = splitKeywords(query.text(14));
    row.labels = splitLabels(query.text(20));
    row.hasAttachment = query.integer(15) != 0;
    row.pending = query.integer(16) != 0;
    row.bodyStored = query.integer(17) != 0;
    row.threadCount = query.integer(18);
    return row;
}

Result<Page> Reader::page(const ListQuery &query, const std::optional<PageKey> &after, int limit)
{
    return look("store.page", [&]() -> Result<Page> {
        const ReadScope scope(m_connection);
        AnyCursor cursor(m_connection, query, m_parser, after);
        Page page;
        std::optional<PageKey> last;
        while (static_cast<int>(page.rows.size()) < limit) {
            auto key = cursor.next();
            if (!key)
                return page;
            if (auto row = readRow(key->placement)) {
                cursor.complete(*row);
                page.rows.push_back(*std::move(row));
                last = std::move(key);
            }
        }
        // A page that is exactly full may be the last one.
        if (cursor.next())
            page.next = std::move(last);
        return page;
    });
}

Result<int> Reader::count(const ListQuery &query)
{
    return look("store.count", [&]() -> Result<int> {
        const ReadScope scope(m_connection);
        if (isSearch(query) || query.threads) {
            const int limit = isSearch(query) ? kSearchCountLimit : std::numeric_limits<int>::max();
            AnyCursor cursor(m_connection, query, m_parser, std::nullopt);
            int found = 0;
            while (found < limit && cursor.next())
                ++found;
            return found;
        }
        const ListFilter filter = filterOf(query);
        const bool counted = !filter.flagged && !filter.withAttachment && !filter.toMe;
        std::int64_t total = 0;
        for (const MailboxId mailbox : mailboxesOf(m_connection, query)) {
            if (counted)
                total += m_connection.value(filter.unread ? "SELECT unread FROM cache.mailbox WHERE id = ?" : "SELECT total FROM cache.mailbox WHERE id = ?", 0,
                                            mailbox);
            else
                total += m_connection.value("SELECT count(*) FROM (" + listSql(SortBy::Date, false, filter, false) + ")", 0, mailbox);
        }
        return static_cast<int>(total);
    });
}

Result<std::vector<std::optional<PageKey>>> Reader::pageStarts(const ListQuery &query, int pageSize, const StopToken &stop)
{
    using Starts = std::vector<std::optional<PageKey>>;
    return look("store.page_starts", [&]() -> Result<Starts> {
        const ReadScope scope(m_connection);
        AnyCursor cursor(m_connection, query, m_parser, std::nullopt);
        Starts starts;
        std::optional<PageKey> before;
        for (int place = 0;; ++place) {
            if (stop.stopRequested())
                return makeError(ErrorKind::Cancelled, "store.page_starts");
            auto key = cursor.next();
            if (!key || (isSearch(query) && place >= kSearchCountLimit))
                return starts;
            if (place % pageSize == 0)
                starts.push_back(before);
            before = std::move(key);
        }
    });
}

Result<std::vector<PlacementId>> Reader::placements(const ListQuery &query)
{
    return look("store.placements", [&]() -> Result<std::vector<PlacementId>> {
        const ReadScope scope(m_connection);
        AnyCursor cursor(m_connection, query, m_parser, std::nullopt);
        std::vector<PlacementId> placements;
        while (const auto key = cursor.next())
            placements.push_back(key->placement);
        return placements;
    });
}

Result<std::optional<MessageRow>> Reader::row(PlacementId placement)
{
    return look("store.row", [&]() -> Result<std::optional<MessageRow>> { return readRow(placement); });
}

Result<std::vector<MessageRow>> Reader::rows(std::span<const PlacementId> placements)
{
    return look("store.rows", [&]() -> Result<std::vector<MessageRow>> {
        const ReadScope scope(m_connection);
        std::vector<MessageRow> rows;
        for (const PlacementId placement : placements) {
            if (auto row = readRow(placement))
                rows.push_back(*std::move(row));
        }
        return rows;
    });
}

Result<std::vector<ShownPlacement>> Reader::shownPlacements(std::span<const PlacementId> placements)
{
    return look("store.shown_placements", [&]() -> Result<std::vector<ShownPlacement>> {
        const ReadScope scope(m_connection);
        std::vector<ShownPlacement> shown;
        shown.reserve(placements.size());
        std::map<MailboxId, AccountId> accounts;    // an invalid one: the mailbox is gone
        Query query(m_connection, "SELECT message, shown_in, flags FROM cache.placement WHERE id = ? AND shown_in IS NOT NULL");
        for (const PlacementId placement : placements) {
            if (!query.with(placement).step())
                continue;
            const auto mailbox = query.id<MailboxId>(1);
            const auto [known, isNew] = accounts.try_emplace(mailbox);
            if (isNew)
                known->second = AccountId{m_connection.value("SELECT account FROM cache.mailbox WHERE id = ? AND removed = 0", 0, mailbox)};
            if (known->second.isValid())
                shown.push_back({placement, query.id<MessageId>(0), known->second, mailbox, query.integer<Flags>(2)});
        }
        return shown;
    });
}

Result<std::vector<MessageRow>> Reader::standingRows(const ListQuery &query, std::span<const PlacementId> placements)
{
    return look("store.standing_rows", [&]() -> Result<std::vector<MessageRow>> {
        const ReadScope scope(m_connection);
        ThreadGate gate(m_connection, mailboxesOf(m_connection, query), false);
        std::vector<MessageRow> rows;
        for (const PlacementId placement : placements) {
            auto row = readRow(placement);
            if (!row || !gate.lets(row->message, placement))
                continue;
            row->threadUnread = gate.isOtherUnread(row->message, placement);
            rows.push_back(*std::move(row));
        }
        return rows;
    });
}

Result<std::vector<PlacementId>> Reader::standFor(const ListQuery &query, std::span<const PlacementId> placements)
{
    return look("store.stand_for", [&]() -> Result<std::vector<PlacementId>> {
        const ReadScope scope(m_connection);
        ThreadGate gate(m_connection, mailboxesOf(m_connection, query), false);
        std::vector<PlacementId> all;
        for (const PlacementId placement : placements) {
            const MessageId message{m_connection.value("SELECT message FROM cache.placement WHERE id = ?", 0, placement)};
            const auto members = gate.membersOf(message);
            all.insert(all.end(), members.begin(), members.end());
        }
        return all;
    });
}

Result<std::vector<MessageRow>> Reader::threadRows(ThreadId thread)
{
    return look("store.thread", [&]() -> Result<std::vector<MessageRow>> {
        const ReadScope scope(m_connection);
        // A message that has no company yet is its own thread and has no thread row. Ids follow the date.
        std::vector<std::int64_t> messages;
        Query members(m_connection, "SELECT id FROM cache.message INDEXED BY message_thread WHERE thread = ? ORDER BY id", thread);
        while (members.step())
            messages.push_back(members.int64(0));
        if (messages.empty())
            messages.push_back(thread.value);
        std::vector<MessageRow> rows;
        for (const std::int64_t message : messages) {
            const std::int64_t placement = m_connection.value(
                "SELECT min(p.id) FROM cache.placement p JOIN cache.mailbox b ON b.id = p.shown_in AND b.removed = 0 WHERE p.message = ?", 0, message);
            if (auto row = readRow(PlacementId{placement}))
                rows.push_back(*std::move(row));
        }
        return rows;
    });
}

} // namespace tern::store
