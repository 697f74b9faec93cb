// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/imap/ListResponse.h"

#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/MailboxName.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tern::imap {
namespace {

struct RoleName {
    std::string_view attribute;
    MailboxRole role;
};
// SPECIAL-USE, RFC 8457, and XLIST's own words.
constexpr std::array<RoleName, 11> kRoles{{{"\\Drafts", MailboxRole::Drafts}, {"\\Sent", MailboxRole::Sent},
                                           {"\\Trash", MailboxRole::Trash}, {"\\Junk", MailboxRole::Junk},
                                           {"\\Archive", MailboxRole::Archive}, {"\\All", MailboxRole::All},
                                           {"\\Flagged", MailboxRole::Flagged}, {"\\Important", MailboxRole::Important},
                                           {"\\Spam", MailboxRole::Junk}, {"\\AllMail", MailboxRole::All},
                                           {"\\Starred", MailboxRole::Flagged}}};

constexpr std::size_t kLongestAttribute = 100;   // bytes
constexpr std::size_t kLongestName = 2'000;      // bytes; 10,000 levels of nothing are no mailbox

// A name that no command can carry, or that is longer than any that is real, is as good as none.
bool isUsableName(std::string_view name)
{
    return name.size() <= kLongestName && name.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void applyAttribute(std::string_view attribute, ListEntry &entry)
{
    if (equalsNoCase(attribute, "\\Noselect") || equalsNoCase(attribute, "\\NonExistent"))
        entry.selectable = false;
    else if (equalsNoCase(attribute, "\\HasChildren"))
        entry.hasChildren = true;
    else if (equalsNoCase(attribute, "\\Noinferiors"))
        entry.noInferiors = true;
    else if (equalsNoCase(attribute, "\\Subscribed"))
        entry.subscribed = true;
    for (const RoleName &role : kRoles) {
        if (equalsNoCase(attribute, role.attribute))
            entry.role = role.role;
    }
    entry.attributes.emplace_back(attribute);
}

bool takeAttributes(ImapCursor &cursor, ListEntry &entry)
{
    if (!cursor.take('('))
        return cursor.skipValue();
    for (;;) {
        cursor.skipSpaces();
        if (cursor.take(')'))
            return true;
        const std::string_view attribute = cursor.takeAtom();
        if (attribute.empty())
            return false;
        if (entry.attributes.size() < 50 && attribute.size() <= kLongestAttribute)
            applyAttribute(attribute, entry);
    }
}

// A mailbox name may be an atom that holds anything but a space, quote or parenthesis.
bool takeName(ImapCursor &cursor, std::string &name)
{
    cursor.skipSpaces();
    const bool isString = cursor.peek() == '"' || cursor.peek() == '{';
    if (isString)
        return cursor.takeString(name);
    name = cursor.takeAtom();
    return !name.empty();
}

bool takeDelimiter(ImapCursor &cursor, char &delimiter)
{
    std::string text;
    bool isNil = false;
    cursor.skipSpaces();
    if (!cursor.takeString(text, &isNil))
        return false;
    delimiter = isNil || text.empty() ? '\0' : text.front();
    return true;
}

bool takeNamespaceList(ImapCursor &cursor, std::vector<NamespaceEntry> &entries)
{
    cursor.skipSpaces();
    if (!cursor.take('('))
        return cursor.skipValue();
    for (;;) {
        cursor.skipSpaces();
        if (cursor.take(')'))
            return true;
        NamespaceEntry entry;
        if (!cursor.take('(') || !cursor.takeString(entry.prefix) || !takeDelimiter(cursor, entry.delimiter))
            return false;
        for (cursor.skipSpaces(); !cursor.take(')'); cursor.skipSpaces()) {
            if (!cursor.skipValue())
                return false;
        }
        if (entries.size() < 100 && isUsableName(entry.prefix))
            entries.push_back(std::move(entry));
    }
}

} // namespace

std::string normalisedName(std::string_view wireName)
{
    return isInbox(wireName) ? "INBOX" : std::string(wireName);
}

std::optional<ListEntry> parseListEntry(std::string_view text)
{
    ListEntry entry;
    ImapCursor cursor(text);
    cursor.skipSpaces();
    std::string name;
    if (!takeAttributes(cursor, entry) || !takeDelimiter(cursor, entry.delimiter) || !takeName(cursor, name)
        || !isUsableName(name))
        return {};
    entry.wireName = normalisedName(name);
    if (entry.wireName == "INBOX")
        entry.role = MailboxRole::Inbox;
    return entry;
}

std::optional<std::pair<std::string, MailboxStatus>> parseStatus(std::string_view text)
{
    ImapCursor cursor(text);
    std::string name;
    if (!takeName(cursor, name) || !isUsableName(name))
        return {};
    cursor.skipSpaces();
    if (!cursor.take('('))
        return {};
    MailboxStatus status;
    for (;;) {
        cursor.skipSpaces();
        if (cursor.take(')') || cursor.atEnd())
            return std::pair(normalisedName(name), status);
        const std::string_view item = cursor.takeAtom();
        cursor.skipSpaces();
        std::uint64_t value = 0;
        if (item.empty())
            return {};
        if (!cursor.takeNumber(value)) {
            if (!cursor.skipValue())
                return {};
            continue;
        }
        const auto number = static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX));
        if (equalsNoCase(item, "MESSAGES"))
            status.messages = number;
        else if (equalsNoCase(item, "UNSEEN"))
            status.unseen = number;
        else if (equalsNoCase(item, "UIDNEXT") && number > 0)
            status.uidNext = Uid{number};
        else if (equalsNoCase(item, "UIDVALIDITY") && number > 0)
            status.uidValidity = UidValidity{number};
        else if (equalsNoCase(item, "HIGHESTMODSEQ"))
            status.highestModSeq = ModSeq{value > INT64_MAX ? 0 : value};
        else if (equalsNoCase(item, "SIZE"))
            status.size = value;
        else if (equalsNoCase(item, "APPENDLIMIT"))
            status.appendLimit = value;
    }
}

std::string parseObjectId(std::string_view text)
{
    constexpr std::size_t kLongest = 255;
    ImapCursor cursor(text);
    cursor.skipSpaces();
    if (!cursor.take('('))
        return {};
    const std::string_view word = cursor.takeAtom();
    const bool good = std::all_of(word.begin(), word.end(), [](unsigned char c) { return (c < 0x80 && std::isalnum(c) != 0) || c == '_' || c == '-'; });
    return good && word.size() <= kLongest && cursor.take(')') ? std::string(word) : std::string();
}

std::optional<Quota> parseQuota(std::string_view text)
{
    constexpr std::uint64_t kUnit = 1024;
    constexpr std::uint64_t kMost = INT64_MAX / kUnit;
    ImapCursor cursor(text);
    std::string root;
    // The name of a root may be empty.
    if (!cursor.takeString(root))
        return {};
    cursor.skipSpaces();
    if (!cursor.take('('))
        return {};
    for (;;) {
        cursor.skipSpaces();
        const std::string_view resource = cursor.takeAtom();
        std::uint64_t used = 0;
        std::uint64_t limit = 0;
        cursor.skipSpaces();
        if (resource.empty() || !cursor.takeNumber(used))
            return {};
        cursor.skipSpaces();
        if (!cursor.takeNumber(limit))
            return {};
        if (equalsNoCase(resource, "STORAGE"))
            return Quota{std::min(used, kMost) * kUnit, std::min(limit, kMost) * kUnit};
    }
}

std::optional<Namespaces> parseNamespaces(std::string_view text)
{
    Namespaces namespaces;
    ImapCursor cursor(text);
    if (!takeNamespaceList(cursor, namespaces.personal) || !takeNamespaceList(cursor, namespaces.otherUsers)
        || !takeNamespaceList(cursor, namespaces.shared))
        return {};
    return namespaces;
}

} // namespace tern::imap
