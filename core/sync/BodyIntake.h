// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapTypes.h"
#include "core/store/BodyPack.h"
#include "core/store/Store.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace tern::sync {

/// Takes whole messages as they stream in: checks that each is the one that was asked for, compresses many together and hands them to the store's
/// thread, which only writes. What is on its way there is bounded; a lane that is quicker than the disk waits.
/// Thread: the lane's.
class BodyIntake final : public imap::BodySink {
public:
    explicit BodyIntake(store::Store &store) : m_store(store) {}
    /// Waits for what is on its way.
    ~BodyIntake() override;

    /// The message is asked for: from here on it is taken, once.
    void expect(const store::MissingBody &missing) { m_expected[missing.uid] = missing; }

    void begin(Uid uid, std::uint64_t size) override;
    Result<void> data(std::string_view bytes) override;
    void end() override;

    /// Stores the rest, and waits until all of it is safely on the disk. Errors: those of the store; the first one of any write so far.
    [[nodiscard]] Result<void> finish();
    /// Whether a write failed: it makes no sense to ask for more.
    [[nodiscard]] bool hasFailed();
    /// Bodies taken so far; as many are stored once finish() was well.
    [[nodiscard]] int taken() const { return m_taken; }

private:
    void handOver(bool isLast);

    store::Store &m_store;
    std::map<Uid, store::MissingBody> m_expected;
    store::BodyPacker m_packer;
    QByteArray m_bytes;             ///< of the message that is coming in
    Uid m_uid;
    bool m_isLeftOut = false;
    int m_taken = 0;

    struct InFlight {
        std::mutex mutex;
        std::condition_variable changed;
        int writes = 0;
        std::optional<Error> error;
    };
    InFlight m_inFlight;
};

} // namespace tern::sync
