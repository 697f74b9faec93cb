// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/DeliverySeries.h"

#include "core/base/Log.h"
#include "core/outbox/Acceptance.h"
#include "core/outbox/LedgerRules.h"

namespace tern::outbox {
namespace {

constexpr std::size_t kFew = 20;                    // of them each step is on disk before the next
constexpr std::int64_t kSmall = 256 * 1024;         // bytes; what is larger takes its time on the way, and shows
constexpr std::size_t kMostUnwritten = 1;           // outcomes on their way to the disk

} // namespace

DeliverySeries::DeliverySeries(Parts parts, std::vector<OutboxId> items, std::function<bool(const store::OutboxRecord &)> due)
    : m_parts(std::move(parts)), m_server{m_parts.server, {}, false}, m_items(items.begin(), items.end()), m_due(std::move(due)), m_hurries(items.size() > kFew)
{
}

std::optional<MailRequest> DeliverySeries::next()
{
    while (!m_items.empty() && m_canRecord && !m_parts.stop.stopRequested()) {
        const OutboxId id = m_items.front();
        m_items.pop_front();
        const auto going = begin(id);
        if (!going)
            continue;
        auto file = m_parts.reader.outboxFile(id);
        MailRequest request;
        request.from = going->item.from.toStdString();
        request.recipients = openRecipients(going->item);
        request.file = file ? file->toStdString() : std::string();
        request.dated = going->item.dated;
        request.id = going->item.messageIdHeader;       // a report is known by it
        request.reportDelivery = going->item.reportDelivery;
        request.requireTls = going->item.requireTls;
        request.beforeEnd = [this, going] { return mark(*going); };
        request.progress = [this, going](std::uint64_t done, std::uint64_t total) { m_parts.progress(going->item, done, total); };
        m_going.push_back(going);
        m_parts.progress(going->item, 0, static_cast<std::uint64_t>(going->item.size));
        return request;
    }
    return std::nullopt;
}

/// \return nothing when it isn't to be sent any more, or can't be recorded.
std::shared_ptr<DeliverySeries::Going> DeliverySeries::begin(OutboxId id)
{
    auto found = m_parts.reader.outboxItem(id);
    if (!found) {
        logError("outbox", found.error().toString());
        return nullptr;
    }
    if (!*found || !m_due(**found))
        return nullptr;
    auto going = std::make_shared<Going>();
    going->item = begun(**found);
    noteServer(going->item);
    if (m_hurries && going->item.size <= kSmall) {
        going->marked = write(ending(going->item), going->isGone);
        takeWritten(kMostUnwritten);
        return going;
    }
    const Result<void> kept = write(going->item, going->isGone).get();
    takeWritten(0);
    if (!kept)
        noteFailure("begin", id, kept.error());
    return kept && !*going->isGone ? going : nullptr;
}

void DeliverySeries::noteServer(store::OutboxRecord &item) const
{
    item.server = m_server.name;
    item.tls = m_server.tls;
    item.reportTaken = item.reportDelivery && m_server.takesReportWishes;
}

/// Before the final dot.
Result<void> DeliverySeries::mark(Going &going)
{
    going.item = ending(going.item);
    noteServer(going.item);
    const Result<void> marked = (going.marked.valid() ? going.marked : write(going.item, going.isGone)).get();
    if (!marked)
        noteFailure("mark", going.item.id, marked.error());
    return marked && !*going.isGone ? Result<void>() : makeError(ErrorKind::Io, "outbox.ending", "could not be recorded");
}

void DeliverySeries::noteFailure(const char *step, OutboxId item, const Error &error)
{
    logError("outbox", std::string(step) + " of " + std::to_string(item.value) + ": " + error.toString());
    m_canRecord = false;
}

void DeliverySeries::settled(const DeliveryOutcome &outcome)
{
    const std::shared_ptr<Going> going = m_going.front();
    m_going.pop_front();
    // It may not have come to its end; what was noted early must be on disk before it is taken back.
    if (going->marked.valid())
        going->marked.wait();
    m_error.reset();
    if (*going->isGone)
        return m_parts.ended(going->item, true);
    // Whether this one arrived says nothing about those behind it: for them a connection was lost.
    m_error = outcome.mayHaveArrived ? std::optional(makeError(ErrorKind::ConnectionLost, "outbox.series")) : outcome.error;
    noteServer(going->item);
    m_held.push_back(outbox::settled(going->item, outcome, m_parts.clock.now()));
    if (!m_hurries)
        finish();
}

void DeliverySeries::finish()
{
    if (!m_held.empty())
        static_cast<void>(write(std::nullopt, nullptr));
    takeWritten(0);
}

DeliverySeries::Written DeliverySeries::write(const std::optional<store::OutboxRecord> &item, const std::shared_ptr<std::atomic<bool>> &isGone)
{
    auto promise = std::make_shared<std::promise<Result<void>>>();
    Written written = promise->get_future().share();
    m_parts.store.write(
        [item, isGone, outcomes = m_held](store::StoreWriter &writer) -> Result<void> {
            for (const store::OutboxRecord &outcome : outcomes) {
                if (auto recorded = recordItem(writer, outcome); !recorded && recorded.error().kind != ErrorKind::NotFound)
                    return recorded;
            }
            if (!item)
                return {};
            auto kept = keepItem(writer, *item);
            if (kept || kept.error().kind != ErrorKind::NotFound)
                return kept;
            *isGone = true;
            return {};
        },
        [promise](Result<void> result) { promise->set_value(std::move(result)); });
    for (store::OutboxRecord &outcome : m_held)
        m_recording.push_back({std::move(outcome), written});
    m_held.clear();
    return written;
}

void DeliverySeries::takeWritten(std::size_t mostLeft)
{
    while (m_recording.size() > mostLeft) {
        const Result<void> written = m_recording.front().written.get();
        if (!written)
            noteFailure("outcome", m_recording.front().item.id, written.error());
        m_parts.ended(m_recording.front().item, written.ok());
        m_recording.pop_front();
    }
}

} // namespace tern::outbox
