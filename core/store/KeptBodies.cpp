// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/KeptBodies.h"

#include "core/store/ContentCodec.h"

namespace tern::store {

KeptBody packKeptBody(QByteArrayView raw)
{
    constexpr qsizetype kLargest = 8 << 20;
    KeptBody body;
    body.size = raw.size();
    do {
        const QByteArrayView piece = raw.first(std::min(raw.size(), kLargest));
        body.segments.push_back(packSegment(piece, Pack::Fast));
        body.sizes.push_back(piece.size());
        raw = raw.sliced(piece.size());
    } while (!raw.isEmpty());
    return body;
}

} // namespace tern::store
