// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/outbox/ServerFolders.h"
#include "core/store/Store.h"

namespace tern::outbox {

/// ServerFolders of every kind of account: those whose mail is kept here have their folders in the store, the others on a server.
/// Thread: any send lane's.
class AccountFolders final : public ServerFolders {
public:
    /// \param remote  of accounts on a server; outlives this
    AccountFolders(store::Store &store, const Clock &clock, ServerFolders &remote) : m_store(store), m_clock(clock), m_remote(remote) {}

    [[nodiscard]] Result<Listing> newestMessages(AccountId account, const std::string &mailbox, std::uint32_t newest, const StopToken &stop) override;
    [[nodiscard]] Result<void> append(AccountId account, const Copy &copy, const StopToken &stop) override;
    Result<void> remove(AccountId account, const std::string &mailbox, UidValidity validity, const std::vector<Uid> &uids, const StopToken &stop) override;

private:
    [[nodiscard]] Result<bool> isKept(store::StoreReader &reader, AccountId account) const;

    store::Store &m_store;
    const Clock &m_clock;
    ServerFolders &m_remote;
};

} // namespace tern::outbox
