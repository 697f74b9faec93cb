// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Json.h"
#include "core/store/Reader.h"

namespace tern::store {

namespace {

constexpr const char *kAccountColumns =
    "SELECT id, email, name, imap_host, imap_port, imap_security, imap_user, smtp_host, smtp_port, smtp_security, smtp_user,"
    " secret_source, ca_file, provider, save_sent_copy, enabled, position, roles, auth, kind, leave_on_server, leave_days,"
    " leave_until_deleted, visit_minutes FROM main.account ";

AccountRecord readAccount(const Query &query)
{
    AccountRecord account;
    account.id = query.id<AccountId>(0);
    account.email = query.text(1);
    account.name = query.text(2);
    account.imap = {query.string(3), query.integer<std::uint16_t>(4), query.integer(5), query.string(6)};
    account.smtp = {query.string(7), query.integer<std::uint16_t>(8), query.integer(9), query.string(10)};
    account.secretSource = query.string(11);
    account.caFile = query.string(12);
    account.provider = query.string(13);
    account.saveSentCopy = query.integer(14) != 0;
    account.enabled = query.integer(15) != 0;
    account.position = query.integer(16);
    account.roles = rolesFromJson(query.string(17));
    account.auth = query.string(18);
    account.kind = query.integer<AccountKind>(19);
    account.maildrop = {query.integer(20) != 0, query.integer(21), query.integer(22) != 0, query.integer(23)};
    return account;
}

constexpr const char *kMailboxColumns =
    "SELECT id, account, wire_name, path, name, parent_path, delimiter, role, selectable, subscribed, uidvalidity, uidnext, modseq,"
    " fully_listed, total, unread, pending, server_exists, space, prefix, object_id, server_bytes, bytes_told, is_label FROM cache.mailbox WHERE removed = 0 ";

MailboxRecord readMailbox(const Query &query)
{
    MailboxRecord mailbox;
    mailbox.id = query.id<MailboxId>(0);
    mailbox.account = query.id<AccountId>(1);
    mailbox.wireName = query.string(2);
    mailbox.path = query.text(3);
    mailbox.name = query.text(4);
    mailbox.parentPath = query.text(5);
    mailbox.delimiter = query.integer<char>(6);
    mailbox.role = query.integer<MailboxRole>(7);
    mailbox.selectable = query.integer(8) != 0;
    mailbox.subscribed = query.integer(9) != 0;
    mailbox.uidValidity = query.id<UidValidity>(10);
    mailbox.uidNext = query.id<Uid>(11);
    mailbox.highestModSeq = query.id<ModSeq>(12);
    mailbox.fullyListed = query.integer(13) != 0;
    mailbox.total = query.integer(14);
    mailbox.unread = query.integer(15);
    mailbox.pending = query.integer(16);
    mailbox.serverExists = query.integer(17);
    mailbox.space = query.integer<MailboxSpace>(18);
    mailbox.prefix = query.string(19);
    mailbox.objectId = query.string(20);
    mailbox.serverBytes = query.int64(21);
    mailbox.serverBytesTold = query.integer(22) != 0;
    mailbox.isLabel = query.integer(23) != 0;
    return mailbox;
}

template <typename Record, typename Read>
std::vector<Record> readAll(Query &query, Read read)
{
    std::vector<Record> records;
    while (query.step())
        records.push_back(read(query));
    return records;
}

} // namespace

Result<std::vector<AccountRecord>> Reader::accounts()
{
    return look("store.accounts", [&]() -> Result<std::vector<AccountRecord>> {
        Query query(m_connection, std::string(kAccountColumns) + "ORDER BY position, id");
        return readAll<AccountRecord>(query, readAccount);
    });
}

Result<AccountRecord> Reader::account(AccountId id)
{
    return look("store.account", [&]() -> Result<AccountRecord> {
        Query query(m_connection, std::string(kAccountColumns) + "WHERE id = ?", id);
        if (!query.step())
            return makeError(ErrorKind::NotFound, "store.account");
        return readAccount(query);
    });
}

Result<std::vector<IdentityRecord>> Reader::identities(AccountId account)
{
    return look("store.identities", [&]() -> Result<std::vector<IdentityRecord>> {
        Query query(m_connection, "SELECT id, account, name, address, signature, smtp_host, smtp_port, smtp_security, smtp_user, secret_source, auth FROM main.identity"
                                  " WHERE account = ? ORDER BY id",
                    account);
        return readAll<IdentityRecord>(query, [](const Query &row) {
            return IdentityRecord{row.id<IdentityId>(0), row.id<AccountId>(1), row.text(2), row.text(3), row.text(4),
                                  {row.string(5), static_cast<std::uint16_t>(row.int64(6)), static_cast<int>(row.int64(7)), row.string(8)}, row.string(9), row.string(10)};
        });
    });
}

Result<std::optional<QString>> Reader::setting(const QString &key)
{
    return look("store.setting", [&]() -> Result<std::optional<QString>> {
        Query query(m_connection, "SELECT value FROM main.setting WHERE key = ?", key);
        return query.step() ? std::optional(query.text(0)) : std::nullopt;
    });
}

Result<std::vector<MailboxRecord>> Reader::mailboxes(AccountId account)
{
    return look("store.mailboxes", [&]() -> Result<std::vector<MailboxRecord>> {
        Query query(m_connection, std::string(kMailboxColumns) + "AND account = ? ORDER BY id", account);
        return readAll<MailboxRecord>(query, readMailbox);
    });
}

Result<std::vector<MailboxRecord>> Reader::allMailboxes()
{
    return look("store.mailboxes", [&]() -> Result<std::vector<MailboxRecord>> {
        Query query(m_connection, std::string(kMailboxColumns) + "ORDER BY id");
        return readAll<MailboxRecord>(query, readMailbox);
    });
}

Result<MailboxRecord> Reader::mailbox(MailboxId id)
{
    return look("store.mailbox", [&]() -> Result<MailboxRecord> {
        Query query(m_connection, std::string(kMailboxColumns) + "AND id = ?", id);
        if (!query.step())
            return makeError(ErrorKind::NotFound, "store.mailbox");
        return readMailbox(query);
    });
}

Result<std::optional<MailboxRecord>> Reader::mailboxByName(AccountId account, const std::string &wireName)
{
    return look("store.mailbox", [&]() -> Result<std::optional<MailboxRecord>> {
        Query query(m_connection, std::string(kMailboxColumns) + "AND account = ? AND wire_name = ?", account, wireName);
        return query.step() ? std::optional(readMailbox(query)) : std::nullopt;
    });
}

Result<std::optional<MailboxRecord>> Reader::mailboxByRole(AccountId account, MailboxRole role)
{
    return look("store.mailbox", [&]() -> Result<std::optional<MailboxRecord>> {
        Query query(m_connection, std::string(kMailboxColumns) + "AND account = ? AND role = ? ORDER BY id LIMIT 1", account, role);
        return query.step() ? std::optional(readMailbox(query)) : std::nullopt;
    });
}

Result<std::vector<std::pair<QString, QString>>> Reader::completeAddress(const QString &prefix, int limit)
{
    using Names = std::vector<std::pair<QString, QString>>;
    const QString word = prefix.trimmed().toCaseFolded();
    if (word.isEmpty())
        return Names{};
    return look("store.complete", [&]() -> Result<Names> {
        // U+10FFFF stands behind every text that begins with the prefix.
        Query query(m_connection,
                    "SELECT DISTINCT c.name, c.address FROM main.correspondent_key k JOIN main.correspondent c ON c.id = k.correspondent"
                    " WHERE k.word >= ? AND k.word < ? ORDER BY c.uses DESC, c.last DESC, c.id LIMIT ?",
                    word, word + QString::fromUtf8("\U0010FFFF"), limit);
        Names names;
        while (query.step())
            names.emplace_back(query.text(0), query.text(1));
        return names;
    });
}

Result<StoreReader::Totals> Reader::totals()
{
    return look("store.totals", [&]() -> Result<Totals> {
        Totals totals;
        totals.messages = m_connection.value("SELECT count(*) FROM cache.message", 0);
        totals.bodies = m_connection.value("SELECT count(*) FROM content.body", 0);
        totals.indexed = totals.bodies - m_connection.value("SELECT count(*) FROM content.body INDEXED BY body_unread WHERE probe IS NULL", 0);
        std::error_code ignored;
        for (const auto &entry : std::filesystem::directory_iterator(m_profile, ignored)) {
            if (entry.is_regular_file(ignored))
                totals.bytesOnDisk += static_cast<std::int64_t>(entry.file_size(ignored));
        }
        return totals;
    });
}

} // namespace tern::store
