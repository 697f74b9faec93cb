// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Tokenizer.h"

#include "core/search/TextTokens.h"

#include <sqlite3.h>

#include <algorithm>
#include <exception>
#include <string_view>

namespace tern::search {

namespace {

enum class Half {
    Both,
    Words,
    Ideographs
};

/// The tokenizers have no state; FTS5 only wants a pointer to give back.
Half g_both = Half::Both;
Half g_words = Half::Words;
Half g_ideographs = Half::Ideographs;

int create(void *, const char **arguments, int count, Fts5Tokenizer **tokenizer)
{
    const std::string_view name = count == 1 ? arguments[0] : "";
    Half *half = &g_both;
    if (name == "words")
        half = &g_words;
    else if (name == "ideographs")
        half = &g_ideographs;
    else if (count > 0)
        return SQLITE_ERROR;
    *tokenizer = reinterpret_cast<Fts5Tokenizer *>(half);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer *) {}

/// What one half of a text's tokens is; a word among ideographs leaves a gap, once.
class HalfOfTokens final {
public:
    explicit HalfOfTokens(Half half) : m_half(half) {}

    template <typename Take>
    [[nodiscard]] int pass(const Token &token, Take &&take)
    {
        if (m_half == Half::Both || (m_half == Half::Words && token.isWord))
            return take(token.text);
        if (m_half == Half::Words)
            return SQLITE_OK;
        if (token.isWord || token.text == kGap) {
            m_gap = m_any;
            return SQLITE_OK;
        }
        m_any = true;
        const int result = m_gap ? take(kGap) : SQLITE_OK;
        m_gap = false;
        return result == SQLITE_OK ? take(token.text) : result;
    }

private:
    const Half m_half;
    bool m_any = false;
    bool m_gap = false;
};

/// No ideograph begins with a smaller byte.
bool mayHoldIdeographs(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0xE1; });
}

int cut(Fts5Tokenizer *tokenizer, void *context, int, const char *text, int length, int (*take)(void *, int, const char *, int, int, int))
{
    if (!text || length <= 0)
        return SQLITE_OK;
    const std::string_view whole(text, static_cast<std::size_t>(length));
    const Half half = *reinterpret_cast<const Half *>(tokenizer);
    if (half == Half::Ideographs && !mayHoldIdeographs(whole))
        return SQLITE_OK;
    int result = SQLITE_OK;
    // No exception may pass through SQLite's C frames.
    try {
        HalfOfTokens tokens(half);
        tokenize(whole, [&](const Token &token) {
            result = tokens.pass(token, [&](std::string_view bytes) { return take(context, 0, bytes.data(), static_cast<int>(bytes.size()), token.begin, token.end); });
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
