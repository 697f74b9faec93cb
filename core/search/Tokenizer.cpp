// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include "core/search/TextTokens.h"

#include <sqlite3.h>

#include <exception>

namespace tern::search {

namespace {

/// The tokenizer has no state; FTS5 only wants a pointer to give back.
int g_stateless = 0;

int create(void *, const char **, int, Fts5Tokenizer **tokenizer)
{
    *tokenizer = reinterpret_cast<Fts5Tokenizer *>(&g_stateless);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *) {}

int cut(Fts5Tokenizer *, void *context, int, const char *text, int length, int (*take)(void *, int, const char *, int, int, int))
{
    if (!text || length <= 0)
        return SQLITE_OK;
    int result = SQLITE_OK;
    // No exception may pass through SQLite's C frames.
    try {
        tokenize(std::string_view(text, static_cast<std::size_t>(length)), [&](const Token &token) {
            result = take(context, 0, token.text.data(), static_cast<int>(token.text.size()), token.begin, token.end);
            return result == SQLITE_OK;
        });
    } catch (const std::exception &) {
        return SQLITE_NOMEM;
    }
    return result;
}

} // namespace

bool registerTokenizer(sqlite3 *connection)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (!api)
        return false;
    fts5_tokenizer tokenizer{&create, &destroy, &cut};
    return api->xCreateTokenizer(api, kTokenizerName.data(), nullptr, &tokenizer, nullptr) == SQLITE_OK;
}

} // namespace tern::search
