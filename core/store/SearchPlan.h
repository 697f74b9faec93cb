// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace tern::store {

/// One condition on a message's text. All terms of a plan must hold; a term holds in the header index or in the text, there in all its parts.
struct SearchTerm {
    std::string headerMatch;  ///< FTS5 expression for header_index (sender, recipients, subject, attachments); empty: never
    std::string wordMatch;    ///< FTS5 expression for word_index, without phrases; empty: no words are asked for
    std::string ideographMatch; ///< FTS5 expression for ideograph_index; empty: none are. Both empty: the text is never looked at
    bool operator==(const SearchTerm &) const = default;
};

/// What a typed query means to the store. `search` makes it, the store runs it. The expressions are valid FTS5 whatever a
/// person typed.
struct SearchPlan {
    std::vector<SearchTerm> terms;
    bool unread = false;
    bool read = false;
    bool flagged = false;
    bool withAttachment = false;
    std::vector<QString> labels;    ///< it carries each of these, as Gmail has them; case-folded, without spaces and their like
    std::vector<QString> mailboxes; ///< the shown path contains each of these, case-folded
    bool nothing = false;           ///< matches nothing (an empty query, a term of punctuation only)
    bool operator==(const SearchPlan &) const = default;
};

/// Turns typed text into a plan. Pure; called on any reader's thread.
using QueryParser = std::function<SearchPlan(const QString &)>;

/// A label as it is compared: "Two words" and "two-words" are one, and so are "Work/Plans" and "work-plans".
[[nodiscard]] QString labelKey(const QString &label);

/// Used without a parser: every word, quoted, in header or body.
[[nodiscard]] SearchPlan plainSearchPlan(const QString &query);

} // namespace tern::store
