// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BodyPack.h"

#include "core/store/ContentCodec.h"

#include <utility>

namespace tern::store {

namespace {

/// What a pack holds at least, unless nothing more comes. Twice as much saves a sixth of the disk and costs twice the time to open a message.
constexpr qsizetype kPackBytes = 128 * 1024;
/// A message from this size on gains nothing by company.
constexpr qsizetype kLarge = 64 * 1024;
constexpr qsizetype kLargestPiece = 8 << 20;

} // namespace

std::int64_t BodyPack::rawSize() const
{
    std::int64_t size = 0;
    for (const Piece &piece : pieces)
        size += piece.rawSize;
    return size;
}

void BodyPacker::add(MessageId message, QByteArrayView raw)
{
    if (raw.isEmpty())
        return;
    m_held += raw.size();
    if (raw.size() >= kLarge) {
        BodyPack pack;
        pack.members.push_back({message, 0, raw.size()});
        for (qsizetype at = 0; at < raw.size(); at += kLargestPiece) {
            const QByteArrayView piece = raw.sliced(at, std::min(kLargestPiece, raw.size() - at));
            pack.pieces.push_back({piece.size(), packSegment(piece, Pack::Fast)});
        }
        m_complete.push_back(std::move(pack));
        return;
    }
    m_members.push_back({message, m_bytes.size(), raw.size()});
    m_bytes.append(raw);
    if (m_bytes.size() >= kPackBytes)
        flush();
}

void BodyPacker::flush()
{
    if (m_members.empty())
        return;
    BodyPack pack;
    pack.members = std::exchange(m_members, {});
    pack.pieces.push_back({m_bytes.size(), packSegment(m_bytes, Pack::Fast)});
    m_complete.push_back(std::move(pack));
    m_bytes.resize(0);
}

std::vector<BodyPack> BodyPacker::take()
{
    m_held = m_bytes.size();
    return std::exchange(m_complete, {});
}

} // namespace tern::store
