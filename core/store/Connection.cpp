// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Connection.h"

#include <sqlite3.h>

namespace tern::store {

Query::Query(Connection &connection, std::string_view sql, Prepared)
{
    auto cached = connection.m_statements.find(sql);
    if (cached == connection.m_statements.end())
        cached = connection.m_statements.try_emplace(std::string(sql)).first;
    m_home = &cached->second;
    if (m_home->empty()) {
        m_statement = std::make_unique<SQLite::Statement>(connection.database(), cached->first);
        return;
    }
    m_statement = std::move(m_home->back());
    m_home->pop_back();
}

Query::~Query()
{
    m_statement->tryReset();
    try {
        m_statement->clearBindings();
        m_home->push_back(std::move(m_statement));
    } catch (const std::exception &) {
        m_statement.reset();
    }
}

void Connection::dropStatements()
{
    // Queries in use keep a pointer to their list, so the lists stay.
    for (auto &[sql, statements] : m_statements)
        statements.clear();
}

void Query::add(const QString &value)
{
    m_statement->bind(m_next++, value.toStdString());
}

void Query::add(const QByteArray &value)
{
    // An empty blob, not NULL.
    m_statement->bind(m_next++, value.isEmpty() ? "" : value.constData(), static_cast<int>(value.size()));
}

std::string Query::string(int column) const
{
    const SQLite::Column value = m_statement->getColumn(column);
    return value.getString();
}

QString Query::text(int column) const
{
    const SQLite::Column value = m_statement->getColumn(column);
    const char *bytes = value.getText("");
    return QString::fromUtf8(bytes, value.getBytes());
}

QByteArray Query::blob(int column) const
{
    const SQLite::Column value = m_statement->getColumn(column);
    const void *bytes = value.getBlob();
    return bytes ? QByteArray(static_cast<const char *>(bytes), value.getBytes()) : QByteArray();
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
