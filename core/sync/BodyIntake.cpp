// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyIntake.h"

#include "core/sync/BodyFetch.h"

namespace tern::sync {
namespace {

constexpr std::int64_t kWriteBytes = 1'000'000;     // of messages in one write: big enough for a transaction's price, small enough for a click behind it
constexpr int kMostWrites = 4;                      // on their way

} // namespace

BodyIntake::~BodyIntake()
{
    std::unique_lock lock(m_inFlight.mutex);
    m_inFlight.changed.wait(lock, [this] { return m_inFlight.writes == 0; });
}

void BodyIntake::begin(Uid uid, std::uint64_t size)
{
    constexpr std::uint64_t kReserve = 8'000'000;
    m_uid = uid;
    m_isLeftOut = !m_expected.contains(uid);
    m_bytes.resize(0);
    if (!m_isLeftOut)
        m_bytes.reserve(static_cast<qsizetype>(std::min(size, kReserve)));
}

Result<void> BodyIntake::data(std::string_view bytes)
{
    // What is too large is read to its end and left out.
    m_isLeftOut = m_isLeftOut || static_cast<std::uint64_t>(m_bytes.size()) + bytes.size() > BodyFetch::kMostBytes;
    if (!m_isLeftOut)
        m_bytes.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return {};
}

void BodyIntake::end()
{
    // Some servers send an empty body for what they can't read just now, or another message.
    const auto found = m_isLeftOut || m_bytes.isEmpty() ? m_expected.end() : m_expected.find(m_uid);
    if (found == m_expected.end() || !BodyFetch::isMessage(m_bytes, found->second.headerHash))
        return;
    m_packer.add(found->second.message, m_bytes);
    m_expected.erase(found);    // the first one counts
    ++m_taken;
    if (m_bytes.capacity() > 1'000'000)
        m_bytes = {};
    if (m_packer.heldBytes() >= kWriteBytes)
        handOver(false);
}

void BodyIntake::handOver(bool isLast)
{
    auto packs = m_packer.take();
    {
        std::unique_lock lock(m_inFlight.mutex);
        m_inFlight.changed.wait(lock, [this] { return m_inFlight.writes < kMostWrites; });
        ++m_inFlight.writes;
    }
    auto work = [packs = std::move(packs)](store::StoreWriter &writer) { return writer.storeBodies(packs); };
    auto done = [this](const Result<void> &outcome) {
        const std::lock_guard lock(m_inFlight.mutex);
        --m_inFlight.writes;
        if (!outcome && !m_inFlight.error)
            m_inFlight.error = outcome.error();
        m_inFlight.changed.notify_all();
    };
    if (isLast)
        m_store.writeDurably(std::move(work), std::move(done));
    else
        m_store.write(std::move(work), std::move(done));
}

Result<void> BodyIntake::finish()
{
    m_packer.flush();
    if (m_taken > 0)
        handOver(true);
    std::unique_lock lock(m_inFlight.mutex);
    m_inFlight.changed.wait(lock, [this] { return m_inFlight.writes == 0; });
    return m_inFlight.error ? Result<void>(*m_inFlight.error) : Result<void>();
}

bool BodyIntake::hasFailed()
{
    const std::lock_guard lock(m_inFlight.mutex);
    return m_inFlight.error.has_value();
}

} // namespace tern::sync
