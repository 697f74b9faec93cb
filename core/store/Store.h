// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/store/SearchPlan.h"
#include "core/store/StoreWriter.h"

#include <filesystem>
#include <functional>
#include <future>
#include <memory>

namespace tern::store {

/// Prepares every new connection (registers the tokenizer); handed in by the composition root, as `search` stands above `store`.
using ConnectionHook = std::function<void(void *sqlite3Handle)>;

struct StoreOptions {
    std::filesystem::path profile;      ///< folder; made (0700) if missing
    const Clock *clock = nullptr;
    ConnectionHook connectionHook;
    /// FTS5 `tokenize` values of the indexes of headers and of texts; what is not built in is registered by connectionHook. When one differs from the
    /// one its index was made with, the index is made anew. `search::addSearch()` sets all of these.
    std::string tokenizer = "unicode61 remove_diacritics 2";
    std::string wordTokenizer = tokenizer;      ///< of the words of texts, which have no order
    std::string ideographTokenizer = tokenizer; ///< of what stands alone in texts, which has
    QueryParser queryParser;            ///< none: every word, quoted
    bool readOnly = false;
    /// Called before every commit with a running number; a crash test stops the process there. Null in normal life.
    std::function<void(std::uint64_t)> commitHook;
};

/// The three database files of a profile and the one thread that writes them.
class Store {
public:
    /// Opens, locks the profile (Errors: ProfileInUse with the holder in detail, ReadOnly, DiskFull, StorageDamaged),
    /// migrates, rebuilds a damaged cache.db or content.db, turns in_flight operations to queued, folds every pending
    /// operation again, sweeps orphans, and starts the store thread.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const StoreOptions &options);
    virtual ~Store() = default;

    /// Runs `work` in a transaction on the store thread. Returns at once.
    /// `done` is called on the store thread after the commit (or with what went wrong).
    /// Thread: any.
    virtual void write(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done = {}) = 0;
    /// As write(), for much at once that nobody waits for: every other write goes first.
    virtual void writeBulk(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done) = 0;

    /// As write(); `done` comes when the three files are on the disk as they are now, so that not even a power cut can take this write or one
    /// before it back. Errors also: those of the disk.
    virtual void writeDurably(std::function<Result<void>(StoreWriter &)> work, std::function<void(Result<void>)> done) = 0;

    /// As write(), and waits. Thread: any but the UI thread and the store thread.
    [[nodiscard]] Result<void> writeAndWait(std::function<Result<void>(StoreWriter &)> work);

    /// A reader for the calling thread.
    [[nodiscard]] virtual Result<std::unique_ptr<StoreReader>> openReader() = 0;

    /// Called after each commit that changed anything, on the store thread; must return quickly. Set before use.
    virtual void setChangeListener(std::function<void(const ChangeSet &)> listener) = 0;

    /// Finishes what was queued, checkpoints, joins the store thread. Idempotent.
    virtual void close() = 0;

    [[nodiscard]] virtual std::filesystem::path profile() const = 0;
};

} // namespace tern::store
