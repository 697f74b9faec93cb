// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ListingWriter.h"

#include "core/sync/ListedRows.h"

#include <algorithm>

namespace tern::sync {
namespace {

constexpr std::size_t kFirstBatch = 100;     // messages; a screen
constexpr std::size_t kLargestBatch = 2'500;     // a transaction that a click may wait for: some 30 ms
constexpr std::size_t kLargestBatchBytes = 8'000'000;
constexpr int kMostWaiting = 3;              // batches

} // namespace

ListingWriter::ListingWriter(store::Store &store, ReplayGate &gate, Options options)
    : m_store(store), m_gate(gate), m_options(std::move(options)), m_ticket(gate.ticket(m_options.mailbox)), m_batchSize(kFirstBatch)
{
    m_batch.reserve(m_batchSize);
}

ListingWriter::~ListingWriter()
{
    std::unique_lock lock(m_shared->mutex);
    m_shared->changed.wait(lock, [this] { return m_shared->waiting == 0; });
}

void ListingWriter::asking()
{
    m_asked.push_back(m_gate.ticket(m_options.mailbox));
}

void ListingWriter::answering()
{
    flush();
    if (m_asked.empty())
        return;
    m_ticket = m_asked.front();
    m_asked.pop_front();
}

std::int64_t ListingWriter::distinct()
{
    std::sort(m_uids.begin(), m_uids.end());
    return std::unique(m_uids.begin(), m_uids.end()) - m_uids.begin();
}

bool ListingWriter::isStale() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->stale;
}

void ListingWriter::message(imap::ListedMessage &message)
{
    if (message.uid.value == 0)
        return;
    row(listedRow(message, m_options.now, m_options.fallbackCharset));
}

void ListingWriter::row(const store::ListedRow &row)
{
    m_highest = std::max(m_highest, row.uid);
    m_uids.push_back(row.uid.value);
    m_batchBytes += static_cast<std::size_t>(row.head.headerBlock.size()) + row.head.bodyStructure.size();
    m_batch.add(row, m_options.now);
    if (m_batch.size() >= m_batchSize || m_batchBytes >= kLargestBatchBytes)
        flush();
}

void ListingWriter::flush()
{
    if (m_batch.size() == 0)
        return;
    std::vector<std::shared_ptr<std::vector<store::PreparedRow>>> spent;
    {
        std::unique_lock lock(m_shared->mutex);
        m_shared->changed.wait(lock, [this] { return m_shared->waiting < kMostWaiting; });
        if (m_shared->error) {
            m_batch = {};
            return;
        }
        ++m_shared->waiting;
        spent.swap(m_shared->spent);
    }
    const auto rows = std::make_shared<std::vector<store::PreparedRow>>(m_batch.take());
    const auto shared = m_shared;
    const MailboxId mailbox = m_options.mailbox;
    const bool arrival = m_options.arrival;
    m_store.writeBulk(
        [rows, shared, mailbox, arrival, ticket = m_ticket, &gate = m_gate](store::StoreWriter &writer) -> Result<void> {
            const bool valid = gate.isValid(ticket);
            const imap::UidSet overtaken = gate.overtaken(ticket);
            const auto left = valid ? std::erase_if(*rows, [&](const store::PreparedRow &row) { return overtaken.contains(row.uid); }) : rows->size();
            if (left > 0) {
                const std::lock_guard lock(shared->mutex);
                shared->stale = true;
            }
            if (!valid || rows->empty())
                return {};
            imap::UidSet written;
            for (const store::PreparedRow &row : *rows)
                written.add(row.uid);
            gate.wrote(ticket, written);
            return writer.insertPrepared(mailbox, *rows, arrival);
        },
        [rows, shared](const Result<void> &outcome) {
            const std::lock_guard lock(shared->mutex);
            // Taking thousands of rows apart is the lane's work: it has more time.
            shared->spent.push_back(rows);
            --shared->waiting;
            if (!outcome && !shared->error)
                shared->error = outcome.error();
            shared->changed.notify_all();
        });
    m_batchSize = std::min(m_batchSize * 4, kLargestBatch);
    m_batchBytes = 0;
    m_batch.reserve(m_batchSize);
    if (m_options.listed)
        m_options.listed(count());
}

Result<void> ListingWriter::finish()
{
    flush();
    std::unique_lock lock(m_shared->mutex);
    m_shared->changed.wait(lock, [this] { return m_shared->waiting == 0; });
    if (m_shared->error)
        return *m_shared->error;
    return {};
}

} // namespace tern::sync
