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
    : m_parts(std::move(parts)), m_items(items.begin(), items.end()), m_due(std::move(due)), m_hurries(items.size() > kFew)
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
    if (m_hurries && going->item.size <= kSmall) {
        going->marked = write([item = ending(going->item)](store::StoreWriter &writer) { return keepItem(writer, item); });
        return going;
    }
    const auto kept = write([item = going->item](store::StoreWriter &writer) { return keepItem(writer, item); }).get();
    note(*going, kept, "begin");
    return kept ? going : nullptr;
}

/// Before the final dot.
Result<void> DeliverySeries::mark(Going &going)
{
    going.item = ending(going.item);
    const auto marked = going.marked.valid() ? going.marked.get() : write([item = going.item](store::StoreWriter &writer) { return keepItem(writer, item); }).get();
    note(going, marked, "mark");
    going.isGone = !marked && marked.error().kind == ErrorKind::NotFound;
    return marked ? Result<void>() : makeError(ErrorKind::Io, "outbox.ending", "could not be recorded");
}

void DeliverySeries::note(const Going &going, const Result<void> &written, const char *step)
{
    if (written || written.error().kind == ErrorKind::NotFound)
        return;
    logError("outbox", std::string(step) + " of " + std::to_string(going.item.id.value) + ": " + written.error().toString());
    m_canRecord = false;
}

void DeliverySeries::settled(const DeliveryOutcome &outcome)
{
    const std::shared_ptr<Going> going = m_going.front();
    m_going.pop_front();
    if (going->marked.valid()) {
        // It did not come to its end; what was noted early must be on disk before it is taken back.
        const auto marked = going->marked.get();
        going->isGone = !marked && marked.error().kind == ErrorKind::NotFound;
    }
    m_error = outcome.error;
    if (going->isGone)
        return m_parts.ended(going->item, true);
    store::OutboxRecord item = outbox::settled(going->item, outcome, m_parts.clock.now());
    auto written = write([item](store::StoreWriter &writer) { return recordItem(writer, item); });
    m_recording.push_back({std::move(item), std::move(written)});
    takeWritten(m_hurries ? kMostUnwritten : 0);
}

void DeliverySeries::finish()
{
    takeWritten(0);
}

void DeliverySeries::takeWritten(std::size_t mostLeft)
{
    while (m_recording.size() > mostLeft) {
        const auto written = m_recording.front().written.get();
        const bool isHandled = written.ok() || written.error().kind == ErrorKind::NotFound;
        if (!isHandled) {
            logError("outbox", "outcome of " + std::to_string(m_recording.front().item.id.value) + ": " + written.error().toString());
            m_canRecord = false;
        }
        m_parts.ended(m_recording.front().item, isHandled);
        m_recording.pop_front();
    }
}

std::future<Result<void>> DeliverySeries::write(std::function<Result<void>(store::StoreWriter &)> work)
{
    auto promise = std::make_shared<std::promise<Result<void>>>();
    auto future = promise->get_future();
    m_parts.store.write(std::move(work), [promise](Result<void> written) { promise->set_value(std::move(written)); });
    return future;
}

} // namespace tern::outbox
