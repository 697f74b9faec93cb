// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Cancellation.h"
#include "core/base/Clock.h"
#include "core/outbox/ServerFolders.h"
#include "core/store/Store.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace tern::outbox {

/// Writes a draft as a message file. \param messageId  without <>.
using DraftWriter = std::function<Result<void>(const store::DraftRecord &draft, const std::string &messageId, const std::string &file)>;

/// Keeps the server's Drafts in step with the drafts written here: appends the newest version after a pause, then removes the older
/// ones; removes all of a draft that was sent or discarded. Copies are known by their Message-ID, which names draft and version, so a
/// crash between any two steps is made good by the next pass.
/// Thread: the send lane's.
class DraftSync final {
public:
    DraftSync(AccountId account, store::Store &store, const Clock &clock, ServerFolders &folders, DraftWriter writer, std::chrono::milliseconds pause)
        : m_account(account), m_store(store), m_clock(clock), m_folders(folders), m_writer(std::move(writer)), m_pause(pause)
    {
    }

    struct Outcome {
        std::optional<UnixMillis> next;     ///< when to look again
        std::optional<Error> error;
    };
    /// \param now  without waiting for the pause.
    [[nodiscard]] Outcome pass(store::StoreReader &reader, bool now, const StopToken &stop);

private:
    Result<void> upload(store::StoreReader &reader, const store::DraftRecord &draft, const StopToken &stop);
    Result<void> withdraw(const store::DraftRecord &draft, const StopToken &stop);
    Result<void> removeCopies(const store::DraftRecord &draft, const std::string &mailbox, const ServerFolders::Listing &listing, const std::string &except,
                              const StopToken &stop);

    const AccountId m_account;
    store::Store &m_store;
    const Clock &m_clock;
    ServerFolders &m_folders;
    DraftWriter m_writer;
    const std::chrono::milliseconds m_pause;
    std::string m_tag;                          ///< tells this profile's drafts from another machine's
    struct Failure {
        int attempts = 0;
        UnixMillis next = 0;
    };
    std::map<DraftId, Failure> m_failures;
};

} // namespace tern::outbox
