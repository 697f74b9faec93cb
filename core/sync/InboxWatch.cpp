// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/InboxWatch.h"

namespace tern::sync {
namespace {

/// What the server says isn't what is stored. Without mod-sequences only mail that came or went shows; the walk sees the rest.
bool hasNews(const store::MailboxRecord &mailbox, const imap::MailboxStatus &status)
{
    const bool isOther = status.uidNext && *status.uidNext != mailbox.uidNext;
    const bool isMoreOrLess = status.messages && static_cast<int>(*status.messages) != mailbox.serverExists;
    const bool hasChanged = status.highestModSeq && mailbox.highestModSeq.value != 0 && *status.highestModSeq != mailbox.highestModSeq;
    return !mailbox.fullyListed || isOther || isMoreOrLess || hasChanged;
}

} // namespace

std::optional<store::MailboxRecord> InboxWatch::inbox()
{
    auto found = m_reader.mailboxByRole(m_shared.account.id, store::MailboxRole::Inbox);
    return found ? *found : std::nullopt;
}

bool InboxWatch::isNeeded()
{
    const MailboxId watched = m_shared.watched();
    const auto mailbox = inbox();
    return mailbox && watched.isValid() && watched != mailbox->id;
}

MailboxSync::Context InboxWatch::syncContext()
{
    return {m_shared.context.store, m_reader, m_shared.gate, m_shared.context.clock, {}};
}

Result<bool> InboxWatch::look(imap::ImapSession &session)
{
    const auto mailbox = inbox();
    if (!mailbox)
        return false;
    if (isUpToDate(session)) {
        if (auto alive = session.noop(); !alive)
            return alive.error();
        return session.takeEvents().isEmpty() ? Result<bool>(false) : bringUpToDate(session, *mailbox);
    }
    // Selected for something else: what came before that SELECT was told to nobody, and STATUS of it may tell nothing [RFC 9051 §6.3.11].
    if (session.selected() == mailbox->wireName)
        return bringUpToDate(session, *mailbox);
    auto status = session.status(mailbox->wireName);
    if (!status)
        return status.error();
    return hasNews(*mailbox, *status) ? bringUpToDate(session, *mailbox) : Result<bool>(false);
}

Result<bool> InboxWatch::bringUpToDate(imap::ImapSession &session, const store::MailboxRecord &mailbox)
{
    m_selection = 0;
    MailboxSync sync(session, syncContext());
    auto outcome = sync.run(mailbox);
    if (!outcome)
        return outcome.error();
    m_uidNext = outcome->uidNext;
    if (outcome->listed > 0)
        m_shared.requestBodies();
    if (!outcome->again)
        m_selection = session.selection();
    return true;
}

Result<void> InboxWatch::wait(imap::ImapSession &session, WakeFd &wake, std::chrono::milliseconds longest)
{
    const auto mailbox = inbox();
    if (!mailbox)
        return {};
    if (!session.canIdle()) {
        if (auto looked = look(session); !looked)
            return looked.error();
        m_connection.tell(LaneStatus::State::Watching, LaneStatus::What::Polling, mailbox->path);
        waitFor(wake, m_shared.stop.token(), longest);
        return {};
    }
    if (!isUpToDate(session)) {
        if (auto listed = bringUpToDate(session, *mailbox); !listed)
            return listed.error();
        if (!isUpToDate(session))
            return {};
    }
    imap::MailboxEvents events = session.takeEvents();
    if (events.isEmpty()) {
        m_connection.tell(LaneStatus::State::Watching, LaneStatus::What::Watching, mailbox->path);
        auto ended = session.idle(wake, longest, [&events](imap::MailboxEvents came) {
            events = std::move(came);
            return events.isEmpty();
        });
        if (!ended)
            return ended.error();
    }
    if (events.isEmpty())
        return {};
    m_connection.tell(LaneStatus::State::Working, LaneStatus::What::ListingMessages, mailbox->path);
    MailboxSync sync(session, syncContext());
    auto caught = sync.catchUp(mailbox->id, events, m_uidNext, true);
    if (!caught || caught->again)
        m_selection = 0;
    if (caught && caught->listed > 0)
        m_shared.requestBodies();
    return caught ? Result<void>() : Result<void>(caught.error());
}

} // namespace tern::sync
