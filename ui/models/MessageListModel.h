// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ChangeSet.h"
#include "core/store/StoreReader.h"
#include "ui/bridge/ReaderThread.h"
#include "ui/models/DayWatch.h"
#include "ui/models/GroupStarts.h"
#include "ui/models/PageMap.h"

#include <QAbstractListModel>
#include <QTimer>

#include <map>
#include <set>
#include <unordered_map>

namespace tern::ui {

/// The rows of one query. The first page is there at once; how many there are, where each page starts and where the date
/// headings stand come from the reader thread; then any row can be shown by one small read. Keeps a bounded number of
/// pages. Follows the store's changes with the fewest row signals; when it can't tell where a change belongs it resets
/// (the view keeps selection and place by id).
/// Thread: UI.
class MessageListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { PlacementRole = Qt::UserRole + 1, UnreadRole, GroupRole };
    static constexpr int kPageSize = 100;

    MessageListModel(store::StoreReader &reader, ReaderThread &thread, QObject *parent = nullptr);

    void setQuery(const store::ListQuery &query);
    [[nodiscard]] const store::ListQuery &query() const { return m_query; }
    /// Runs `then` with all messages that these rows stand for: themselves, unless each stands for its conversation. On the UI thread; later, when they
    /// have to be asked for.
    void standFor(const std::vector<PlacementId> &rows, std::function<void(const std::vector<PlacementId> &)> then);
    /// For rows of Sent and Drafts: the person shown is the recipient.
    void setOutgoing(bool outgoing) { m_outgoing = outgoing; }
    [[nodiscard]] bool isOutgoing() const { return m_outgoing; }
    /// Feeds the store's changes, every one in order.
    void applyChanges(const store::ChangeSet &changes);
    /// Reads everything again, keeping what the view holds by id.
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

    /// The row's message; null while it is still being read (search results only).
    [[nodiscard]] const store::MessageRow *rowAt(int row) const;
    /// Only if its page is in memory.
    [[nodiscard]] const store::MessageRow *loadedRowAt(int row) const;
    [[nodiscard]] PlacementId placementAt(int row) const;
    /// Which messages stand in these rows (first and last of each range, ascending). `then` runs at once when all of them are in memory, else on the
    /// UI thread after the reader thread has read the rest; with nullopt if the store went on meanwhile, and not at all if another query is shown.
    using PlacementsThen = std::function<void(std::optional<std::vector<PlacementId>>)>;
    void placementsIn(const std::vector<std::pair<int, int>> &ranges, PlacementsThen then);
    /// Where a message stands now, by its sort key; nullopt if not in the list, or for keys that can't be compared and not in memory.
    [[nodiscard]] std::optional<int> rowOf(PlacementId placement) const;
    [[nodiscard]] const GroupStarts &groups() const { return m_groups; }
    [[nodiscard]] QDate today() const { return m_today; }
    /// All rows are known: the scroll bar is right.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    /// The first page was read.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] std::size_t rowsInMemory() const;

Q_SIGNALS:
    void loaded();
    void completed();
    void groupsChanged();
    void failed(const tern::Error &error);

private:
    struct Cached {
        std::vector<store::MessageRow> rows;
        mutable std::uint64_t used = 0;
    };
    struct Outline {
        PageMap pages;
        GroupStarts groups;
    };

    [[nodiscard]] bool isSearch() const;
    [[nodiscard]] bool comparable() const;
    [[nodiscard]] std::int64_t numberOf(const store::MessageRow &row) const;
    [[nodiscard]] bool concerns(MailboxId mailbox) const;
    [[nodiscard]] bool passes(const store::MessageRow &row) const;
    void showFirstPage(store::Page page);
    void requestOutline();
    void takeOutline(Outline outline);
    void resetTo(Outline outline);
    void refreshSoon();
    [[nodiscard]] const Cached *cached(int page) const;
    void keep(int page, std::vector<store::MessageRow> rows) const;
    [[nodiscard]] bool headingsFit(int page, const std::vector<store::MessageRow> &rows) const;
    void forget(int page) const;
    void fetchLater(int page) const;
    [[nodiscard]] std::optional<PageMap::Place> placeOf(PlacementId placement) const;

    // ListChanges.cpp
    bool removeRows(const std::vector<PlacementId> &removed);
    bool insertRows(const std::vector<PlacementId> &inserted);
    bool updateRows(const std::vector<PlacementId> &changed);
    void replace(const PageMap::Place &place, store::MessageRow row);
    void updateBodies(const std::vector<MessageId> &bodies);
    // ThreadChanges.cpp, where rows stand for conversations
    [[nodiscard]] std::vector<PlacementId> standingOf(const std::vector<store::MessageRow> &members) const;
    void removeFormer(const std::vector<store::MessageRow> &inserted);
    bool updateStanding(const std::vector<PlacementId> &changed);
    bool rereadPage(int page, const std::vector<PlacementId> &inserted);
    void insertOne(int page, int offset, store::MessageRow row);
    void removeOne(int page, int offset);

    store::StoreReader &m_reader;
    ReaderThread &m_thread;
    store::ListQuery m_query;
    std::set<MailboxId> m_inboxes;        ///< for AllInboxes
    bool m_outgoing = false;
    bool m_loaded = false;
    bool m_complete = false;
    bool m_dirty = false;                 ///< changed while the outline was being read
    std::uint64_t m_lastChange = 0;
    int m_slotBase;
    PageMap m_pages;
    GroupStarts m_groups;
    QDate m_today;
    QTimer m_refreshTimer;
    DayWatch m_day;
    mutable std::map<int, Cached> m_cache;
    mutable std::unordered_map<PlacementId, int> m_pageOf;   ///< of the rows in memory
    mutable std::set<int> m_fetching;
    mutable std::uint64_t m_useCounter = 0;
};

} // namespace tern::ui
