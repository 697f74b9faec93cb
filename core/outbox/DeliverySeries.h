// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/outbox/Delivery.h"
#include "core/store/Store.h"

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <vector>

namespace tern::outbox {

/// The messages of one account that are due at one server, handed over one after the other, with every step of the ledger on disk.
/// A few go one by one, each step before the next: at any moment at most one of them may have gone without its answer. In a long series the disk is
/// written while the server answers, so that the ledger costs no time: a kill leaves up to three that a person is asked about (docs/adr/007).
/// Thread: the lane's.
class DeliverySeries final : public MailQueue {
public:
    struct Parts {
        store::Store &store;
        store::StoreReader &reader;
        const Clock &clock;
        const StopToken &stop;
        QString server;         ///< whom it goes to, before a connection tells
        std::function<void(const store::OutboxRecord &item, std::uint64_t done, std::uint64_t total)> progress;
        /// An outcome, in order. `recorded`: it is on disk, or belongs nowhere any more; otherwise the lane must not forget it.
        std::function<void(const store::OutboxRecord &item, bool recorded)> ended;
    };
    /// \param due  whether an item is (still) to be delivered
    DeliverySeries(Parts parts, std::vector<OutboxId> items, std::function<bool(const store::OutboxRecord &)> due);

    [[nodiscard]] std::optional<MailRequest> next() override;
    void connected(const DeliveryServer &server) override { m_server = server; }
    void settled(const DeliveryOutcome &outcome) override;

    /// Waits until every outcome is on disk, or can't be. Call it when the sender is through.
    void finish();
    /// Those that were never begun, and why: what ended the connection. No error: they are to be begun again.
    [[nodiscard]] std::vector<OutboxId> rest() const { return {m_items.begin(), m_items.end()}; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    using Written = std::shared_future<Result<void>>;
    struct Going {
        store::OutboxRecord item;
        Written marked;                                     ///< of an early mark
        std::shared_ptr<std::atomic<bool>> isGone = std::make_shared<std::atomic<bool>>(false);     ///< removed or cancelled: nothing is to be recorded
    };
    struct Recording {
        store::OutboxRecord item;
        Written written;
    };
    [[nodiscard]] std::shared_ptr<Going> begin(OutboxId id);
    void noteServer(store::OutboxRecord &item) const;
    [[nodiscard]] Result<void> mark(Going &going);
    void noteFailure(const char *step, OutboxId item, const Error &error);
    /// Writes the outcomes that were held, and the item as it is given, in one transaction.
    [[nodiscard]] Written write(const std::optional<store::OutboxRecord> &item, const std::shared_ptr<std::atomic<bool>> &isGone);
    void takeWritten(std::size_t mostLeft);

    Parts m_parts;
    DeliveryServer m_server;
    std::deque<OutboxId> m_items;
    std::function<bool(const store::OutboxRecord &)> m_due;
    const bool m_hurries;
    bool m_canRecord = true;
    std::deque<std::shared_ptr<Going>> m_going;
    std::vector<store::OutboxRecord> m_held;        ///< outcomes that go to the disk with the next mark
    std::deque<Recording> m_recording;
    std::optional<Error> m_error;
};

} // namespace tern::outbox
