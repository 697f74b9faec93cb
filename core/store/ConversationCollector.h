// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/MessageDetail.h"
#include "core/store/Records.h"

#include <set>

namespace tern::store {

/// Finds the messages of a conversation and the placement that each is shown by.
///
/// References have been followed when the messages came: those are a thread. Here, when a conversation is looked at, replies that name no message at all
/// are joined by their subject, as a last resort: the subject has "Re:" or the like before it, what is behind that is the same, the other message is at
/// most four weeks older, and one was written to the sender of the other. Two messages that are both called "Invoice" have none of that. The subject
/// index answers this; nothing is written, so a wrong guess glues nothing together for good.
/// Thread: the connection's, within one ReadScope. Throws SQLite::Exception.
class ConversationCollector final {
public:
    ConversationCollector(Connection &connection, PlacementId open, int most);

    /// Oldest first. Empty: `open` is shown nowhere.
    [[nodiscard]] std::vector<PlacementId> placements();
    /// How many older ones were not looked at.
    [[nodiscard]] int older() const { return m_older; }

private:
    struct Member {
        MessageId message;
        std::int64_t headerHash = 0;
        UnixMillis date = 0;
    };
    /// What a message says for the question whether another belongs to it.
    struct Letter {
        MessageId message;
        std::int64_t thread = 0;
        UnixMillis date = 0;
        QString base;
        bool isReply = false;
        bool namesNothing = false;  ///< neither In-Reply-To nor References
        QString from;               ///< in lower case
        QString recipients;         ///< To and Cc, in lower case
    };
    /// Where a message may be shown.
    struct Seat {
        PlacementId placement;
        int rank = 0;               ///< the lowest is the best
    };
    [[nodiscard]] bool findOpen();
    void addThread(std::int64_t thread);
    void addBySubject();
    [[nodiscard]] std::set<std::int64_t> messagesOfSubject(const std::string &key, UnixMillis from, UnixMillis to);
    [[nodiscard]] std::optional<Letter> letterOf(std::int64_t message);
    [[nodiscard]] static bool isReplyTo(const Letter &reply, const Letter &original);
    [[nodiscard]] std::optional<Seat> seatOf(MessageId message);

    Connection &m_connection;
    DetailReader m_details;
    PlacementId m_open;
    int m_most;
    MessageId m_openMessage;
    MailboxId m_mailbox;            ///< of `open`
    AccountId m_account;
    MailboxRole m_role = MailboxRole::None;
    std::vector<Member> m_members;
    int m_older = 0;
};

} // namespace tern::store
