// SPDX-License-Identifier: GPL-3.0-or-later
// A whole session against a server that says anything at all: the first byte chooses what the server offers, the rest is all it ever says. Whatever that
// is, nothing is told of a message that was not asked for, and only whole commands of ours go out.
#include "core/net/LineSocket.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSession.h"
#include "tests/fuzz/Fuzz.h"

#include <array>
#include <set>

using namespace tern;
using namespace tern::imap;
using fuzz::require;

namespace {

constexpr std::array kOffers{"IMAP4rev1", "IMAP4rev1 LITERAL+ UIDPLUS MOVE IDLE UNSELECT", "IMAP4rev1 LITERAL- CONDSTORE ENABLE QRESYNC UIDPLUS",
                             "IMAP4rev2 SPECIAL-USE LIST-EXTENDED LIST-STATUS NAMESPACE", "IMAP4rev1 XLIST IDLE"};

struct Asked final : ListingSink, BodySink {
    UidSet uids;
    void message(ListedMessage &message) override { require(message.uid.value == 0 || uids.contains(message.uid)); }
    void begin(Uid uid, std::uint64_t) override { require(uids.contains(uid)); }
    Result<void> data(std::string_view) override { return {}; }
    void end() override {}
};

void checkMapping(const Result<std::optional<CopyUid>> &copied, const UidSet &asked)
{
    if (!copied || !*copied)
        return;
    std::set<Uid> targets;
    for (const auto &[source, target] : (*copied)->pairs)
        require(asked.contains(source) && target.value > 0 && targets.insert(target).second);
}

void readThings(ImapSession &session, const UidSet &uids)
{
    SelectOptions options;
    options.qresync = QResync{UidValidity{7}, ModSeq{5}, std::nullopt};
    static_cast<void>(session.select("INBOX", options));
    Asked sink;
    sink.uids = uids;
    static_cast<void>(session.fetchListing(uids, sink));
    sink.uids = UidSet::all();
    static_cast<void>(session.fetchListingBySeq(1, 3, sink));
    static_cast<void>(session.fetchFlags(uids, ModSeq{4}));
    if (const auto found = session.uidsOf(uids)) {
        for (const UidSet::Range &range : found->ranges())
            require(uids.contains(Uid{range.first}) && uids.contains(Uid{range.last}));
    }
    static_cast<void>(session.fetchBody(Uid{4}, 1000));
    sink.uids = uids;
    static_cast<void>(session.fetchBodies(uids, sink));
    if (const auto sections = session.fetchSections(uids, "1", PartialRange{0, 20})) {
        for (const auto &[uid, bytes] : *sections)
            require(uids.contains(uid));
    }
}

void changeThings(ImapSession &session, const UidSet &uids)
{
    if (const auto stored = session.store(uids, StoreAction::Add, {kSeen, {"$Forwarded"}}, ModSeq{3})) {
        for (const FlagChange &change : stored->changed)
            require(uids.contains(change.uid));
    }
    checkMapping(session.copy(uids, "Archive"), uids);
    checkMapping(session.move(uids, "&XfJT0ZAB-"), uids);
    static_cast<void>(session.expungeUids(uids));
    MemorySource source("Subject: x\r\n\r\n");
    static_cast<void>(session.append({"Sent", {kSeen, {}}, 0, 14}, source));
}

void lookAround(ImapSession &session)
{
    static_cast<void>(session.list());
    static_cast<void>(session.namespaces());
    static_cast<void>(session.status("INBOX"));
    WakeFd wake;
    wake.signal();
    static_cast<void>(session.idle(wake, std::chrono::milliseconds{0}, [](const MailboxEvents &) { return true; }));
    static_cast<void>(session.noop());
    static_cast<void>(session.takeEvents());
    static_cast<void>(session.unselect());
}

// Every line begins with a tag of ours, is DONE, or belongs to the literal that the line before announced.
void checkCommands(const std::string &written)
{
    std::string_view rest = written;
    while (!rest.empty()) {
        const auto end = rest.find("\r\n");
        if (end == std::string_view::npos)
            return;     // broken off
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end + 2);
        require(line == "DONE" || line.empty() || line.starts_with('T') || line == "Subject: x");
        require(line.find(" EXPUNGE") == std::string_view::npos || line.find(" UID EXPUNGE 2:5") != std::string_view::npos);
        require(line.find("CLOSE") == std::string_view::npos);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2 || size > 60'000)
        return 0;
    fuzz::Connected connected(fuzz::bytesOf(data + 1, size - 1));
    NetContext context;
    TraceRing ring(100, 100'000);
    context.trace = &ring;
    {
        Capabilities capabilities;
        capabilities.set(splitWords(kOffers[data[0] / 2 % kOffers.size()]));
        const auto session = ImapSession::adopt(LineSocket::adopt(std::move(connected.ours), WireProtocol::Imap, context), capabilities);
        const UidSet uids = UidSet::range(Uid{2}, Uid{5});
        readThings(*session, uids);
        if (data[0] % 2 == 0) {
            lookAround(*session);
            changeThings(*session, uids);
        } else {
            changeThings(*session, uids);
            lookAround(*session);
        }
    }
    checkCommands(connected.written());
    return 0;
}
