// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/LineSocket.h"
#include "core/net/imap/FetchItems.h"
#include "core/net/imap/ImapCommand.h"
#include "core/net/imap/ImapResponseReader.h"
#include "core/net/imap/ImapTypes.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tern::imap {

/// What the connection knows of the selected mailbox.
struct SelectedState {
    std::string wireName;           ///< empty when none
    UidValidity uidValidity;        ///< 0 when the server has none
    std::uint32_t exists = 0;
    bool hasModSeq = false;
    std::uint64_t selection = 0;    ///< which SELECT of this process; 0 when none
    std::vector<std::uint32_t> uidOfSeq;    ///< [seq - 1] → UID, 0 when not known; may be shorter than exists
};

/// The final answer to a command.
struct TaggedAnswer {
    std::string code;               ///< upper case, "" for none
    std::string arguments;
    std::string text;
};

/// Commands out, responses in: tags, literals, and what the server says unasked.
/// Thread: the lane's; blocks.
class ImapDialogue final {
public:
    /// Sees each untagged response first; true when it has taken it, so that it isn't an event.
    using Handler = std::function<bool(const ImapResponse &)>;

    explicit ImapDialogue(std::unique_ptr<LineSocket> socket);

    /// Sends and waits for the answer. A NO or BAD is an error.
    [[nodiscard]] Result<TaggedAnswer> run(const ImapCommand &command, const Handler &handler = {}, BigLiteralHandler *literals = nullptr);
    /// Sends without waiting for the answer. \return the tag.
    [[nodiscard]] Result<std::string> send(const ImapCommand &command, const Handler &handler = {});
    /// Whether the command has a literal that the server must be asked for first.
    [[nodiscard]] bool mustAsk(const ImapCommand &command) const;
    /// Sends several without waiting for answers, in one write. None of them mustAsk(). \return their tags.
    [[nodiscard]] Result<std::vector<std::string>> sendTogether(const std::vector<const ImapCommand *> &commands);
    /// Reads until the tagged answer. \param where  names the step in errors.
    [[nodiscard]] Result<TaggedAnswer> await(const std::string &tag, const std::string &where, const Handler &handler = {},
                                             BigLiteralHandler *literals = nullptr);
    /// Reads until the server says "+ …"; a tagged answer in its place is an error or, when it is OK, a ProtocolError.
    Result<void> awaitContinuation(const std::string &tag, const std::string &where, const Handler &handler = {});
    /// Reads one response and digests it, for IDLE.
    [[nodiscard]] Result<ImapResponse> readOne(const Handler &handler, BigLiteralHandler *literals = nullptr);

    [[nodiscard]] MailboxEvents takeEvents();
    [[nodiscard]] const MailboxEvents &events() const { return m_events; }
    [[nodiscard]] bool hasEvents() const { return !m_events.isEmpty(); }
    [[nodiscard]] bool isUsable() const { return m_socket->isOpen() && !m_events.bye; }
    void noteUid(std::uint32_t seq, Uid uid);
    [[nodiscard]] Uid uidOf(std::uint32_t seq) const;
    void forgetMailbox();

    LineSocket &socket() { return *m_socket; }
    ImapResponseReader &reader() { return m_reader; }
    Capabilities capabilities;
    ServerInfo server;
    SelectedState selected;
    std::vector<std::string> enabled;       ///< by ENABLE, upper case
    [[nodiscard]] bool isEnabled(std::string_view name) const;
    std::optional<Namespaces> namespaces;   ///< as the server told them, once it did
    bool notifies = false;                  ///< NOTIFY is on: STATUS and LIST may come unasked
    /// Mailbox names go over this connection in UTF-8; else in modified UTF-7.
    [[nodiscard]] bool hasUtf8Names() const;
    /// A name as the server wrote it → our key for the mailbox, and INBOX in any case → "INBOX".
    [[nodiscard]] std::string keyOf(std::string_view name) const;

private:
    [[nodiscard]] bool mustAsk(const ImapCommand::Piece &piece) const;
    Result<void> write(const ImapCommand &command, const std::string &tag, std::string &out, const Handler &handler);
    void digest(const ImapResponse &response);
    void digestStatus(const ImapResponse &response);
    void digestOther(std::string_view rest);
    void digestExpunge(std::uint32_t seq);
    void digestVanished(std::string_view rest);
    void digestFetch(const ImapResponse &response);
    [[nodiscard]] Result<TaggedAnswer> answerOf(const ImapResponse &response, const std::string &where);

    std::unique_ptr<LineSocket> m_socket;
    ImapResponseReader m_reader;
    MailboxEvents m_events;
    FetchItems m_items;
    bool m_renumbered = false;      // the selected mailbox's UIDs are others now
    int m_lastTag = 0;
};

/// The error that a NO or BAD stands for.
[[nodiscard]] Error errorFromAnswer(std::string_view word, const StatusText &status, const std::string &where);

/// A server's sentence as it may be kept and shown: cut, and without control characters, which could steer a terminal.
[[nodiscard]] std::string serverWords(std::string_view text);

/// The atoms of a CAPABILITY or ENABLED response.
[[nodiscard]] std::vector<std::string> splitWords(std::string_view text);

} // namespace tern::imap
