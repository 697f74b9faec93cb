// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/ListQuery.h"

namespace tern::store {

/// Which rows of the mailboxes walked are wanted.
struct ListFilter {
    bool unread = false;
    bool read = false;
    bool flagged = false;
    bool withAttachment = false;
    bool toMe = false;
};

/// The statement that walks one mailbox in the order asked for, answered from one index. Parameters: the mailbox, then the key
/// (if `fromKey`): number and placement, or text, number and placement. Columns: number, text, placement, message.
[[nodiscard]] std::string listSql(SortBy sortBy, bool ascending, const ListFilter &filter, bool fromKey);
/// Orders other than by date have indexes that are filled while the store is idle (a first listing is a third faster for it). This reads
/// the rows of a mailbox that are not in them yet, unordered; same columns. Parameter: the mailbox.
[[nodiscard]] std::string unfiledSql(SortBy sortBy, const ListFilter &filter);

/// The mailboxes a scope without a search covers. Throws SQLite::Exception.
[[nodiscard]] std::vector<MailboxId> mailboxesOf(Connection &connection, const ListQuery &query);
[[nodiscard]] ListFilter filterOf(const ListQuery &query);

/// Walks several mailboxes at once in one order: each by its own index, merged by key.
/// Thread: the connection's. Throws SQLite::Exception.
class ListCursor final {
public:
    ListCursor(Connection &connection, const std::vector<MailboxId> &mailboxes, SortBy sortBy, bool ascending, const ListFilter &filter,
               const std::optional<PageKey> &after);

    /// The next row's key; none at the end.
    [[nodiscard]] std::optional<PageKey> next();
    /// Message of the row that next() gave last.
    [[nodiscard]] MessageId message() const { return m_message; }

private:
    struct Entry {
        std::int64_t number = 0;
        std::string text;               ///< UTF-8, compared as SQLite compares it
        PlacementId placement;
        MessageId message;
    };
    struct Source : Entry {
        std::unique_ptr<Query> query;   ///< in order already, or
        std::vector<Entry> collected;   ///< a heap, the next one on top
    };
    [[nodiscard]] bool comesBefore(const Entry &left, const Entry &right) const;
    /// For the heaps, whose top is the greatest: the next one.
    [[nodiscard]] auto later() const
    {
        return [this](const Entry &a, const Entry &b) { return comesBefore(b, a); };
    }
    [[nodiscard]] Entry read(const Query &query) const;
    [[nodiscard]] bool advance(Source &source) const;
    [[nodiscard]] Source unfiled(Connection &connection, MailboxId mailbox, const ListFilter &filter, const std::optional<PageKey> &after) const;
    void push(Source source);

    SortBy m_sortBy;
    bool m_ascending;
    std::vector<Source> m_sources; ///< a heap, the next row on top
    MessageId m_message;
};

} // namespace tern::store
