// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyFill.h"

#include "core/sync/BodyFetch.h"

#include <algorithm>

namespace tern::sync {
namespace {

/// Commands ahead of their answers: the server has the next one before it is done with this.
constexpr std::size_t kAhead = 3;
constexpr std::chrono::seconds kLongestTurn{2};     // then the lane looks around: the inbox, a walk that is due

} // namespace

void BodyFill::begin(const RecentMailboxes &recent)
{
    auto mailboxes = m_reader.mailboxes(m_shared.account.id);
    if (!mailboxes)
        return;
    std::erase_if(*mailboxes, [](const store::MailboxRecord &mailbox) { return !mailbox.selectable; });
    sortForWalk(*mailboxes, recent);
    const MailboxId focus = m_shared.focus();
    std::stable_partition(mailboxes->begin(), mailboxes->end(), [focus](const store::MailboxRecord &mailbox) { return mailbox.id == focus; });
    m_mailboxes = std::move(*mailboxes);
    m_triedVisible.clear();
    m_filledHere = 0;
    m_isDone = false;
}

Result<int> BodyFill::next(imap::ImapSession &session, const BodyPolicy &policy, const BodyPace &pace)
{
    if (policy.kind == BodyPolicy::Kind::None) {
        m_isDone = true;
        return 0;
    }
    if (auto visible = fillVisible(session); !visible || *visible > 0)
        return visible;
    while (!m_mailboxes.empty()) {
        const store::MailboxRecord mailbox = m_mailboxes.front();
        BodyFetch fetch(session, m_shared.context.store, m_reader);
        BodyRun run{pace.batch, 1, policy.since(m_shared.context.clock.now()), {}};
        if (pace.isUnbroken && !m_shared.turns.isSingle()) {
            run.ahead = kAhead;
            run.goOn = [&, begun = m_shared.context.clock.steady()](int taken) {
                m_connection.tell(LaneStatus::State::Working, LaneStatus::What::FetchingBodies, mailbox.path, m_filledHere + taken, 0);
                return mayGoOn(begun);
            };
        }
        auto stored = fetch.fetchMissing(mailbox, run);
        if (!stored && (!session.isUsable() || isStorageTrouble(stored.error())))
            return stored;
        // One that vanished, or that the server won't open, doesn't keep the others from their turn.
        if (!stored || *stored == 0) {
            m_mailboxes.erase(m_mailboxes.begin());
            m_filledHere = 0;
            continue;
        }
        m_filledHere += *stored;
        m_connection.tell(LaneStatus::State::Working, LaneStatus::What::FetchingBodies, mailbox.path, m_filledHere, 0);
        return stored;
    }
    m_isDone = true;
    return 0;
}

bool BodyFill::mayGoOn(std::chrono::steady_clock::time_point begun)
{
    return !m_shared.hasBackgroundWork() && !m_connection.isWanted() && !m_shared.stop.stopRequested() && !hasUntriedVisible()
        && m_shared.context.clock.steady() - begun < kLongestTurn;
}

bool BodyFill::hasUntriedVisible()
{
    const std::vector<PlacementId> visible = m_shared.visible();
    return std::any_of(visible.begin(), visible.end(), [this](PlacementId placement) {
        return std::find(m_triedVisible.begin(), m_triedVisible.end(), placement) == m_triedVisible.end();
    });
}

/// What a person is likely to click next; each is tried once.
Result<int> BodyFill::fillVisible(imap::ImapSession &session)
{
    std::vector<PlacementId> untried;
    for (const PlacementId placement : m_shared.visible()) {
        if (std::find(m_triedVisible.begin(), m_triedVisible.end(), placement) == m_triedVisible.end())
            untried.push_back(placement);
    }
    int stored = 0;
    for (const PlacementId placement : untried) {
        if (m_shared.hasBackgroundWork())
            break;
        m_triedVisible.push_back(placement);
        const auto row = m_reader.row(placement);
        if (!row || !*row || (*row)->account != m_shared.account.id || (*row)->bodyStored)
            continue;
        BodyFetch fetch(session, m_shared.context.store, m_reader);
        auto fetched = fetch.fetch(placement);
        if (!fetched && (!session.isUsable() || isStorageTrouble(fetched.error())))
            return fetched.error();
        stored += fetched ? 1 : 0;
    }
    return stored;
}

} // namespace tern::sync
