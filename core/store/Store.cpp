// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Store.h"

#include "core/base/Log.h"
#include "core/store/Files.h"
#include "core/store/Schema.h"
#include "core/store/StoreThread.h"

#include <QUuid>

#include <sqlite3.h>

namespace tern::store {

namespace {

enum class FileHealth { Missing, Good, Damaged, Newer };

/// Opens one file alone and looks at its header, its schema and its version; all of it, its indexes too, if `thorough`.
Result<FileHealth> inspect(const std::filesystem::path &path, std::size_t newest, bool thorough)
{
    std::error_code code;
    if (!std::filesystem::exists(path, code))
        return FileHealth::Missing;
    auto looked = guard("store.inspect", [&]() -> Result<FileHealth> {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        // A look leaves everything as it was: what is damaged is evidence, and perhaps all that is left.
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        // Whoever only reads here may be recovering what a killed run left in the WAL, and has the file for a moment.
        database.setBusyTimeout(10'000);
        const int version = database.execAndGet("PRAGMA user_version").getInt();
        database.exec("SELECT count(*) FROM sqlite_schema");
        if (thorough && database.execAndGet("PRAGMA integrity_check(1)").getString() != "ok")
            return FileHealth::Damaged;
        return static_cast<std::size_t>(version) > newest ? FileHealth::Newer : FileHealth::Good;
    });
    if (!looked && looked.error().kind == ErrorKind::StorageDamaged)
        return FileHealth::Damaged;
    return looked;
}

/// The same disposable file can't be read or comes from a later version: out of the way with it.
Result<void> repairDisposable(const std::filesystem::path &path, const FileSchema &schema, bool thorough, UnixMillis now)
{
    const auto health = inspect(path, schema.steps.size(), thorough);
    if (!health)
        return health.error();
    if (*health == FileHealth::Good || *health == FileHealth::Missing)
        return {};
    auto aside = setAside(path, now);
    if (!aside)
        return aside.error();
    logWarning("store", path.filename().string() + (*health == FileHealth::Newer ? " was made by a newer Tern" : " is damaged")
                            + "; set aside as " + aside->filename().string() + ", it is filled again from the server");
    return {};
}

/// Cache and content refer to each other: when one of them was made anew, the other is told.
void matchGenerations(Connection &connection)
{
    auto value = [&](const char *sql) {
        Query query(connection, sql);
        return query.step() ? query.string(0) : std::string();
    };
    std::string content = value("SELECT value FROM content.content_meta WHERE key = 'generation'");
    const std::string seen = value("SELECT value FROM cache.cache_meta WHERE key = 'content'");
    if (!content.empty() && content == seen)
        return;
    if (content.empty()) {
        content = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
        Query(connection, "INSERT INTO content.content_meta(key, value) VALUES('generation', ?)", content).run();
        connection.exec("UPDATE cache.message SET body_stored = 0 WHERE body_stored <> 0");
    }
    if (seen.empty()) // A new cache: the ids of stored bodies are taken.
        connection.exec("INSERT OR IGNORE INTO cache.tombstone(message) SELECT message FROM content.body");
    Query(connection, "INSERT OR REPLACE INTO cache.cache_meta(key, value) VALUES('content', ?)", content).run();
}

/// Files in outbox/ that no row needs: left by a crash before the row was committed, or after the message was done with.
void removeStrayFiles(Connection &connection, const std::filesystem::path &profile)
{
    std::set<std::string> named;
    Query query(connection, "SELECT file FROM main.outbox WHERE state <> ?", OutboxState::SentCopySaved);
    while (query.step())
        named.insert(query.string(0));
    std::error_code code;
    for (const auto &entry : std::filesystem::directory_iterator(profile / "outbox", code)) {
        if (!named.contains(entry.path().filename().string()))
            std::filesystem::remove(entry.path(), code);
    }
}

Result<void> makeProfile(const std::filesystem::path &profile)
{
    std::error_code code;
    if (std::filesystem::is_directory(profile, code))
        return {};
    std::filesystem::create_directories(profile, code);
    if (code)
        return errorFromErrno(code.value(), "store.profile");
    std::filesystem::permissions(profile, std::filesystem::perms::owner_all, code);
    return {};
}

Result<std::unique_ptr<Store>> openReadOnly(const StoreOptions &options)
{
    auto probe = Connection::open(options.profile, Access::ReadOnly, options.connectionHook);
    if (!probe)
        return probe.error();
    return std::unique_ptr<Store>(std::make_unique<StoreThread>(options, std::nullopt, nullptr));
}

/// The three files, repaired where that can be.
/// \param thorough  damage was met: every page is looked at, and the text indexes, which no check knows, are made anew.
Result<void> repair(const StoreOptions &options, bool thorough)
{
    const SystemClock systemClock;
    const UnixMillis now = (options.clock ? *options.clock : systemClock).now();
    const auto durable = inspect(durablePath(options.profile), durableSchema().steps.size(), thorough);
    if (!durable)
        return durable.error();
    if (*durable == FileHealth::Damaged)
        return makeError(ErrorKind::StorageDamaged, "store.durable", durablePath(options.profile).string());
    if (*durable == FileHealth::Newer)
        return makeError(ErrorKind::Unsupported, "store.open", "the profile was made by a newer version of Tern");
    if (auto repaired = repairDisposable(contentPath(options.profile), contentSchema(), thorough, now); !repaired)
        return repaired.error();
    return repairDisposable(cachePath(options.profile), cacheSchema(), thorough, now);
}

Result<std::unique_ptr<Store>> openWritable(const StoreOptions &options, bool thorough)
{
    auto lock = ProfileLock::take(options.profile);
    if (!lock)
        return lock.error();
    if (auto repaired = repair(options, thorough); !repaired)
        return repaired.error();
    auto connection = Connection::open(options.profile, Access::ReadWrite, options.connectionHook);
    if (!connection)
        return connection.error();
    bool fillHeaderIndex = false;
    const auto migrated = guard("store.migrate", [&]() -> Result<void> {
        for (const FileSchema *schema : {&durableSchema(), &contentSchema(), &cacheSchema()}) {
            if (!migrate(**connection, *schema))
                return makeError(ErrorKind::Unsupported, "store.migrate", std::string(schema->name) + " was made by a newer version of Tern");
        }
        if (thorough)
            (*connection)->exec("DELETE FROM cache.cache_meta WHERE key = 'tokenizer'; DELETE FROM content.content_meta WHERE key = 'tokenizer'");
        matchGenerations(**connection);
        fillHeaderIndex = prepareIndexes(**connection, options.tokenizer, {options.wordTokenizer, options.ideographTokenizer});
        removeStrayFiles(**connection, options.profile);
        return {};
    });
    if (!migrated)
        return migrated.error();
    return guard("store.open", [&]() -> Result<std::unique_ptr<Store>> {
        auto store = std::make_unique<StoreThread>(options, *std::move(lock), *std::move(connection));
        if (auto started = store->start(fillHeaderIndex); !started)
            return started.error();
        return std::unique_ptr<Store>(std::move(store));
    });
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const StoreOptions &options)
{
    if (options.readOnly)
        return openReadOnly(options);
    if (auto made = makeProfile(options.profile); !made)
        return made.error();
    const std::filesystem::path marker = damageMarker(options.profile);
    std::error_code code;
    auto opened = openWritable(options, std::filesystem::exists(marker, code));
    // Damage that only shows when the tables are used: find it now, not at the next start.
    if (!opened && opened.error().kind == ErrorKind::StorageDamaged)
        opened = openWritable(options, true);
    if (opened)
        std::filesystem::remove(marker, code);
    return opened;
}

Result<void> Store::writeAndWait(std::function<Result<void>(StoreWriter &)> work)
{
    std::promise<Result<void>> promise;
    auto future = promise.get_future();
    write(std::move(work), [&promise](Result<void> result) { promise.set_value(std::move(result)); });
    return future.get();
}

} // namespace tern::store
