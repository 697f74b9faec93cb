// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <vector>

namespace tern::store {

/// Whole messages one after the other, compressed together: mail resembles its neighbours, and one row for twenty messages is quicker than twenty.
/// A message that is large by itself is alone, in as many pieces as it takes.
struct BodyPack {
    struct Member {
        MessageId message;
        std::int64_t at = 0;        ///< of its first byte, in the unpacked bytes
        std::int64_t size = 0;
    };
    struct Piece {
        std::int64_t rawSize = 0;
        QByteArray data;            ///< packSegment()'s
    };
    std::vector<Member> members;    ///< none is empty
    std::vector<Piece> pieces;      ///< put together and unpacked they are the messages

    [[nodiscard]] std::int64_t rawSize() const;
};

/// Makes packs. Thread: one at a time; the compressing is done here, not on the store's thread.
class BodyPacker final {
public:
    /// Takes one message. An empty one is none.
    void add(MessageId message, QByteArrayView raw);
    /// Ends the pack that is being filled.
    void flush();
    /// The packs that are complete.
    [[nodiscard]] std::vector<BodyPack> take();
    /// Bytes of messages in take()'s packs and in the one that is being filled.
    [[nodiscard]] std::int64_t heldBytes() const { return m_held; }

private:
    QByteArray m_bytes;
    std::vector<BodyPack::Member> m_members;
    std::vector<BodyPack> m_complete;
    std::int64_t m_held = 0;
};

} // namespace tern::store
