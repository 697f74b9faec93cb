// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of a ModelConnection do. All under the server's lock.
#include "tests/support/model/GmailLabels.h"
#include "tests/support/model/ModelConnection.h"

#include <algorithm>

namespace tern::test {
namespace {

std::string joined(const std::set<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string literal(const std::string &bytes)
{
    return "{" + std::to_string(bytes.size()) + "}\r\n" + bytes;
}

std::string bodyOf(const std::string &raw)
{
    const auto end = raw.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : raw.substr(end + 4);
}

std::string headerOf(const std::string &raw)
{
    return raw.substr(0, raw.size() - bodyOf(raw).size());
}

} // namespace

std::string ModelConnection::list(const ModelCommand &command)
{
    const bool lsub = command.name == "LSUB";
    const bool roles = command.text.find("SPECIAL-USE") != std::string::npos || command.name == "XLIST";
    const bool told = command.text.find("SUBSCRIBED") != std::string::npos;
    for (const auto &[name, mailbox] : m_server.m_mail) {
        if (mailbox.isHidden || (lsub && !mailbox.subscribed))
            continue;
        std::string attributes = roles ? mailbox.attributes : std::string();
        if (told && mailbox.subscribed)
            attributes += (attributes.empty() ? "" : " ") + std::string("\\Subscribed");
        send("* " + command.name + " (" + attributes + ") \"/\" " + onWire(name));
        if (command.text.find("STATUS") != std::string::npos)
            static_cast<void>(status(name));
    }
    return "OK";
}

std::string ModelConnection::status(const std::string &name)
{
    const auto found = m_server.m_mail.find(name);
    if (found == m_server.m_mail.end())
        return "NO [NONEXISTENT] no such mailbox";
    const ModelMailbox &mailbox = found->second;
    const auto unseen = std::count_if(mailbox.messages.begin(), mailbox.messages.end(), [](const auto &message) { return !message.flags.contains("\\Seen"); });
    send("* STATUS " + onWire(name) + " (MESSAGES " + std::to_string(mailbox.messages.size()) + " UNSEEN " + std::to_string(unseen) + " UIDNEXT " +
         std::to_string(mailbox.uidNext) + " UIDVALIDITY " + std::to_string(mailbox.uidValidity) +
         (has("CONDSTORE") ? " HIGHESTMODSEQ " + std::to_string(mailbox.modSeq) : "") + (has("STATUS=SIZE") ? " SIZE " + std::to_string(mailbox.bytes()) : "") + ")");
    return "OK";
}

std::string ModelConnection::select(const ModelCommand &command)
{
    m_selected.clear();
    const auto found = m_server.m_mail.find(mailboxNamed(command.word(0)));
    if (found == m_server.m_mail.end())
        return "NO [NONEXISTENT] no such mailbox";
    m_selected = mailboxNamed(command.word(0));
    const ModelMailbox &selected = found->second;
    m_seen.clear();
    m_told.clear();
    for (const ModelMessage &message : selected.messages) {
        m_seen.push_back(message.uid);
        m_told[message.uid] = message.modSeq;
    }
    send("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
    send("* OK [PERMANENTFLAGS (" + selected.permanentFlags + ")] ok");
    send("* " + std::to_string(selected.messages.size()) + " EXISTS");
    send("* OK [UIDVALIDITY " + std::to_string(selected.uidValidity) + "] ok");
    send("* OK [UIDNEXT " + std::to_string(selected.uidNext) + "] ok");
    if (has("CONDSTORE"))
        send("* OK [HIGHESTMODSEQ " + std::to_string(selected.modSeq) + "] ok");
    if (const std::string &options = command.word(1); m_qresync && options.starts_with("(QRESYNC")) {
        const auto inner = options.find('(', 1);
        const auto arguments = listWords(options.substr(inner, options.find(')') - inner + 1));
        if (arguments.size() >= 2 && std::stoul(arguments[0]) == selected.uidValidity) {
            const std::uint64_t since = std::stoull(arguments[1]);
            std::string gone;
            for (const auto &[modSeq, uid] : selected.vanished) {
                if (modSeq > since)
                    gone += (gone.empty() ? "" : ",") + std::to_string(uid);
            }
            if (!gone.empty())
                send("* VANISHED (EARLIER) " + gone);
            for (std::size_t i = 0; i < selected.messages.size(); ++i) {
                if (selected.messages[i].modSeq > since)
                    send(fetchOne(i + 1, selected.messages[i], "(FLAGS MODSEQ)", true));
            }
        }
    }
    return "OK [READ-WRITE] selected";
}

std::string ModelConnection::fetchOne(std::size_t seq, const ModelMessage &message, const std::string &items, bool withUid)
{
    const auto asked = [&items](const char *item) { return items.find(item) != std::string::npos; };
    std::string line = "* " + std::to_string(seq) + " FETCH (";
    const auto add = [&line](const std::string &item) { line += (line.back() == '(' ? "" : " ") + item; };
    if (withUid || asked("UID"))
        add("UID " + std::to_string(message.uid));
    if (asked("FLAGS"))
        add("FLAGS (" + joined(message.flags) + ")");
    if (asked("INTERNALDATE"))
        add("INTERNALDATE \"14-Nov-2023 22:13:20 +0000\"");
    if (asked("EMAILID"))
        add("EMAILID (" + message.objectId() + ") THREADID NIL");
    if (asked("X-GM-MSGID"))
        add("X-GM-MSGID " + message.objectId().substr(1) + " X-GM-THRID " + message.objectId().substr(1));
    if (asked("X-GM-LABELS") && has("X-GM-EXT-1"))
        add("X-GM-LABELS (" + labelsOf(m_server.m_mail, message, m_selected) + ")");
    if (asked("PREVIEW"))
        add("PREVIEW " + (bodyOf(message.raw).empty() ? std::string("NIL") : "\"previewed\""));
    if (asked("RFC822.SIZE"))
        add("RFC822.SIZE " + std::to_string(message.raw.size()));
    if (asked("MODSEQ") && has("CONDSTORE"))
        add("MODSEQ (" + std::to_string(message.modSeq) + ")");
    const std::string body = bodyOf(message.raw);
    if (asked("BODYSTRUCTURE"))
        add("BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"UTF-8\") NIL NIL \"8bit\" " + std::to_string(body.size()) + " 1 NIL NIL NIL NIL)");
    if (const auto at = items.find("BODY.PEEK["); at != std::string::npos) {
        const auto end = items.find(']', at);
        const std::string section = items.substr(at + 10, end - at - 10);
        std::string data = section.empty() ? message.raw : section.starts_with("HEADER") ? headerOf(message.raw) : section == "1" ? body : std::string();
        std::string label = "BODY[" + section + "]";
        if (end + 1 < items.size() && items[end + 1] == '<') {
            const std::size_t offset = std::stoul(items.substr(end + 2));
            const std::size_t length = std::stoul(items.substr(items.find('.', end) + 1));
            data = offset < data.size() ? data.substr(offset, length) : std::string();
            label += "<" + std::to_string(offset) + ">";
        }
        add(label + " " + literal(data));
    }
    return line + ")";
}

std::string ModelConnection::fetch(const ModelCommand &command, bool byUid)
{
    ModelMailbox &selected = *mailbox();
    std::uint64_t since = 0;
    if (const auto at = command.text.find("CHANGEDSINCE "); at != std::string::npos)
        since = std::stoull(command.text.substr(at + 13));
    std::size_t from = 0;
    if (const auto at = command.text.find("(PARTIAL -1:-"); at != std::string::npos) {
        if (!has("PARTIAL"))
            return "BAD no PARTIAL";
        from = m_seen.size() - std::min<std::size_t>(m_seen.size(), std::stoul(command.text.substr(at + 13)));
    }
    // A sequence number beyond the last is an error [RFC 9051 §9, seq-number].
    if (!byUid && m_seen.size() < std::stoul(command.word(0)))
        return "BAD no such message";
    const std::uint32_t largest = byUid ? (m_seen.empty() ? 0 : m_seen.back()) : static_cast<std::uint32_t>(m_seen.size());
    for (std::size_t i = from; i < m_seen.size(); ++i) {
        const ModelMessage *message = selected.find(m_seen[i]);
        const std::uint32_t number = byUid ? m_seen[i] : static_cast<std::uint32_t>(i + 1);
        if (!message || message->modSeq <= since || !inSet(command.word(0), number, largest))
            continue;
        if (command.word(1).find("FLAGS") != std::string::npos)
            m_told[message->uid] = message->modSeq;
        send(fetchOne(i + 1, *message, command.word(1), byUid));
    }
    return "OK fetched";
}

std::string ModelConnection::store(const ModelCommand &command)
{
    ModelMailbox &selected = *mailbox();
    const std::string &item = command.word(1);
    const auto words = listWords(command.word(2));
    for (const std::uint32_t uid : m_seen) {
        ModelMessage *message = selected.find(uid);
        if (!message || !inSet(command.word(0), uid, m_seen.back()))
            continue;
        std::set<std::string> flags = item[0] == 'F' ? std::set<std::string>() : message->flags;
        for (const std::string &word : words) {
            if (item[0] == '-')
                flags.erase(word);
            else if (selected.permanentFlags.find("\\*") != std::string::npos || selected.permanentFlags.find(word) != std::string::npos)
                flags.insert(word);
        }
        selected.change(*message, std::move(flags));
        m_told[uid] = message->modSeq;
        if (isGmail())
            shareFlags(m_server.m_mail, *message);
    }
    return "OK stored";
}

std::string ModelConnection::copy(const ModelCommand &command, bool moves)
{
    ModelMailbox &selected = *mailbox();
    const auto found = m_server.m_mail.find(mailboxNamed(command.word(1)));
    if (found == m_server.m_mail.end())
        return "NO [TRYCREATE] no such mailbox";
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    for (const std::uint32_t uid : m_seen) {
        const ModelMessage *message = selected.find(uid);
        if (!message || !inSet(command.word(0), uid, m_seen.back()))
            continue;
        sources.push_back(uid);
        const ModelMessage source = *message;
        targets.push_back(isGmail() ? label(m_server.m_mail, found->first, source) : found->second.add(source.raw, source.flags));
    }
    if (m_server.m_lies)
        std::reverse(targets.begin(), targets.end());
    const auto asSet = [](const std::vector<std::uint32_t> &uids) {
        std::string text;
        for (const std::uint32_t uid : uids)
            text += (text.empty() ? "" : ",") + std::to_string(uid);
        return text;
    };
    const std::string code = has("UIDPLUS") && !sources.empty()
        ? "[COPYUID " + std::to_string(found->second.uidValidity) + " " + asSet(sources) + " " + asSet(targets) + "] "
        : std::string();
    if (!moves)
        return "OK " + code + "copied";
    send("* OK " + code + "moved");
    for (const std::uint32_t uid : sources) {
        if (isGmail())
            unlabel(m_server.m_mail, m_selected, uid);
        else
            selected.remove(uid);
    }
    return "OK done";
}

std::string ModelConnection::expunge(const ModelCommand &command, bool byUid)
{
    ModelMailbox &selected = *mailbox();
    for (const std::uint32_t uid : m_seen) {
        const ModelMessage *message = selected.find(uid);
        if (!message || !message->flags.contains("\\Deleted") || (byUid && !inSet(command.word(0), uid, m_seen.back())))
            continue;
        if (isGmail())
            unlabel(m_server.m_mail, m_selected, uid);
        else
            selected.remove(uid);
    }
    return "OK expunged";
}

std::string ModelConnection::append(const ModelCommand &command)
{
    const auto found = m_server.m_mail.find(mailboxNamed(command.word(0)));
    if (found == m_server.m_mail.end())
        return "NO [TRYCREATE] no such mailbox";
    // Flags begin a message, its literal ends it; whoever has no MULTIAPPEND takes one.
    std::vector<std::pair<std::string, std::string>> messages;
    for (std::size_t i = 1; i < command.words.size(); ++i) {
        if (command.words[i].starts_with('('))
            messages.emplace_back(command.words[i], std::string());
        else if (!messages.empty())
            messages.back().second = command.words[i];
    }
    if (messages.empty() || (messages.size() > 1 && !has("MULTIAPPEND")))
        return "BAD one message, please";
    if (messages.size() > m_server.m_options.mostTogether)
        return "NO [LIMIT] too many at once";
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    for (const auto &[flags, raw] : messages) {
        const auto words = listWords(flags);
        const std::set<std::string> told(words.begin(), words.end());
        last = isGmail() ? label(m_server.m_mail, found->first, {0, told, raw, 0}) : found->second.add(raw, told);
        first = first == 0 ? last : first;
    }
    if (!has("UIDPLUS"))
        return "OK appended";
    const std::string uids = std::to_string(first) + (first == last ? "" : ":" + std::to_string(last));
    return "OK [APPENDUID " + std::to_string(found->second.uidValidity) + " " + uids + "] appended";
}

std::string ModelConnection::changeMailboxes(const ModelCommand &command)
{
    ModelMail &mail = m_server.m_mail;
    const std::string name = mailboxNamed(command.word(0));
    const std::string newName = mailboxNamed(command.word(1));
    const bool exists = mail.contains(name);
    if (command.name == "CREATE") {
        if (exists)
            return "NO [ALREADYEXISTS] there is one";
        mail[name].uidValidity = 100 + static_cast<std::uint32_t>(mail.size());
        return "OK";
    }
    if (!exists)
        return "NO [NONEXISTENT] no such mailbox";
    if (command.name == "DELETE") {
        mail.erase(name);
    } else if (command.name == "RENAME") {
        if (mail.contains(newName))
            return "NO [ALREADYEXISTS] there is one";
        auto node = mail.extract(name);
        node.key() = newName;
        mail.insert(std::move(node));
    } else {
        mail[name].subscribed = command.name == "SUBSCRIBE";
    }
    return "OK";
}

} // namespace tern::test
