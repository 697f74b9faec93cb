// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Search.h"

#include "core/base/Log.h"
#include "core/search/QueryLanguage.h"
#include "core/search/Tokenizer.h"

namespace tern::search {

void addSearch(store::StoreOptions &options)
{
    options.tokenizer = kTokenizerName;
    options.wordTokenizer = kWordTokenizerName;
    options.ideographTokenizer = kIdeographTokenizerName;
    options.queryParser = &parseQuery;
    options.connectionHook = [](void *connection) {
        if (!registerTokenizer(static_cast<sqlite3 *>(connection)))
            logError("search", "this SQLite has no FTS5");
    };
}

} // namespace tern::search
