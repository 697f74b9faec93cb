// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engine/Integrity.h"

#include <sqlite3.h>

namespace tern::test {
namespace {

int keep(void *text, int, char **values, char **)
{
    *static_cast<std::string *>(text) += values[0] ? values[0] : "";
    return 0;
}

} // namespace

std::string integrityOf(const std::filesystem::path &profile)
{
    std::string problems;
    for (const char *name : {"durable.db", "content.db", "cache.db"}) {
        sqlite3 *database = nullptr;
        std::string answer;
        if (::sqlite3_open_v2((profile / name).c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK) {
            char *message = nullptr;
            ::sqlite3_exec(database, "PRAGMA integrity_check(3)", keep, &answer, &message);
            if (message)
                answer += message;
            ::sqlite3_free(message);
        }
        ::sqlite3_close(database);
        if (answer != "ok")
            problems += std::string(name) + ": " + answer + "\n";
    }
    return problems;
}

} // namespace tern::test
