// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/outbox/ServerFolders.h"

#include <functional>

namespace tern::outbox {

/// Runs a job on a signed-in connection of the account, in one of its lanes, and tells how it ended, exactly once.
using ImapJob = std::function<Result<void>(imap::ImapSession &)>;
using ImapJobRunner = std::function<void(AccountId, ImapJob, std::function<void(Result<void>)>)>;

/// ServerFolders over jobs on the account's IMAP connections.
class ImapServerFolders final : public ServerFolders {
public:
    explicit ImapServerFolders(ImapJobRunner runner) : m_runner(std::move(runner)) {}

    [[nodiscard]] Result<Listing> newestMessages(AccountId account, const std::string &mailbox, std::uint32_t newest, const StopToken &stop) override;
    [[nodiscard]] Result<void> append(AccountId account, const Copy &copy, const StopToken &stop) override;
    Result<void> remove(AccountId account, const std::string &mailbox, UidValidity validity, const std::vector<Uid> &uids, const StopToken &stop) override;

private:
    Result<void> runAndWait(AccountId account, ImapJob job, const StopToken &stop);

    ImapJobRunner m_runner;
};

} // namespace tern::outbox
