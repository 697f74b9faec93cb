// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ConversationCollector.h"
#include "core/store/Reader.h"

namespace tern::store {

Result<Conversation> Reader::conversation(PlacementId open, int most)
{
    return look("store.conversation", [&]() -> Result<Conversation> {
        const ReadScope scope(m_connection);
        ConversationCollector collector(m_connection, open, most);
        Conversation conversation;
        for (const PlacementId placement : collector.placements()) {
            if (auto row = readRow(placement))
                conversation.rows.push_back(*std::move(row));
        }
        conversation.older = collector.older();
        return conversation;
    });
}

} // namespace tern::store
