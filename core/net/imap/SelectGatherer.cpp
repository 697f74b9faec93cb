// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/SelectGatherer.h"

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ListResponse.h"

namespace tern::imap {
namespace {

constexpr std::size_t kMaxChanged = 5'000'000;
constexpr std::size_t kLongestKnown = 8'000;    // bytes of the known UIDs in a QRESYNC

} // namespace

SelectGatherer::SelectGatherer(ImapDialogue &dialogue, std::string wireName, const SelectOptions &options)
    : m_dialogue(dialogue), m_wireName(std::move(wireName)), m_options(options), m_command(options.readOnly ? "EXAMINE" : "SELECT")
{
    const bool hasCondStore = dialogue.capabilities.has("CONDSTORE") || dialogue.capabilities.has("QRESYNC");
    m_resyncs = options.qresync && dialogue.isEnabled("QRESYNC") && options.qresync->uidValidity.value > 0 && options.qresync->modSeq.value > 0;
    m_command.mailbox(m_wireName, dialogue.hasUtf8Names());
    if (m_resyncs) {
        std::string arguments = std::to_string(options.qresync->uidValidity.value) + " " + std::to_string(options.qresync->modSeq.value);
        // Known UIDs only help a server that forgets expunges; a long set isn't worth its bytes.
        if (options.qresync->knownUids && !options.qresync->knownUids->isEmpty()) {
            const std::string known = options.qresync->knownUids->toString();
            if (known.size() <= kLongestKnown)
                arguments += " " + known;
        }
        m_command.text("(QRESYNC (" + arguments + "))");
    } else if (options.condstore && hasCondStore) {
        m_command.text("(CONDSTORE)");
    }
}

void SelectGatherer::begin()
{
    m_dialogue.forgetMailbox();
}

bool SelectGatherer::operator()(const ImapResponse &response)
{
    if (response.is("EXISTS")) {
        m_result.exists = response.number;
        m_sawExists = true;
        m_dialogue.selected.exists = response.number;
        return true;
    }
    if (response.is("FLAGS") || response.is("RECENT") || response.is("LIST"))   // LIST: IMAP4rev2 tells the name as it has it
        return true;
    if (response.is("OK"))
        return takeCode(parseStatusText(response.rest));
    if (response.is("VANISHED"))
        return takeVanished(response.rest);
    if (response.is("FETCH"))
        return takeFetch(response);
    return false;
}

bool SelectGatherer::takeCode(const StatusText &status)
{
    ImapCursor arguments(status.arguments);
    if (equalsNoCase(status.code, "UIDVALIDITY")) {
        static_cast<void>(arguments.takeNumber32(m_result.uidValidity.value));
    } else if (equalsNoCase(status.code, "UIDNEXT")) {
        Uid next;
        if (arguments.takeNumber32(next.value) && next.value > 0)
            m_result.uidNext = next;
    } else if (equalsNoCase(status.code, "HIGHESTMODSEQ")) {
        static_cast<void>(arguments.takeModSeq(m_result.highestModSeq.value));
    } else if (equalsNoCase(status.code, "NOMODSEQ")) {
        m_noModSeq = true;
    } else if (equalsNoCase(status.code, "PERMANENTFLAGS")) {
        Flags flags;
        if (parseFlags(arguments, flags))
            m_result.permanentFlags = flags.bits;
        m_result.keywordsAllowed = status.arguments.find("\\*") != std::string_view::npos;
    } else if (equalsNoCase(status.code, "MAILBOXID")) {
        m_result.mailboxId = parseObjectId(status.arguments);
    } else {
        return equalsNoCase(status.code, "UNSEEN") || equalsNoCase(status.code, "CLOSED");
    }
    return true;
}

bool SelectGatherer::takeVanished(std::string_view rest)
{
    if (!equalsNoCase(rest.substr(0, 9), "(EARLIER)"))
        return false;
    if (const auto uids = UidSet::parse(rest.substr(std::min<std::size_t>(10, rest.size()))))
        m_result.vanished.add(*uids);
    return true;
}

bool SelectGatherer::takeFetch(const ImapResponse &response)
{
    parseFetch(response.rest, m_items);
    if (m_items.uid.value == 0)
        return false;
    if (m_result.changed.size() < kMaxChanged)
        m_result.changed.push_back({m_items.uid, response.number, m_items.flags, m_items.modSeq});
    return true;
}

Result<SelectResult> SelectGatherer::finish(const Result<TaggedAnswer> &answer)
{
    if (!answer) {
        m_dialogue.forgetMailbox();
        return answer.error();
    }
    if (!m_sawExists) {
        // No mailbox is open without it [RFC 9051 §6.3.2]: this was the answer to something else.
        m_dialogue.forgetMailbox();
        m_dialogue.socket().close();
        return makeError(ErrorKind::ProtocolError, "SELECT", "an answer without EXISTS");
    }
    SelectResult result = std::move(m_result);
    if (m_noModSeq)
        result.highestModSeq = {};
    result.readOnly = answer->code == "READ-ONLY" || m_options.readOnly;
    result.qresynced = m_resyncs && result.highestModSeq.value > 0 && result.uidValidity == m_options.qresync->uidValidity;
    static std::atomic<std::uint64_t> selections{0};
    m_dialogue.selected.wireName = m_wireName;
    m_dialogue.selected.uidValidity = result.uidValidity;
    m_dialogue.selected.selection = ++selections;
    m_dialogue.selected.hasModSeq = result.highestModSeq.value > 0;
    for (const FlagChange &change : result.changed)
        m_dialogue.noteUid(change.seq, change.uid);
    return result;
}

} // namespace tern::imap
