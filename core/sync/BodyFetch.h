// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"

#include <functional>
#include <map>
#include <span>

namespace tern::sync {

/// Fetches whole messages and first lines into the store: parsed here, on the lane, so that the store thread only writes.
/// Thread: the lane's.
class BodyFetch final {
public:
    BodyFetch(imap::ImapSession &session, store::Store &store, store::StoreReader &reader) : m_session(session), m_store(store), m_reader(reader) {}

    /// One body, where the server has it. Errors: MessageMissing (gone, or not on the server yet), and those of session and store.
    Result<void> fetch(PlacementId placement);

    /// Bodies of one mailbox that lack one, of messages dated `since` or later, newest first, a batch. \return how many were stored; 0: none is missing.
    [[nodiscard]] Result<int> fetchMissing(const store::MailboxRecord &mailbox, int batch, UnixMillis since = 0);

    /// Whether what a server sent is the message that was listed: by its Message-ID. What came to another's UID must not be shown as this one, nor take its
    /// place when it is moved.
    [[nodiscard]] static bool isMessage(const QByteArray &raw, std::int64_t headerHash);

    /// First lines of those that have none. Rows that have moved on are skipped.
    Result<void> fetchSnippets(std::span<const PlacementId> rows);

private:
    Result<void> select(const store::MailboxRecord &mailbox);
    [[nodiscard]] std::uint64_t mostBytesOf(MessageId message);
    Result<void> storeMessage(MessageId message, const QByteArray &raw);
    struct WantedText {
        MessageId message;
        imap::BodyPart part;
    };
    using BySection = std::map<std::string, std::map<Uid, WantedText>>;
    Result<void> previewsOf(const std::vector<std::pair<Uid, MessageId>> &messages, BySection &bySection);
    Result<void> snippetsOf(const store::MailboxRecord &mailbox, std::vector<std::pair<Uid, MessageId>> messages);

    imap::ImapSession &m_session;
    store::Store &m_store;
    store::StoreReader &m_reader;
};

} // namespace tern::sync
