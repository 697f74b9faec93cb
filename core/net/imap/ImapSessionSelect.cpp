// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a mailbox, waiting in it, and leaving.
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/SelectGatherer.h"

namespace tern::imap {
namespace {

constexpr int kLongestBurst = 500;      // responses while idling

} // namespace

Result<SelectResult> ImapSession::select(const std::string &wireName, const SelectOptions &options)
{
    if (wireName.empty())
        return makeError(ErrorKind::InvalidInput, "SELECT", "no mailbox name");
    SelectGatherer gatherer(*m_dialogue, wireName, options);
    gatherer.begin();
    return gatherer.finish(m_dialogue->run(gatherer.command(), std::ref(gatherer)));
}

std::uint64_t ImapSession::selection() const
{
    return m_dialogue->selected.selection;
}

bool ImapSession::canUnselect() const
{
    return capabilities().has("UNSELECT") || capabilities().has("IMAP4rev2");
}

Result<void> ImapSession::unselect()
{
    ImapDialogue &dialogue = *m_dialogue;
    if (dialogue.selected.wireName.empty())
        return {};
    dialogue.forgetMailbox();
    if (!canUnselect())
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
    int burst = 0;      // responses since the last look at `wake`, which a server that never stops talking must not hide
    for (bool more = true; more;) {
        dialogue.reader().release();
        const bool goesOn = dialogue.reader().hasBufferedLine() && ++burst < kLongestBurst;
        if (dialogue.hasEvents() && !goesOn && !onEvents(dialogue.takeEvents()))
            break;
        if (!dialogue.isUsable())
            return makeError(ErrorKind::ServerBye, "IDLE", "the server is closing the connection");
        auto waited = goesOn ? Result<LineSocket::Wait>(LineSocket::Wait::Readable) : dialogue.socket().wait(deadline, &wake);
        if (!waited)
            return waited.error();
        burst = goesOn ? burst : 0;
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
