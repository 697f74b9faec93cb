// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SyncHub.h"

#include "core/accounts/ProviderPresets.h"

#include <tuple>

namespace tern::engine {
namespace {

/// What lanes work with: when it changes they are made anew.
bool isSameForLanes(const store::AccountRecord &a, const store::AccountRecord &b)
{
    const auto server = [](const store::ServerSettings &settings) { return std::tie(settings.host, settings.port, settings.security, settings.user); };
    return server(a.imap) == server(b.imap) && a.secretSource == b.secretSource && a.auth == b.auth && a.caFile == b.caFile && a.roles == b.roles && a.email == b.email &&
           a.maildrop == b.maildrop &&
           a.provider == b.provider;
}

AccountStatus::State stateOf(sync::Connectivity::State state)
{
    switch (state) {
    case sync::Connectivity::State::Offline: return AccountStatus::State::Offline;
    case sync::Connectivity::State::Connecting: return AccountStatus::State::Connecting;
    case sync::Connectivity::State::Online: return AccountStatus::State::Online;
    case sync::Connectivity::State::NeedsPassword: return AccountStatus::State::NeedsPassword;
    case sync::Connectivity::State::Problem: return AccountStatus::State::Problem;
    }
    return AccountStatus::State::Offline;
}

} // namespace

void SyncHub::start(bool automatic)
{
    const std::lock_guard lock(m_mutex);
    m_automatic = automatic;
    m_started = true;
}

void SyncHub::apply(const store::AccountRecord &account)
{
    std::shared_ptr<sync::AccountLanes> ended;
    std::shared_ptr<sync::AccountLanes> current;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_started || m_stopped)
            return;
        const auto found = m_entries.find(account.id);
        if (found != m_entries.end()) {
            if (account.enabled && isSameForLanes(found->second.record, account)) {
                found->second.record = account;
                current = found->second.sync;
            } else {
                ended = found->second.sync;
                m_entries.erase(found);
            }
        }
    }
    if (current)
        return current->retryNow();
    if (ended) {
        ended->requestStop();
        ended->join();
    }
    if (!account.enabled)
        return;
    const auto made = make(account);
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopped)
            return;
        Entry &entry = m_entries[account.id];
        entry.record = account;
        entry.sync = made;
        entry.status.account = account.id;
        entry.status.email = account.email;
        made->setConditions(m_conditions);
        made->start(m_automatic);
    }
    change(account.id, [](AccountStatus &) {});
}

std::shared_ptr<sync::AccountLanes> SyncHub::make(const store::AccountRecord &account)
{
    const AccountId id = account.id;
    sync::SyncContext context{
        m_parts.store,
        m_parts.net,
        m_parts.clock,
        [this, id](const sync::LaneStatus &lane) {
            change(id, [&](AccountStatus &status) {
                const auto found = std::find_if(status.lanes.begin(), status.lanes.end(), [&](const LaneStatus &one) { return one.kind == lane.kind; });
                if (found == status.lanes.end())
                    status.lanes.push_back(lane);
                else
                    *found = lane;
            });
        },
        [this, id](const sync::Connectivity &connectivity) {
            change(id, [&](AccountStatus &status) {
                status.state = stateOf(connectivity.state);
                status.error = connectivity.error;
                status.offlineSince = connectivity.offlineSince;
                status.lastSync = connectivity.lastSync;
                status.quota = connectivity.quota;
            });
        },
        [this, id](const sync::SyncNotice &notice) { tell(id, notice); }};
    if (const int allowed = accounts::connectionsAllowed(accounts::ProviderPresets::builtIn(), account); allowed > 0)
        context.mostConnections = allowed;
    return sync::AccountLanes::make(account, std::move(context));
}

void SyncHub::remove(AccountId account)
{
    std::shared_ptr<sync::AccountLanes> ended;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(account);
        if (found == m_entries.end())
            return;
        ended = found->second.sync;
        m_entries.erase(found);
    }
    ended->requestStop();
    ended->join();
}

void SyncHub::stop()
{
    std::vector<std::shared_ptr<sync::AccountLanes>> ended;
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        for (auto &[id, entry] : m_entries)
            ended.push_back(entry.sync);
    }
    for (const auto &sync : ended)
        sync->requestStop();
    for (const auto &sync : ended)
        sync->join();
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
}

std::shared_ptr<sync::AccountLanes> SyncHub::find(AccountId account) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(account);
    return found == m_entries.end() ? nullptr : found->second.sync;
}

Error SyncHub::whyAbsent(AccountId account) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopped)
            return makeError(ErrorKind::Cancelled, "engine.stopped");
        if (!m_started)
            return makeError(ErrorKind::InvalidInput, "engine.not_started", "nothing was asked of any server yet");
    }
    const auto reader = m_parts.store.openReader();
    const auto record = reader ? (*reader)->account(account) : Result<store::AccountRecord>(reader.error());
    if (record && !record->enabled)
        return makeError(ErrorKind::InvalidInput, "engine.account_off", record->email.toStdString());
    return makeError(ErrorKind::NotFound, "engine.account");
}

std::vector<std::shared_ptr<sync::AccountLanes>> SyncHub::all() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::shared_ptr<sync::AccountLanes>> found;
    for (const auto &[id, entry] : m_entries)
        found.push_back(entry.sync);
    return found;
}

void SyncHub::operationsChanged()
{
    for (const auto &sync : all())
        sync->operationsChanged();
}

void SyncHub::retryNow()
{
    for (const auto &sync : all())
        sync->retryNow();
}

void SyncHub::bodiesWanted()
{
    for (const auto &sync : all())
        sync->bodiesWanted();
}

void SyncHub::networkChanged()
{
    for (const auto &sync : all())
        sync->networkChanged();
}

void SyncHub::serverReached()
{
    for (const auto &sync : all())
        sync->serverReached();
}

void SyncHub::setConditions(const sync::NetworkConditions &conditions)
{
    {
        const std::lock_guard lock(m_mutex);
        m_conditions = conditions;
    }
    for (const auto &sync : all())
        sync->setConditions(conditions);
}

void SyncHub::setVisible(const std::map<AccountId, std::vector<PlacementId>> &rows)
{
    for (const auto &sync : all()) {
        const auto found = rows.find(sync->account());
        sync->setVisible(found == rows.end() ? std::vector<PlacementId>() : found->second);
    }
}

void SyncHub::setFocus(AccountId account, MailboxId mailbox)
{
    if (const auto sync = find(account))
        sync->setFocus(mailbox);
}

void SyncHub::fetchSnippets(AccountId account, std::vector<PlacementId> rows)
{
    if (const auto sync = find(account))
        sync->fetchSnippets(std::move(rows));
}

void SyncHub::fetchBody(const store::MessageRow &row, std::function<void(Result<void>)> done)
{
    if (const auto sync = find(row.account))
        sync->fetchBody(row.placement, std::move(done));
    else
        done(whyAbsent(row.account));
}

void SyncHub::submitJob(AccountId account, sync::ImapJob job, std::function<void(Result<void>)> done)
{
    if (const auto sync = find(account))
        sync->submitJob(std::move(job), std::move(done));
    else
        done(whyAbsent(account));
}

void SyncHub::syncNow(AccountId account, sync::SyncScope scope, std::function<void(Result<SyncSummary>)> done)
{
    if (const auto sync = find(account))
        sync->syncNow(std::move(scope), std::move(done));
    else
        done(whyAbsent(account));
}

void SyncHub::change(AccountId account, const std::function<void(AccountStatus &)> &edit)
{
    AccountStatus changed;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(account);
        if (found == m_entries.end())
            return;
        edit(found->second.status);
        changed = found->second.status;
    }
    m_parts.listener.accountChanged(changed);
}

void SyncHub::tell(AccountId account, const sync::SyncNotice &told)
{
    Notice notice;
    switch (told.kind) {
    case sync::SyncNotice::Kind::OperationRefused: notice.kind = Notice::Kind::OperationRefused; break;
    case sync::SyncNotice::Kind::ServerAlert: notice.kind = Notice::Kind::ServerAlert; break;
    case sync::SyncNotice::Kind::StorageProblem: notice.kind = Notice::Kind::StorageProblem; break;
    }
    notice.account = account;
    notice.operation = told.operation;
    notice.intent = told.intent;
    notice.messages = told.messages;
    notice.error = told.error;
    m_parts.listener.noticed(notice);
}

std::vector<AccountStatus> SyncHub::status() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<AccountStatus> all;
    for (const auto &[id, entry] : m_entries)
        all.push_back(entry.status);
    return all;
}

std::vector<AccountId> SyncHub::accounts() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<AccountId> ids;
    for (const auto &[id, entry] : m_entries)
        ids.push_back(id);
    return ids;
}

} // namespace tern::engine
