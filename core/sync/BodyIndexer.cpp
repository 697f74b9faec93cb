// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyIndexer.h"

#include "core/base/Log.h"
#include "core/sync/BodyText.h"

#include <limits>

namespace tern::sync {
namespace {

// One write: the store's thread is away for a few milliseconds, which a click waits behind.
constexpr int kBatch = 64;
constexpr std::int64_t kBatchBytes = 1'000'000;
constexpr std::chrono::milliseconds kReportEvery{200};

} // namespace

void BodyIndexer::start()
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped || m_thread.joinable())
        return;
    m_first = m_last = std::chrono::steady_clock::now();
    m_thread = std::thread([this] { run(); });
}

void BodyIndexer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
    tell(makeError(ErrorKind::Cancelled, "sync.index"));
}

void BodyIndexer::wake()
{
    const std::lock_guard lock(m_mutex);
    m_last = std::chrono::steady_clock::now();
    if (m_wanted)
        return;     // it looks at the time before it begins
    m_first = m_last;
    m_wanted = true;
    m_changed.notify_all();
}

void BodyIndexer::whenDone(std::function<void(Result<void>)> done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopped && m_thread.joinable()) {
            m_waiting.push_back(std::move(done));
            m_wanted = true;
            m_changed.notify_all();
            return;
        }
    }
    done(makeError(ErrorKind::Cancelled, "sync.index"));
}

/// \return false at the end.
bool BodyIndexer::waitForWork(store::StoreReader *reader)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopped || m_wanted; });
        if (m_stopped)
            return false;
        const SteadyTime due = m_waiting.empty() ? std::min(m_last + m_times.quiet, m_first + m_times.longest) : SteadyTime::min();
        if (std::chrono::steady_clock::now() >= due)
            break;
        lock.unlock();
        if (reader)
            reportNowAndThen(*reader);
        lock.lock();
        m_changed.wait_until(lock, reader ? std::min(due, m_reported + kReportEvery) : due);
    }
    m_wanted = false;
    return true;
}

void BodyIndexer::run()
{
    std::unique_ptr<store::StoreReader> reader;
    const auto open = [&]() -> Result<void> {
        if (reader)
            return {};
        auto opened = m_store.openReader();
        if (!opened)
            return std::move(opened).error();
        reader = *std::move(opened);
        return {};
    };
    (void)open();
    while (waitForWork(reader.get())) {
        Result<void> outcome = open();
        MessageId before;
        for (bool isMore = reader != nullptr; isMore;) {
            auto read = readSome(*reader, before);
            isMore = read && *read;
            if (!read)
                outcome = read.error();
            if (isMore)
                reportNowAndThen(*reader);
            const std::lock_guard lock(m_mutex);
            isMore = isMore && !m_stopped;
        }
        if (auto written = awaitWrite(); outcome && !written)
            outcome = written;
        if (outcome) {
            // Newer ones may have come while older ones were read.
            const auto left = reader->unreadBodies({}, 1, 1);
            const std::lock_guard lock(m_mutex);
            if (left && !left->empty() && !m_stopped) {
                m_wanted = true;
                m_first = SteadyTime();
                continue;
            }
        } else {
            logWarning("sync", "reading bodies for the index: " + outcome.error().toString());
        }
        m_read = 0;
        report(reader.get(), outcome ? std::optional<Error>() : outcome.error());
        tell(outcome);
        if (!outcome) {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, m_times.retry, [this] { return m_stopped || !m_waiting.empty(); });
            m_wanted = true;
        }
    }
}

/// One batch: read and parsed while the one before is written. \return false when there was none.
Result<bool> BodyIndexer::readSome(store::StoreReader &reader, MessageId &before)
{
    auto unread = reader.unreadBodies(before, kBatch, kBatchBytes);
    if (!unread)
        return std::move(unread).error();
    if (unread->empty())
        return false;
    before = unread->back().message;
    m_read += static_cast<int>(unread->size());
    std::vector<store::StoreWriter::ReadBody> read;
    std::vector<MessageId> lost;
    for (const store::UnreadBody &body : *unread) {
        if (body.raw)
            read.push_back(readBody(body.message, *body.raw));
        else
            lost.push_back(body.message);
    }
    if (auto written = awaitWrite(); !written)
        return std::move(written).error();
    {
        const std::lock_guard lock(m_mutex);
        m_isWriting = true;
    }
    m_store.write(
        [read = std::move(read), lost = std::move(lost)](store::StoreWriter &writer) -> Result<void> {
            if (auto indexed = writer.bodiesRead(read); !indexed)
                return indexed;
            return writer.forgetBodies(lost);
        },
        [this](Result<void> outcome) {
            const std::lock_guard lock(m_mutex);
            m_isWriting = false;
            m_written = std::move(outcome);
            m_changed.notify_all();
        });
    return true;
}

Result<void> BodyIndexer::awaitWrite()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_isWriting; });
    return std::exchange(m_written, {});
}

void BodyIndexer::reportNowAndThen(store::StoreReader &reader)
{
    if (std::chrono::steady_clock::now() >= m_reported + kReportEvery)
        report(&reader);
}

/// \param reader  nothing: the store could not be opened
void BodyIndexer::report(store::StoreReader *reader, const std::optional<Error> &error)
{
    m_reported = std::chrono::steady_clock::now();
    if (!m_listener)
        return;
    LaneStatus status;
    status.kind = LaneKind::Index;
    status.error = error;
    const auto behind = reader ? reader->unreadBodyCount() : Result<std::int64_t>(0);
    const std::int64_t left = behind ? *behind : 0;
    status.what = LaneStatus::What::Indexing;
    status.done = m_read;
    status.total = static_cast<int>(std::min<std::int64_t>(m_read + left, std::numeric_limits<int>::max()));
    status.state = error ? LaneStatus::State::BackingOff : left > 0 ? LaneStatus::State::Working : LaneStatus::State::Idle;
    m_listener(status);
}

void BodyIndexer::tell(const Result<void> &outcome)
{
    std::vector<std::function<void(Result<void>)>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting = std::exchange(m_waiting, {});
    }
    for (const auto &done : waiting)
        done(outcome);
}

} // namespace tern::sync
