// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/MaildropFetch.h"

#include "core/base/Log.h"
#include "core/store/KeptBodies.h"
#include "core/sync/KeptRows.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace tern::sync {
namespace {

constexpr std::size_t kFirstBatch = 50;                 // messages; a screen
constexpr std::size_t kLargestBatch = 1'000;
constexpr std::int64_t kLargestBatchBytes = 8'000'000;
constexpr int kMostWaiting = 2;                         // batches that wait for the disk while the next comes in
constexpr std::size_t kMostConfirmed = 500;             // headers looked at again before removing, a visit

} // namespace

/// What is kept in one transaction, with what it says about the maildrop.
struct MaildropFetch::Batch {
    std::vector<std::uint32_t> numbers;
    std::vector<store::PreparedRow> rows;
    std::vector<store::KeptBody> bodies;
    std::vector<UnixMillis> received;
    std::vector<store::MaildropItem> items;
    std::vector<store::StoreWriter::MaildropChange> changes;
    std::int64_t bytes = 0;
};

/// Hands batches to the store while more comes in. Only what the store has committed counts as kept.
class MaildropFetch::Keeper final {
public:
    explicit Keeper(const Context &context) : m_context(context) {}
    ~Keeper() { (void)finish(); }
    Keeper(const Keeper &) = delete;
    Keeper &operator=(const Keeper &) = delete;

    Result<void> keep(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting < kMostWaiting; });
        if (m_error)
            return *m_error;
        ++m_waiting;
        lock.unlock();
        const auto shared = std::make_shared<Batch>(std::move(batch));
        m_context.store.write(
            [this, shared](store::StoreWriter &writer) -> Result<void> {
                if (!shared->rows.empty()) {
                    auto kept = writer.keepMessages(m_context.account.id, m_context.inbox, shared->rows, shared->bodies, shared->received, shared->items,
                                                    m_context.arrival);
                    if (!kept)
                        return kept.error();
                }
                return shared->changes.empty() ? Result<void>() : writer.changeMaildrop(m_context.account.id, shared->changes);
            },
            [this](Result<void> outcome) {
                const std::lock_guard guard(m_mutex);
                if (!outcome && !m_error)
                    m_error = outcome.error();
                --m_waiting;
                m_changed.notify_all();
            });
        return {};
    }
    /// Waits until everything is on disk.
    Result<void> finish()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting == 0; });
        return m_error ? Result<void>(*m_error) : Result<void>();
    }

private:
    const Context &m_context;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    std::optional<Error> m_error;
};

Result<MaildropFetch::Outcome> MaildropFetch::run()
{
    auto known = m_context.reader.maildrop(m_context.account.id);
    if (!known)
        return known.error();
    auto listed = list();
    if (!listed)
        return listed.error();
    m_outcome.listed = static_cast<int>(listed->size());
    MaildropPlan plan(*std::move(known), {m_context.account.maildrop, m_context.clock.now()});
    plan.setListing(*std::move(listed));
    if (auto read = readFingerprints(plan, plan.doubtful()); !read)
        return read.error();
    if (auto confirmed = confirm(plan); !confirmed)
        return confirmed.error();
    if (auto fetched = fetch(plan); !fetched)
        return fetched.error();
    if (auto removed = remove(plan); !removed)
        return removed.error();
    const auto changes = plan.changes();
    if (!changes.empty()) {
        auto noted = m_context.store.writeAndWait([&](store::StoreWriter &writer) { return writer.changeMaildrop(m_context.account.id, changes); });
        if (!noted)
            return noted.error();
    }
    return m_outcome;
}

/// UIDLs, with sizes; without UIDL, numbers and sizes. One round trip where pipelining is known.
Result<std::vector<pop3::MaildropEntry>> MaildropFetch::list()
{
    auto listing = m_session.listing();
    if (!listing)
        return listing;
    if (m_context.refused)
        std::erase_if(*listing, [&](const pop3::MaildropEntry &entry) { return !entry.uidl.empty() && m_context.refused->contains(entry.uidl); });
    return listing;
}

Result<void> MaildropFetch::readFingerprints(MaildropPlan &plan, const std::vector<pop3::MaildropEntry> &entries)
{
    return m_session.headers(entries, [&](const pop3::MaildropEntry &entry, Result<QByteArray> got) -> Result<void> {
        if (got)
            plan.setFingerprint(entry.number, headerFingerprint({got->constData(), static_cast<std::size_t>(got->size())}));
        return {};
    });
}

Result<void> MaildropFetch::fetch(MaildropPlan &plan)
{
    std::vector<pop3::MaildropEntry> wanted = plan.toFetch();
    std::erase_if(wanted, [&](const pop3::MaildropEntry &entry) {
        const bool tooLarge = entry.size > pop3::kLargestMessage;
        if (tooLarge)
            logWarning("sync", "a message of " + std::to_string(entry.size) + " bytes is left in the maildrop of " + m_context.account.email.toStdString());
        return tooLarge;
    });
    const int total = static_cast<int>(wanted.size());
    if (total == 0)
        return {};
    Keeper keeper(m_context);
    Batch batch;
    std::size_t limit = kFirstBatch;
    int done = 0;
    const UnixMillis now = m_context.clock.now();
    std::vector<std::pair<std::uint32_t, store::MaildropItem>> noted;
    const auto flush = [&]() -> Result<void> {
        if (batch.numbers.empty())
            return {};
        if (m_context.progress)
            m_context.progress(done, total);
        limit = std::min(limit * 2, kLargestBatch);
        return keeper.keep(std::exchange(batch, {}));
    };
    auto retrieved = m_session.retrieve(wanted, [&](const pop3::MaildropEntry &entry, Result<QByteArray> got) -> Result<void> {
        ++done;
        if (!got) {
            // One that ends every visit must not keep the others from coming.
            const bool isItsFault = got.error().kind == ErrorKind::MessageTooLarge || got.error().kind == ErrorKind::ProtocolError;
            if (isItsFault && m_context.refused && !entry.uidl.empty())
                m_context.refused->insert(entry.uidl);
            return {};
        }
        // Nothing is no message.
        if (got->isEmpty())
            return {};
        const std::string_view raw(got->constData(), static_cast<std::size_t>(got->size()));
        const MaildropPlan::Fetched fetched = plan.fetched(entry, headerFingerprint(raw), got->size());
        noted.emplace_back(entry.number, fetched.item);
        plan.stored(entry.number, fetched.item);
        batch.numbers.push_back(entry.number);
        batch.bytes += got->size();
        if (fetched.change)
            batch.changes.push_back(*fetched.change);
        if (fetched.isNew) {
            batch.rows.push_back(keptRow(*got, now, 0, {}, now));
            batch.bodies.push_back(store::packKeptBody(*got));
            batch.received.push_back(now);
            batch.items.push_back(fetched.item);
            ++m_outcome.fetched;
        }
        return batch.numbers.size() >= limit || batch.bytes >= kLargestBatchBytes ? flush() : Result<void>();
    });
    // What came before a connection broke is kept all the same.
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (auto kept = keeper.finish(); !kept)
        return kept;
    if (m_context.progress)
        m_context.progress(done, total);
    return retrieved;
}

/// What was fetched in an earlier visit and is to go: is it still that message? If it isn't, it is fetched.
Result<void> MaildropFetch::confirm(MaildropPlan &plan)
{
    std::vector<pop3::MaildropEntry> unseen = plan.toConfirm();
    if (unseen.size() > kMostConfirmed)
        unseen.resize(kMostConfirmed);
    return m_session.headers(unseen, [&](const pop3::MaildropEntry &entry, Result<QByteArray> got) -> Result<void> {
        if (got)
            plan.setFingerprint(entry.number, headerFingerprint({got->constData(), static_cast<std::size_t>(got->size())}));
        else if (got.error().kind == ErrorKind::Unsupported || got.error().kind == ErrorKind::ServerRefused)
            plan.confirmBySize(entry.number);
        return {};
    });
}

/// Everything that toRemove() names is committed: fetch() has waited for the disk.
Result<void> MaildropFetch::remove(MaildropPlan &plan)
{
    const std::vector<pop3::MaildropEntry> due = plan.toRemove();
    int marked = 0;
    auto removed = m_session.remove(due, [&](const pop3::MaildropEntry &, Result<QByteArray> got) -> Result<void> {
        marked += got ? 1 : 0;
        return {};
    });
    if (!removed)
        return removed;
    // Without a confirmed farewell nothing is known to be removed; the next visit sees what is left.
    auto quit = m_session.quit();
    if (quit)
        m_outcome.removed = marked;
    return marked > 0 ? quit : Result<void>();
}

} // namespace tern::sync
