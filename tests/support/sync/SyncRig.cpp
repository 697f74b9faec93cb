// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sync/SyncRig.h"

#include "core/search/Search.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <stdexcept>

namespace tern::test {
namespace {

template <typename T>
T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().toString());
    return *std::move(result);
}

void need(const Result<void> &result)
{
    if (!result)
        throw std::runtime_error(result.error().toString());
}

} // namespace

SyncRig::SyncRig(const std::filesystem::path &profile)
{
    if (profile.empty())
        m_own.emplace();
    m_profile = profile.empty() ? m_own->path() : profile;
}

SyncRig::~SyncRig()
{
    close();
}

void SyncRig::open()
{
    m_net = std::make_unique<accounts::AccountNet>(std::string(), &m_trace, nullptr);
    store::StoreOptions options;
    options.profile = m_profile / "profile";
    options.clock = &m_clock;
    options.commitHook = commitHook;
    search::addSearch(options);
    m_store = need(store::Store::open(options));
    m_store->setChangeListener([this](const store::ChangeSet &) {
        const std::lock_guard lock(m_mutex);
        m_changed.notify_all();
    });
    m_reader = need(m_store->openReader());
    for (const store::AccountRecord &account : need(m_reader->accounts()))
        makeLanes(account);
}

void SyncRig::close()
{
    for (const auto &[id, sync] : m_syncs)
        sync->requestStop();
    m_syncs.clear();
    m_reader.reset();
    if (m_store)
        m_store->close();
    m_store.reset();
    m_net.reset();
}

AccountId SyncRig::addAccount(const std::string &email, std::uint16_t port, const std::string &password, const std::string &caFile, tern::Security security,
                              const std::string &host)
{
    const std::filesystem::path secret = m_profile / (email + ".password");
    std::ofstream(secret) << password;
    store::AccountRecord account;
    account.email = QString::fromStdString(email);
    account.imap = {!host.empty() ? host : security == tern::Security::Plain ? "127.0.0.1" : "localhost", port, static_cast<int>(security), email};
    account.secretSource = "file:" + secret.string();
    account.caFile = caFile;
    need(m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto added = writer.addAccount(account);
        if (!added)
            return std::move(added).error();
        account.id = *added;
        return {};
    }));
    makeLanes(account);
    return account.id;
}

void SyncRig::makeLanes(const store::AccountRecord &account)
{
    const AccountId id = account.id;
    sync::SyncContext context{*m_store,
                              *m_net,
                              m_clock,
                              [this, id](const sync::LaneStatus &status) {
                                  const std::lock_guard lock(m_mutex);
                                  m_lanes[{id, status.kind}] = status;
                                  m_changed.notify_all();
                              },
                              [this, id](const sync::Connectivity &connectivity) {
                                  const std::lock_guard lock(m_mutex);
                                  m_connectivity[id] = connectivity;
                                  m_changed.notify_all();
                              },
                              [this](const sync::SyncNotice &notice) {
                                  const std::lock_guard lock(m_mutex);
                                  m_notices.push_back(notice);
                                  m_changed.notify_all();
                              },
                              times,
                              mostConnections};
    m_syncs[id] = std::make_unique<sync::AccountSync>(account, std::move(context));
}

void SyncRig::startAll(bool automatic)
{
    for (const auto &[id, sync] : m_syncs)
        sync->start(automatic);
}

std::vector<AccountId> SyncRig::accounts() const
{
    std::vector<AccountId> ids;
    for (const auto &[id, sync] : m_syncs)
        ids.push_back(id);
    return ids;
}

Result<sync::SyncSummary> SyncRig::syncNow(AccountId account, sync::SyncScope scope)
{
    const auto promise = std::make_shared<std::promise<Result<sync::SyncSummary>>>();
    auto future = promise->get_future();
    sync(account).syncNow(std::move(scope), [promise](Result<sync::SyncSummary> summary) { promise->set_value(std::move(summary)); });
    if (future.wait_for(std::chrono::seconds{30}) != std::future_status::ready)
        throw std::runtime_error("syncNow() did not end\n" + traced());
    return future.get();
}

bool SyncRig::waitFor(const std::function<bool()> &condition, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        std::unique_lock lock(m_mutex);
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        m_changed.wait_for(lock, std::chrono::milliseconds{20});
    }
    return true;
}

MailboxId SyncRig::mailbox(AccountId account, const std::string &wireName)
{
    const auto found = need(m_reader->mailboxByName(account, wireName));
    return found ? found->id : MailboxId{};
}

std::vector<store::MessageRow> SyncRig::rows(MailboxId mailbox)
{
    return need(m_reader->page({store::InMailbox{mailbox}}, std::nullopt, 100'000)).rows;
}

std::vector<std::string> SyncRig::shown(AccountId account, const std::string &wireName)
{
    std::vector<std::string> lines;
    for (const store::MessageRow &row : rows(mailbox(account, wireName))) {
        std::string line = row.subject.toStdString();
        for (const auto &[flag, name] : {std::pair(store::FlagSeen, " seen"), std::pair(store::FlagFlagged, " flagged"), std::pair(store::FlagDeleted, " deleted")}) {
            if ((row.flags & flag) != 0)
                line += name;
        }
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

PlacementId SyncRig::placement(AccountId account, const std::string &wireName, const std::string &subject)
{
    for (const store::MessageRow &row : rows(mailbox(account, wireName))) {
        if (row.subject == QString::fromStdString(subject))
            return row.placement;
    }
    throw std::runtime_error(wireName + " shows no " + subject);
}

std::size_t SyncRig::operations()
{
    return need(m_reader->operations()).size();
}

OperationId SyncRig::add(const store::NewOperation &operation)
{
    OperationId id;
    need(m_store->writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        auto added = writer.addOperation(operation);
        if (!added)
            return std::move(added).error();
        id = *added;
        return {};
    }));
    return id;
}

OperationId SyncRig::flag(std::vector<PlacementId> placements, store::Flags addFlags, store::Flags removeFlags)
{
    store::NewOperation operation;
    operation.placements = std::move(placements);
    operation.addFlags = addFlags;
    operation.removeFlags = removeFlags;
    return add(operation);
}

OperationId SyncRig::move(std::vector<PlacementId> placements, MailboxId target)
{
    store::NewOperation operation;
    operation.kind = store::OperationKind::Move;
    operation.placements = std::move(placements);
    operation.target = target;
    return add(operation);
}

OperationId SyncRig::copy(std::vector<PlacementId> placements, MailboxId target)
{
    store::NewOperation operation;
    operation.kind = store::OperationKind::Copy;
    operation.placements = std::move(placements);
    operation.target = target;
    return add(operation);
}

OperationId SyncRig::expunge(std::vector<PlacementId> placements)
{
    store::NewOperation operation;
    operation.kind = store::OperationKind::Expunge;
    operation.placements = std::move(placements);
    return add(operation);
}

void SyncRig::kick()
{
    for (const auto &[id, sync] : m_syncs)
        sync->operationsChanged();
}

std::vector<sync::SyncNotice> SyncRig::notices()
{
    const std::lock_guard lock(m_mutex);
    return m_notices;
}

sync::Connectivity SyncRig::connectivity(AccountId account)
{
    const std::lock_guard lock(m_mutex);
    return m_connectivity[account];
}

sync::LaneStatus SyncRig::lane(AccountId account, sync::LaneKind kind)
{
    const std::lock_guard lock(m_mutex);
    return m_lanes[{account, kind}];
}

std::string SyncRig::traced() const
{
    std::string text;
    for (const TraceLine &line : m_trace.snapshot())
        text += line.text + "\n";
    return text;
}

} // namespace tern::test
