// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchCursor.h"

#include "core/store/ListCursor.h"

namespace tern::store {

namespace {

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
/// Stepping this often towards a far rowid costs about as much as asking the index again.
constexpr int kStepsBeforeSeek = 48;

} // namespace

SearchPlan plainSearchPlan(const QString &query)
{
    SearchPlan plan;
    const QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        QString quoted = word;
        quoted.replace(QLatin1Char('"'), QLatin1String("\"\""));
        const std::string match = '"' + quoted.toStdString() + '"';
        plan.terms.push_back({match, match, {}});
    }
    plan.nothing = plan.terms.empty();
    return plan;
}

std::int64_t TermCursor::Term::current() const
{
    std::int64_t newest = 0;
    for (const Side &side : sides)
        newest = std::max(newest, side.current);
    return newest;
}

TermCursor::TermCursor(Connection &connection, const std::vector<SearchTerm> &terms, std::int64_t atMost)
    : m_connection(connection), m_atMost(atMost)
{
    const auto add = [&](Side &side, const char *file, const char *index, const std::string &match) {
        if (match.empty())
            return;
        side.parts.push_back({std::string("SELECT rowid FROM ") + file + '.' + index + " WHERE " + index + " MATCH ? AND rowid <= ? ORDER BY rowid DESC", match, {}, 0});
        seek(side.parts.back(), atMost);
    };
    for (const SearchTerm &term : terms) {
        Side header, text;
        add(header, "cache", "header_index", term.headerMatch);
        add(text, "content", "word_index", term.wordMatch);
        add(text, "content", "ideograph_index", term.ideographMatch);
        Term made;
        for (Side *side : {&header, &text}) {
            if (side->parts.empty())
                continue;
            moveTo(*side, atMost);
            made.sides.push_back(std::move(*side));
        }
        m_terms.push_back(std::move(made));
    }
}

void TermCursor::seek(Part &part, std::int64_t atMost)
{
    part.query.reset();
    part.query = std::make_unique<Query>(m_connection, part.sql, part.match, atMost);
    part.current = part.query->step() ? part.query->int64(0) : 0;
}

void TermCursor::moveTo(Part &part, std::int64_t atMost)
{
    for (int steps = 0; part.current > atMost; ++steps) {
        if (steps == kStepsBeforeSeek)
            seek(part, atMost);
        else
            part.current = part.query->step() ? part.query->int64(0) : 0;
    }
}

void TermCursor::moveTo(Side &side, std::int64_t atMost)
{
    for (bool agreed = false; !agreed;) {
        agreed = true;
        for (Part &part : side.parts) {
            moveTo(part, atMost);
            agreed = agreed && part.current == side.parts.front().current;
            atMost = std::min(atMost, part.current);
        }
    }
    side.current = side.parts.front().current;
}

std::optional<MessageId> TermCursor::next()
{
    if (m_terms.empty())
        return std::nullopt;
    for (;;) {
        std::int64_t oldest = m_atMost;
        for (Term &term : m_terms) {
            for (Side &side : term.sides) {
                if (side.current > oldest)
                    moveTo(side, oldest);
            }
            oldest = std::min(oldest, term.current());
            if (oldest <= 0)
                return std::nullopt;
        }
        bool all = true;
        for (Term &term : m_terms)
            all = all && term.current() == oldest;
        m_atMost = oldest;
        if (all) {
            m_atMost = oldest - 1;
            return MessageId{oldest};
        }
    }
}

SearchCursor::SearchCursor(Connection &connection, const ListQuery &query, const SearchPlan &plan, const std::optional<PageKey> &after)
    : m_connection(connection), m_query(query), m_plan(plan), m_labels(connection, plan.labels)
{
    const auto &scope = std::get<SearchResults>(query.scope);
    Query rows(connection, "SELECT id, account, role, path, is_label, fully_listed FROM cache.mailbox WHERE removed = 0");
    while (rows.step()) {
        const MailboxId mailbox = rows.id<MailboxId>(0);
        if ((scope.mailbox.isValid() && scope.mailbox != mailbox) || (scope.account.isValid() && scope.account != rows.id<AccountId>(1)))
            continue;
        const QString path = rows.text(3).toCaseFolded();
        const bool named = std::all_of(plan.mailboxes.begin(), plan.mailboxes.end(), [&](const QString &part) { return path.contains(part); });
        const auto role = rows.integer<MailboxRole>(2);
        const bool second = role == MailboxRole::All || role == MailboxRole::Flagged || role == MailboxRole::Important || role == MailboxRole::Trash;
        if (!named || (m_labels.isNeeded() && rows.integer(4) == 0))
            continue;
        m_mailboxes.emplace(mailbox, second);
        if (m_labels.isNeeded())
            m_labels.add({mailbox, rows.id<AccountId>(1), role, rows.text(3), rows.integer(5) != 0});
    }
    if (plan.nothing || m_mailboxes.empty())
        return;
    if (!plan.terms.empty()) {
        m_terms = std::make_unique<TermCursor>(connection, plan.terms, after ? after->number - 1 : kNewest);
        return;
    }
    ListFilter filter = filterOf(query);
    filter.unread = filter.unread || plan.unread;
    filter.read = plan.read;
    filter.flagged = filter.flagged || plan.flagged;
    filter.withAttachment = filter.withAttachment || plan.withAttachment;
    const std::set<MailboxId> labelled = m_labels.where();
    std::vector<MailboxId> mailboxes;
    for (const auto &[mailbox, second] : m_mailboxes) {
        if (!m_labels.isNeeded() || labelled.contains(mailbox))
            mailboxes.push_back(mailbox);
    }
    m_list = std::make_unique<ListCursor>(connection, mailboxes, SortBy::Date, false, filter, after);
}

SearchCursor::~SearchCursor() = default;

std::optional<PlacementId> SearchCursor::shownPlacement(MessageId message)
{
    Query rows(m_connection,
               "SELECT id, shown_in, unread, flagged, has_attachment, to_me, labels FROM cache.placement INDEXED BY placement_message"
               " WHERE message = ? AND shown_in IS NOT NULL ORDER BY id",
               message);
    std::optional<PlacementId> found;
    while (rows.step()) {
        const auto mailbox = m_mailboxes.find(rows.id<MailboxId>(1));
        if (mailbox == m_mailboxes.end())
            continue;
        const bool unread = rows.integer(2) != 0;
        const bool fits = !((m_query.unreadOnly || m_plan.unread) && !unread) && !(m_plan.read && unread)
            && !((m_query.flaggedOnly || m_plan.flagged) && rows.integer(3) == 0)
            && !((m_query.withAttachmentOnly || m_plan.withAttachment) && rows.integer(4) == 0) && !(m_query.toMeOnly && rows.integer(5) == 0)
            && (!m_labels.isNeeded() || m_labels.carries(mailbox->first, rows.text(6)));
        if (!fits)
            continue;
        if (!mailbox->second)
            return rows.id<PlacementId>(0);
        if (!found)
            found = rows.id<PlacementId>(0);
    }
    return found;
}

std::optional<PageKey> SearchCursor::next()
{
    if (m_list) {
        while (auto key = m_list->next()) {
            if (m_labels.isNeeded()) {
                Query row(m_connection, "SELECT shown_in, labels FROM cache.placement WHERE id = ?", key->placement);
                if (!row.step() || !m_labels.carries(row.id<MailboxId>(0), row.text(1)))
                    continue;
            }
            if (m_given.insert(m_list->message()).second)
                return key;
        }
        return std::nullopt;
    }
    while (m_terms) {
        const auto message = m_terms->next();
        if (!message)
            break;
        if (const auto placement = shownPlacement(*message))
            return PageKey{message->value, {}, *placement};
    }
    return std::nullopt;
}

} // namespace tern::store
