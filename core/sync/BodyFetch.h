// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/imap/ImapSession.h"
#include "core/store/Store.h"

#include <functional>
#include <map>
#include <span>

namespace tern::sync {

/// How bodies of a mailbox are filled in.
struct BodyRun {
    int batch = 50;                         ///< messages a command, at most
    std::size_t ahead = 1;                  ///< commands whose answers are outstanding; more than one only on a connection nobody else waits for
    UnixMillis since = 0;                   ///< only messages dated then or later
    std::function<bool(int taken)> goOn;    ///< asked before every command but the first; none: a single command
};

/// Fetches whole messages and first lines into the store.
/// Thread: the lane's.
class BodyFetch final {
public:
    static constexpr std::uint64_t kMostBytes = 200'000'000;   ///< of a message

    BodyFetch(imap::ImapSession &session, store::Store &store, store::StoreReader &reader) : m_session(session), m_store(store), m_reader(reader) {}

    /// One body, where the server has it. Errors: MessageMissing (gone, or not on the server yet), and those of session and store.
    Result<void> fetch(PlacementId placement);

    /// Bodies of one mailbox that lack one, newest first, until goOn() says no; what was asked for before is still taken. The bytes are safely on the
    /// disk when this returns; their text is read later (BodyIndexer). \return how many were stored; 0: none is missing, or none could be had.
    [[nodiscard]] Result<int> fetchMissing(const store::MailboxRecord &mailbox, const BodyRun &run);

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
