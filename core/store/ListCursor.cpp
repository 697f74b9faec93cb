// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ListCursor.h"

namespace tern::store {

namespace {

struct Order {
    const char *index;
    const char *number;
    const char *text; ///< null: sorted by number alone
};

Order orderOf(SortBy sortBy, const ListFilter &filter)
{
    switch (sortBy) {
    case SortBy::From: return {"placement_from", "date", "from_key"};
    case SortBy::Subject: return {"placement_subject", "date", "subject_key"};
    case SortBy::Size: return {"placement_size", "size", nullptr};
    case SortBy::Date: break;
    }
    if (filter.unread)
        return {"placement_unread", "date", nullptr};
    if (filter.flagged)
        return {"placement_flagged", "date", nullptr};
    return {"placement_date", "date", nullptr};
}

} // namespace

namespace {

std::string filterSql(const ListFilter &filter)
{
    std::string sql;
    if (filter.unread)
        sql += " AND unread = 1";
    if (filter.read)
        sql += " AND unread = 0";
    if (filter.flagged)
        sql += " AND flagged = 1";
    if (filter.withAttachment)
        sql += " AND has_attachment = 1";
    if (filter.toMe)
        sql += " AND to_me = 1";
    return sql;
}

} // namespace

std::string listSql(SortBy sortBy, bool ascending, const ListFilter &filter, bool fromKey)
{
    const Order order = orderOf(sortBy, filter);
    const std::string number = order.number;
    const std::string text = order.text ? order.text : "''";
    const std::string direction = ascending ? " ASC" : " DESC";
    std::string sql = "SELECT " + number + ", " + text + ", id, message FROM cache.placement INDEXED BY " + order.index + " WHERE shown_in = ?"
        + (sortBy == SortBy::Date ? "" : " AND filed = 1") + filterSql(filter);
    const std::string columns = (order.text ? text + ", " : std::string()) + number + ", id";
    if (fromKey)
        sql += " AND (" + columns + ")" + (ascending ? " > " : " < ") + (order.text ? "(?, ?, ?)" : "(?, ?)");
    sql += " ORDER BY ";
    if (order.text)
        sql += text + direction + ", ";
    return sql + number + direction + ", id" + direction;
}

std::string unfiledSql(SortBy sortBy, const ListFilter &filter)
{
    const Order order = orderOf(sortBy, filter);
    return std::string("SELECT ") + order.number + ", " + (order.text ? order.text : "''")
        + ", id, message FROM cache.placement INDEXED BY placement_unfiled WHERE shown_in = ? AND filed = 0" + filterSql(filter);
}

ListFilter filterOf(const ListQuery &query)
{
    return {query.unreadOnly, false, query.flaggedOnly || std::holds_alternative<AllFlagged>(query.scope), query.withAttachmentOnly, query.toMeOnly};
}

std::vector<MailboxId> mailboxesOf(Connection &connection, const ListQuery &query)
{
    if (const auto *one = std::get_if<InMailbox>(&query.scope))
        return {one->mailbox};
    const bool inboxes = std::holds_alternative<AllInboxes>(query.scope);
    std::vector<MailboxId> mailboxes;
    Query rows(connection, "SELECT id, role FROM cache.mailbox WHERE removed = 0 ORDER BY id");
    while (rows.step()) {
        const auto role = rows.integer<MailboxRole>(1);
        // Views of a server that repeat what lies elsewhere, and what was thrown away, are no place to look for flagged mail.
        const bool elsewhere = role == MailboxRole::All || role == MailboxRole::Flagged || role == MailboxRole::Important
            || role == MailboxRole::Trash || role == MailboxRole::Junk;
        if (inboxes ? role == MailboxRole::Inbox : !elsewhere)
            mailboxes.push_back(rows.id<MailboxId>(0));
    }
    return mailboxes;
}

ListCursor::ListCursor(Connection &connection, const std::vector<MailboxId> &mailboxes, SortBy sortBy, bool ascending, const ListFilter &filter,
                       const std::optional<PageKey> &after)
    : m_sortBy(sortBy), m_ascending(ascending)
{
    const std::string sql = listSql(sortBy, ascending, filter, after.has_value());
    const bool byText = sortBy == SortBy::From || sortBy == SortBy::Subject;
    for (const MailboxId mailbox : mailboxes) {
        Source source;
        source.query = std::make_unique<Query>(connection, sql, mailbox);
        if (after) {
            if (byText)
                source.query->bind(after->text);
            source.query->bind(after->number).bind(after->placement);
        }
        if (advance(source))
            push(std::move(source));
        if (sortBy == SortBy::Date)
            continue;
        Source rest = unfiled(connection, mailbox, filter, after);
        if (advance(rest))
            push(std::move(rest));
    }
}

ListCursor::Source ListCursor::unfiled(Connection &connection, MailboxId mailbox, const ListFilter &filter, const std::optional<PageKey> &after) const
{
    Source source;
    const Entry last = after ? Entry{after->number, after->text.toStdString(), after->placement, {}} : Entry{};
    Query query(connection, unfiledSql(m_sortBy, filter), mailbox);
    while (query.step()) {
        Entry entry = read(query);
        if (!after || comesBefore(last, entry))
            source.collected.push_back(std::move(entry));
    }
    std::make_heap(source.collected.begin(), source.collected.end(), later());
    return source;
}

bool ListCursor::comesBefore(const Entry &left, const Entry &right) const
{
    auto smaller = [](const Entry &a, const Entry &b) {
        if (const int text = a.text.compare(b.text); text != 0)
            return text < 0;
        if (a.number != b.number)
            return a.number < b.number;
        return a.placement < b.placement;
    };
    return m_ascending ? smaller(left, right) : smaller(right, left);
}

ListCursor::Entry ListCursor::read(const Query &query) const
{
    Entry entry;
    entry.number = query.int64(0);
    if (m_sortBy == SortBy::From || m_sortBy == SortBy::Subject)
        entry.text = query.string(1);
    entry.placement = query.id<PlacementId>(2);
    entry.message = query.id<MessageId>(3);
    return entry;
}

bool ListCursor::advance(Source &source) const
{
    if (source.query) {
        if (!source.query->step())
            return false;
        static_cast<Entry &>(source) = read(*source.query);
        return true;
    }
    if (source.collected.empty())
        return false;
    std::pop_heap(source.collected.begin(), source.collected.end(), later());
    static_cast<Entry &>(source) = std::move(source.collected.back());
    source.collected.pop_back();
    return true;
}

void ListCursor::push(Source source)
{
    m_sources.push_back(std::move(source));
    std::push_heap(m_sources.begin(), m_sources.end(), later());
}

std::optional<PageKey> ListCursor::next()
{
    if (m_sources.empty())
        return std::nullopt;
    std::pop_heap(m_sources.begin(), m_sources.end(), later());
    Source source = std::move(m_sources.back());
    m_sources.pop_back();
    PageKey key{source.number, QString::fromStdString(source.text), source.placement};
    m_message = source.message;
    if (advance(source))
        push(std::move(source));
    return key;
}

} // namespace tern::store
