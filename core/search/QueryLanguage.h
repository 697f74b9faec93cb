// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/SearchPlan.h"

namespace tern::search {

/// What a person types into the search field:
///  * words: all of them must be found, anywhere in sender, recipients, subject, attachment names or text;
///    Han, Kana and Hangul without spaces are a phrase. The last word, while it is being typed, is a beginning: in the text
///    from its third letter on, elsewhere from its first.
///  * "a phrase": one behind the other in a header field; in the text all its words, and exactly its pieces of Han, Kana and Hangul
///  * from: to: subject: attachment: with a word or a "phrase", in that field only
///  * has:attachment, is:unread, is:read, is:flagged, in:FOLDER
/// Names of operators in any case, also with a full-width colon. Anything that isn't an operator is text.
/// Pure. Thread: any.
[[nodiscard]] store::SearchPlan parseQuery(const QString &query);

} // namespace tern::search
