// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bodies/DiskFigures.h"

#include "tests/support/bench/Figures.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>
#include <map>

namespace tern::bench {
namespace {

struct TableSize {
    double bytes = 0;
    double unused = 0;      ///< of its pages
};

/// Of each table and index.
std::map<std::string, TableSize> tablesOf(const std::filesystem::path &file)
{
    std::map<std::string, TableSize> sizes;
    const SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    SQLite::Statement query(database, "SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name");
    while (query.executeStep())
        sizes[query.getColumn(0).getString()] = {query.getColumn(1).getDouble(), query.getColumn(2).getDouble()};
    return sizes;
}

} // namespace

void diskFigures(const std::filesystem::path &profile, double rawBytes, const std::string &name, bool isHeld)
{
    double all = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(profile)) {
        if (entry.is_regular_file())
            all += static_cast<double>(entry.file_size());
    }
    double bodies = 0;
    for (const char *file : {"content.db", "cache.db"}) {
        for (const auto &[table, size] : tablesOf(profile / file)) {
            const bool isOfBodies = table == "body" || table.starts_with("body_header") || table == "body_pack" || table == "body_unread" || table.starts_with("pack")
                || table.starts_with("segment");
            bodies += isOfBodies ? size.bytes : 0;
            if (size.bytes > rawBytes / 1000) {
                std::fprintf(stderr, "on disk: %s %s %.2f MB (%.1f %%), %.0f %% of it unused\n", file, table.c_str(), size.bytes / 1e6,
                             100 * size.bytes / rawBytes, 100 * size.unused / size.bytes);
            }
        }
    }
    print({name + "_on_disk", bodies / 1e6, "MB", rawBytes / 1e6, isHeld ? 0.60 : 0.0});
    print({name + "_all_else_on_disk", (all - bodies) / 1e6, "MB", rawBytes / 1e6, isHeld ? 0.25 : 0.0});
}

} // namespace tern::bench
