// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Connection.h"

#include <mutex>

#include <fstream>

namespace tern::store {

void PreparedStatements::drop()
{
    for (sqlite3_stmt *statement : waiting)
        sqlite3_finalize(statement);
    waiting.clear();
}

Query::Query(Connection &connection, std::string_view sql, Prepared) : m_database(connection.handle()), m_home(&connection.statements(sql))
{
    if (!m_home->waiting.empty()) {
        m_statement = m_home->waiting.back();
        m_home->waiting.pop_back();
        return;
    }
    const int code = sqlite3_prepare_v3(m_database, m_home->sql.data(), static_cast<int>(m_home->sql.size()) + 1, SQLITE_PREPARE_PERSISTENT, &m_statement,
                                        nullptr);
    if (code != SQLITE_OK)
        throw SQLite::Exception(m_database, code);
}

Query::~Query()
{
    sqlite3_reset(m_statement);
    // What was bound may be large, or no longer there.
    if (m_hasBytes)
        sqlite3_clear_bindings(m_statement);
    m_home->waiting.push_back(m_statement);
}

void Query::check(int code) const
{
    if (code != SQLITE_OK)
        throw SQLite::Exception(m_database, code);
}

bool Query::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        throw SQLite::Exception(m_database, code);
    return false;
}

int Query::run()
{
    step();
    return sqlite3_changes(m_database);
}

PreparedStatements &Connection::statements(std::string_view sql)
{
    constexpr std::size_t kMostAddresses = 1'000;    // texts put together at run time come from ever new ones
    if (m_byAddress.size() > kMostAddresses)
        m_byAddress.clear();
    PreparedStatements *&near = m_byAddress[sql.data()];
    if (near == nullptr || near->sql != sql) {
        auto &made = m_statements[std::string(sql)];
        if (!made) {
            made = std::make_unique<PreparedStatements>();
            made->sql = sql;
        }
        near = made.get();
    }
    return *near;
}

void Connection::dropStatements()
{
    // Queries in use keep a pointer to their list, so the lists stay.
    for (auto &[sql, statements] : m_statements)
        statements->drop();
}

void Query::add(std::string_view value)
{
    m_hasBytes = true;
    // An empty text, not NULL.
    check(sqlite3_bind_text(m_statement, m_next++, value.empty() ? "" : value.data(), static_cast<int>(value.size()), m_keep));
}

void Query::add(const QString &value)
{
    m_hasBytes = true;
    const QByteArray utf8 = value.toUtf8();
    check(sqlite3_bind_text(m_statement, m_next++, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT));
}

void Query::add(const QByteArray &value)
{
    m_hasBytes = true;
    // An empty blob, not NULL.
    check(sqlite3_bind_blob(m_statement, m_next++, value.isEmpty() ? "" : value.constData(), static_cast<int>(value.size()), m_keep));
}

std::string_view Query::view(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

QString Query::text(int column) const
{
    const std::string_view bytes = view(column);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QByteArray Query::blob(int column) const
{
    const std::string_view bytes = view(column);
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

Error errorFromSqlite(const SQLite::Exception &exception, std::string where)
{
    ErrorKind kind = ErrorKind::Internal;
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL: kind = ErrorKind::DiskFull; break;
    case SQLITE_READONLY:
    case SQLITE_PERM: kind = ErrorKind::ReadOnly; break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: kind = ErrorKind::StorageDamaged; break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED: kind = ErrorKind::Io; break;
    case SQLITE_INTERRUPT: kind = ErrorKind::Cancelled; break;
    default: break;
    }
    // A full disk can show as a failed write of the WAL or its index.
    if (exception.getExtendedErrorCode() == SQLITE_IOERR_WRITE || exception.getExtendedErrorCode() == SQLITE_IOERR_SHMSIZE)
        kind = ErrorKind::DiskFull;
    return makeError(kind, std::move(where), exception.what());
}

void noteDamage(const std::filesystem::path &profile, const Error &error)
{
    // Which file it is, the next start finds out.
    if (error.kind == ErrorKind::StorageDamaged)
        std::ofstream(damageMarker(profile)) << error.detail << '\n';
}

namespace {

std::string fileUri(const std::filesystem::path &path, Access access, bool immutable)
{
    const QByteArray escaped = QByteArray::fromStdString(path.string()).toPercentEncoding("/");
    std::string uri = "file:" + escaped.toStdString() + (access == Access::ReadOnly ? "?mode=ro" : "?mode=rwc");
    if (immutable)
        uri += "&immutable=1";
    return uri;
}

void prepare(SQLite::Database &database, const std::filesystem::path &profile, Access access, bool immutable)
{
    sqlite3_extended_result_codes(database.getHandle(), 1);
    database.setBusyTimeout(10'000);
    for (const auto &[name, path] : {std::pair{"content", contentPath(profile)}, std::pair{"cache", cachePath(profile)}}) {
        SQLite::Statement attach(database, std::string("ATTACH ? AS ") + name);
        attach.bind(1, fileUri(path, access, immutable));
        attach.exec();
    }
    database.exec("PRAGMA temp_store=MEMORY; PRAGMA main.cache_size=-2000; PRAGMA content.cache_size=-8000; PRAGMA cache.cache_size=-32000;"
                  "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=OFF; PRAGMA recursive_triggers=OFF");
    if (access == Access::ReadOnly) {
        database.exec("PRAGMA query_only=ON");
        return;
    }
    for (const char *name : {"main", "content", "cache"}) {
        // WAL is a property of the file; a journal mode can't be changed when another connection uses it, so only ask once.
        database.exec(std::string("PRAGMA ") + name + ".journal_mode=WAL");
        database.exec(std::string("PRAGMA ") + name + (std::string_view(name) == "main" ? ".synchronous=FULL" : ".synchronous=NORMAL"));
    }
    database.exec("PRAGMA wal_autocheckpoint=16000; PRAGMA main.journal_size_limit=16000000; PRAGMA content.journal_size_limit=67108864;"
                  "PRAGMA cache.journal_size_limit=67108864");
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path &profile, Access access, const std::function<void(void *)> &hook)
{
    // Nobody asks SQLite how much memory it uses, and counting takes a lock at every allocation. Too late when somebody in this
    // process used SQLite already; then it counts.
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
    // One thread at a time uses a connection, so SQLite need not lock it.
    const int flags = (access == Access::ReadOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    auto attempt = [&](bool immutable) {
        return guard("store.open", [&]() -> Result<std::unique_ptr<Connection>> {
            SQLite::Database database(fileUri(durablePath(profile), access, immutable), flags);
            if (hook)
                hook(database.getHandle());
            prepare(database, profile, access, immutable);
            if (access == Access::ReadOnly)
                database.exec("SELECT 1 FROM main.sqlite_schema, content.sqlite_schema, cache.sqlite_schema LIMIT 1");
            return std::unique_ptr<Connection>(new Connection(std::move(database)));
        });
    };
    auto opened = attempt(false);
    // On a read-only medium there is no place for WAL's shared memory; nobody can write there either.
    if (!opened && access == Access::ReadOnly && opened.error().kind == ErrorKind::Io)
        return attempt(true);
    return opened;
}

bool Connection::inTransaction()
{
    return sqlite3_get_autocommit(handle()) == 0;
}

Result<void> Connection::syncToDisk()
{
    for (const char *name : {"content", "cache"}) {
        sqlite3_file *wal = nullptr;
        if (sqlite3_file_control(handle(), name, SQLITE_FCNTL_JOURNAL_POINTER, &wal) != SQLITE_OK || !wal || !wal->pMethods)
            continue;   // nothing was written since the last checkpoint, which is on the disk
        if (const int code = wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL); code != SQLITE_OK)
            return errorFromSqlite(SQLite::Exception(sqlite3_errstr(code), code), "store.sync");
    }
    return {};
}

ReadScope::ReadScope(Connection &connection) : m_connection(connection), m_mine(!connection.inTransaction())
{
    if (m_mine)
        m_connection.exec("BEGIN");
}

ReadScope::~ReadScope()
{
    if (!m_mine)
        return;
    try {
        m_connection.exec("COMMIT");
    } catch (const SQLite::Exception &) {
        // A read transaction that can't be ended is ended with the connection.
    }
}

} // namespace tern::store
