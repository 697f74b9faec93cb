// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"
#include "core/sync/ListingWriter.h"
#include "core/sync/ReplayGate.h"
#include "core/sync/SyncPlan.h"

#include <functional>

namespace tern::sync {

/// Brings one mailbox of the store in step with the server, on one lane's session.
/// Thread: the lane's. Blocks; ends at once on the session's stop.
class MailboxSync final {
public:
    struct Context {
        store::Store &store;
        store::StoreReader &reader;
        ReplayGate &gate;
        const Clock &clock;
        std::function<void(int done, int total)> progress;
    };
    MailboxSync(imap::ImapSession &session, Context context) : m_session(session), m_context(std::move(context)) {}

    struct Outcome {
        std::int64_t listed = 0;   ///< messages that were listed
        Uid uidNext;               ///< the first UID above all that are listed
        bool again = false;        ///< a replay or the other lane came between; some of it must be done again
        bool mismatched = false;   ///< even the whole list of UIDs doesn't come to what EXISTS says
    };
    /// SELECTs and does what planMailboxSync() says. Errors: MailboxMissing when it was deleted elsewhere; those of session and store.
    /// \param firstPageOnly  of a mailbox that was never listed only the newest hundred, so that a person sees them; the rest is another's work
    /// \param status  what LIST or STATUS said just now, if anything: it spares a round trip
    [[nodiscard]] Result<Outcome> run(const store::MailboxRecord &mailbox, bool firstPageOnly = false, const imap::MailboxStatus *status = nullptr);

    /// Takes in what came unasked for the selected mailbox. \param uidNext  the first UID not listed yet; raised.
    [[nodiscard]] Result<Outcome> catchUp(MailboxId mailbox, const imap::MailboxEvents &events, Uid &uidNext, bool arrival);

    /// Lists these of the selected mailbox anew. \return false if a replay or the other lane came between and some were not written.
    [[nodiscard]] Result<bool> listAgain(MailboxId mailbox, const imap::UidSet &uids);

private:
    Result<Outcome> openUnknown(const store::MailboxRecord &mailbox, bool firstPageOnly, const imap::MailboxStatus *status);
    Result<Outcome> listFromNothing(const store::MailboxRecord &mailbox, imap::ImapSession::Opened opened, ListingWriter &writer, bool firstPageOnly);
    Result<void> enter(MailboxId mailbox, const imap::SelectResult &selected);
    Result<Outcome> finish(const store::MailboxRecord &mailbox, const imap::SelectResult &selected, Outcome outcome, Uid highest);
    [[nodiscard]] ListingWriter::Options writerOptions(MailboxId mailbox, std::uint32_t total) const;
    Result<void> listUids(MailboxId mailbox, const imap::UidSet &uids, bool arrival, Outcome &outcome, Uid &highest);
    Result<void> syncFlags(const store::MailboxRecord &mailbox, const SyncPlan &plan, const imap::SelectResult &selected, Outcome &outcome, Uid &highest);
    Result<void> compareAll(const store::MailboxRecord &mailbox, std::vector<imap::FlagChange> remote, const ReplayGate::Ticket &ticket, Outcome &outcome, Uid &highest);
    Result<bool> apply(const ReplayGate::Ticket &ticket, std::vector<store::FlagUpdate> flags, std::vector<Uid> vanished);
    Result<void> noteMismatch(const store::MailboxRecord &mailbox, Outcome &outcome);
    Result<void> settleCount(const store::MailboxRecord &mailbox, Outcome &outcome, Uid &highest);

    imap::ImapSession &m_session;
    Context m_context;
    Uid m_judged;       ///< what the server's answers on this connection are complete for: UIDs below
};

} // namespace tern::sync
