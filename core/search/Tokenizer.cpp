// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include "core/search/TextTokens.h"

#include <sqlite3.h>

#include <exception>
#include <string>
#include <unordered_set>

namespace tern::search {

namespace {

/// The tokenizers have no state; FTS5 only wants a pointer to give back.
int g_places = 0;
int g_words = 0;

int create(void *, const char **arguments, int count, Fts5Tokenizer **tokenizer)
{
    const bool isForTexts = count == 1 && std::string_view(arguments[0]) == "text";
    if (count > 0 && !isForTexts)
        return SQLITE_ERROR;
    *tokenizer = reinterpret_cast<Fts5Tokenizer *>(isForTexts ? &g_words : &g_places);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *) {}

/// Passes each word of a run between ideographs on once, all at the run's place.
class WordRuns final {
public:
    struct Place {
        bool isWanted = true;
        int flags = 0;
    };
    Place placeOf(std::string_view token, bool isWord)
    {
        if (!isWord) {
            m_seen.clear();
            return {};
        }
        const bool isFirst = m_seen.empty();
        return {m_seen.emplace(token).second, isFirst ? 0 : FTS5_TOKEN_COLOCATED};
    }

private:
    std::unordered_set<std::string> m_seen;
};

int cut(Fts5Tokenizer *tokenizer, void *context, int purpose, const char *text, int length, int (*take)(void *, int, const char *, int, int, int))
{
    if (!text || length <= 0)
        return SQLITE_OK;
    int result = SQLITE_OK;
    // No exception may pass through SQLite's C frames.
    try {
        const bool isCollapsed = reinterpret_cast<int *>(tokenizer) == &g_words && (purpose & FTS5_TOKENIZE_QUERY) == 0;
        WordRuns runs;
        tokenize(std::string_view(text, static_cast<std::size_t>(length)), [&](const Token &token) {
            const WordRuns::Place place = isCollapsed ? runs.placeOf(token.text, token.isWord) : WordRuns::Place{};
            if (!place.isWanted)
                return true;
            result = take(context, place.flags, token.text.data(), static_cast<int>(token.text.size()), token.begin, token.end);
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
