// SPDX-License-Identifier: GPL-3.0-or-later
// Listing, creating and removing mailboxes.
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapFlight.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/ListResponse.h"
#include "core/net/imap/MailboxName.h"

#include <map>
#include <set>

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
    explicit MailboxGatherer(const ImapDialogue &dialogue) : m_dialogue(dialogue) {}

    bool take(const ImapResponse &response)
    {
        if (response.is("LIST") || response.is("XLIST")) {
            takeEntry(response.rest);
            return true;
        }
        if (response.is("LSUB")) {
            if (const auto entry = parseListEntry(response.rest))
                m_subscribed.insert(m_dialogue.keyOf(entry->wireName));
            return true;
        }
        if (response.is("STATUS")) {
            if (auto status = parseStatus(response.rest); status && m_statuses.size() < kMaxMailboxes)
                m_statuses.insert_or_assign(m_dialogue.keyOf(status->first), std::move(status->second));
            return true;
        }
        return false;
    }

    void forget()
    {
        m_entries.clear();
        m_index.clear();
        m_statuses.clear();
        m_subscribed.clear();
    }

    /// Subscriptions may be told before the list: they are matched here.
    std::vector<ListEntry> finish()
    {
        for (ListEntry &entry : m_entries) {
            if (const auto found = m_statuses.find(entry.wireName); found != m_statuses.end())
                entry.status = found->second;
            entry.subscribed = entry.subscribed || m_subscribed.contains(entry.wireName);
        }
        return std::move(m_entries);
    }

private:
    void takeEntry(std::string_view text)
    {
        auto entry = parseListEntry(text);
        if (!entry || entry->wireName.empty() || m_entries.size() >= kMaxMailboxes)
            return;
        entry->wireName = m_dialogue.keyOf(entry->wireName);
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

    const ImapDialogue &m_dialogue;
    std::vector<ListEntry> m_entries;
    std::map<std::string, std::size_t> m_index;
    std::map<std::string, MailboxStatus> m_statuses;
    std::set<std::string> m_subscribed;
};

} // namespace

Result<std::vector<ListEntry>> ImapSession::list(bool withStatus)
{
    ImapDialogue &dialogue = *m_dialogue;
    const Capabilities &capabilities = dialogue.capabilities;
    MailboxGatherer gatherer(dialogue);
    const auto handler = [&gatherer](const ImapResponse &response) { return gatherer.take(response); };
    const bool extended = capabilities.has("LIST-EXTENDED") || capabilities.has("IMAP4rev2");
    if (extended) {
        std::string wanted = "(SUBSCRIBED CHILDREN";
        if (capabilities.has("SPECIAL-USE") || capabilities.has("IMAP4rev2"))
            wanted += " SPECIAL-USE";
        if (withStatus && (capabilities.has("LIST-STATUS") || capabilities.has("IMAP4rev2")))
            wanted += " STATUS " + statusItems(capabilities);
        ImapFlight flight(dialogue);
        addNamespaces(flight);
        flight.add(ImapCommand("LIST").text("\"\" \"*\" RETURN").text(wanted + ")"), handler);
        auto answers = flight.run();
        if (!answers)
            return answers.error();
        if (answers->back())
            return gatherer.finish();
        gatherer.forget();  // it promised more than it can: the plain way
    }
    const bool useXlist = !capabilities.has("SPECIAL-USE") && capabilities.has("XLIST");
    ImapFlight flight(dialogue);
    flight.add(ImapCommand(useXlist ? "XLIST" : "LIST").text("\"\" \"*\""), handler);
    flight.add(ImapCommand("LSUB").text("\"\" \"*\""), handler);
    addNamespaces(flight);
    auto answers = flight.run();
    if (!answers)
        return answers.error();
    // The subscriptions are a hint; the list itself isn't.
    if (!answers->front() && useXlist) {
        auto listed = dialogue.run(ImapCommand("LIST").text("\"\" \"*\""), handler);
        if (!listed)
            return listed.error();
    } else if (!answers->front()) {
        return answers->front().error();
    }
    return gatherer.finish();
}

const std::optional<Namespaces> &ImapSession::namespaces() const
{
    return m_dialogue->namespaces;
}

/// Once on each connection, and never waited for. A refusal is the same as not being asked.
void ImapSession::addNamespaces(ImapFlight &flight)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (dialogue.namespaces || !capabilities().has("NAMESPACE"))
        return;
    flight.add(ImapCommand("NAMESPACE"), [&dialogue](const ImapResponse &response) {
        if (!response.is("NAMESPACE"))
            return false;
        dialogue.namespaces = parseNamespaces(response.rest);
        return true;
    });
}

Result<MailboxStatus> ImapSession::status(const std::string &wireName)
{
    auto statuses = this->statuses(std::span(&wireName, 1));
    if (!statuses)
        return statuses.error();
    return std::move(statuses->front());
}

Result<std::vector<Result<MailboxStatus>>> ImapSession::statuses(std::span<const std::string> wireNames, const StatusOptions &options)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::string items = statusItems(capabilities());
    if (options.size && canTellSizes())
        items.insert(items.size() - 1, " SIZE");
    std::vector<MailboxStatus> told(wireNames.size());
    ImapFlight flight(dialogue);
    const std::size_t before = options.leave && canUnselect() && !dialogue.selected.wireName.empty() && !wireNames.empty() ? 1 : 0;
    if (before > 0) {
        dialogue.forgetMailbox();
        flight.add(ImapCommand("UNSELECT"));
        flight.onAnswer([&](std::size_t command, const Result<TaggedAnswer> &) {
            if (command == 0)
                dialogue.forgetMailbox();
        });
    }
    for (std::size_t i = 0; i < wireNames.size(); ++i) {
        flight.add(ImapCommand("STATUS").mailbox(wireNames[i], dialogue.hasUtf8Names()).text(items), [&, i](const ImapResponse &response) {
            if (!response.is("STATUS"))
                return false;
            auto parsed = parseStatus(response.rest);
            // Only one was asked for, and some servers write the name in another form; but with NOTIFY others may come in between.
            if (!parsed || (dialogue.notifies && dialogue.keyOf(parsed->first) != wireNames[i]))
                return false;
            told[i] = std::move(parsed->second);
            return true;
        });
    }
    auto answers = flight.run();
    if (!answers)
        return answers.error();
    std::vector<Result<MailboxStatus>> result;
    for (std::size_t i = 0; i < wireNames.size(); ++i) {
        const auto &answer = (*answers)[before + i];
        result.push_back(answer ? Result<MailboxStatus>(std::move(told[i])) : Result<MailboxStatus>(answer.error()));
    }
    return result;
}

bool ImapSession::canTellSizes() const
{
    return capabilities().has("STATUS=SIZE") || capabilities().has("IMAP4rev2");
}

Result<std::optional<Quota>> ImapSession::quota()
{
    std::optional<Quota> quota;
    if (!capabilities().has("QUOTA"))
        return quota;
    auto answer = m_dialogue->run(ImapCommand("GETQUOTAROOT").string("INBOX"), [&quota](const ImapResponse &response) {
        if (response.is("QUOTA") && !quota)
            quota = parseQuota(response.rest);
        return response.is("QUOTA") || response.is("QUOTAROOT");
    });
    if (!answer && !isUsable())
        return answer.error();
    return quota;
}

bool ImapSession::canNotify() const
{
    return capabilities().has("NOTIFY");
}

bool ImapSession::isNotifying() const
{
    return m_dialogue->notifies;
}

Result<void> ImapSession::notify()
{
    if (!canNotify())
        return makeError(ErrorKind::Unsupported, "NOTIFY", "the server has no NOTIFY");
    // Delayed: an EXPUNGE in the middle of a FETCH would shift the sequence numbers under it.
    m_dialogue->notifies = true;
    auto answer = m_dialogue->run(ImapCommand("NOTIFY SET").text("(selected-delayed (MessageNew MessageExpunge FlagChange))")
                                      .text("(personal (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange))"));
    if (answer)
        return {};
    m_dialogue->notifies = false;
    return answer.error();
}

std::optional<std::uint64_t> ImapSession::appendLimit() const
{
    for (const std::string &name : capabilities().names()) {
        constexpr std::string_view kStart = "APPENDLIMIT=";
        std::uint64_t limit = 0;
        if (name.starts_with(kStart) && ImapCursor(std::string_view(name).substr(kStart.size())).takeNumber(limit))
            return limit;
    }
    return {};
}

Result<void> ImapSession::simpleCommand(const char *words, const std::string &wireName)
{
    if (wireName.empty())
        return makeError(ErrorKind::InvalidInput, words, "no mailbox name");
    auto answer = m_dialogue->run(ImapCommand(words).mailbox(wireName, m_dialogue->hasUtf8Names()));
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
    auto answer = m_dialogue->run(ImapCommand("RENAME").mailbox(wireName, m_dialogue->hasUtf8Names()).mailbox(newWireName, m_dialogue->hasUtf8Names()));
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
