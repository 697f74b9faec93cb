// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/LabelSearch.h"
#include "core/store/ListQuery.h"
#include "core/store/SearchPlan.h"

namespace tern::store {

/// The messages in which every term of a plan holds, newest first: for each term the hits of the header index and of the texts are merged, and the
/// terms (and in a text its words and ideographs) are intersected by leaping, all by rowid. Nothing is collected or sorted.
/// Thread: the connection's. Throws SQLite::Exception.
class TermCursor final {
public:
    /// \param atMost  only messages with this id and older ones
    TermCursor(Connection &connection, const std::vector<SearchTerm> &terms, std::int64_t atMost);
    /// The next hit; none at the end. Deleted messages may be among them (tombstones).
    [[nodiscard]] std::optional<MessageId> next();

private:
    /// One index, one term.
    struct Part {
        std::string sql;
        std::string match;
        std::unique_ptr<Query> query;
        std::int64_t current = 0; ///< 0: at the end
    };
    /// All of it must hold.
    struct Side {
        std::vector<Part> parts;
        std::int64_t current = 0; ///< as above
    };
    /// One of them must.
    struct Term {
        std::vector<Side> sides;
        [[nodiscard]] std::int64_t current() const;
    };
    void seek(Part &part, std::int64_t atMost);
    void moveTo(Part &part, std::int64_t atMost);
    void moveTo(Side &side, std::int64_t atMost);

    Connection &m_connection;
    std::vector<Term> m_terms;
    std::int64_t m_atMost;
};

/// The shown rows a search has, newest first, one for each message.
/// Thread: the connection's. Throws SQLite::Exception.
class SearchCursor final {
public:
    /// \param query  its scope is SearchResults; filters apply, the order is by date
    SearchCursor(Connection &connection, const ListQuery &query, const SearchPlan &plan, const std::optional<PageKey> &after);
    ~SearchCursor();
    [[nodiscard]] std::optional<PageKey> next();

private:
    [[nodiscard]] std::optional<PlacementId> shownPlacement(MessageId message);

    Connection &m_connection;
    const ListQuery m_query;
    const SearchPlan m_plan;
    std::map<MailboxId, bool> m_mailboxes; ///< those searched; true for one that may hold the same message as others (Trash, All…)
    LabelSearch m_labels;
    std::unique_ptr<TermCursor> m_terms;
    std::unique_ptr<class ListCursor> m_list; ///< for a plan of filters alone
    std::set<MessageId> m_given;              ///< with m_list: messages already given
};

} // namespace tern::store
