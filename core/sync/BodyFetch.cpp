// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyFetch.h"

#include "core/mime/BodyDecode.h"
#include "core/mime/HtmlToText.h"
#include "core/mime/ListingHeaders.h"
#include "core/mime/TextSnippet.h"
#include "core/net/imap/BodyStructure.h"
#include "core/store/Hashes.h"
#include "core/sync/ReadableText.h"

#include <map>

namespace tern::sync {
namespace {

constexpr std::uint64_t kMostBytes = 200'000'000;   // of a message
constexpr std::uint64_t kInexact = 4'000'000;
constexpr qsizetype kHeldBytes = 16'000'000;        // of messages that wait to be stored together
constexpr std::uint64_t kSnippetBytes = 2'048;   // of the first text part, still encoded

/// Keeps whole bodies as they stream in and hands each on when it is complete.
class Bodies final : public imap::BodySink {
public:
    explicit Bodies(std::function<Result<void>(Uid, const QByteArray &)> complete) : m_complete(std::move(complete)) {}

    void begin(Uid uid, std::uint64_t size) override
    {
        m_uid = uid;
        m_isTooLarge = false;
        m_bytes.clear();
        constexpr std::uint64_t kReserve = 8'000'000;
        m_bytes.reserve(static_cast<qsizetype>(std::min(size, kReserve)));
    }
    Result<void> data(std::string_view bytes) override
    {
        // What is too large is read to its end and left out.
        m_isTooLarge = m_isTooLarge || static_cast<std::uint64_t>(m_bytes.size()) + bytes.size() > kMostBytes;
        if (m_isTooLarge) {
            m_bytes.clear();
            return {};
        }
        m_bytes.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return {};
    }
    void end() override
    {
        // Some servers send an empty body for what they can't read just now.
        if (!m_bytes.isEmpty()) {
            if (auto outcome = m_complete(m_uid, m_bytes); !outcome && !error)
                error = outcome.error();
        }
        ++count;
        m_bytes.clear();
    }

    int count = 0;
    std::optional<Error> error;

private:
    std::function<Result<void>(Uid, const QByteArray &)> m_complete;
    Uid m_uid;
    QByteArray m_bytes;
    bool m_isTooLarge = false;
};

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
    const std::string id = mime::parseListingHeaders({raw.constData(), static_cast<std::size_t>(raw.size())}).messageId;
    return store::hashHeaderId(id) == headerHash;
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
    const ReadableText readable = readableText(raw);
    return m_store.writeAndWait([&](store::StoreWriter &writer) {
        return writer.storeContent(message, raw, readable.text, readable.snippet, readable.attachmentNames);
    });
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
    if (auto selected = select(*mailbox); !selected)
        return selected;
    auto raw = m_session.fetchBody((*location)->uid, mostBytesOf((*location)->message));
    if (!raw)
        return std::move(raw).error();
    const auto listed = m_reader.serverPlacement((*location)->mailbox, (*location)->uid);
    if (raw->isEmpty() || (listed && *listed && !isMessage(*raw, (*listed)->headerHash)))
        return makeError(ErrorKind::MessageMissing, "sync.body", raw->isEmpty() ? "the server sent nothing for the message" : "the server sent another message");
    return storeMessage((*location)->message, *raw);
}

Result<int> BodyFetch::fetchMissing(const store::MailboxRecord &mailbox, int batch, UnixMillis since)
{
    auto missing = m_reader.withoutBody(mailbox.id, batch, since);
    if (!missing)
        return std::move(missing).error();
    if (missing->empty())
        return 0;
    if (auto selected = select(mailbox); !selected)
        return std::move(selected).error();
    std::map<Uid, store::ServerPlacement> wanted;
    imap::UidSet uids;
    for (const store::ServerPlacement &placement : *missing) {
        wanted[placement.uid] = placement;
        uids.add(placement.uid);
    }
    struct Fetched {
        MessageId message;
        QByteArray raw;
        ReadableText readable;
    };
    std::vector<Fetched> fetched;
    qsizetype held = 0;
    int count = 0;
    const auto store = [&]() -> Result<void> {
        auto stored = m_store.writeAndWait([&](store::StoreWriter &writer) -> Result<void> {
            for (const Fetched &one : fetched) {
                if (auto done = writer.storeContent(one.message, one.raw, one.readable.text, one.readable.snippet, one.readable.attachmentNames); !done)
                    return done;
            }
            return {};
        });
        count += static_cast<int>(fetched.size());
        fetched.clear();
        held = 0;
        return stored;
    };
    Bodies sink([&](Uid uid, const QByteArray &raw) -> Result<void> {
        const auto found = wanted.find(uid);
        if (found == wanted.end() || !isMessage(raw, found->second.headerHash))
            return {};
        fetched.push_back({found->second.message, raw, readableText(raw)});
        wanted.erase(found);    // the first one counts
        held += raw.size();
        return held < kHeldBytes ? Result<void>() : store();
    });
    if (auto outcome = m_session.fetchBodies(uids, sink); !outcome)
        return std::move(outcome).error();
    if (auto stored = store(); !stored)
        return std::move(stored).error();
    if (sink.error)
        return *sink.error;
    return count;
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
