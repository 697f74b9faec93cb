// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/pop3/Pop3Session.h"
#include "core/store/Store.h"
#include "core/sync/MaildropPlan.h"

#include <functional>
#include <set>

namespace tern::sync {

/// One visit to a POP3 maildrop: what is new is fetched and kept, newest first; what the account's settings say is removed, after it is durably here.
/// Thread: the lane's; blocks. After it the session is of no more use.
class MaildropFetch final {
public:
    struct Context {
        store::Store &store;
        store::StoreReader &reader;
        const Clock &clock;
        store::AccountRecord account;
        std::string inbox = "INBOX";                                   ///< wire name of the mailbox that takes what comes
        bool arrival = false;                                          ///< what comes is told as new mail
        std::function<void(int done, int total)> progress;
        std::set<std::string> *refused = nullptr;                      ///< UIDLs that ended an earlier visit; left out, and added to
    };
    MaildropFetch(pop3::Pop3Session &session, Context context) : m_session(session), m_context(std::move(context)) {}

    struct Outcome {
        int fetched = 0;
        int removed = 0;        ///< confirmed by the server
        int listed = 0;
    };
    /// Errors: those of the session and the store. What was kept before stays, and is known the next time.
    [[nodiscard]] Result<Outcome> run();

private:
    struct Batch;
    class Keeper;
    Result<std::vector<pop3::MaildropEntry>> list();
    Result<void> readFingerprints(MaildropPlan &plan, const std::vector<pop3::MaildropEntry> &entries);
    Result<void> fetch(MaildropPlan &plan);
    Result<void> confirm(MaildropPlan &plan);
    Result<void> remove(MaildropPlan &plan);

    pop3::Pop3Session &m_session;
    Context m_context;
    Outcome m_outcome;
};

} // namespace tern::sync
