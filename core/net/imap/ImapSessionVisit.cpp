// SPDX-License-Identifier: GPL-3.0-or-later
// Opening mailboxes with what comes after it in the same round trip.
#include "core/net/imap/ImapFlight.h"
#include "core/net/imap/ImapSession.h"
#include "core/net/imap/ListingHandler.h"
#include "core/net/imap/SelectGatherer.h"

namespace tern::imap {
namespace {

constexpr std::size_t kVisitsAhead = 24;            // commands
constexpr std::size_t kMostVisited = 5'000'000;     // flags and messages kept for one visit

/// Takes the FLAGS of a visit. Servers may say what answers the next FETCH before they call this one done (Dovecot does): that is the listing's.
class FlagGatherer final {
public:
    FlagGatherer(ImapDialogue &dialogue, std::vector<FlagChange> &flags, ListingHandler &listing) : m_dialogue(dialogue), m_flags(flags), m_listing(listing) {}
    [[nodiscard]] bool operator()(const ImapResponse &response)
    {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, m_items);
        if (!m_items.sections.empty())
            return m_listing(response);
        if (m_items.uid.value == 0 || !m_items.hasFlags || m_flags.size() >= kMostVisited)
            return false;
        m_dialogue.noteUid(response.number, m_items.uid);
        m_flags.push_back({m_items.uid, response.number, m_items.flags, m_items.modSeq, std::move(m_items.labels)});
        return true;
    }

private:
    ImapDialogue &m_dialogue;
    std::vector<FlagChange> &m_flags;
    ListingHandler &m_listing;
    FetchItems m_items;
};

class MessageGatherer final : public ListingSink {
public:
    explicit MessageGatherer(std::vector<ListedMessage> &messages) : m_messages(messages) {}
    void message(ListedMessage &message) override { m_messages.push_back(std::move(message)); }

private:
    std::vector<ListedMessage> &m_messages;
};

/// One mailbox of a row of visits, and what its commands bring.
struct Stop {
    Stop(ImapDialogue &dialogue, const ImapSession::Visit &visit)
        : select(dialogue, visit.wireName, visit.options), sink(result.messages), listing(dialogue, &sink), flags(dialogue, result.flags, listing)
    {
    }
    ImapSession::Visited result;
    SelectGatherer select;
    MessageGatherer sink;
    ListingHandler listing;
    FlagGatherer flags;
    std::size_t firstCommand = 0;
    std::size_t commands = 0;
};

} // namespace

Result<ImapSession::Opened> ImapSession::selectAndListNewest(const std::string &wireName, std::uint32_t newest, const SelectOptions &options,
                                                            const BeginListing &begin)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (wireName.empty() || newest == 0)
        return makeError(ErrorKind::InvalidInput, "SELECT", "no mailbox name");
    SelectGatherer gatherer(dialogue, wireName, options);
    ListingHandler listing(dialogue, nullptr);
    ImapFlight flight(dialogue);
    flight.add(gatherer.command(), std::ref(gatherer));
    std::uint32_t first = 0;    // 0: as many as PARTIAL gives
    if (capabilities().has("PARTIAL")) {
        flight.add(ImapCommand("UID FETCH").text("1:*").text(listingItems(wantsModSeq())).text("(PARTIAL -1:-" + std::to_string(newest) + ")"), std::ref(listing));
    } else if (options.expectedExists.value_or(0) > 0) {
        first = *options.expectedExists > newest ? *options.expectedExists - newest + 1 : 1;
        flight.add(ImapCommand("FETCH").text(std::to_string(first) + ":*").text(listingItems(wantsModSeq())), std::ref(listing));
    }
    Opened opened;
    Result<void> outcome;
    gatherer.begin();
    flight.onAnswer([&](std::size_t place, const Result<TaggedAnswer> &answer) {
        if (place > 0) {
            const std::uint32_t exists = opened.selected.exists;
            if (answer && exists > 0)
                opened.listedFrom = first > 0 ? std::min(first, exists) : exists - std::min(exists, newest) + 1;
            return;
        }
        auto selected = gatherer.finish(answer);
        if (!selected) {
            outcome = selected.error();
            return;
        }
        opened.selected = *std::move(selected);
        auto sink = begin(opened.selected);
        if (!sink)
            outcome = sink.error();
        else
            listing.setSink(*sink);
    });
    if (auto answers = flight.run(); !answers)
        return answers.error();
    if (!outcome)
        return outcome.error();
    return opened;
}

Result<void> ImapSession::visit(std::span<const Visit> visits, const std::function<void(std::size_t)> &asking,
                                const std::function<void(std::size_t, Visited)> &visited)
{
    ImapDialogue &dialogue = *m_dialogue;
    std::vector<std::unique_ptr<Stop>> stops;
    std::vector<std::size_t> stopOf;    // by command
    ImapFlight flight(dialogue, kVisitsAhead);
    for (const Visit &visit : visits) {
        stops.push_back(std::make_unique<Stop>(dialogue, visit));
        Stop &stop = *stops.back();
        stop.firstCommand = stopOf.size();
        flight.add(stop.select.command(), std::ref(stop.select));
        if (visit.flags) {
            ImapCommand command("UID FETCH");
            command.text("1:4294967295").text(flagItems(wantsModSeq()));
            if (visit.flagsSince.value > 0 && hasCondStore())
                command.text("(CHANGEDSINCE " + std::to_string(visit.flagsSince.value) + ")");
            flight.add(std::move(command), std::ref(stop.flags));
        }
        // Not up to "*": that is the last message even when it is not new.
        if (visit.listFrom.value > 0)
            flight.add(ImapCommand("UID FETCH").text(std::to_string(visit.listFrom.value) + ":4294967295").text(listingItems(wantsModSeq())), std::ref(stop.listing));
        stop.commands = 1 + (visit.flags ? 1 : 0) + (visit.listFrom.value > 0 ? 1 : 0);
        stopOf.insert(stopOf.end(), stop.commands, stops.size() - 1);
        stop.result.complete = true;
    }
    flight.onSend([&](std::size_t command) {
        if (stops[stopOf[command]]->firstCommand == command)
            asking(stopOf[command]);
    });
    flight.onTurn([&](std::size_t command) {
        if (Stop &stop = *stops[stopOf[command]]; stop.firstCommand == command)
            stop.select.begin();
    });
    flight.onAnswer([&](std::size_t command, const Result<TaggedAnswer> &answer) {
        Stop &stop = *stops[stopOf[command]];
        if (command == stop.firstCommand)
            stop.result.selected = stop.select.finish(answer);
        stop.result.complete = stop.result.complete && answer.ok();
        if (command + 1 < stop.firstCommand + stop.commands)
            return;
        stop.result.exists = dialogue.selected.exists;
        stop.result.events = dialogue.takeEvents();
        visited(stopOf[command], std::move(stop.result));
    });
    auto answers = flight.run();
    if (!answers)
        return answers.error();
    return {};
}

} // namespace tern::imap
