// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a mailbox, waiting in it, and leaving.
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSession.h"

namespace tern::imap {
namespace {

constexpr std::size_t kMaxChanged = 5'000'000;

/// Gathers the responses to SELECT [RFC 9051 §6.3.2, RFC 7162 §3.2.5].
class SelectGatherer {
public:
    explicit SelectGatherer(SelectedState &selected) : m_selected(selected) {}

    // False for what the dialogue has to count as well.
    bool take(const ImapResponse &response)
    {
        if (response.is("EXISTS")) {
            m_result.exists = response.number;
            m_selected.exists = response.number;
            return true;
        }
        if (response.is("FLAGS") || response.is("RECENT"))
            return true;
        if (response.is("OK")) {
            const StatusText status = parseStatusText(response.rest);
            return takeCode(status);
        }
        if (response.is("VANISHED"))
            return takeVanished(response.rest);
        if (response.is("FETCH"))
            return takeFetch(response);
        return false;
    }

    SelectResult &result() { return m_result; }
    [[nodiscard]] bool noModSeq() const { return m_noModSeq; }

private:
    bool takeCode(const StatusText &status)
    {
        ImapCursor arguments(status.arguments);
        if (equalsNoCase(status.code, "UIDVALIDITY")) {
            static_cast<void>(arguments.takeNumber32(m_result.uidValidity.value));
        } else if (equalsNoCase(status.code, "UIDNEXT")) {
            Uid next;
            if (arguments.takeNumber32(next.value) && next.value > 0)
                m_result.uidNext = next;
        } else if (equalsNoCase(status.code, "HIGHESTMODSEQ")) {
            static_cast<void>(arguments.takeNumber(m_result.highestModSeq.value));
        } else if (equalsNoCase(status.code, "NOMODSEQ")) {
            m_noModSeq = true;
        } else if (equalsNoCase(status.code, "PERMANENTFLAGS")) {
            Flags flags;
            if (parseFlags(arguments, flags))
                m_result.permanentFlags = flags.bits;
            m_result.keywordsAllowed = status.arguments.find("\\*") != std::string_view::npos;
        } else {
            return equalsNoCase(status.code, "UNSEEN") || equalsNoCase(status.code, "CLOSED");
        }
        return true;
    }

    bool takeVanished(std::string_view rest)
    {
        if (!equalsNoCase(rest.substr(0, 9), "(EARLIER)"))
            return false;
        if (const auto uids = UidSet::parse(rest.substr(std::min<std::size_t>(10, rest.size()))))
            m_result.vanished.add(*uids);
        return true;
    }

    bool takeFetch(const ImapResponse &response)
    {
        parseFetch(response.rest, m_items);
        if (m_items.uid.value == 0)
            return false;
        if (m_result.changed.size() < kMaxChanged)
            m_result.changed.push_back({m_items.uid, response.number, m_items.flags, m_items.modSeq});
        return true;
    }

    SelectedState &m_selected;
    SelectResult m_result;
    FetchItems m_items;
    bool m_noModSeq = false;
};

} // namespace

Result<SelectResult> ImapSession::select(const std::string &wireName, const SelectOptions &options)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (wireName.empty())
        return makeError(ErrorKind::InvalidInput, "SELECT", "no mailbox name");
    const bool resyncs = options.qresync && hasQResync() && options.qresync->uidValidity.value > 0 && options.qresync->modSeq.value > 0;
    ImapCommand command(options.readOnly ? "EXAMINE" : "SELECT");
    command.string(wireName);
    if (resyncs) {
        std::string arguments = std::to_string(options.qresync->uidValidity.value) + " " + std::to_string(options.qresync->modSeq.value);
        // Known UIDs only help a server that forgets expunges; a long set isn't worth its bytes.
        if (options.qresync->knownUids && !options.qresync->knownUids->isEmpty()) {
            const std::string known = options.qresync->knownUids->toString();
            if (known.size() <= 8'000)
                arguments += " " + known;
        }
        command.text("(QRESYNC (" + arguments + "))");
    } else if (options.condstore && hasCondStore()) {
        command.text("(CONDSTORE)");
    }
    // From here the old mailbox is closed, whatever the answer.
    dialogue.forgetMailbox();
    SelectGatherer gatherer(dialogue.selected);
    auto answer = dialogue.run(command, [&](const ImapResponse &response) { return gatherer.take(response); });
    if (!answer) {
        dialogue.forgetMailbox();
        return answer.error();
    }
    SelectResult result = std::move(gatherer.result());
    if (gatherer.noModSeq())
        result.highestModSeq = {};
    result.readOnly = answer->code == "READ-ONLY" || options.readOnly;
    result.qresynced = resyncs && result.highestModSeq.value > 0 && result.uidValidity == options.qresync->uidValidity;
    dialogue.selected.wireName = wireName;
    dialogue.selected.hasModSeq = result.highestModSeq.value > 0;
    for (const FlagChange &change : result.changed)
        dialogue.noteUid(change.seq, change.uid);
    return result;
}

Result<void> ImapSession::unselect()
{
    ImapDialogue &dialogue = *m_dialogue;
    if (dialogue.selected.wireName.empty())
        return {};
    dialogue.forgetMailbox();
    if (!capabilities().has("UNSELECT") && !capabilities().has("IMAP4rev2"))
        return {};
    auto answer = dialogue.run(ImapCommand("UNSELECT"));
    dialogue.forgetMailbox();
    if (!answer && !dialogue.isUsable())
        return answer.error();
    return {};
}

Result<void> ImapSession::noop()
{
    auto answer = m_dialogue->run(ImapCommand("NOOP"));
    if (!answer)
        return answer.error();
    return {};
}

bool ImapSession::canIdle() const
{
    return capabilities().has("IDLE") || capabilities().has("IMAP4rev2");
}

Result<IdleEnd> ImapSession::idle(const WakeFd &wake, std::chrono::milliseconds longest, const std::function<bool(MailboxEvents)> &onEvents)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (!canIdle())
        return makeError(ErrorKind::Unsupported, "IDLE", "the server has no IDLE");
    const auto deadline = std::chrono::steady_clock::now() + longest;
    auto tag = dialogue.send(ImapCommand("IDLE"));
    if (!tag)
        return tag.error();
    if (auto started = dialogue.awaitContinuation(*tag, "IDLE"); !started)
        return started.error();
    IdleEnd end = IdleEnd::Satisfied;
    for (bool more = true; more;) {
        dialogue.reader().release();
        if (dialogue.hasEvents() && !dialogue.reader().hasBufferedLine() && !onEvents(dialogue.takeEvents()))
            break;
        if (!dialogue.isUsable())
            return makeError(ErrorKind::ServerBye, "IDLE", "the server is closing the connection");
        auto waited = dialogue.reader().hasBufferedLine() ? Result<LineSocket::Wait>(LineSocket::Wait::Readable)
                                                          : dialogue.socket().wait(deadline, &wake);
        if (!waited)
            return waited.error();
        if (*waited == LineSocket::Wait::Readable) {
            auto response = dialogue.readOne({});
            if (!response)
                return response.error();
            if (response->kind == ImapResponse::Kind::Tagged && response->tag == *tag)
                return end;     // the server ended it by itself
            continue;
        }
        end = *waited == LineSocket::Wait::Woken ? IdleEnd::Woken : IdleEnd::TimedOut;
        more = false;
    }
    if (auto sent = dialogue.socket().writeAll("DONE\r\n"); !sent)
        return sent.error();
    auto answer = dialogue.await(*tag, "IDLE");
    if (!answer)
        return answer.error();
    return end;
}

void ImapSession::logout()
{
    ImapDialogue &dialogue = *m_dialogue;
    if (dialogue.isUsable()) {
        dialogue.socket().setReplyTimeout(std::chrono::seconds{2});
        static_cast<void>(dialogue.run(ImapCommand("LOGOUT")));
    }
    dialogue.socket().close();
}

} // namespace tern::imap
