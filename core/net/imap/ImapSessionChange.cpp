// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that changes messages on the server.
#include "core/net/imap/ImapCursor.h"
#include "core/net/imap/ImapDialogue.h"
#include "core/net/imap/ImapSession.h"

#include <algorithm>
#include <set>

namespace tern::imap {
namespace {

constexpr std::size_t kCopyAtOnce = 1'000'000;
constexpr std::size_t kAppendPiece = 64 * 1024;

// "7 41:42 9:10" [RFC 4315 §3], believed only when it holds together.
void takeCopyUid(std::string_view arguments, const UidSet &asked, std::optional<CopyUid> &result, bool &broken)
{
    ImapCursor cursor(arguments);
    CopyUid mapping;
    if (!cursor.takeNumber32(mapping.uidValidity.value) || mapping.uidValidity.value == 0) {
        broken = true;
        return;
    }
    cursor.skipSpaces();
    const auto sources = expandInOrder(cursor.takeAtom(), kCopyAtOnce);
    cursor.skipSpaces();
    const auto targets = expandInOrder(cursor.takeAtom(), kCopyAtOnce);
    broken = broken || !sources || !targets || sources->size() != targets->size() || (result && result->uidValidity != mapping.uidValidity);
    if (broken)
        return;
    if (result)
        mapping.pairs = std::move(result->pairs);
    for (std::size_t i = 0; i < sources->size(); ++i)
        mapping.pairs.emplace_back((*sources)[i], (*targets)[i]);
    std::set<Uid> seenSources;
    std::set<Uid> seenTargets;
    for (const auto &[source, target] : mapping.pairs)
        broken = broken || !asked.contains(source) || !seenSources.insert(source).second || !seenTargets.insert(target).second;
    result = std::move(mapping);
}

} // namespace

Result<ImapSession::StoreResult> ImapSession::store(const UidSet &uids, StoreAction action, const Flags &flags,
                                                    std::optional<ModSeq> unchangedSince)
{
    ImapDialogue &dialogue = *m_dialogue;
    StoreResult result;
    FetchItems items;
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("FETCH"))
            return false;
        parseFetch(response.rest, items);
        const Uid uid = items.uid.value != 0 ? items.uid : dialogue.uidOf(response.number);
        if (uid.value == 0 || !uids.contains(uid))
            return false;
        // With CONDSTORE a silent store still answers with UID and MODSEQ, without flags.
        if (items.hasFlags || items.modSeq.value > 0)
            result.changed.push_back({uid, response.number, items.flags, items.modSeq});
        return !items.hasFlags;
    };
    const char *item = action == StoreAction::Add ? "+FLAGS.SILENT" : action == StoreAction::Remove ? "-FLAGS.SILENT" : "FLAGS.SILENT";
    for (const UidSet &piece : uids.split()) {
        ImapCommand command("UID STORE");
        command.uids(piece);
        if (unchangedSince && dialogue.selected.hasModSeq)
            command.text("(UNCHANGEDSINCE " + std::to_string(unchangedSince->value) + ")");
        command.text(item).text(flagsToWire(flags));
        auto answer = dialogue.run(command, handler);
        if (!answer)
            return answer.error();
        if (answer->code == "MODIFIED") {
            if (const auto modified = UidSet::parse(answer->arguments))
                result.modified.add(*modified);
        }
    }
    return result;
}

Result<std::optional<CopyUid>> ImapSession::copyOrMove(const char *verb, const UidSet &uids, const std::string &targetWireName)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (uids.isEmpty() || targetWireName.empty())
        return makeError(ErrorKind::InvalidInput, verb, "nothing to do");
    std::optional<CopyUid> mapping;
    bool broken = false;
    // MOVE tells it in an untagged OK before the EXPUNGEs, COPY in the tagged one.
    const auto handler = [&](const ImapResponse &response) {
        if (!response.is("OK"))
            return false;
        const StatusText status = parseStatusText(response.rest);
        if (!equalsNoCase(status.code, "COPYUID"))
            return false;
        takeCopyUid(status.arguments, uids, mapping, broken);
        return true;
    };
    // In one command as far as it goes, so that a failure leaves as few half-done states as possible.
    for (const UidSet &piece : uids.split(8'000)) {
        auto answer = dialogue.run(ImapCommand(verb).uids(piece).mailbox(targetWireName, dialogue.hasUtf8Names()), handler);
        if (!answer)
            return answer.error();
        if (answer->code == "COPYUID")
            takeCopyUid(answer->arguments, uids, mapping, broken);
    }
    if (broken)
        mapping.reset();
    return mapping;
}

Result<std::optional<CopyUid>> ImapSession::copy(const UidSet &uids, const std::string &targetWireName)
{
    return copyOrMove("UID COPY", uids, targetWireName);
}

Result<std::optional<CopyUid>> ImapSession::move(const UidSet &uids, const std::string &targetWireName)
{
    if (!capabilities().has("MOVE") && !capabilities().has("IMAP4rev2"))
        return makeError(ErrorKind::Unsupported, "UID MOVE", "the server has no MOVE");
    return copyOrMove("UID MOVE", uids, targetWireName);
}

Result<void> ImapSession::expungeUids(const UidSet &uids)
{
    if (!capabilities().has("UIDPLUS") && !capabilities().has("IMAP4rev2"))
        return makeError(ErrorKind::Unsupported, "UID EXPUNGE", "the server has no UIDPLUS");
    for (const UidSet &piece : uids.split()) {
        auto answer = m_dialogue->run(ImapCommand("UID EXPUNGE").uids(piece));
        if (!answer)
            return answer.error();
    }
    return {};
}

Result<void> ImapSession::expungeAll()
{
    auto answer = m_dialogue->run(ImapCommand("EXPUNGE"));
    if (!answer)
        return answer.error();
    return {};
}

// Up to which size a message's literal goes out unasked: it spares a round trip, but a server that refuses must read everything first.
std::uint64_t ImapSession::immediateLiteral() const
{
    constexpr std::uint64_t kPlus = 256 * 1024;
    constexpr std::uint64_t kMinus = 4096;      // RFC 7888 §5
    if (capabilities().has("LITERAL+"))
        return kPlus;
    return capabilities().has("LITERAL-") || capabilities().has("IMAP4rev2") ? kMinus : 0;
}

Result<AppendResult> ImapSession::append(const AppendRequest &request, ByteSource &source, const TransferProgress &progress)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (request.wireName.empty() || request.size == 0)
        return makeError(ErrorKind::InvalidInput, "APPEND", "no mailbox name or nothing to append");
    if (const auto limit = appendLimit(); limit && request.size > *limit)
        return makeError(ErrorKind::MessageTooLarge, "APPEND", "the server takes messages up to " + std::to_string(*limit) + " bytes");
    const bool immediate = request.size <= immediateLiteral();
    ImapCommand command("APPEND");
    command.mailbox(request.wireName, dialogue.hasUtf8Names()).text(flagsToWire(request.flags));
    if (request.internalDate)
        command.text(quoted(formatInternalDate(*request.internalDate)));
    command.literalHeader(request.size, immediate);
    auto tag = dialogue.send(command);
    if (!tag)
        return tag.error();
    if (!immediate) {
        if (auto go = dialogue.awaitContinuation(*tag, "APPEND"); !go)
            return go.error();
    }
    LineSocket &socket = dialogue.socket();
    std::vector<char> piece(kAppendPiece);
    std::uint64_t done = 0;
    auto lastReport = std::chrono::steady_clock::now();
    while (done < request.size) {
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), request.size - done));
        auto got = source.read(std::span(piece.data(), most));
        if (!got || *got == 0) {
            socket.close();     // a literal that was announced can't be taken back
            return got ? makeError(ErrorKind::Internal, "APPEND", "the message is shorter than announced") : got.error();
        }
        if (auto sent = socket.writeData(std::string_view(piece.data(), *got)); !sent)
            return sent.error();
        done += *got;
        const auto now = std::chrono::steady_clock::now();
        if (progress && (done == request.size || now - lastReport > std::chrono::milliseconds{200})) {
            progress(done, request.size);
            lastReport = now;
        }
    }
    socket.trace().endClientData();
    if (auto sent = socket.writeAll("\r\n"); !sent)
        return sent.error();
    auto answer = dialogue.await(*tag, "APPEND");
    if (!answer) {
        // Everything is sent; whether it was kept nobody told.
        if (!dialogue.isUsable() && answer.error().kind != ErrorKind::ServerRefused)
            return makeError(ErrorKind::OutcomeUnknown, "APPEND", answer.error().toString());
        return answer.error();
    }
    AppendResult result;
    ImapCursor arguments(answer->arguments);
    UidValidity validity;
    Uid uid;
    if (answer->code == "APPENDUID" && arguments.takeNumber32(validity.value)) {
        arguments.skipSpaces();
        if (arguments.takeNumber32(uid.value) && uid.value > 0 && validity.value > 0) {
            result.uidValidity = validity;
            result.uid = uid;
        }
    }
    return result;
}

bool ImapSession::canAppendTogether() const
{
    return capabilities().has("MULTIAPPEND");
}

Result<void> ImapSession::appendTogether(const std::string &wireName, std::span<const TogetherItem> items)
{
    ImapDialogue &dialogue = *m_dialogue;
    if (!canAppendTogether())
        return makeError(ErrorKind::Unsupported, "APPEND", "the server has no MULTIAPPEND");
    if (wireName.empty() || items.empty() || std::any_of(items.begin(), items.end(), [](const TogetherItem &item) { return item.bytes.empty(); }))
        return makeError(ErrorKind::InvalidInput, "APPEND", "no mailbox name or nothing to append");
    const auto limit = appendLimit();
    if (limit && std::any_of(items.begin(), items.end(), [&](const TogetherItem &item) { return item.bytes.size() > *limit; }))
        return makeError(ErrorKind::MessageTooLarge, "APPEND", "the server takes messages up to " + std::to_string(*limit) + " bytes");
    const auto headOf = [](const TogetherItem &item) {
        std::string head = flagsToWire(item.flags);
        if (item.internalDate)
            head += " " + quoted(formatInternalDate(*item.internalDate));
        return head;
    };
    const auto isImmediate = [this](const TogetherItem &item) { return item.bytes.size() <= immediateLiteral(); };
    ImapCommand command("APPEND");
    command.mailbox(wireName, dialogue.hasUtf8Names()).text(headOf(items.front())).literalHeader(items.front().bytes.size(), isImmediate(items.front()));
    auto tag = dialogue.send(command);
    if (!tag)
        return tag.error();
    LineSocket &socket = dialogue.socket();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!isImmediate(items[i])) {
            if (auto go = dialogue.awaitContinuation(*tag, "APPEND"); !go)
                return go;
        }
        if (auto sent = socket.writeData(items[i].bytes); !sent)
            return sent;
        socket.trace().endClientData();
        std::string next;
        if (i + 1 < items.size())
            next = " " + headOf(items[i + 1]) + " {" + std::to_string(items[i + 1].bytes.size()) + (isImmediate(items[i + 1]) ? "+}" : "}");
        if (auto sent = socket.writeAll(next + "\r\n"); !sent)
            return sent;
    }
    auto answer = dialogue.await(*tag, "APPEND");
    if (answer)
        return {};
    if (!dialogue.isUsable() && answer.error().kind != ErrorKind::ServerRefused)
        return makeError(ErrorKind::OutcomeUnknown, "APPEND", answer.error().toString());
    return answer.error();
}

} // namespace tern::imap
