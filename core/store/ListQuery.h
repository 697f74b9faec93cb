// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <variant>

namespace tern::store {

struct AllInboxes {
    auto operator<=>(const AllInboxes &) const = default;
};
struct AllFlagged {
    auto operator<=>(const AllFlagged &) const = default;
};
struct InMailbox {
    MailboxId mailbox;
    auto operator<=>(const InMailbox &) const = default;
};
/// Results of a search: across accounts, or within a mailbox if it is valid.
struct SearchResults {
    QString query;
    AccountId account;
    MailboxId mailbox;
    bool operator==(const SearchResults &) const = default;
};

enum class SortBy { Date, From, Subject, Size };

/// What a message list shows. Answered from an index, page by page by key.
struct ListQuery {
    std::variant<AllInboxes, AllFlagged, InMailbox, SearchResults> scope;
    bool unreadOnly = false;
    bool flaggedOnly = false;
    bool withAttachmentOnly = false;
    bool toMeOnly = false;
    SortBy sortBy = SortBy::Date;
    bool ascending = false;
    bool threads = false;        ///< one row for each conversation: the newest message that lies in the listed mailboxes. Not with a search or a filter.
    bool operator==(const ListQuery &) const = default;
};

/// Where a page starts: the sort key of the row before it. Opaque to callers.
struct PageKey {
    std::int64_t number = 0;     ///< date or size
    QString text;                ///< sender or subject, folded
    PlacementId placement;
    bool operator==(const PageKey &) const = default;
};

struct Page {
    std::vector<MessageRow> rows;
    std::optional<PageKey> next; ///< none at the end
};

} // namespace tern::store
