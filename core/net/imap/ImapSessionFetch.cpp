// SPDX-License-Identifier: GPL-3.0-or-later
// Listing messages and fetching their parts.
#include "core/net/imap/BodyStructure.h"
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/SectionStream.h"

namespace tern::imap {
namespace {

// Every field that a later feature will want, so that nothing is fetched twice.
constexpr const char *kListingFields =
    "BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID LIST-POST LIST-UNSUBSCRIBE "
    "LIST-UNSUBSCRIBE-POST CONTENT-TYPE IMPORTANCE X-PRIORITY AUTO-SUBMITTED DISPOSITION-NOTIFICATION-TO AUTHENTICATION-RESULTS)]";
constexpr std::size_t kMaxReported = 5'000'000;

std::string listingItems(bool hasModSeq)
{
    return std::string("(UID FLAGS INTERNALDATE RFC822.SIZE ") + (hasModSeq ? "MODSEQ " : "") + "BODYSTRUCTURE " + kListingFields + ")";
}

bool isHeaderSection(std::string_view section)
{
    return section.size() >= 6 && equalsNoCase(section.substr(0, 6), "HEADER");
}

// Makes a ListedMessage of what a FETCH said.
void fill(ListedMessage &message, FetchItems &items, std::uint32_t seq)
{
    message.uid = items.uid;
    message.seq = seq;
    std::swap(message.flags, items.flags);
    message.internalDate = items.internalDate;
    message.size = items.size.value_or(0);
    message.modSeq = items.modSeq;
    if (items.hasStructure)
        message.bodyStructure = withoutLiterals(items.structure);
    else
        message.bodyStructure.clear();
    std::swap(message.body, items.body);
    message.headerBlock.clear();
    for (const FetchedSection &section : items.sections) {
        if (!isHeaderSection(section.section))
            continue;
        std::string_view block = section.data;
        // The empty line that ends a header.
        if (block.size() >= 4 && block.substr(block.size() - 4) == "\r\n\r\n")
            block.remove_suffix(2);
        else if (block == "\r\n")
            block = {};
        message.headerBlock = block;
    }
}

Error missing(const char *where)
{
    return makeError(ErrorKind::MessageMissing, where, "the server has no such message");
}

} // namespace

Result<void> ImapSession::fetchListingOf(const std::string &command, const std::string &set, ListingSink &sink)
{
    ImapDialogue &dialogue = *m_dialogue;
    FetchItems items;
    ListedMessage message;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        // Flags alone are news about a message, not an answer to this command.
        if (items.uid.value == 0 || items.sections.empty())
            return false;
        dialogue.noteUid(response.number, items.uid);
        fill(message, items, response.number);
        sink.message(message);
        return true;
    };
    auto answer = dialogue.run(ImapCommand(command).text(set).text(listingItems(dialogue.selected.hasModSeq)), handler);
    if (!answer)
        return answer.error();
    return {};
}

Result<void> ImapSession::fetchListing(const UidSet &uids, ListingSink &sink)
{
    for (const UidSet &piece : uids.split()) {
        if (auto listed = fetchListingOf("UID FETCH", piece.toString(), sink); !listed)
            return listed;
    }
    return {};
}

Result<void> ImapSession::fetchListingBySeq(std::uint32_t first, std::uint32_t last, ListingSink &sink)
{
    if (first == 0 || last < first)
        return makeError(ErrorKind::InvalidInput, "FETCH", "not a range of sequence numbers");
    return fetchListingOf("FETCH", std::to_string(first) + ":" + std::to_string(last), sink);
}

Result<std::vector<FlagChange>> ImapSession::fetchFlags(const UidSet &uids, ModSeq changedSince)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<FlagChange> changes;
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        if (items.uid.value == 0 || !items.hasFlags || changes.size() >= kMaxReported)
            return false;
        dialogue.noteUid(response.number, items.uid);
        changes.push_back({items.uid, response.number, items.flags, items.modSeq});
        return true;
    };
    const bool since = changedSince.value > 0 && hasCondStore();
    for (const UidSet &piece : uids.split()) {
        ImapCommand command("UID FETCH");
        command.uids(piece).text(dialogue.selected.hasModSeq ? "(UID FLAGS MODSEQ)" : "(UID FLAGS)");
        if (since)
            command.text("(CHANGEDSINCE " + std::to_string(changedSince.value) + ")");
        auto answer = dialogue.run(command, handler);
        if (!answer)
            return answer.error();
    }
    return changes;
}

Result<UidSet> ImapSession::uidsOf(const UidSet &uids)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<Uid> found;
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        // "1:*" of an empty range is answered with the last message all the same.
        if (items.uid.value == 0 || found.size() >= kMaxReported)
            return false;
        dialogue.noteUid(response.number, items.uid);
        if (uids.contains(items.uid))
            found.push_back(items.uid);
        // With flags it is news as well.
        return !items.hasFlags;
    };
    for (const UidSet &piece : uids.split()) {
        auto answer = dialogue.run(ImapCommand("UID FETCH").uids(piece).text("(UID)"), handler);
        if (!answer)
            return answer.error();
    }
    return UidSet::of(found);
}

Result<QByteArray> ImapSession::fetchBody(Uid uid, std::uint64_t cap)
{
    return fetchSection(uid, {}, {}, cap);
}

Result<QByteArray> ImapSession::fetchSection(Uid uid, const std::string &section, std::optional<PartialRange> range, std::uint64_t cap)
{
    if (uid.value == 0)
        return makeError(ErrorKind::InvalidInput, "UID FETCH", "no UID");
    MemorySectionSink sink(cap);
    if (auto fetched = fetchSectionsInto(*m_dialogue, UidSet{uid}, section, range, sink); !fetched)
        return fetched.error();
    if (sink.tooLarge())
        return makeError(ErrorKind::MessageTooLarge, "UID FETCH", "over " + std::to_string(cap) + " bytes");
    if (sink.bodies().empty())
        return missing("UID FETCH");
    return std::move(sink.bodies().front().second);
}

Result<std::vector<std::pair<Uid, QByteArray>>> ImapSession::fetchSections(const UidSet &uids, const std::string &section,
                                                                          std::optional<PartialRange> range)
{
    MemorySectionSink sink(200'000'000);
    for (const UidSet &piece : uids.split()) {
        if (auto fetched = fetchSectionsInto(*m_dialogue, piece, section, range, sink); !fetched)
            return fetched.error();
    }
    return std::move(sink.bodies());
}

Result<void> ImapSession::fetchBodies(const UidSet &uids, BodySink &sink)
{
    for (const UidSet &piece : uids.split(4'000, 500)) {
        if (auto fetched = fetchSectionsInto(*m_dialogue, piece, {}, {}, sink); !fetched)
            return fetched;
    }
    return {};
}

} // namespace tern::imap
