// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Schema.h"

#include "core/store/Connection.h"

namespace tern::store {

namespace {

// In every step `@` stands for the file's schema name. A released step is never changed; a new one is added.

constexpr std::string_view kDurable[] = {
    R"(
CREATE TABLE @.account(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, name TEXT NOT NULL,
    imap_host TEXT NOT NULL, imap_port INTEGER NOT NULL, imap_security INTEGER NOT NULL, imap_user TEXT NOT NULL,
    smtp_host TEXT NOT NULL, smtp_port INTEGER NOT NULL, smtp_security INTEGER NOT NULL, smtp_user TEXT NOT NULL,
    secret_source TEXT NOT NULL, ca_file TEXT NOT NULL, provider TEXT NOT NULL, save_sent_copy INTEGER NOT NULL,
    enabled INTEGER NOT NULL, position INTEGER NOT NULL, roles TEXT NOT NULL);
CREATE TABLE @.identity(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
    signature TEXT NOT NULL);
CREATE INDEX @.identity_account ON identity(account);
CREATE TABLE @.setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE @.operation(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, kind INTEGER NOT NULL, intent INTEGER NOT NULL,
    state INTEGER NOT NULL, target_account INTEGER NOT NULL, target_mailbox TEXT NOT NULL, mailbox TEXT NOT NULL, new_mailbox TEXT NOT NULL,
    add_flags INTEGER NOT NULL, remove_flags INTEGER NOT NULL, add_keywords TEXT NOT NULL, remove_keywords TEXT NOT NULL,
    created INTEGER NOT NULL, not_before INTEGER NOT NULL, attempts INTEGER NOT NULL, remaining INTEGER NOT NULL,
    started INTEGER NOT NULL DEFAULT 0,
    reason_kind TEXT, reason_retry INTEGER, reason_where TEXT, reason_detail TEXT);
CREATE TABLE @.operation_message(operation INTEGER NOT NULL, ordinal INTEGER NOT NULL, placement INTEGER NOT NULL,
    account INTEGER NOT NULL, mailbox TEXT NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
    message_id TEXT NOT NULL, size INTEGER NOT NULL, step INTEGER NOT NULL DEFAULT 0,
    target_uidvalidity INTEGER NOT NULL DEFAULT 0, target_uidnext INTEGER NOT NULL DEFAULT 0, target_uid INTEGER NOT NULL DEFAULT 0,
    via_operation INTEGER NOT NULL DEFAULT 0, via_ordinal INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(operation, ordinal)) WITHOUT ROWID;
CREATE INDEX @.operation_message_via ON operation_message(via_operation, via_ordinal) WHERE via_operation > 0;
CREATE TABLE @.outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, identity INTEGER NOT NULL, state INTEGER NOT NULL,
    message_id TEXT NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL, recipients TEXT NOT NULL, created INTEGER NOT NULL,
    not_before INTEGER NOT NULL, attempts INTEGER NOT NULL, size INTEGER NOT NULL, server_reply TEXT NOT NULL,
    replied_to TEXT NOT NULL, forwarded TEXT NOT NULL, draft INTEGER NOT NULL, file TEXT NOT NULL,
    reason_kind TEXT, reason_retry INTEGER, reason_where TEXT, reason_detail TEXT);
CREATE TABLE @.draft(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, version INTEGER NOT NULL,
    server_mailbox TEXT NOT NULL DEFAULT '', server_uidvalidity INTEGER NOT NULL DEFAULT 0, server_uid INTEGER NOT NULL DEFAULT 0,
    server_version INTEGER NOT NULL DEFAULT 0, discarded INTEGER NOT NULL DEFAULT 0);
CREATE TABLE @.draft_version(draft INTEGER NOT NULL, version INTEGER NOT NULL, saved INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY(draft, version));
CREATE TABLE @.correspondent(id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, name TEXT NOT NULL, uses INTEGER NOT NULL,
    last INTEGER NOT NULL);
CREATE TABLE @.correspondent_key(word TEXT NOT NULL, correspondent INTEGER NOT NULL, PRIMARY KEY(word, correspondent)) WITHOUT ROWID;
)",
    // How an account signs in.
    "ALTER TABLE @.account ADD COLUMN auth TEXT NOT NULL DEFAULT ''",
    // Accounts whose mail is kept here alone, and what a POP3 server's maildrop has had of it.
    R"(
ALTER TABLE @.account ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.account ADD COLUMN leave_on_server INTEGER NOT NULL DEFAULT 1;
ALTER TABLE @.account ADD COLUMN leave_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.account ADD COLUMN leave_until_deleted INTEGER NOT NULL DEFAULT 1;
CREATE TABLE @.kept_mailbox(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, wire_name TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL, uidnext INTEGER NOT NULL DEFAULT 1, changes INTEGER NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX @.kept_mailbox_name ON kept_mailbox(account, wire_name);
CREATE TABLE @.kept_message(id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox INTEGER NOT NULL, uid INTEGER NOT NULL, flags INTEGER NOT NULL,
    keywords TEXT NOT NULL, received INTEGER NOT NULL, size INTEGER NOT NULL, body INTEGER NOT NULL);
CREATE UNIQUE INDEX @.kept_message_uid ON kept_message(mailbox, uid);
CREATE INDEX @.kept_message_body ON kept_message(body);
CREATE TABLE @.kept_segment(id INTEGER PRIMARY KEY, raw_size INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE @.maildrop(account INTEGER NOT NULL, key TEXT NOT NULL, fingerprint INTEGER NOT NULL, size INTEGER NOT NULL,
    fetched INTEGER NOT NULL, message INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(account, key)) WITHOUT ROWID;
)",
    // How a message went out, what was asked of the server for it, and the reports that came back.
    R"(
ALTER TABLE @.outbox ADD COLUMN send_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.outbox ADD COLUMN dated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.outbox ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.outbox ADD COLUMN server TEXT NOT NULL DEFAULT '';
ALTER TABLE @.outbox ADD COLUMN tls TEXT NOT NULL DEFAULT '';
ALTER TABLE @.outbox ADD COLUMN copy TEXT NOT NULL DEFAULT '';
ALTER TABLE @.outbox ADD COLUMN copied INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.outbox ADD COLUMN report_delivery INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.outbox ADD COLUMN report_taken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.outbox ADD COLUMN require_tls INTEGER NOT NULL DEFAULT 0;
CREATE INDEX @.outbox_state ON outbox(state);
CREATE INDEX @.outbox_message ON outbox(message_id);
CREATE TABLE @.outbox_step(id INTEGER PRIMARY KEY AUTOINCREMENT, outbox INTEGER NOT NULL, state INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, times INTEGER NOT NULL, server TEXT NOT NULL, tls TEXT NOT NULL, reply TEXT NOT NULL,
    reason_kind TEXT, reason_retry INTEGER, reason_where TEXT, reason_detail TEXT);
CREATE INDEX @.outbox_step_outbox ON outbox_step(outbox);
CREATE TABLE @.delivery_report(id INTEGER PRIMARY KEY AUTOINCREMENT, outbox INTEGER NOT NULL, source TEXT NOT NULL, arrived INTEGER NOT NULL,
    action INTEGER NOT NULL, recipient TEXT NOT NULL, status TEXT NOT NULL, diagnostic TEXT NOT NULL, reporter TEXT NOT NULL);
CREATE UNIQUE INDEX @.delivery_report_source ON delivery_report(outbox, source, recipient, action);
)",
    // A server of an identity's own for sending.
    R"(
ALTER TABLE @.identity ADD COLUMN smtp_host TEXT NOT NULL DEFAULT '';
ALTER TABLE @.identity ADD COLUMN smtp_port INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.identity ADD COLUMN smtp_security INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.identity ADD COLUMN smtp_user TEXT NOT NULL DEFAULT '';
ALTER TABLE @.identity ADD COLUMN secret_source TEXT NOT NULL DEFAULT '';
)",
    // Messages that are sent on as they are.
    "ALTER TABLE @.outbox ADD COLUMN redirected INTEGER NOT NULL DEFAULT 0",
    // How often a maildrop is visited.
    "ALTER TABLE @.account ADD COLUMN visit_minutes INTEGER NOT NULL DEFAULT 5",
    // How an identity signs in at a server of its own.
    "ALTER TABLE @.identity ADD COLUMN auth TEXT NOT NULL DEFAULT ''",
    // Events that somebody invited to.
    R"(
CREATE TABLE @.event(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, uid TEXT NOT NULL, recurrence TEXT NOT NULL, organizer TEXT NOT NULL,
    sequence INTEGER NOT NULL, stamp INTEGER NOT NULL, cancelled INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, summary TEXT NOT NULL,
    answer INTEGER NOT NULL DEFAULT 0, answered INTEGER NOT NULL DEFAULT 0, answer_item INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX @.event_key ON event(account, uid, recurrence, organizer);
CREATE INDEX @.event_time ON event(ends) WHERE answer IN (1, 2) AND cancelled = 0;
)"};

constexpr std::string_view kContent[] = {
    R"(
CREATE TABLE @.body(message INTEGER PRIMARY KEY, header_hash INTEGER NOT NULL, identity INTEGER NOT NULL, raw_size INTEGER NOT NULL,
    text BLOB NOT NULL, text_size INTEGER NOT NULL);
CREATE INDEX @.body_header ON body(header_hash);
CREATE TABLE @.segment(id INTEGER PRIMARY KEY, message INTEGER NOT NULL, ordinal INTEGER NOT NULL, codec INTEGER NOT NULL,
    raw_size INTEGER NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX @.segment_message ON segment(message, ordinal);
CREATE TABLE @.content_meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)",
    // Many messages in one compressed pack; segments keep what is older. A text is not kept beside the message any more, only a word that must lead to
    // it: `probe`, NULL until the text is in the index.
    R"(
CREATE TABLE @.pack(id INTEGER PRIMARY KEY AUTOINCREMENT, live INTEGER NOT NULL, raw_size INTEGER NOT NULL, pieces INTEGER NOT NULL);
CREATE TABLE @.pack_data(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
ALTER TABLE @.body ADD COLUMN pack INTEGER;
ALTER TABLE @.body ADD COLUMN at INTEGER;
ALTER TABLE @.body ADD COLUMN probe TEXT;
UPDATE @.body SET probe = '';
ALTER TABLE @.body DROP COLUMN text;
ALTER TABLE @.body DROP COLUMN text_size;
CREATE INDEX @.body_pack ON body(pack) WHERE pack IS NOT NULL;
CREATE INDEX @.body_unread ON body(message) WHERE probe IS NULL;
)"};

constexpr std::string_view kCache[] = {
    R"(
CREATE TABLE @.mailbox(id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, wire_name TEXT NOT NULL, path TEXT NOT NULL,
    name TEXT NOT NULL, parent_path TEXT NOT NULL, delimiter INTEGER NOT NULL, role INTEGER NOT NULL, selectable INTEGER NOT NULL,
    subscribed INTEGER NOT NULL, uidvalidity INTEGER NOT NULL DEFAULT 0, uidnext INTEGER NOT NULL DEFAULT 0,
    modseq INTEGER NOT NULL DEFAULT 0, fully_listed INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0, pending INTEGER NOT NULL DEFAULT 0, server_exists INTEGER NOT NULL DEFAULT -1,
    removed INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX @.mailbox_name ON mailbox(account, wire_name) WHERE removed = 0;
CREATE TABLE @.message(id INTEGER PRIMARY KEY, header_hash INTEGER NOT NULL, identity INTEGER NOT NULL, thread INTEGER,
    message_id TEXT NOT NULL, date INTEGER NOT NULL, size INTEGER NOT NULL, from_name TEXT NOT NULL, from_address TEXT NOT NULL,
    recipients TEXT NOT NULL, subject TEXT NOT NULL, snippet TEXT NOT NULL DEFAULT '', has_attachment INTEGER NOT NULL,
    body_stored INTEGER NOT NULL DEFAULT 0);
CREATE INDEX @.message_header ON message(header_hash);
CREATE INDEX @.message_thread ON message(thread) WHERE thread IS NOT NULL;
CREATE TABLE @.message_detail(message INTEGER PRIMARY KEY, in_reply_to TEXT NOT NULL, refs TEXT NOT NULL, cc TEXT NOT NULL,
    reply_to TEXT NOT NULL, attachment_names TEXT NOT NULL, header_block BLOB NOT NULL, body_structure TEXT NOT NULL);
CREATE TABLE @.placement(id INTEGER PRIMARY KEY, message INTEGER NOT NULL,
    mailbox INTEGER NOT NULL, uid INTEGER, presence INTEGER NOT NULL DEFAULT 0, awaiting INTEGER NOT NULL DEFAULT 0,
    modseq INTEGER NOT NULL DEFAULT 0, server_flags INTEGER NOT NULL, server_keywords TEXT NOT NULL,
    made_by INTEGER NOT NULL DEFAULT 0, made_ordinal INTEGER NOT NULL DEFAULT 0, shadow_of INTEGER NOT NULL DEFAULT 0,
    shown_in INTEGER, flags INTEGER NOT NULL, keywords TEXT NOT NULL, unread INTEGER NOT NULL, flagged INTEGER NOT NULL,
    pending INTEGER NOT NULL DEFAULT 0, expected INTEGER NOT NULL DEFAULT 0,
    date INTEGER NOT NULL, size INTEGER NOT NULL, has_attachment INTEGER NOT NULL, to_me INTEGER NOT NULL,
    from_key TEXT NOT NULL, subject_key TEXT NOT NULL, filed INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX @.placement_uid ON placement(mailbox, uid) WHERE uid IS NOT NULL;
CREATE INDEX @.placement_message ON placement(message);
CREATE INDEX @.placement_date ON placement(shown_in, date, id, has_attachment, to_me) WHERE shown_in IS NOT NULL;
CREATE INDEX @.placement_unread ON placement(shown_in, date, id) WHERE shown_in IS NOT NULL AND unread = 1;
CREATE INDEX @.placement_flagged ON placement(shown_in, date, id) WHERE shown_in IS NOT NULL AND flagged = 1;
CREATE INDEX @.placement_size ON placement(shown_in, size, id) WHERE shown_in IS NOT NULL AND filed = 1;
CREATE INDEX @.placement_from ON placement(shown_in, from_key, date, id) WHERE shown_in IS NOT NULL AND filed = 1;
CREATE INDEX @.placement_subject ON placement(shown_in, subject_key, date, id) WHERE shown_in IS NOT NULL AND filed = 1;
CREATE INDEX @.placement_unfiled ON placement(shown_in) WHERE shown_in IS NOT NULL AND filed = 0;
CREATE INDEX @.placement_expected ON placement(shown_in) WHERE expected = 1;
CREATE INDEX @.placement_awaiting ON placement(mailbox) WHERE presence = 2;
CREATE INDEX @.placement_shadow ON placement(shadow_of) WHERE shadow_of > 0;
CREATE INDEX @.placement_made ON placement(made_by, made_ordinal) WHERE made_by > 0;
CREATE TABLE @.pending(placement INTEGER NOT NULL, operation INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    PRIMARY KEY(placement, operation)) WITHOUT ROWID;
CREATE TABLE @.thread(id INTEGER PRIMARY KEY, count INTEGER NOT NULL, newest INTEGER NOT NULL);
CREATE TABLE @.thread_ref(hash INTEGER PRIMARY KEY, thread INTEGER NOT NULL);
CREATE INDEX @.thread_ref_thread ON thread_ref(thread);
CREATE TABLE @.orphan(message INTEGER PRIMARY KEY);
CREATE TABLE @.tombstone(message INTEGER PRIMARY KEY);
CREATE TABLE @.cache_meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)",
    // Details of many messages together; message_detail keeps what is older, and what became known later.
    R"(
ALTER TABLE @.message ADD COLUMN detail INTEGER NOT NULL DEFAULT 0;
CREATE TABLE @.detail_group(id INTEGER PRIMARY KEY, live INTEGER NOT NULL);
CREATE TABLE @.detail_data(id INTEGER PRIMARY KEY, raw_size INTEGER NOT NULL, data BLOB NOT NULL);
)",
    // What servers call messages themselves.
    R"(
CREATE TABLE @.object_message(account INTEGER NOT NULL, object TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(account, object)) WITHOUT ROWID;
CREATE INDEX @.object_message_message ON object_message(message);
)",
    // What servers call mailboxes themselves, and whose they are.
    R"(
ALTER TABLE @.mailbox ADD COLUMN object_id TEXT NOT NULL DEFAULT '';
ALTER TABLE @.mailbox ADD COLUMN space INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.mailbox ADD COLUMN prefix TEXT NOT NULL DEFAULT '';
)",
    // body_stored: 1, its bytes are here; 2, and what they say is in the row and in the index.
    R"(
UPDATE @.message SET body_stored = 2 WHERE body_stored = 1;
CREATE INDEX @.message_unread_body ON message(id) WHERE body_stored = 1;
)",
    // How large mailboxes are on the server.
    R"(
ALTER TABLE @.mailbox ADD COLUMN server_bytes INTEGER NOT NULL DEFAULT -1;
ALTER TABLE @.mailbox ADD COLUMN bytes_told INTEGER NOT NULL DEFAULT 0;
)",
    // Labels of Gmail. What was listed without them is compared once more; its numbers for messages tell which accounts those are.
    R"(
ALTER TABLE @.mailbox ADD COLUMN is_label INTEGER NOT NULL DEFAULT 0;
ALTER TABLE @.placement ADD COLUMN labels TEXT NOT NULL DEFAULT '';
CREATE TABLE @.label(account INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY(account, name)) WITHOUT ROWID;
UPDATE @.mailbox SET modseq = 0 WHERE account IN (SELECT DISTINCT account FROM @.object_message WHERE object NOT GLOB '*[^0-9]*');
)",
    // Message-IDs: see HeaderIndex.
    R"(
CREATE TABLE @.header_ref(hash INTEGER NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(hash, message)) WITHOUT ROWID;
CREATE TABLE @.header_new(hash INTEGER NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(hash, message)) WITHOUT ROWID;
INSERT INTO @.header_ref(hash, message) SELECT header_hash, id FROM @.message WHERE header_hash <> 0 ORDER BY header_hash, id;
DROP INDEX @.message_header;
)"};

std::string qualified(std::string_view step, std::string_view schema)
{
    std::string sql;
    for (const char character : step) {
        if (character == '@')
            sql += schema;
        else
            sql += character;
    }
    return sql;
}

} // namespace

const FileSchema &durableSchema()
{
    static const FileSchema schema{"main", kDurable};
    return schema;
}

const FileSchema &contentSchema()
{
    static const FileSchema schema{"content", kContent};
    return schema;
}

const FileSchema &cacheSchema()
{
    static const FileSchema schema{"cache", kCache};
    return schema;
}

bool migrate(Connection &connection, const FileSchema &schema)
{
    const std::string pragma = "PRAGMA " + std::string(schema.name) + ".user_version";
    const auto version = static_cast<std::size_t>(connection.value(pragma, 0));
    if (version > schema.steps.size())
        return false;
    for (std::size_t step = version; step < schema.steps.size(); ++step) {
        SQLite::Transaction transaction(connection.database());
        connection.exec(qualified(schema.steps[step], schema.name));
        connection.exec(pragma + "=" + std::to_string(step + 1));
        transaction.commit();
    }
    return true;
}

namespace {

/// An index as it is made; made with something else, or by an older Tern, it is another.
struct TextIndex {
    std::string file;
    std::string name;
    std::string columns;
    std::string options;
    std::string tokenizer;
};

/// Dropping a virtual table needs its tokenizer; one that isn't known any more is taken out by its parts.
void removeIndex(Connection &connection, const std::string &file, const std::string &name)
{
    connection.exec("PRAGMA writable_schema=ON; DELETE FROM " + file + ".sqlite_schema WHERE name = '" + name + "'; PRAGMA writable_schema=RESET");
    for (const char *part : {"_data", "_idx", "_config", "_docsize", "_content"})
        connection.exec("DROP TABLE IF EXISTS " + file + "." + name + part);
}

void makeIndex(Connection &connection, const TextIndex &index)
{
    removeIndex(connection, index.file, index.name);
    const std::string name = index.file + "." + index.name;
    // No document sizes: results are ordered by date, not by rank.
    connection.exec("CREATE VIRTUAL TABLE " + name + " USING fts5(" + index.columns + ", content='', columnsize=0" + index.options + ", tokenize='" + index.tokenizer + "')");
    connection.exec("INSERT INTO " + name + "(" + index.name + ", rank) VALUES('automerge', 8)");
}

std::string madeWith(Connection &connection, const std::string &metaTable)
{
    Query made(connection, "SELECT value FROM " + metaTable + " WHERE key = 'tokenizer'");
    return made.step() ? made.string(0) : std::string();
}

} // namespace

bool prepareIndexes(Connection &connection, const std::string &headers, const TextTokenizers &texts)
{
    const std::string both = texts.words + ", " + texts.ideographs;
    const bool makesTexts = madeWith(connection, "content.content_meta") != both;
    const bool makesHeaders = madeWith(connection, "cache.cache_meta") != headers;
    if (makesTexts || makesHeaders)
        connection.dropStatements();
    if (makesTexts) {
        SQLite::Transaction transaction(connection.database());
        // The one index that older profiles have for all of a text.
        removeIndex(connection, "content", "body_index");
        // Words without their places: a third of the room. What is looked for by its place has an index of its own.
        makeIndex(connection, {"content", "word_index", "text", ", detail=none", texts.words});
        makeIndex(connection, {"content", "ideograph_index", "text", "", texts.ideographs});
        // Texts are read out of the stored messages again, by whoever can read them.
        connection.exec("UPDATE content.body SET probe = NULL WHERE probe IS NOT NULL");
        Query(connection, "INSERT OR REPLACE INTO content.content_meta(key, value) VALUES('tokenizer', ?)", both).run();
        transaction.commit();
    }
    if (makesHeaders) {
        SQLite::Transaction transaction(connection.database());
        makeIndex(connection, {"cache", "header_index", "sender, recipients, subject, attachments", "", headers});
        connection.exec("DELETE FROM cache.cache_meta WHERE key = 'tokenizer'");
        transaction.commit();
    }
    return makesHeaders;
}

} // namespace tern::store
