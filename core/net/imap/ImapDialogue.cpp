// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ImapDialogue.h"

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ListResponse.h"
#include "core/net/imap/MailboxName.h"

#include <algorithm>

namespace tern::imap {
namespace {

// A server can name any sequence number; we remember no more than this.
constexpr std::size_t kMaxKnownSeqs = 5'000'000;
constexpr std::size_t kMaxPendingFlags = 100'000;
constexpr std::size_t kMaxAlerts = 20;
constexpr std::size_t kMaxOthers = 10'000;
constexpr std::size_t kLiteralMinusLimit = 4096;
constexpr std::size_t kMaxWords = 1'000;          // of a server's sentence that is kept and shown
constexpr std::size_t kMostWords = 1'000;         // of a CAPABILITY or ENABLED response
constexpr std::size_t kLongestWord = 200;
constexpr std::size_t kMaxEnabled = 100;
constexpr std::uint64_t kMostResponses = 2'000'000;  // to one command, beyond what the mailbox has messages for
constexpr std::size_t kMaxVanishedRanges = 500'000;

// Servers without response codes say it in words; only commands that name one mailbox are about a missing one.
bool speaksOfMissingMailbox(const StatusText &status, const std::string &where)
{
    if (!status.code.empty() || (where != "SELECT" && where != "EXAMINE" && where != "STATUS"))
        return false;
    const std::string text = lowerCase(status.text);
    for (const char *words : {"doesn't exist", "does not exist", "no such mailbox", "no such folder", "unknown mailbox", "nonexistent"}) {
        if (text.find(words) != std::string::npos)
            return true;
    }
    return false;
}

} // namespace

Error errorFromAnswer(std::string_view word, const StatusText &status, const std::string &where)
{
    const auto is = [&status](std::string_view code) { return equalsNoCase(status.code, code); };
    ErrorKind kind = ErrorKind::ServerRefused;
    if (is("NONEXISTENT") || is("TRYCREATE") || speaksOfMissingMailbox(status, where))
        kind = ErrorKind::MailboxMissing;
    else if (is("OVERQUOTA"))
        kind = ErrorKind::QuotaExceeded;
    else if (is("TOOBIG"))
        kind = ErrorKind::MessageTooLarge;
    else if (is("LIMIT") || is("UNAVAILABLE") || is("INUSE") || is("SERVERBUG"))
        kind = ErrorKind::ServerBusy;
    else if (is("AUTHENTICATIONFAILED") || is("AUTHORIZATIONFAILED") || is("EXPIRED"))
        kind = ErrorKind::AuthenticationFailed;
    else if (is("PRIVACYREQUIRED"))
        kind = ErrorKind::LoginDisabled;
    std::string detail(word);
    if (!status.code.empty()) {
        detail += " [" + serverWords(status.code);
        if (!status.arguments.empty())
            detail += " " + serverWords(status.arguments);
        detail += "]";
    }
    detail += " " + serverWords(status.text);
    return makeError(kind, where, detail);
}

std::string serverWords(std::string_view text)
{
    std::string words(text.substr(0, kMaxWords));
    std::replace_if(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return words;
}

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    while (!text.empty() && words.size() < kMostWords) {
        const auto space = text.find(' ');
        if (space != 0 && text.substr(0, space).size() <= kLongestWord)
            words.push_back(upperCase(text.substr(0, space)));
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    }
    return words;
}

void Capabilities::set(std::vector<std::string> names)
{
    m_names = std::move(names);
    for (std::string &name : m_names)
        name = upperCase(name);
    std::sort(m_names.begin(), m_names.end());
    m_names.erase(std::unique(m_names.begin(), m_names.end()), m_names.end());
}

bool Capabilities::has(std::string_view name) const
{
    return std::binary_search(m_names.begin(), m_names.end(), upperCase(name));
}

ImapDialogue::ImapDialogue(std::unique_ptr<LineSocket> socket) : m_socket(std::move(socket)), m_reader(*m_socket) {}

bool ImapDialogue::isEnabled(std::string_view name) const
{
    return std::find(enabled.begin(), enabled.end(), name) != enabled.end();
}

// RFC 6855 §3; a server that speaks IMAP4rev2 alone has no other names [RFC 9051 §5.1].
bool ImapDialogue::hasUtf8Names() const
{
    return isEnabled("UTF8=ACCEPT") || isEnabled("IMAP4REV2") || (capabilities.has("IMAP4rev2") && !capabilities.has("IMAP4rev1"));
}

std::string ImapDialogue::keyOf(std::string_view name) const
{
    if (isInbox(name))
        return "INBOX";
    return hasUtf8Names() ? keyFromUtf8(name) : std::string(name);
}

Result<TaggedAnswer> ImapDialogue::run(const ImapCommand &command, const Handler &handler, BigLiteralHandler *literals)
{
    auto tag = send(command, handler);
    if (!tag)
        return tag.error();
    return await(*tag, command.name(), handler, literals);
}

Result<std::string> ImapDialogue::send(const ImapCommand &command, const Handler &handler)
{
    if (!command.isSendable())
        return makeError(ErrorKind::InvalidInput, command.name(), "a name holds a line break");
    std::string tag = "T" + std::to_string(++m_lastTag);
    std::string out;
    if (auto written = write(command, tag, out, handler); !written)
        return written.error();
    if (auto sent = m_socket->writeAll(out); !sent)
        return sent.error();
    return tag;
}

Result<std::vector<std::string>> ImapDialogue::sendTogether(const std::vector<const ImapCommand *> &commands)
{
    std::vector<std::string> tags;
    std::string out;
    for (const ImapCommand *command : commands) {
        if (!command->isSendable())
            return makeError(ErrorKind::InvalidInput, command->name(), "a name holds a line break");
    }
    for (const ImapCommand *command : commands) {
        tags.push_back("T" + std::to_string(++m_lastTag));
        if (auto written = write(*command, tags.back(), out, {}); !written)
            return written.error();
    }
    if (auto sent = m_socket->writeAll(out); !sent)
        return sent.error();
    return tags;
}

// LITERAL+ spares the question, LITERAL- does for small ones [RFC 7888].
bool ImapDialogue::mustAsk(const ImapCommand::Piece &piece) const
{
    if (!piece.isLiteral || capabilities.has("LITERAL+"))
        return false;
    const bool minus = capabilities.has("LITERAL-") || capabilities.has("IMAP4rev2");
    return !minus || piece.bytes.size() > kLiteralMinusLimit;
}

bool ImapDialogue::mustAsk(const ImapCommand &command) const
{
    return std::any_of(command.pieces().begin(), command.pieces().end(), [this](const auto &piece) { return mustAsk(piece); });
}

// Appends the command to `out`; what comes before a literal that has to be waited for is sent.
Result<void> ImapDialogue::write(const ImapCommand &command, const std::string &tag, std::string &out, const Handler &handler)
{
    out += tag + " ";
    for (const ImapCommand::Piece &piece : command.pieces()) {
        if (!piece.isLiteral) {
            out += piece.bytes;
            continue;
        }
        const bool waits = mustAsk(piece);
        out += "{" + std::to_string(piece.bytes.size()) + (waits ? "}\r\n" : "+}\r\n");
        if (waits) {
            if (auto sent = m_socket->writeAll(out); !sent)
                return sent;
            out.clear();
            if (auto go = awaitContinuation(tag, command.name(), handler); !go)
                return go;
        }
        out += piece.bytes;
    }
    out += "\r\n";
    return {};
}

Result<TaggedAnswer> ImapDialogue::answerOf(const ImapResponse &response, const std::string &where)
{
    m_socket->trace().endBulk();
    const StatusText status = parseStatusText(response.rest);
    digestStatus(response);
    if (response.is("OK"))
        return TaggedAnswer{upperCase(status.code), std::string(status.arguments), std::string(status.text)};
    if (response.is("NO") || response.is("BAD"))
        return errorFromAnswer(upperCase(response.name), status, where);
    m_socket->close();
    return makeError(ErrorKind::ProtocolError, where, "an answer that is neither OK, NO nor BAD: " + serverWords(response.name));
}

Result<TaggedAnswer> ImapDialogue::await(const std::string &tag, const std::string &where, const Handler &handler, BigLiteralHandler *literals)
{
    for (std::uint64_t left = kMostResponses + 4 * std::uint64_t{selected.exists}; left > 0; --left) {
        auto response = readOne(handler, literals);
        if (!response)
            return response.error();
        // Answers to other tags can only be late ones; they are passed over.
        if (response->kind == ImapResponse::Kind::Tagged && response->tag == tag)
            return answerOf(*response, where);
    }
    m_socket->close();
    return makeError(ErrorKind::ProtocolError, where, "responses without end");
}

Result<void> ImapDialogue::awaitContinuation(const std::string &tag, const std::string &where, const Handler &handler)
{
    for (;;) {
        auto response = readOne(handler);
        if (!response)
            return response.error();
        if (response->kind == ImapResponse::Kind::Continuation)
            return {};
        if (response->kind != ImapResponse::Kind::Tagged || response->tag != tag)
            continue;
        auto answer = answerOf(*response, where);
        if (!answer)
            return answer.error();
        m_socket->close();
        return makeError(ErrorKind::ProtocolError, where, "OK where + was due");
    }
}

Result<ImapResponse> ImapDialogue::readOne(const Handler &handler, BigLiteralHandler *literals)
{
    auto response = m_reader.next(literals);
    if (!response) {
        // A server that said why it closes is believed.
        if (m_events.bye && response.error().kind == ErrorKind::ConnectionLost)
            return makeError(ErrorKind::ServerBye, "imap.read", *m_events.bye);
        return response;
    }
    if (response->kind == ImapResponse::Kind::Untagged && !(handler && handler(*response)))
        digest(*response);
    if (m_renumbered) {
        // What we know of this mailbox's messages by number is about others now: nothing more is said with those numbers.
        m_socket->close();
        return makeError(ErrorKind::UidValidityChanged, "imap.read", "the server numbered the open mailbox anew");
    }
    return response;
}

void ImapDialogue::digest(const ImapResponse &response)
{
    if (response.is("FETCH")) {
        digestFetch(response);
    } else if (response.is("EXISTS")) {
        selected.exists = response.number;
        m_events.exists = response.number;
        if (selected.uidOfSeq.size() > response.number)
            selected.uidOfSeq.resize(response.number);
    } else if (response.is("EXPUNGE")) {
        digestExpunge(response.number);
    } else if (response.is("VANISHED")) {
        digestVanished(response.rest);
    } else if (response.is("STATUS") && notifies) {
        digestOther(response.rest);
    } else if (response.is("LIST") && notifies) {
        m_events.foldersChanged = true;
    } else if (response.is("CAPABILITY")) {
        capabilities.set(splitWords(response.rest));
    } else if (response.is("ENABLED")) {
        for (std::string &word : splitWords(response.rest)) {
            if (enabled.size() < kMaxEnabled && !isEnabled(word))
                enabled.push_back(std::move(word));
        }
    } else if (response.is("OK") || response.is("NO") || response.is("BAD") || response.is("BYE")) {
        digestStatus(response);
    }
}

void ImapDialogue::digestStatus(const ImapResponse &response)
{
    const StatusText status = parseStatusText(response.rest);
    if (equalsNoCase(status.code, "CAPABILITY")) {
        capabilities.set(splitWords(status.arguments));
    } else if (equalsNoCase(status.code, "ALERT") && m_events.alerts.size() < kMaxAlerts) {
        m_events.alerts.push_back(serverWords(status.text));
    } else if (equalsNoCase(status.code, "NOTIFICATIONOVERFLOW")) {
        m_events.notifyEnded = true;
        notifies = false;
    } else if (equalsNoCase(status.code, "HIGHESTMODSEQ")) {
        static_cast<void>(ImapCursor(status.arguments).takeModSeq(m_events.highestModSeq.value));
    } else if (equalsNoCase(status.code, "UIDVALIDITY") && selected.uidValidity.value != 0) {
        UidValidity now;
        m_renumbered = m_renumbered || (ImapCursor(status.arguments).takeNumber32(now.value) && now != selected.uidValidity);
    }
    if (response.kind == ImapResponse::Kind::Untagged && response.is("BYE"))
        m_events.bye = serverWords(response.rest);
}

void ImapDialogue::digestOther(std::string_view rest)
{
    auto status = parseStatus(rest);
    if (!status)
        return;
    const std::string key = keyOf(status->first);
    if (key == selected.wireName)
        return;
    if (m_events.others.size() < kMaxOthers || m_events.others.contains(key))
        m_events.others.insert_or_assign(key, std::move(status->second));
    else
        m_events.foldersChanged = true;     // too many to name: look at all
}

void ImapDialogue::digestExpunge(std::uint32_t seq)
{
    if (selected.exists > 0)
        --selected.exists;
    if (seq == 0 || seq > selected.uidOfSeq.size()) {
        m_events.unknownExpunges = true;
        return;
    }
    const Uid uid = uidOf(seq);
    selected.uidOfSeq.erase(selected.uidOfSeq.begin() + static_cast<std::ptrdiff_t>(seq) - 1);
    if (uid.value == 0)
        m_events.unknownExpunges = true;
    else
        m_events.vanished.add(uid);
}

// RFC 7162 §3.2.10. "(EARLIER)" says nothing about sequence numbers.
void ImapDialogue::digestVanished(std::string_view rest)
{
    const bool earlier = equalsNoCase(rest.substr(0, 9), "(EARLIER)");
    if (earlier)
        rest.remove_prefix(std::min<std::size_t>(10, rest.size()));
    const auto uids = UidSet::parse(rest);
    if (!uids) {
        m_events.unknownExpunges = true;
        return;
    }
    m_events.vanished.add(*uids);
    if (m_events.vanished.ranges().size() > kMaxVanishedRanges) {
        m_events.vanished = {};
        m_events.unknownExpunges = true;
    }
    if (earlier)
        return;
    selected.exists -= static_cast<std::uint32_t>(std::min<std::uint64_t>(selected.exists, uids->count()));
    std::erase_if(selected.uidOfSeq, [&](std::uint32_t uid) { return uid != 0 && uids->contains(Uid{uid}); });
}

void ImapDialogue::digestFetch(const ImapResponse &response)
{
    parseFetch(response.rest, m_items);
    if (m_items.uid.value == 0)
        m_items.uid = uidOf(response.number);
    else
        noteUid(response.number, m_items.uid);
    if (!m_items.hasFlags || m_events.flags.size() >= kMaxPendingFlags)
        return;
    m_events.flags.push_back({m_items.uid, response.number, m_items.flags, m_items.modSeq});
}

void ImapDialogue::noteUid(std::uint32_t seq, Uid uid)
{
    if (seq == 0 || seq > selected.exists || seq > kMaxKnownSeqs)
        return;
    if (selected.uidOfSeq.size() < seq)
        selected.uidOfSeq.resize(seq, 0);
    selected.uidOfSeq[seq - 1] = uid.value;
}

Uid ImapDialogue::uidOf(std::uint32_t seq) const
{
    return seq == 0 || seq > selected.uidOfSeq.size() ? Uid{} : Uid{selected.uidOfSeq[seq - 1]};
}

void ImapDialogue::forgetMailbox()
{
    selected = {};
    m_events.exists.reset();
    m_events.vanished = {};
    m_events.unknownExpunges = false;
    m_events.flags.clear();
    m_events.highestModSeq = {};
}

MailboxEvents ImapDialogue::takeEvents()
{
    MailboxEvents events = std::move(m_events);
    m_events = {};
    // A connection that was told good-bye stays so.
    m_events.bye = events.bye;
    return events;
}

} // namespace tern::imap
