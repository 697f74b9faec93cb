// SPDX-License-Identifier: GPL-3.0-or-later
// What an audit reads: both sides of every row, and whether what is stored can still be read and found.
#include "core/store/Fold.h"
#include "core/store/Reader.h"
#include "core/store/SearchableWord.h"

#include <unordered_map>

namespace tern::store {

namespace {

/// Reads the placements of one mailbox with what they should be shown as.
class PlacementAudit final {
public:
    explicit PlacementAudit(Connection &connection) : m_connection(connection), m_fold(connection, m_ignored) {}

    std::vector<AuditedPlacement> read(MailboxId mailbox)
    {
        Query query(m_connection,
                    "SELECT p.id, p.message, p.uid, p.presence, p.server_flags, p.server_keywords, p.modseq, p.size, coalesce(m.size, -1), p.shown_in, p.flags,"
                    " p.keywords, p.pending, p.unread, p.flagged, p.made_by, p.shadow_of,"
                    " EXISTS (SELECT 1 FROM cache.pending q WHERE q.placement = p.id), coalesce(m.body_stored, 0)"
                    " FROM cache.placement p INDEXED BY placement_uid LEFT JOIN cache.message m ON m.id = p.message"
                    " WHERE p.mailbox = ? AND p.uid IS NOT NULL ORDER BY p.uid",
                    mailbox);
        std::vector<AuditedPlacement> placements;
        while (query.step())
            placements.push_back(audited(query, mailbox));
        return placements;
    }

private:
    AuditedPlacement audited(const Query &query, MailboxId mailbox)
    {
        PlacementState state;
        state.id = query.id<PlacementId>(0);
        state.message = query.id<MessageId>(1);
        state.mailbox = mailbox;
        state.uid = query.id<Uid>(2);
        state.presence = query.integer<Presence>(3);
        state.serverFlags = query.integer<Flags>(4);
        state.serverKeywords = query.text(5);
        state.madeBy = query.id<OperationId>(15);
        state.shadowOf = query.id<PlacementId>(16);
        const MailboxId shownIn = query.id<MailboxId>(9);
        const auto flags = query.integer<Flags>(10);
        const QString keywords = query.text(11);
        const bool pending = query.integer(12) != 0;
        const bool waits = query.integer(17) != 0;
        const Shown shown = waits ? m_fold.fold(state, m_fold.pendingOf(state.id)) : foldPlacement(state, {});

        AuditedPlacement placement;
        placement.placement = state.id;
        placement.message = state.message;
        placement.uid = *state.uid;
        placement.onServer = state.presence == Presence::Present;
        placement.serverFlags = state.serverFlags;
        placement.serverKeywords = splitKeywords(state.serverKeywords);
        placement.modSeq = query.id<ModSeq>(6);
        placement.size = query.int64(7);
        placement.messageSize = query.int64(8);
        placement.shownHere = shownIn == mailbox;
        if (!placement.shownHere && shownIn.isValid())
            placement.shownElsewhere = pathOf(shownIn);
        placement.flags = flags;
        placement.keywords = splitKeywords(keywords);
        placement.pending = waits;
        placement.bodyStored = query.integer(18) != 0;
        placement.foldedRight = shown.mailbox == shownIn && shown.flags == flags && shown.keywords == keywords && shown.pending == pending
            && (query.integer(13) != 0) == ((flags & FlagSeen) == 0) && (query.integer(14) != 0) == ((flags & FlagFlagged) != 0);
        return placement;
    }

    const QString &pathOf(MailboxId mailbox)
    {
        auto [entry, fresh] = m_paths.try_emplace(mailbox);
        if (fresh) {
            Query query(m_connection, "SELECT path FROM cache.mailbox WHERE id = ?", mailbox);
            if (query.step())
                entry->second = query.text(0);
        }
        return entry->second;
    }

    Connection &m_connection;
    ChangeSet m_ignored;
    Fold m_fold;
    std::unordered_map<MailboxId, QString> m_paths;
};

/// Whether a word of a message leads to it.
class IndexProbe final {
public:
    /// \param table  with its file: "cache.header_index"
    IndexProbe(Connection &connection, const std::string &table)
        : m_connection(connection), m_sql("SELECT 1 FROM " + table + " WHERE " + table.substr(table.find('.') + 1) + " MATCH ? AND rowid = ?")
    {
    }
    /// A text without a word is in no index, and needn't be.
    bool finds(std::int64_t message, const QString &phrase) { return phrase.isEmpty() || m_connection.value(m_sql, 0, phrase, message) != 0; }

private:
    Connection &m_connection;
    std::string m_sql;
};

} // namespace

Result<std::int64_t> Reader::listedBytes(MailboxId mailbox)
{
    return look("store.listed_bytes", [&]() -> Result<std::int64_t> {
        return m_connection.value("SELECT sum(size) FROM cache.placement INDEXED BY placement_uid WHERE mailbox = ? AND uid IS NOT NULL AND presence = ?", 0, mailbox,
                                  Presence::Present);
    });
}

Result<AuditedMailbox> Reader::auditMailbox(MailboxId mailbox)
{
    return guard("store.audit_mailbox", [&]() -> Result<AuditedMailbox> {
        const ReadScope scope(m_connection);
        AuditedMailbox audited;
        audited.placements = PlacementAudit(m_connection).read(mailbox);
        const auto counts = [&](const char *sql) {
            Query query(m_connection, sql, mailbox);
            return query.step() ? AuditedMailbox::Counts{query.integer(0), query.integer(1), query.integer(2)} : AuditedMailbox::Counts{};
        };
        audited.shown = counts("SELECT total, unread, pending FROM cache.mailbox WHERE id = ?");
        audited.counted = counts("SELECT count(*), coalesce(sum(unread), 0), coalesce(sum(pending), 0) FROM cache.placement WHERE shown_in = ?");
        return audited;
    });
}

Result<ContentAudit> Reader::auditContent(const StopToken &stop, const std::function<void(std::int64_t, std::int64_t)> &progress)
{
    constexpr std::int64_t kProgressEvery = 256;
    return guard("store.audit_content", [&]() -> Result<ContentAudit> {
        ContentAudit audit;
        const auto sums = totals();
        if (!sums)
            return sums.error();
        audit.bytesOnDisk = sums->bytesOnDisk;
        IndexProbe headers(m_connection, "cache.header_index");
        IndexProbe words(m_connection, "content.word_index");
        IndexProbe ideographs(m_connection, "content.ideograph_index");
        std::int64_t last = 0;
        // A statement for each message: no read transaction may stay open for minutes, or the WAL files grow with everything written meanwhile.
        while (true) {
            std::vector<std::int64_t> ids;
            std::vector<std::pair<QString, bool>> looked;
            {
                Query query(m_connection,
                            "SELECT m.id, m.subject, m.from_address, m.from_name, m.body_stored FROM cache.message m WHERE m.id > ?"
                            " AND NOT EXISTS (SELECT 1 FROM cache.orphan o WHERE o.message = m.id) ORDER BY m.id LIMIT ?",
                            last, kProgressEvery);
                while (query.step()) {
                    ids.push_back(query.int64(0));
                    QString word = searchableWord(query.text(1));
                    if (word.isEmpty())
                        word = searchableWord(query.text(2) + QLatin1Char(' ') + query.text(3));
                    looked.emplace_back(std::move(word), query.integer(4) != 0);
                }
            }
            for (std::size_t i = 0; i < ids.size(); ++i) {
                if (stop.stopRequested())
                    return makeError(ErrorKind::Cancelled, "store.audit_content");
                const MessageId message{ids[i]};
                ++audit.messages;
                if (headers.finds(ids[i], looked[i].first))
                    ++audit.headersIndexed;
                else
                    audit.headersMissing.push_back(message);
                if (!looked[i].second)
                    continue;
                ++audit.bodies;
                const auto raw = content(message);
                if (!raw || !*raw) {
                    audit.bodiesLost.push_back(message);
                    continue;
                }
                ++audit.bodiesIntact;
                Query probe(m_connection, "SELECT probe FROM content.body WHERE message = ?", message);
                if (!probe.step() || probe.isNull(0))
                    ++audit.textsWaiting;
                else if (words.finds(ids[i], probe.text(0)) || ideographs.finds(ids[i], probe.text(0)))
                    ++audit.textsIndexed;
                else
                    audit.textsMissing.push_back(message);
            }
            if (progress && !ids.empty())
                progress(audit.messages, sums->messages);
            if (ids.empty())
                break;
            last = ids.back();
        }
        return audit;
    });
}

} // namespace tern::store
