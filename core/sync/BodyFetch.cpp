// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyFetch.h"

#include "core/mime/BodyDecode.h"
#include "core/mime/HtmlToText.h"
#include "core/mime/ListingHeaders.h"
#include "core/mime/TextSnippet.h"
#include "core/net/imap/BodyStructure.h"
#include "core/store/Hashes.h"
#include "core/sync/BodyIntake.h"
#include "core/sync/BodyText.h"

#include <map>

namespace tern::sync {
namespace {

constexpr std::uint64_t kInexact = 4'000'000;
constexpr int kChunk = 5'000;                       // missing bodies looked up together
constexpr std::int64_t kCommandBytes = 1'000'000;   // of messages asked for in one command, about
constexpr std::uint64_t kSnippetBytes = 2'048;   // of the first text part, still encoded

} // namespace

Result<void> BodyFetch::select(const store::MailboxRecord &mailbox)
{
    // Another lane may have learned meanwhile that the UIDs are others now.
    if (m_session.selected() == mailbox.wireName && m_session.selectedUidValidity() == mailbox.uidValidity)
        return {};
    auto selected = m_session.select(mailbox.wireName);
    if (!selected)
        return std::move(selected).error();
    if (mailbox.uidValidity.value != 0 && selected->uidValidity != mailbox.uidValidity)
        return makeError(ErrorKind::UidValidityChanged, "sync.body", mailbox.wireName);
    return {};
}

bool BodyFetch::isMessage(const QByteArray &raw, std::int64_t headerHash)
{
    if (headerHash == 0)
        return true;
    return store::hashHeaderId(mime::messageIdOf({raw.constData(), static_cast<std::size_t>(raw.size())})) == headerHash;
}

/// Servers are not exact about sizes, but none is wrong by this much.
std::uint64_t BodyFetch::mostBytesOf(MessageId message)
{
    const auto head = m_reader.head(message);
    const std::int64_t told = head ? head->size : 0;
    if (told <= 0)
        return kMostBytes;
    return std::min(kMostBytes, kInexact + 4 * static_cast<std::uint64_t>(told));
}

Result<void> BodyFetch::storeMessage(MessageId message, const QByteArray &raw)
{
    const store::StoreWriter::ReadBody read = readBody(message, raw);
    return m_store.writeAndWait([&](store::StoreWriter &writer) { return writer.storeContent(raw, read); });
}

Result<void> BodyFetch::fetch(PlacementId placement)
{
    auto location = m_reader.serverLocation(placement);
    if (!location)
        return std::move(location).error();
    if (!*location)
        return makeError(ErrorKind::MessageMissing, "sync.body", "the server does not have the message yet");
    auto mailbox = m_reader.mailbox((*location)->mailbox);
    if (!mailbox)
        return std::move(mailbox).error();
    const bool wasSelected = m_session.selected() == mailbox->wireName;
    if (auto selected = select(*mailbox); !selected)
        return selected;
    auto raw = m_session.fetchBody((*location)->uid, mostBytesOf((*location)->message));
    // The other lane may have listed it before this session was told that it is there.
    if (!raw && raw.error().kind == ErrorKind::MessageMissing && wasSelected && m_session.isUsable()) {
        if (auto told = m_session.noop(); !told)
            return told;
        raw = m_session.fetchBody((*location)->uid, mostBytesOf((*location)->message));
    }
    if (!raw)
        return std::move(raw).error();
    const auto listed = m_reader.serverPlacement((*location)->mailbox, (*location)->uid);
    if (raw->isEmpty() || (listed && *listed && !isMessage(*raw, (*listed)->headerHash)))
        return makeError(ErrorKind::MessageMissing, "sync.body", raw->isEmpty() ? "the server sent nothing for the message" : "the server sent another message");
    return storeMessage((*location)->message, *raw);
}

Result<int> BodyFetch::fetchMissing(const store::MailboxRecord &mailbox, const BodyRun &run)
{
    auto missing = m_reader.withoutBody(mailbox.id, kChunk, run.since);
    if (!missing)
        return std::move(missing).error();
    if (missing->empty())
        return 0;
    if (auto selected = select(mailbox); !selected)
        return std::move(selected).error();
    BodyIntake intake(m_store);
    std::size_t place = 0;
    std::optional<Error> unreadable;
    const auto next = [&]() -> imap::UidSet {
        if (place > 0 && (intake.hasFailed() || !run.goOn || !run.goOn(intake.taken())))
            return {};
        if (place == missing->size()) {
            const store::MissingBody last = missing->back();
            auto more = m_reader.withoutBody(mailbox.id, kChunk, run.since, &last);
            if (!more)
                unreadable = more.error();
            missing = std::move(more).valueOr({});
            place = 0;
        }
        std::vector<Uid> uids;
        std::int64_t bytes = 0;
        while (place < missing->size() && static_cast<int>(uids.size()) < run.batch && bytes < kCommandBytes) {
            const store::MissingBody &one = (*missing)[place++];
            intake.expect(one);
            uids.push_back(one.uid);
            bytes += one.size;
        }
        return imap::UidSet::of(uids);
    };
    auto fetched = m_session.fetchBodies(next, run.ahead, intake);
    // What came before the connection broke is as good as any.
    auto stored = intake.finish();
    if (!stored)
        return std::move(stored).error();
    if (!fetched)
        return std::move(fetched).error();
    return unreadable ? Result<int>(*unreadable) : Result<int>(intake.taken());
}

Result<void> BodyFetch::fetchSnippets(std::span<const PlacementId> rows)
{
    std::map<MailboxId, std::vector<std::pair<Uid, MessageId>>> byMailbox;
    for (const PlacementId placement : rows) {
        auto row = m_reader.row(placement);
        if (!row || !*row || !(*row)->snippet.isEmpty() || (*row)->bodyStored)
            continue;
        auto location = m_reader.serverLocation(placement);
        if (location && *location)
            byMailbox[(*location)->mailbox].emplace_back((*location)->uid, (*location)->message);
    }
    for (auto &[id, messages] : byMailbox) {
        auto mailbox = m_reader.mailbox(id);
        if (!mailbox)
            continue;
        if (auto fetched = snippetsOf(*mailbox, std::move(messages)); !fetched)
            return fetched;
    }
    return {};
}

/// The server's own first lines; who has them leaves `bySection`, the others are fetched.
Result<void> BodyFetch::previewsOf(const std::vector<std::pair<Uid, MessageId>> &messages, BySection &bySection)
{
    if (!m_session.canPreview())
        return {};
    std::map<Uid, MessageId> wanted(messages.begin(), messages.end());
    imap::UidSet uids;
    for (const auto &[uid, message] : messages)
        uids.add(uid);
    auto previews = m_session.fetchPreviews(uids);
    // A server that can't after all: the text itself does.
    if (!previews)
        return m_session.isUsable() ? Result<void>() : Result<void>(previews.error());
    return m_store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
        for (const auto &[uid, text] : *previews) {
            const QString snippet = mime::snippetOf(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
            const auto found = wanted.find(uid);
            if (snippet.isEmpty() || found == wanted.end())
                continue;
            for (auto &[section, entries] : bySection)
                entries.erase(uid);
            if (auto set = writer.setSnippet(found->second, snippet); !set)
                return set;
        }
        return {};
    });
}

/// Messages with the same first text section are asked for together.
Result<void> BodyFetch::snippetsOf(const store::MailboxRecord &mailbox, std::vector<std::pair<Uid, MessageId>> messages)
{
    BySection bySection;
    for (const auto &[uid, message] : messages) {
        auto head = m_reader.head(message);
        if (!head)
            continue;
        const imap::BodySummary summary = imap::summarizeBodyStructure(head->bodyStructure);
        if (summary.firstText)
            bySection[summary.parts[*summary.firstText].section][uid] = {message, summary.parts[*summary.firstText]};
    }
    if (auto selected = select(mailbox); !selected)
        return selected;
    if (auto previewed = previewsOf(messages, bySection); !previewed)
        return previewed;
    for (const auto &[section, wanted] : bySection) {
        if (wanted.empty())
            continue;
        imap::UidSet uids;
        for (const auto &[uid, one] : wanted)
            uids.add(uid);
        auto sections = m_session.fetchSections(uids, section, imap::PartialRange{0, kSnippetBytes});
        if (!sections)
            return std::move(sections).error();
        std::vector<std::pair<MessageId, QString>> snippets;
        for (const auto &[uid, bytes] : *sections) {
            const auto found = wanted.find(uid);
            if (found == wanted.end())
                continue;
            const imap::BodyPart &part = found->second.part;
            QString text = mime::decodePart({bytes.constData(), static_cast<std::size_t>(bytes.size())}, part.encoding, part.charset);
            if (part.mimeType == "text/html")
                text = mime::htmlToText(text);
            snippets.emplace_back(found->second.message, mime::snippetOf(text));
        }
        auto stored = m_store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            for (const auto &[message, snippet] : snippets) {
                if (auto set = writer.setSnippet(message, snippet); !set)
                    return set;
            }
            return {};
        });
        if (!stored)
            return stored;
    }
    return {};
}

} // namespace tern::sync
