// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ConversationCollector.h"

#include "core/store/Hashes.h"
#include "core/store/Subject.h"

#include <algorithm>
#include <map>

namespace tern::store {

namespace {

constexpr UnixMillis kDay = 24LL * 3600 * 1000;
/// A reply without references comes within this time.
constexpr UnixMillis kReplyTime = 28 * kDay;
/// Clocks differ.
constexpr UnixMillis kClockTolerance = kDay / 8;
/// Messages of one subject that are compared, of the thread and beside it. Who has more of one subject than this has no use for guesses.
constexpr std::size_t kMostLetters = 60;
/// Rows that are not in the subject index yet, looked through in all.
constexpr int kMostUnfiled = 400;
/// "Re: 你好" may be one; "Re: a" says nothing.
constexpr qsizetype kShortestSubject = 2;

bool isHidden(MailboxRole role)
{
    return role == MailboxRole::Trash || role == MailboxRole::Junk || role == MailboxRole::Drafts;
}

/// A mailbox in which a server repeats what lies elsewhere.
bool isView(MailboxRole role)
{
    return role == MailboxRole::All || role == MailboxRole::Flagged || role == MailboxRole::Important;
}

/// Whether `text` has this address as a whole.
bool names(const QString &text, const QString &address)
{
    const auto isPart = [&text](qsizetype at) {
        return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || QStringLiteral("._%+-@").contains(text[at]));
    };
    for (qsizetype at = text.indexOf(address); at >= 0 && !address.isEmpty(); at = text.indexOf(address, at + 1)) {
        if (!isPart(at - 1) && !isPart(at + address.size()))
            return true;
    }
    return false;
}

} // namespace

ConversationCollector::ConversationCollector(Connection &connection, PlacementId open, int most)
    : m_connection(connection), m_details(connection), m_open(open), m_most(std::max(most, 1))
{
}

bool ConversationCollector::findOpen()
{
    Query query(m_connection,
                "SELECT p.message, b.id, b.account, b.role, coalesce(m.thread, m.id) FROM cache.placement p JOIN cache.message m ON m.id = p.message"
                " JOIN cache.mailbox b ON b.id = p.shown_in AND b.removed = 0 WHERE p.id = ?",
                m_open);
    if (!query.step())
        return false;
    m_openMessage = query.id<MessageId>(0);
    m_mailbox = query.id<MailboxId>(1);
    m_account = query.id<AccountId>(2);
    m_role = query.integer<MailboxRole>(3);
    addThread(query.int64(4));
    return true;
}

void ConversationCollector::addThread(std::int64_t thread)
{
    const auto add = [this](Query &query) {
        while (query.step())
            m_members.push_back({query.id<MessageId>(0), query.int64(1), query.int64(2)});
    };
    const std::size_t before = m_members.size();
    // Ids follow the date: the newest of a thread that never ends.
    Query members(m_connection, "SELECT id, header_hash, date FROM cache.message INDEXED BY message_thread WHERE thread = ? ORDER BY id DESC LIMIT ?", thread, m_most);
    add(members);
    const std::size_t found = m_members.size() - before;
    if (found == static_cast<std::size_t>(m_most))
        m_older += static_cast<int>(m_connection.value("SELECT count FROM cache.thread WHERE id = ?", m_most, thread) - m_most);
    Query one(m_connection, "SELECT id, header_hash, date FROM cache.message WHERE id = ?");
    // A message that has no company yet is its own thread.
    if (found == 0)
        add(one.with(thread));
    const bool isOpenThere = std::any_of(m_members.begin(), m_members.end(), [this](const Member &member) { return member.message == m_openMessage; });
    if (!isOpenThere) {
        add(one.with(m_openMessage));
        --m_older;
    }
}

std::set<std::int64_t> ConversationCollector::messagesOfSubject(const std::string &key, UnixMillis from, UnixMillis to)
{
    std::set<std::int64_t> messages;
    std::vector<MailboxId> mailboxes;
    Query all(m_connection, "SELECT id, role FROM cache.mailbox WHERE account = ? AND removed = 0", m_account);
    while (all.step()) {
        const auto role = all.integer<MailboxRole>(1);
        if (role != MailboxRole::Flagged && role != MailboxRole::Important && (!isHidden(role) || role == m_role))
            mailboxes.push_back(all.id<MailboxId>(0));
    }
    Query filed(m_connection,
                "SELECT message FROM cache.placement INDEXED BY placement_subject WHERE shown_in = ? AND filed = 1 AND subject_key = ? AND date BETWEEN ? AND ?"
                " ORDER BY date DESC LIMIT ?");
    // What came or changed just now.
    Query unfiled(m_connection, "SELECT message, subject_key, date FROM cache.placement INDEXED BY placement_unfiled WHERE shown_in = ? AND filed = 0 ORDER BY rowid DESC LIMIT ?");
    int budget = kMostUnfiled;
    for (const MailboxId mailbox : mailboxes) {
        filed.with(mailbox, key, from, to, kMostLetters);
        while (messages.size() < kMostLetters && filed.step())
            messages.insert(filed.int64(0));
        unfiled.with(mailbox, budget);
        for (; budget > 0 && messages.size() < kMostLetters && unfiled.step(); --budget) {
            if (unfiled.view(1) == key && unfiled.int64(2) >= from && unfiled.int64(2) <= to)
                messages.insert(unfiled.int64(0));
        }
    }
    return messages;
}

std::optional<ConversationCollector::Letter> ConversationCollector::letterOf(std::int64_t message)
{
    Query query(m_connection, "SELECT coalesce(thread, id), date, subject, from_address, recipients, detail FROM cache.message WHERE id = ?", message);
    if (!query.step())
        return std::nullopt;
    MessageHead head;
    const bool isKnown = m_details.read(MessageId{message}, query.int64(5), head);
    const BaseSubject subject = baseSubject(query.text(2));
    return Letter{MessageId{message},
                  query.int64(0),
                  query.int64(1),
                  subject.text.simplified().toCaseFolded(),
                  subject.isReply,
                  isKnown && head.inReplyTo.empty() && head.references.empty(),
                  query.text(3).toLower(),
                  (query.text(4) + QLatin1Char(' ') + head.cc).toLower()};
}

bool ConversationCollector::isReplyTo(const Letter &reply, const Letter &original)
{
    const UnixMillis after = reply.date - original.date;
    return reply.isReply && reply.namesNothing && reply.base == original.base && after >= -kClockTolerance && after <= kReplyTime
        && reply.from != original.from && (names(reply.recipients, original.from) || names(original.recipients, reply.from));
}

void ConversationCollector::addBySubject()
{
    // By the subject that the conversation began with.
    const auto oldest = std::min_element(m_members.begin(), m_members.end(), [](const Member &a, const Member &b) { return a.date < b.date; });
    const auto first = letterOf(oldest->message.value);
    if (!first || first->base.size() < kShortestSubject)
        return;
    const UnixMillis last = std::max_element(m_members.begin(), m_members.end(), [](const Member &a, const Member &b) { return a.date < b.date; })->date;
    std::set<std::int64_t> found = messagesOfSubject(subjectKey(first->base).toStdString(), first->date - 2 * kReplyTime, last + 2 * kReplyTime);
    for (const Member &member : m_members)
        found.erase(member.message.value);
    if (found.empty())
        return;
    std::vector<Letter> others;
    for (const std::int64_t message : found) {
        if (auto letter = letterOf(message))
            others.push_back(*std::move(letter));
    }
    std::vector<Letter> ours;
    for (std::size_t place = 0; place < std::min(m_members.size(), kMostLetters); ++place) {
        if (auto letter = letterOf(m_members[place].message.value))
            ours.push_back(*std::move(letter));
    }
    std::set<std::int64_t> joined{first->thread};
    for (std::size_t place = 0; place < ours.size(); ++place) {
        for (const Letter &other : others) {
            const Letter our = ours[place];
            if (joined.contains(other.thread) || !(isReplyTo(our, other) || isReplyTo(other, our)))
                continue;
            joined.insert(other.thread);
            addThread(other.thread);
            // Its company with this subject may have further replies.
            std::copy_if(others.begin(), others.end(), std::back_inserter(ours), [&](const Letter &letter) { return letter.thread == other.thread; });
        }
    }
}

std::optional<ConversationCollector::Seat> ConversationCollector::seatOf(MessageId message)
{
    if (message == m_openMessage)
        return Seat{m_open, -1};
    std::optional<Seat> best;
    Query query(m_connection,
                "SELECT p.id, b.id, b.account, b.role FROM cache.placement p INDEXED BY placement_message JOIN cache.mailbox b ON b.id = p.shown_in AND b.removed = 0"
                " WHERE p.message = ? ORDER BY p.id",
                message);
    while (query.step()) {
        const auto role = query.integer<MailboxRole>(3);
        if (isHidden(role) && role != m_role)
            continue;
        const bool isHere = query.id<MailboxId>(1) == m_mailbox;
        const bool isOurs = query.id<AccountId>(2) == m_account;
        const int rank = isHere ? 0 : (isOurs ? 1 : 2) + (isView(role) ? 2 : 0);
        if (!best || rank < best->rank)
            best = Seat{query.id<PlacementId>(0), rank};
    }
    return best;
}

std::vector<PlacementId> ConversationCollector::placements()
{
    if (!findOpen())
        return {};
    addBySubject();
    std::sort(m_members.begin(), m_members.end(), [](const Member &a, const Member &b) { return std::pair(a.date, a.message) < std::pair(b.date, b.message); });
    std::vector<Seat> shown;
    // A copy has the Message-ID and the date of the other; one of the two alone is no proof.
    std::map<std::pair<std::int64_t, UnixMillis>, std::size_t> copies;
    for (const Member &member : m_members) {
        const auto seat = seatOf(member.message);
        if (!seat)
            continue;
        if (member.headerHash != 0) {
            const auto [known, isNew] = copies.try_emplace({member.headerHash, member.date}, shown.size());
            if (!isNew) {
                // Of equal ones the message that came first.
                Seat &other = shown[known->second];
                if (std::pair(seat->rank, seat->placement) < std::pair(other.rank, other.placement))
                    other = *seat;
                continue;
            }
        }
        shown.push_back(*seat);
    }
    std::vector<PlacementId> placements;
    const std::size_t left = shown.size() > static_cast<std::size_t>(m_most) ? shown.size() - static_cast<std::size_t>(m_most) : 0;
    for (std::size_t place = 0; place < shown.size(); ++place) {
        if (place >= left || shown[place].placement == m_open)
            placements.push_back(shown[place].placement);
    }
    m_older += static_cast<int>(shown.size() - placements.size());
    return placements;
}

} // namespace tern::store
