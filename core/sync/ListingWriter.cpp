// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ListingWriter.h"

#include "core/sync/ListedRows.h"

namespace tern::sync {
namespace {

constexpr std::size_t kFirstBatch = 100;     // messages; a screen
constexpr std::size_t kLargestBatch = 2'000;
constexpr std::size_t kLargestBatchBytes = 4'000'000;
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
    if (m_first.value != 0)
        m_above = m_first;
    m_first = m_last = {};
    if (m_asked.empty())
        return;
    m_ticket = m_asked.front();
    m_asked.pop_front();
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
    m_disordered = m_disordered || message.uid <= m_last || (m_above.value != 0 && message.uid >= m_above);
    m_last = message.uid;
    if (m_first.value == 0)
        m_first = message.uid;
    row(listedRow(message, m_options.now, m_options.fallbackCharset));
}

void ListingWriter::row(const store::ListedRow &row)
{
    m_highest = std::max(m_highest, row.uid);
    m_batchBytes += static_cast<std::size_t>(row.head.headerBlock.size()) + row.head.bodyStructure.size();
    m_batch.push_back(store::prepareRow(row, m_options.now));
    ++m_count;
    if (m_batch.size() >= m_batchSize || m_batchBytes >= kLargestBatchBytes)
        flush();
}

void ListingWriter::flush()
{
    if (m_batch.empty())
        return;
    {
        std::unique_lock lock(m_shared->mutex);
        m_shared->changed.wait(lock, [this] { return m_shared->waiting < kMostWaiting; });
        if (m_shared->error) {
            m_batch.clear();
            return;
        }
        ++m_shared->waiting;
    }
    const auto rows = std::make_shared<std::vector<store::PreparedRow>>(std::move(m_batch));
    const auto shared = m_shared;
    const MailboxId mailbox = m_options.mailbox;
    const bool arrival = m_options.arrival;
    m_store.write(
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
            rows->clear();
            const std::lock_guard lock(shared->mutex);
            --shared->waiting;
            if (!outcome && !shared->error)
                shared->error = outcome.error();
            shared->changed.notify_all();
        });
    m_batchSize = std::min(m_batchSize * 4, kLargestBatch);
    m_batch = {};
    m_batchBytes = 0;
    m_batch.reserve(m_batchSize);
    if (m_options.listed)
        m_options.listed(m_count);
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
