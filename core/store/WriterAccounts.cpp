// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Json.h"
#include "core/store/Writer.h"

namespace tern::store {

Writer::Writer(Connection &connection, const Clock &clock, std::filesystem::path profile, QueryParser parser)
    : m_connection(connection), m_clock(clock), m_profile(std::move(profile)), m_fold(connection, m_changes), m_bodies(connection), m_messages(connection, m_bodies),
      m_reader(connection, std::move(parser), m_profile)
{
    m_lastPlacement = m_connection.value("SELECT max(id) FROM cache.placement", 0);
    loadIdentities();
}

void Writer::loadIdentities()
{
    m_ownAddresses.clear();
    m_ownAddressBytes.clear();
    Query query(m_connection, "SELECT address FROM main.identity UNION SELECT email FROM main.account WHERE kind <> 2");
    while (query.step())
        m_ownAddresses.insert(query.text(0).toLower());
    for (const QString &address : m_ownAddresses)
        m_ownAddressBytes.push_back(address.toStdString());
    m_keptAccounts.clear();
    Query kept(m_connection, "SELECT id FROM main.account WHERE kind <> 0");
    while (kept.step())
        m_keptAccounts.insert(kept.id<AccountId>(0));
}

ChangeSet Writer::takeChanges()
{
    ChangeSet changes;
    std::swap(changes, m_changes);
    return changes;
}

std::vector<std::filesystem::path> Writer::takeUnneededFiles()
{
    return std::exchange(m_unneededFiles, {});
}

Result<AccountId> Writer::addAccount(const AccountRecord &account)
{
    return run("store.add_account", [&]() -> Result<AccountId> {
        Query(m_connection,
              "INSERT INTO main.account(email, name, imap_host, imap_port, imap_security, imap_user, smtp_host, smtp_port, smtp_security,"
              " smtp_user, secret_source, ca_file, provider, save_sent_copy, enabled, position, roles, auth, kind, leave_on_server, leave_days,"
              " leave_until_deleted, visit_minutes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              account.email, account.name, account.imap.host, account.imap.port, account.imap.security, account.imap.user, account.smtp.host,
              account.smtp.port, account.smtp.security, account.smtp.user, account.secretSource, account.caFile, account.provider,
              account.saveSentCopy, account.enabled, account.position, rolesToJson(account.roles), account.auth, account.kind, account.maildrop.leave,
              account.maildrop.days, account.maildrop.untilDeleted, account.maildrop.visitMinutes)
            .run();
        const AccountId id{m_connection.lastInsertId()};
        m_changes.accounts = true;
        loadIdentities();
        return id;
    });
}

Result<void> Writer::updateAccount(const AccountRecord &account)
{
    return run("store.update_account", [&]() -> Result<void> {
        const int changed = Query(m_connection,
                                  "UPDATE main.account SET email = ?, name = ?, imap_host = ?, imap_port = ?, imap_security = ?, imap_user = ?,"
                                  " smtp_host = ?, smtp_port = ?, smtp_security = ?, smtp_user = ?, secret_source = ?, ca_file = ?, provider = ?,"
                                  " save_sent_copy = ?, enabled = ?, position = ?, roles = ?, auth = ?, leave_on_server = ?, leave_days = ?,"
                                  " leave_until_deleted = ?, visit_minutes = ? WHERE id = ?",
                                  account.email, account.name, account.imap.host, account.imap.port, account.imap.security, account.imap.user,
                                  account.smtp.host, account.smtp.port, account.smtp.security, account.smtp.user, account.secretSource,
                                  account.caFile, account.provider, account.saveSentCopy, account.enabled, account.position,
                                  rolesToJson(account.roles), account.auth, account.maildrop.leave, account.maildrop.days,
                                  account.maildrop.untilDeleted, account.maildrop.visitMinutes, account.id)
                                .run();
        if (changed == 0)
            return makeError(ErrorKind::NotFound, "store.update_account");
        m_changes.accounts = true;
        loadIdentities();
        return {};
    });
}

Result<void> Writer::removeAccount(AccountId account)
{
    return run("store.remove_account", [&]() -> Result<void> {
        if (Query(m_connection, "DELETE FROM main.account WHERE id = ?", account).run() == 0)
            return makeError(ErrorKind::NotFound, "store.remove_account");
        Query(m_connection, "DELETE FROM main.identity WHERE account = ?", account).run();
        Query(m_connection, "DELETE FROM main.event WHERE account = ?", account).run();
        Query(m_connection, "DELETE FROM cache.label WHERE account = ?", account).run();
        // Operations of its own, and those that would bring messages into it.
        std::vector<OperationId> operations;
        {
            Query query(m_connection, "SELECT id FROM main.operation WHERE account = ?1 OR target_account = ?1 ORDER BY id", account);
            while (query.step())
                operations.push_back(query.id<OperationId>(0));
        }
        for (const OperationId operation : operations)
            dropOperation(operation);
        std::vector<std::string> files;
        {
            Query query(m_connection, "SELECT file FROM main.outbox WHERE account = ?", account);
            while (query.step())
                files.push_back(query.string(0));
        }
        for (const std::string &file : files)
            m_unneededFiles.push_back(m_profile / "outbox" / file);
        Query(m_connection, "DELETE FROM main.delivery_report WHERE outbox IN (SELECT id FROM main.outbox WHERE account = ?)", account).run();
        Query(m_connection, "DELETE FROM main.outbox_step WHERE outbox IN (SELECT id FROM main.outbox WHERE account = ?)", account).run();
        Query(m_connection, "DELETE FROM main.outbox WHERE account = ?", account).run();
        Query(m_connection, "DELETE FROM main.draft_version WHERE draft IN (SELECT id FROM main.draft WHERE account = ?)", account).run();
        Query(m_connection, "DELETE FROM main.draft WHERE account = ?", account).run();
        forgetKept(account);
        // The messages go in the background.
        Query(m_connection, "UPDATE cache.mailbox SET removed = 1 WHERE account = ?", account).run();
        m_fold.forgetOperations();
        loadIdentities();
        m_changes.accounts = m_changes.mailboxList = m_changes.operations = m_changes.outbox = m_changes.drafts = true;
        return {};
    });
}

Result<IdentityId> Writer::saveIdentity(const IdentityRecord &identity)
{
    return run("store.save_identity", [&]() -> Result<IdentityId> {
        IdentityId id = identity.id;
        if (id.isValid()) {
            if (Query(m_connection, "UPDATE main.identity SET account = ?, name = ?, address = ?, signature = ?, smtp_host = ?, smtp_port = ?, smtp_security = ?, smtp_user = ?,"
                                    " secret_source = ?, auth = ? WHERE id = ?",
                      identity.account, identity.name, identity.address, identity.signature, identity.smtp.host, identity.smtp.port, identity.smtp.security,
                      identity.smtp.user, identity.secretSource, identity.auth, id)
                    .run()
                == 0)
                return makeError(ErrorKind::NotFound, "store.save_identity");
        } else {
            Query(m_connection,
                  "INSERT INTO main.identity(account, name, address, signature, smtp_host, smtp_port, smtp_security, smtp_user, secret_source, auth)"
                  " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  identity.account, identity.name, identity.address, identity.signature, identity.smtp.host, identity.smtp.port, identity.smtp.security,
                  identity.smtp.user, identity.secretSource, identity.auth)
                .run();
            id = IdentityId{m_connection.lastInsertId()};
        }
        m_changes.accounts = true;
        loadIdentities();
        return id;
    });
}

Result<void> Writer::removeIdentity(IdentityId identity)
{
    return run("store.remove_identity", [&]() -> Result<void> {
        const std::int64_t account = m_connection.value("SELECT account FROM main.identity WHERE id = ?", 0, identity);
        if (account == 0)
            return makeError(ErrorKind::NotFound, "store.remove_identity");
        if (m_connection.value("SELECT count(*) FROM main.identity WHERE account = ?", 0, account) == 1)
            return makeError(ErrorKind::InvalidInput, "store.remove_identity", "the only one of its account");
        auto waiting = reader().outbox(false);
        if (!waiting)
            return waiting.error();
        if (std::any_of(waiting->begin(), waiting->end(), [identity](const OutboxRecord &item) { return item.identity == identity; }))
            return makeError(ErrorKind::InvalidInput, kIdentityInUse, "mail of it waits in the Outbox");
        Query(m_connection, "DELETE FROM main.identity WHERE id = ?", identity).run();
        m_changes.accounts = true;
        loadIdentities();
        return {};
    });
}

Result<void> Writer::setSetting(const QString &key, const QString &value)
{
    return run("store.set_setting", [&]() -> Result<void> {
        Query(m_connection, "INSERT INTO main.setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key, value).run();
        m_changes.settings = true;
        return {};
    });
}

Result<void> Writer::noteCorrespondents(std::span<const std::pair<QString, QString>> nameAndAddress, bool sentTo)
{
    return run("store.correspondents", [&]() -> Result<void> {
        for (const auto &[name, address] : nameAndAddress) {
            const QString key = address.trimmed().toLower();
            if (!key.contains(QLatin1Char('@')) || m_ownAddresses.contains(key))
                continue;
            // Somebody written to is worth more than somebody who wrote. A name once known isn't lost to a mail without one.
            Query(m_connection,
                  "INSERT INTO main.correspondent(address, name, uses, last) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(address) DO UPDATE SET"
                  " uses = uses + excluded.uses, last = excluded.last, name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END",
                  key, name, sentTo ? 10 : 1, now())
                .run();
            const std::int64_t id = m_connection.value("SELECT id FROM main.correspondent WHERE address = ?", 0, key);
            QStringList words = name.toCaseFolded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
            words.append(name.toCaseFolded().simplified());
            words.append(key);
            words.append(key.section(QLatin1Char('@'), 1));
            // A Chinese name has no spaces: its given name is found by every later character too.
            const QString whole = name.simplified();
            for (qsizetype place = 1; place < std::min<qsizetype>(whole.size(), 8); ++place) {
                if (whole.at(place).script() == QChar::Script_Han)
                    words.append(whole.mid(place).toCaseFolded());
            }
            for (const QString &word : std::as_const(words)) {
                if (!word.isEmpty())
                    Query(m_connection, "INSERT OR IGNORE INTO main.correspondent_key(word, correspondent) VALUES(?, ?)", word, id).run();
            }
        }
        return {};
    });
}

} // namespace tern::store
