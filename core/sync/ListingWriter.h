// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"
#include "core/store/Store.h"
#include "core/sync/ReplayGate.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace tern::sync {

/// Takes a listing as it streams in and hands it to the store in batches, while the socket goes on: at most a few batches wait, so memory stays bounded.
/// The first batches are small, so that a screen is there at once.
/// Thread: lane; batches are written on the store thread.
class ListingWriter final : public imap::ListingSink {
public:
    struct Options {
        MailboxId mailbox;
        bool arrival = false;                       ///< tell unread ones as new mail
        UnixMillis now = 0;
        std::string fallbackCharset = "GB18030";
        std::function<void(std::int64_t)> listed;   ///< after each batch: messages so far
    };
    ListingWriter(store::Store &store, ReplayGate &gate, Options options);
    ~ListingWriter() override;

    /// What a FETCH brings counts only if no replay touches the mailbox from before it is sent.
    void asking() override;
    void answering() override;
    void message(imap::ListedMessage &message) override;
    /// A message whose header is known from elsewhere.
    void row(const store::ListedRow &row);
    /// Writes what is left and waits until all is committed. Errors: those of the store; UidValidityChanged never. Once.
    Result<void> finish();
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_uids.size()); }
    /// How many UIDs that was: a server may name one twice. (Answers to commands that were sent together may come mixed, so order says nothing.)
    [[nodiscard]] std::int64_t distinct();
    [[nodiscard]] Uid highest() const { return m_highest; }
    /// A replay came between; some rows were discarded and must be listed again. After finish().
    [[nodiscard]] bool isStale() const;

private:
    void flush();

    struct Shared {
        std::mutex mutex;
        std::condition_variable changed;
        int waiting = 0;
        std::vector<std::shared_ptr<std::vector<store::PreparedRow>>> spent;   // batches that are written
        bool stale = false;
        std::optional<Error> error;
    };
    store::Store &m_store;
    ReplayGate &m_gate;
    Options m_options;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    ReplayGate::Ticket m_ticket;
    std::deque<ReplayGate::Ticket> m_asked;     // of commands ahead of their answers
    store::RowPreparer m_batch;
    std::size_t m_batchBytes = 0;           // of what a server can make as long as it likes
    std::size_t m_batchSize;
    std::vector<std::uint32_t> m_uids;      // each that came
    Uid m_highest;
};

} // namespace tern::sync
