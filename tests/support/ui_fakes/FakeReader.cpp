// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/FakeReader.h"

namespace tern::test {
namespace {

template <typename Row, typename Match>
std::optional<Row> find(const std::vector<Row> &rows, Match match)
{
    for (const Row &row : rows) {
        if (match(row))
            return row;
    }
    return std::nullopt;
}

template <typename Row, typename Match>
std::vector<Row> filter(const std::vector<Row> &rows, Match match)
{
    std::vector<Row> found;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(found), match);
    return found;
}

} // namespace

Result<store::AccountRecord> FakeReader::account(AccountId id)
{
    const auto found = find(m_data->accounts, [id](const auto &row) { return row.id == id; });
    return found ? Result<store::AccountRecord>(*found) : Result<store::AccountRecord>(missing());
}

Result<std::vector<store::IdentityRecord>> FakeReader::identities(AccountId account)
{
    return filter(m_data->identities, [account](const auto &row) { return row.account == account; });
}

Result<std::optional<QString>> FakeReader::setting(const QString &key)
{
    const auto found = m_data->settings.find(key);
    return found == m_data->settings.end() ? std::optional<QString>() : std::optional(found->second);
}

Result<std::vector<store::MailboxRecord>> FakeReader::mailboxes(AccountId account)
{
    return filter(m_data->mailboxes, [account](const auto &row) { return row.account == account; });
}

Result<store::MailboxRecord> FakeReader::mailbox(MailboxId id)
{
    const auto found = find(m_data->mailboxes, [id](const auto &row) { return row.id == id; });
    return found ? Result<store::MailboxRecord>(*found) : Result<store::MailboxRecord>(missing());
}

Result<std::optional<store::MailboxRecord>> FakeReader::mailboxByName(AccountId account, const std::string &wireName)
{
    return find(m_data->mailboxes, [&](const auto &row) { return row.account == account && row.wireName == wireName; });
}

Result<std::optional<store::MailboxRecord>> FakeReader::mailboxByRole(AccountId account, store::MailboxRole role)
{
    return find(m_data->mailboxes, [&](const auto &row) { return row.account == account && row.role == role; });
}

Result<std::optional<store::MessageRow>> FakeReader::row(PlacementId placement)
{
    return find(m_data->rows, [placement](const auto &row) { return row.placement == placement; });
}

Result<std::vector<store::MessageRow>> FakeReader::rows(std::span<const PlacementId> placements)
{
    return filter(m_data->rows, [&](const auto &row) { return std::find(placements.begin(), placements.end(), row.placement) != placements.end(); });
}

Result<std::vector<store::ShownPlacement>> FakeReader::shownPlacements(std::span<const PlacementId> placements)
{
    std::vector<store::ShownPlacement> shown;
    for (const store::MessageRow &row : filter(m_data->rows, [&](const auto &one) { return std::find(placements.begin(), placements.end(), one.placement) != placements.end(); }))
        shown.push_back({row.placement, row.message, row.account, row.mailbox, row.flags});
    return shown;
}

Result<std::optional<store::OperationRecord>> FakeReader::operation(OperationId id)
{
    return find(m_data->operations, [id](const auto &row) { return row.id == id; });
}

Result<std::vector<store::OutboxRecord>> FakeReader::outbox(bool withFinished)
{
    return filter(m_data->outbox, [withFinished](const auto &row) {
        return withFinished || (row.state != store::OutboxState::SentCopySaved && row.state != store::OutboxState::Cancelled);
    });
}

Result<std::vector<store::OutboxRecord>> FakeReader::sentMail(OutboxId before, int limit)
{
    std::vector<store::OutboxRecord> sent;
    for (const auto &row : m_data->outbox) {
        const bool isSent = row.state == store::OutboxState::SentCopySaved || row.state == store::OutboxState::Accepted;
        if (isSent && (!before.isValid() || row.id < before))
            sent.push_back(row);
    }
    std::sort(sent.begin(), sent.end(), [](const auto &a, const auto &b) { return b.id < a.id; });
    sent.resize(std::min(sent.size(), static_cast<std::size_t>(limit)));
    return sent;
}

Result<std::optional<store::OutboxRecord>> FakeReader::outboxItem(OutboxId id)
{
    return find(m_data->outbox, [id](const auto &row) { return row.id == id; });
}

Result<std::optional<store::OutboxRecord>> FakeReader::outboxItemByMessageId(std::span<const std::string> messageIds)
{
    return find(m_data->outbox, [&](const auto &row) { return std::find(messageIds.begin(), messageIds.end(), row.messageIdHeader) != messageIds.end(); });
}

Result<std::optional<store::EventRecord>> FakeReader::event(const store::EventRecord &key)
{
    return find(m_data->events, [&](const auto &one) { return one.account == key.account && one.uid == key.uid && one.recurrence == key.recurrence && one.organizer == key.organizer; });
}

Result<std::vector<store::EventRecord>> FakeReader::acceptedEvents(UnixMillis from, UnixMillis to, int)
{
    std::vector<store::EventRecord> found;
    for (const store::EventRecord &one : m_data->events) {
        const bool accepted = one.answer == store::EventRecord::Answer::Accepted || one.answer == store::EventRecord::Answer::Tentative;
        if (accepted && one.ends > from && one.starts < to)
            found.push_back(one);
    }
    return found;
}

Result<std::vector<store::DraftRecord>> FakeReader::drafts()
{
    std::vector<store::DraftRecord> all;
    for (const auto &[id, draft] : m_data->drafts)
        all.push_back(draft);
    return all;
}

Result<std::optional<store::DraftRecord>> FakeReader::draft(DraftId id)
{
    const auto found = m_data->drafts.find(id);
    return found == m_data->drafts.end() ? std::optional<store::DraftRecord>() : std::optional(found->second);
}

Result<std::vector<std::pair<QString, QString>>> FakeReader::completeAddress(const QString &prefix, int limit)
{
    std::vector<std::pair<QString, QString>> found;
    for (const auto &known : m_data->correspondents) {
        const bool matches = known.first.startsWith(prefix, Qt::CaseInsensitive) || known.second.startsWith(prefix, Qt::CaseInsensitive);
        if (matches && int(found.size()) < limit)
            found.push_back(known);
    }
    return found;
}

} // namespace tern::test
