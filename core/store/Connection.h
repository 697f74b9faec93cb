// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <concepts>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tern::store {

class Connection;

/// The prepared statements of one SQL text that are free.
struct PreparedStatements {
    ~PreparedStatements() { drop(); }
    void drop();
    std::string sql;
    std::vector<sqlite3_stmt *> waiting;
};

/// One use of a prepared statement; given back to its connection's cache at the end of scope.
/// Throws SQLite::Exception; every public door of the store catches it (guard()).
/// Thread: the connection's.
class Query final {
public:
    template <typename... Args>
    Query(Connection &connection, std::string_view sql, const Args &...args) : Query(connection, sql, Prepared{})
    {
        (add(args), ...);
    }
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    /// \return true while there is a row.
    bool step();
    /// For statements without rows. \return how many rows changed.
    int run();
    /// Starts over with other values.
    template <typename... Args>
    Query &with(const Args &...args)
    {
        sqlite3_reset(m_statement);
        m_next = 1;
        (add(args), ...);
        return *this;
    }
    /// The same and run(). Texts and blobs are not copied: they only have to live as long as this call.
    template <typename... Args>
    int runWith(const Args &...args)
    {
        sqlite3_reset(m_statement);
        m_next = 1;
        m_keep = SQLITE_STATIC;
        (add(args), ...);
        const int changed = run();
        m_keep = SQLITE_TRANSIENT;
        sqlite3_reset(m_statement);
        return changed;
    }
    /// Binds the next parameter.
    template <typename T>
    Query &bind(const T &value)
    {
        add(value);
        return *this;
    }

    [[nodiscard]] bool isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    [[nodiscard]] std::int64_t int64(int column) const { return sqlite3_column_int64(m_statement, column); }
    template <typename T = int>
    [[nodiscard]] T integer(int column) const
    {
        return static_cast<T>(int64(column));
    }
    template <typename Id>
    [[nodiscard]] Id id(int column) const
    {
        return Id{static_cast<decltype(Id::value)>(int64(column))};
    }
    /// Lives until the next step.
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string(view(column)); }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;

private:
    struct Prepared {};
    Query(Connection &connection, std::string_view sql, Prepared);
    void check(int code) const;

    template <typename T>
        requires std::integral<T> || std::is_enum_v<T>
    void add(T value) { check(sqlite3_bind_int64(m_statement, m_next++, static_cast<std::int64_t>(value))); }
    template <typename T>
        requires requires(T t) { { t.value } -> std::convertible_to<std::uint64_t>; }
    void add(const T &id) { add(static_cast<std::int64_t>(id.value)); }
    void add(const std::string &value) { add(std::string_view(value)); }
    void add(std::string_view value);
    void add(const char *value) { add(std::string_view(value)); }
    void add(const QString &value);
    void add(const QByteArray &value);
    void add(std::nullptr_t) { check(sqlite3_bind_null(m_statement, m_next++)); }
    template <typename T>
    void add(const std::optional<T> &value)
    {
        if (value)
            add(*value);
        else
            add(nullptr);
    }

    sqlite3 *m_database;
    PreparedStatements *m_home; ///< where the statement waits for its next use
    sqlite3_stmt *m_statement;
    int m_next = 1;
    bool m_hasBytes = false;    ///< a text or a blob was bound
    sqlite3_destructor_type m_keep = SQLITE_TRANSIENT;
};

/// What open() may do with the files.
enum class Access { ReadWrite, ReadOnly };

/// The three files of a profile on one SQLite connection: durable.db is `main`, then `content`, then `cache`.
/// SQLite commits attached WAL files one after the other in the order of attachment, so a crash between them leaves durable
/// committed first, then content, then the cache that refers to both.
/// Thread: one at a time.
class Connection final {
public:
    /// Opens and attaches; the files must exist for ReadOnly. Errors: by guard()'s rules.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::filesystem::path &profile, Access access,
                                                                  const std::function<void(void *)> &hook);

    [[nodiscard]] SQLite::Database &database() { return m_database; }
    [[nodiscard]] sqlite3 *handle() { return m_database.getHandle(); }
    void exec(const std::string &sql) { m_database.exec(sql); }
    /// First column of the first row, or `otherwise`.
    template <typename... Args>
    std::int64_t value(std::string_view sql, std::int64_t otherwise, const Args &...args)
    {
        Query query(*this, sql, args...);
        return query.step() && !query.isNull(0) ? query.int64(0) : otherwise;
    }
    [[nodiscard]] std::int64_t lastInsertId() { return m_database.getLastInsertRowid(); }
    [[nodiscard]] bool inTransaction();
    /// Waits until what was committed to content.db and cache.db is on the disk; durable.db's commits wait for that themselves. Content
    /// before the cache that refers to it. Outside a transaction. Errors: Io, DiskFull.
    [[nodiscard]] Result<void> syncToDisk();
    /// Forgets every prepared statement not in use (before the schema changes or the connection closes).
    void dropStatements();

private:
    friend class Query;
    explicit Connection(SQLite::Database database) : m_database(std::move(database)) {}
    [[nodiscard]] PreparedStatements &statements(std::string_view sql);

    SQLite::Database m_database;
    std::unordered_map<std::string, std::unique_ptr<PreparedStatements>> m_statements;
    /// Most texts are literals: their address finds them without hashing them. Checked against the text itself.
    std::unordered_map<const char *, PreparedStatements *> m_byAddress;
};

/// What a SQLite failure means to a person (DiskFull, ReadOnly, StorageDamaged, Io, Internal).
[[nodiscard]] Error errorFromSqlite(const SQLite::Exception &exception, std::string where);

/// Runs `work` and turns SQLite's exceptions into an Error.
template <typename Work>
[[nodiscard]] auto guard(const char *where, Work &&work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception &exception) {
        return errorFromSqlite(exception, where);
    }
}

/// A read transaction, so that several statements see one state; nothing if the connection is in one already.
class ReadScope final {
public:
    explicit ReadScope(Connection &connection);
    ~ReadScope();
    ReadScope(const ReadScope &) = delete;
    ReadScope &operator=(const ReadScope &) = delete;

private:
    Connection &m_connection;
    bool m_mine = false;
};

[[nodiscard]] inline std::filesystem::path durablePath(const std::filesystem::path &profile) { return profile / "durable.db"; }
[[nodiscard]] inline std::filesystem::path contentPath(const std::filesystem::path &profile) { return profile / "content.db"; }
[[nodiscard]] inline std::filesystem::path cachePath(const std::filesystem::path &profile) { return profile / "cache.db"; }

/// Made when damage is met at work; the next start looks at everything.
[[nodiscard]] inline std::filesystem::path damageMarker(const std::filesystem::path &profile) { return profile / "check-needed"; }
void noteDamage(const std::filesystem::path &profile, const Error &error);

/// Keywords are atoms: stored joined by spaces.
[[nodiscard]] inline QString joinKeywords(const QStringList &keywords) { return keywords.join(QLatin1Char(' ')); }
[[nodiscard]] inline QStringList splitKeywords(const QString &text) { return text.split(QLatin1Char(' '), Qt::SkipEmptyParts); }
/// Labels may hold spaces.
[[nodiscard]] inline QString joinLabels(const QStringList &labels) { return labels.join(QLatin1Char('\n')); }
[[nodiscard]] inline QStringList splitLabels(const QString &text) { return text.split(QLatin1Char('\n'), Qt::SkipEmptyParts); }

} // namespace tern::store
