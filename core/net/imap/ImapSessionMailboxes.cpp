// SPDX-License-Identifier: GPL-3.0-or-later
// Listing, creating and removing mailboxes.
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/ListResponse.h"
#include "core/net/imap/MailboxName.h"

#include <map>

namespace tern::imap {
namespace {

constexpr std::size_t kMaxMailboxes = 100'000;

std::string statusItems(const Capabilities &capabilities)
{
    std::string items = "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY";
    if (capabilities.has("CONDSTORE") || capabilities.has("QRESYNC"))
        items += " HIGHESTMODSEQ";
    return items + ")";
}

/// Gathers LIST, LSUB, XLIST and STATUS responses; a name told twice is one mailbox.
class MailboxGatherer {
public:
    bool take(const ImapResponse &response)
    {
        if (response.is("LIST") || response.is("XLIST")) {
            takeEntry(response.rest);
            return true;
        }
        if (response.is("LSUB")) {
            if (const auto entry = parseListEntry(response.rest))
                markSubscribed(entry->wireName);
            return true;
        }
        if (response.is("STATUS")) {
            if (auto status = parseStatus(response.rest); status && m_statuses.size() < kMaxMailboxes)
                m_statuses.insert_or_assign(std::move(status->first), std::move(status->second));
            return true;
        }
        return false;
    }

    std::vector<ListEntry> finish()
    {
        for (ListEntry &entry : m_entries) {
            if (const auto found = m_statuses.find(entry.wireName); found != m_statuses.end())
                entry.status = found->second;
        }
        return std::move(m_entries);
    }

private:
    void takeEntry(std::string_view text)
    {
        auto entry = parseListEntry(text);
        if (!entry || entry->wireName.empty() || m_entries.size() >= kMaxMailboxes)
            return;
        const auto [found, isNew] = m_index.emplace(entry->wireName, m_entries.size());
        if (isNew) {
            m_entries.push_back(*std::move(entry));
            return;
        }
        ListEntry &known = m_entries[found->second];
        known.selectable = known.selectable || entry->selectable;
        known.subscribed = known.subscribed || entry->subscribed;
        known.hasChildren = known.hasChildren || entry->hasChildren;
        if (known.role == MailboxRole::None)
            known.role = entry->role;
    }

    void markSubscribed(const std::string &name)
    {
        if (const auto found = m_index.find(name); found != m_index.end())
            m_entries[found->second].subscribed = true;
    }

    std::vector<ListEntry> m_entries;
    std::map<std::string, std::size_t> m_index;
    std::map<std::string, MailboxStatus> m_statuses;
};

} // namespace

Result<std::vector<ListEntry>> ImapSession::list(bool withStatus)
{
    ImapDialogue &dialogue = *m_dialogue;
    const Capabilities &capabilities = dialogue.capabilities;
    MailboxGatherer gatherer;
    const auto handler = [&gatherer](const ImapResponse &response) { return gatherer.take(response); };
    const bool extended = capabilities.has("LIST-EXTENDED") || capabilities.has("IMAP4rev2");
    if (extended) {
        std::string wanted = "(SUBSCRIBED CHILDREN";
        if (capabilities.has("SPECIAL-USE") || capabilities.has("IMAP4rev2"))
            wanted += " SPECIAL-USE";
        if (withStatus && (capabilities.has("LIST-STATUS") || capabilities.has("IMAP4rev2")))
            wanted += " STATUS " + statusItems(capabilities);
        auto answer = dialogue.run(ImapCommand("LIST").text("\"\" \"*\" RETURN").text(wanted + ")"), handler);
        if (answer)
            return gatherer.finish();
        if (!dialogue.isUsable())
            return answer.error();
        gatherer = {};      // it promised more than it can: the plain way
    }
    const bool useXlist = !capabilities.has("SPECIAL-USE") && capabilities.has("XLIST");
    auto listed = dialogue.run(ImapCommand(useXlist ? "XLIST" : "LIST").text("\"\" \"*\""), handler);
    if (!listed && useXlist && dialogue.isUsable())
        listed = dialogue.run(ImapCommand("LIST").text("\"\" \"*\""), handler);
    if (!listed)
        return listed.error();
    auto subscribed = dialogue.run(ImapCommand("LSUB").text("\"\" \"*\""), handler);
    if (!subscribed && !dialogue.isUsable())
        return subscribed.error();
    return gatherer.finish();
}

Result<Namespaces> ImapSession::namespaces()
{
    Namespaces fallback;
    fallback.personal.push_back({});
    if (!capabilities().has("NAMESPACE"))
        return fallback;
    std::optional<Namespaces> namespaces;
    auto answer = m_dialogue->run(ImapCommand("NAMESPACE"), [&](const ImapResponse &response) {
        if (!response.is("NAMESPACE"))
            return false;
        namespaces = parseNamespaces(response.rest);
        return true;
    });
    if (!answer && !isUsable())
        return answer.error();
    return namespaces.value_or(fallback);
}

Result<MailboxStatus> ImapSession::status(const std::string &wireName)
{
    MailboxStatus status;
    auto answer = m_dialogue->run(ImapCommand("STATUS").string(wireName).text(statusItems(capabilities())), [&](const ImapResponse &response) {
        if (!response.is("STATUS"))
            return false;
        // Only one was asked for; some servers write the name in another form.
        if (const auto parsed = parseStatus(response.rest))
            status = parsed->second;
        return true;
    });
    if (!answer)
        return answer.error();
    return status;
}

Result<void> ImapSession::simpleCommand(const char *words, const std::string &wireName)
{
    if (wireName.empty())
        return makeError(ErrorKind::InvalidInput, words, "no mailbox name");
    auto answer = m_dialogue->run(ImapCommand(words).string(wireName));
    if (!answer)
        return answer.error();
    return {};
}

Result<void> ImapSession::create(const std::string &wireName)
{
    return simpleCommand("CREATE", wireName);
}

Result<void> ImapSession::rename(const std::string &wireName, const std::string &newWireName)
{
    if (wireName.empty() || newWireName.empty())
        return makeError(ErrorKind::InvalidInput, "RENAME", "no mailbox name");
    auto answer = m_dialogue->run(ImapCommand("RENAME").string(wireName).string(newWireName));
    if (!answer)
        return answer.error();
    return {};
}

Result<void> ImapSession::remove(const std::string &wireName)
{
    return simpleCommand("DELETE", wireName);
}

Result<void> ImapSession::subscribe(const std::string &wireName)
{
    return simpleCommand("SUBSCRIBE", wireName);
}

Result<void> ImapSession::unsubscribe(const std::string &wireName)
{
    return simpleCommand("UNSUBSCRIBE", wireName);
}

} // namespace tern::imap
