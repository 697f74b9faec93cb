// SPDX-License-Identifier: GPL-3.0-or-later
// Listing messages and fetching their parts.
#include "core/net/imap/BodyStructure.h"
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapFlight.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/ListingHandler.h"
#include "core/net/imap/SectionStream.h"

namespace tern::imap {
namespace {

// Every field that a later feature will want, so that nothing is fetched twice.
constexpr const char *kListingFields =
    "BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER REPLY-TO TO CC BCC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID LIST-POST LIST-UNSUBSCRIBE "
    "LIST-UNSUBSCRIBE-POST CONTENT-TYPE IMPORTANCE X-PRIORITY AUTO-SUBMITTED DISPOSITION-NOTIFICATION-TO AUTHENTICATION-RESULTS)]";
constexpr std::size_t kMaxReported = 5'000'000;
constexpr std::uint64_t kMostOfSections = 200'000'000;
constexpr std::uint64_t kPartialSlack = 4'096;

constexpr std::size_t kPagesAhead = 2;

// A message is reported once; some servers report the changed ones twice, and a few come while the answer is written.
std::size_t mostReported(std::uint32_t exists)
{
    return std::min<std::size_t>(2 * std::size_t{exists} + 1'000, kMaxReported);
}

bool isHeaderSection(std::string_view section)
{
    return section.size() >= 6 && equalsNoCase(section.substr(0, 6), "HEADER");
}

bool hasHeader(const FetchItems &items)
{
    return std::any_of(items.sections.begin(), items.sections.end(), [](const FetchedSection &section) { return isHeaderSection(section.section); });
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
    std::swap(message.objectId, items.objectId);
    std::swap(message.threadId, items.threadId);
    std::swap(message.labels, items.labels);
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

ListingHandler::ListingHandler(ImapDialogue &dialogue, ListingSink *sink, bool needsHeader) : m_dialogue(dialogue), m_sink(sink), m_needsHeader(needsHeader) {}

bool ListingHandler::operator()(const ImapResponse &response)
{
    if (!response.is("FETCH"))
        return false;
    parseFetch(response.rest, m_items);
    // Flags alone are news about a message, not an answer to this command; nor is what nobody asked for.
    if (m_items.uid.value == 0 || (m_needsHeader ? !hasHeader(m_items) : !m_items.size) || (m_asked && !m_asked->contains(m_items.uid)))
        return false;
    m_dialogue.noteUid(response.number, m_items.uid);
    fill(m_message, m_items, response.number);
    if (m_sink)
        m_sink->message(m_message);
    return true;
}

bool ImapSession::hasLabels() const
{
    return capabilities().has("X-GM-EXT-1");
}

std::string ImapSession::flagItems(bool withModSeq) const
{
    return std::string("(UID FLAGS") + (withModSeq ? " MODSEQ" : "") + (hasLabels() ? " X-GM-LABELS)" : ")");
}

bool ImapSession::hasObjectIds() const
{
    return capabilities().has("OBJECTID") || capabilities().has("X-GM-EXT-1");
}

// Before SELECT is answered. A mailbox without mod-sequences refuses such a FETCH [RFC 7162 §3.1.2.2], and it is made again without.
bool ImapSession::wantsModSeq() const
{
    return hasCondStore();
}

std::string ImapSession::identityItems(bool withModSeq) const
{
    std::string items = "UID FLAGS INTERNALDATE RFC822.SIZE";
    if (withModSeq)
        items += " MODSEQ";
    if (capabilities().has("OBJECTID"))
        items += " EMAILID THREADID";
    else if (capabilities().has("X-GM-EXT-1"))
        items += " X-GM-MSGID X-GM-THRID X-GM-LABELS";
    return items;
}

std::string ImapSession::listingItems(bool withModSeq) const
{
    return "(" + identityItems(withModSeq) + " BODYSTRUCTURE " + kListingFields + ")";
}

Result<void> ImapSession::fetchListing(const UidSet &uids, ListingSink &sink)
{
    ListingHandler handler(*m_dialogue, &sink);
    handler.setAsked(&uids);
    for (const UidSet &piece : uids.split()) {
        sink.asking();
        sink.answering();
        auto answer = m_dialogue->run(ImapCommand("UID FETCH").uids(piece).text(listingItems(m_dialogue->selected.hasModSeq)), std::ref(handler));
        if (!answer)
            return answer.error();
    }
    return {};
}

Result<void> ImapSession::fetchListingPages(std::span<const SeqRange> pages, ListingSink &sink)
{
    return fetchPages(pages, listingItems(m_dialogue->selected.hasModSeq), sink);
}

Result<void> ImapSession::fetchIdentities(std::span<const SeqRange> pages, ListingSink &sink)
{
    return fetchPages(pages, "(" + identityItems(m_dialogue->selected.hasModSeq) + ")", sink);
}

Result<void> ImapSession::fetchPages(std::span<const SeqRange> pages, const std::string &items, ListingSink &sink)
{
    ListingHandler handler(*m_dialogue, &sink, items.find("BODY") != std::string::npos);
    ImapFlight flight(*m_dialogue, kPagesAhead);
    for (const SeqRange &page : pages) {
        if (page.first == 0 || page.last < page.first)
            return makeError(ErrorKind::InvalidInput, "FETCH", "not a range of sequence numbers");
        flight.add(ImapCommand("FETCH").text(std::to_string(page.first) + ":" + std::to_string(page.last)).text(items), std::ref(handler));
    }
    flight.onSend([&sink](std::size_t) { sink.asking(); });
    flight.onTurn([&sink](std::size_t) { sink.answering(); });
    auto answers = flight.run();
    if (!answers)
        return answers.error();
    for (const auto &answer : *answers) {
        if (!answer)
            return answer.error();
    }
    return {};
}

Result<std::vector<FlagChange>> ImapSession::fetchFlags(const UidSet &uids, ModSeq changedSince)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<FlagChange> changes;
    const std::size_t most = mostReported(dialogue.selected.exists);
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        if (!uids.contains(items.uid) || !items.hasFlags || changes.size() >= most)
            return false;
        dialogue.noteUid(response.number, items.uid);
        changes.push_back({items.uid, response.number, items.flags, items.modSeq, std::move(items.labels)});
        return true;
    };
    const bool since = changedSince.value > 0 && hasCondStore();
    for (const UidSet &piece : uids.split()) {
        ImapCommand command("UID FETCH");
        command.uids(piece).text(flagItems(dialogue.selected.hasModSeq));
        if (since)
            command.text("(CHANGEDSINCE " + std::to_string(changedSince.value) + ")");
        auto answer = dialogue.run(command, handler);
        if (!answer)
            return answer.error();
    }
    return changes;
}

Result<std::vector<MessageFacts>> ImapSession::fetchFacts(const UidSet &uids)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<MessageFacts> facts;
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        // Without a size it is news about a message, not an answer to this command.
        if (items.uid.value == 0 || !items.hasFlags || !items.size || facts.size() >= kMaxReported)
            return false;
        dialogue.noteUid(response.number, items.uid);
        facts.push_back({items.uid, items.flags, items.modSeq, items.size});
        return true;
    };
    const char *what = dialogue.selected.hasModSeq ? "(UID FLAGS RFC822.SIZE MODSEQ)" : "(UID FLAGS RFC822.SIZE)";
    for (const UidSet &piece : uids.split()) {
        if (auto answer = dialogue.run(ImapCommand("UID FETCH").uids(piece).text(what), handler); !answer)
            return answer.error();
    }
    return facts;
}

Result<UidSet> ImapSession::uidsOf(const UidSet &uids)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<Uid> found;
    const std::size_t most = mostReported(dialogue.selected.exists);
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        // "1:*" of an empty range is answered with the last message all the same.
        if (items.uid.value == 0 || found.size() >= most)
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
    // What a server sends beyond the range that was asked for is not kept.
    const std::uint64_t each = range ? range->length + kPartialSlack : kMostOfSections;
    MemorySectionSink sink(std::min(kMostOfSections, each * std::max<std::uint64_t>(uids.count(), 1)));
    for (const UidSet &piece : uids.split()) {
        if (auto fetched = fetchSectionsInto(*m_dialogue, piece, section, range, sink); !fetched)
            return fetched.error();
    }
    return std::move(sink.bodies());
}

bool ImapSession::canPreview() const
{
    return capabilities().has("PREVIEW");
}

Result<std::vector<std::pair<Uid, std::string>>> ImapSession::fetchPreviews(const UidSet &uids)
{
    if (!canPreview())
        return makeError(ErrorKind::Unsupported, "UID FETCH", "the server has no PREVIEW");
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<std::pair<Uid, std::string>> previews;
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        if (items.uid.value == 0 || items.hasFlags)
            return false;
        dialogue.noteUid(response.number, items.uid);
        if (items.preview && uids.contains(items.uid) && previews.size() < kMaxReported)
            previews.emplace_back(items.uid, *std::move(items.preview));
        return true;
    };
    for (const UidSet &piece : uids.split()) {
        auto answer = dialogue.run(ImapCommand("UID FETCH").uids(piece).text("(UID PREVIEW)"), handler);
        if (!answer)
            return answer.error();
    }
    return previews;
}

Result<void> ImapSession::fetchBodies(const UidSet &uids, BodySink &sink)
{
    std::vector<UidSet> pieces = uids.split(4'000, 500);
    auto next = pieces.begin();
    return fetchBodies([&] { return next == pieces.end() ? UidSet() : *next++; }, 1, sink);
}

Result<void> ImapSession::fetchBodies(const std::function<UidSet()> &next, std::size_t mostAhead, BodySink &sink)
{
    return fetchBodiesAhead(*m_dialogue, next, mostAhead, sink);
}

} // namespace tern::imap
