// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MessageListModel.h"

#include "ui/models/DateGroups.h"
#include "ui/models/MessageDrag.h"
#include "ui/models/RowWords.h"

#include <QDateTime>

#include <algorithm>

namespace tern::ui {

namespace {

constexpr std::size_t kPagesInMemory = 64;
constexpr int kRefreshEveryMs = 250;   ///< while a big sync goes on

int nextSlotBase()
{
    static int base = 1000;
    return base += 10;
}

} // namespace

MessageListModel::MessageListModel(store::StoreReader &reader, ReaderThread &thread, QObject *parent)
    : QAbstractListModel(parent), m_reader(reader), m_thread(thread), m_slotBase(nextSlotBase()), m_today(QDate::currentDate())
{
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshEveryMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &MessageListModel::refresh);
    connect(&m_day, &DayWatch::dayChanged, this, &MessageListModel::refresh);
}

bool MessageListModel::isSearch() const
{
    return std::holds_alternative<store::SearchResults>(m_query.scope);
}

bool MessageListModel::comparable() const
{
    return m_query.sortBy == store::SortBy::Date || m_query.sortBy == store::SortBy::Size;
}

std::int64_t MessageListModel::numberOf(const store::MessageRow &row) const
{
    return m_query.sortBy == store::SortBy::Size ? row.size : row.date;
}

void MessageListModel::setQuery(const store::ListQuery &query)
{
    m_query = query;
    m_dirty = false;
    m_refreshTimer.stop();
    m_inboxes.clear();
    if (std::holds_alternative<store::AllInboxes>(query.scope)) {
        if (const auto all = m_reader.allMailboxes()) {
            for (const auto &mailbox : *all) {
                if (mailbox.role == store::MailboxRole::Inbox)
                    m_inboxes.insert(mailbox.id);
            }
        }
    }
    if (!isSearch()) {
        auto page = m_reader.page(query, std::nullopt, kPageSize);
        if (!page) {
            Q_EMIT failed(page.error());
            page = store::Page{};
        }
        showFirstPage(std::move(page).value());
        return;
    }
    // A search may take longer than a frame: what was there stays until the results are.
    m_thread.post(this, m_slotBase, [this, query](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
        auto page = std::make_shared<Result<store::Page>>(reader.page(query, std::nullopt, kPageSize));
        return [this, query, page] {
            if (query != m_query)
                return;
            if (!*page)
                Q_EMIT failed(page->error());
            showFirstPage(*page ? std::move(*page).value() : store::Page{});
        };
    });
}

void MessageListModel::showFirstPage(store::Page page)
{
    m_today = QDate::currentDate();
    m_day.watch(m_today);
    const bool more = page.next.has_value();
    beginResetModel();
    m_cache.clear();
    m_pageOf.clear();
    m_fetching.clear();
    m_groups.clear();
    m_pages = PageMap({}, kPageSize, static_cast<int>(page.rows.size()));
    if (m_query.sortBy == store::SortBy::Date) {
        int row = 0;
        for (const auto &message : page.rows)
            m_groups.append(row++, dateGroup(message.date, m_today));
    }
    keep(0, std::move(page.rows));
    m_complete = !more;
    m_loaded = true;
    endResetModel();
    Q_EMIT groupsChanged();
    Q_EMIT loaded();
    if (more)
        requestOutline();
    else
        Q_EMIT completed();
}

void MessageListModel::requestOutline()
{
    m_thread.post(this, m_slotBase + 1, [this, query = m_query, today = QDate::currentDate()](store::StoreReader &reader, const StopToken &stop) -> std::function<void()> {
        auto starts = reader.pageStarts(query, kPageSize, stop);
        if (!starts || stop.stopRequested())
            return {};
        const auto lastStart = starts->empty() ? std::nullopt : starts->back();
        const auto last = reader.page(query, lastStart, kPageSize);
        if (!last)
            return {};
        auto outline = std::make_shared<Outline>();
        outline->pages = PageMap(std::move(starts).value(), kPageSize, static_cast<int>(last->rows.size()));
        outline->groups = GroupStarts::read(reader, query, outline->pages, today, stop);
        return [this, query, outline] {
            if (query == m_query)
                takeOutline(std::move(*outline));
        };
    });
}

void MessageListModel::takeOutline(Outline outline)
{
    const bool wasComplete = m_complete;
    const int known = rowCount();
    if (!wasComplete && !m_dirty && outline.pages.rowCount() >= known && m_pages.pageCount() == 1) {
        // The usual case: the first page stands, the rest is added below it.
        const int total = outline.pages.rowCount();
        if (total > known)
            beginInsertRows({}, known, total - 1);
        m_pages = std::move(outline.pages);
        m_groups = std::move(outline.groups);
        m_complete = true;
        if (total > known)
            endInsertRows();
        Q_EMIT groupsChanged();
        Q_EMIT completed();
        return;
    }
    m_dirty = false;
    resetTo(std::move(outline));
}

void MessageListModel::resetTo(Outline outline)
{
    const QDate today = QDate::currentDate();
    beginResetModel();
    m_cache.clear();
    m_pageOf.clear();
    m_fetching.clear();
    m_pages = std::move(outline.pages);
    m_groups = std::move(outline.groups);
    m_today = today;
    m_complete = true;
    endResetModel();
    Q_EMIT groupsChanged();
    Q_EMIT completed();
}

void MessageListModel::refresh()
{
    m_dirty = true;
    m_day.watch(QDate::currentDate());
    requestOutline();
}

void MessageListModel::refreshSoon()
{
    if (!m_refreshTimer.isActive())
        m_refreshTimer.start();
}

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_pages.rowCount();
}

const MessageListModel::Cached *MessageListModel::cached(int page) const
{
    const auto found = m_cache.find(page);
    if (found == m_cache.end())
        return nullptr;
    found->second.used = ++m_useCounter;
    return &found->second;
}

void MessageListModel::keep(int page, std::vector<store::MessageRow> rows) const
{
    while (m_cache.size() >= kPagesInMemory) {
        const auto oldest = std::min_element(m_cache.begin(), m_cache.end(), [](const auto &a, const auto &b) { return a.second.used < b.second.used; });
        forget(oldest->first);
    }
    for (const auto &row : rows)
        m_pageOf[row.placement] = page;
    // The store is ahead of what was told, by as many rows that came as that went: the headings would stay where they are.
    if (m_complete && !headingsFit(page, rows))
        QMetaObject::invokeMethod(const_cast<MessageListModel *>(this), &MessageListModel::refreshSoon, Qt::QueuedConnection);
    m_cache[page] = Cached{std::move(rows), ++m_useCounter};
}

bool MessageListModel::headingsFit(int page, const std::vector<store::MessageRow> &rows) const
{
    if (m_query.sortBy != store::SortBy::Date || m_groups.isEmpty())
        return true;
    const auto &starts = m_groups.starts();
    int at = m_pages.firstRowOf(page);
    return std::all_of(rows.begin(), rows.end(), [&](const store::MessageRow &row) {
        const int heading = m_groups.headingsUpTo(at++) - 1;
        return !row.placement.isValid() || (heading >= 0 && starts[static_cast<std::size_t>(heading)].group == dateGroup(row.date, m_today));
    });
}

void MessageListModel::forget(int page) const
{
    const auto found = m_cache.find(page);
    if (found == m_cache.end())
        return;
    for (const auto &row : found->second.rows) {
        const auto at = m_pageOf.find(row.placement);
        if (at != m_pageOf.end() && at->second == page)
            m_pageOf.erase(at);
    }
    m_cache.erase(found);
}

const store::MessageRow *MessageListModel::loadedRowAt(int row) const
{
    if (row < 0 || row >= m_pages.rowCount())
        return nullptr;
    const auto place = m_pages.placeOf(row);
    const Cached *page = cached(place.page);
    return page ? &page->rows[static_cast<std::size_t>(place.offset)] : nullptr;
}

const store::MessageRow *MessageListModel::rowAt(int row) const
{
    if (row < 0 || row >= m_pages.rowCount())
        return nullptr;
    if (const auto *there = loadedRowAt(row))
        return there->placement.isValid() ? there : nullptr;
    const auto place = m_pages.placeOf(row);
    if (isSearch()) {
        fetchLater(place.page);
        return nullptr;
    }
    const int wanted = m_pages.rowsOf(place.page);
    auto read = m_reader.page(m_query, m_pages.startOf(place.page), wanted);
    std::vector<store::MessageRow> rows = read ? std::move(read).value().rows : std::vector<store::MessageRow>{};
    if (static_cast<int>(rows.size()) != wanted) {
        // The store went on; its ChangeSet is on the way, or this is caught by reading the outline again.
        rows.resize(static_cast<std::size_t>(wanted));
        QMetaObject::invokeMethod(const_cast<MessageListModel *>(this), &MessageListModel::refreshSoon, Qt::QueuedConnection);
    }
    keep(place.page, std::move(rows));
    const auto *loaded = loadedRowAt(row);
    return loaded && loaded->placement.isValid() ? loaded : nullptr;
}

void MessageListModel::fetchLater(int page) const
{
    if (!m_fetching.insert(page).second)
        return;
    auto *self = const_cast<MessageListModel *>(this);
    const int wanted = m_pages.rowsOf(page);
    m_thread.post(self, 0, [self, page, wanted, query = m_query, start = m_pages.startOf(page)](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
        auto read = std::make_shared<Result<store::Page>>(reader.page(query, start, wanted));
        return [self, page, wanted, query, read] {
            if (query != self->m_query || page >= self->m_pages.pageCount() || self->m_pages.rowsOf(page) != wanted)
                return;
            self->m_fetching.erase(page);
            auto rows = *read ? std::move(*read).value().rows : std::vector<store::MessageRow>{};
            rows.resize(static_cast<std::size_t>(wanted));
            self->keep(page, std::move(rows));
            const int first = self->m_pages.firstRowOf(page);
            Q_EMIT self->dataChanged(self->index(first), self->index(first + wanted - 1));
        };
    });
}

PlacementId MessageListModel::placementAt(int row) const
{
    const auto *message = rowAt(row);
    return message ? message->placement : PlacementId{};
}

std::optional<PageMap::Place> MessageListModel::placeOf(PlacementId placement) const
{
    const auto found = m_pageOf.find(placement);
    if (found == m_pageOf.end())
        return std::nullopt;
    const auto &rows = m_cache.at(found->second).rows;
    const auto at = std::find_if(rows.begin(), rows.end(), [placement](const auto &row) { return row.placement == placement; });
    return PageMap::Place{found->second, static_cast<int>(at - rows.begin())};
}

std::optional<int> MessageListModel::rowOf(PlacementId placement) const
{
    if (const auto place = placeOf(placement))
        return m_pages.firstRowOf(place->page) + place->offset;
    if (!comparable() || isSearch())
        return std::nullopt;
    const auto row = m_reader.row(placement);
    if (!row || !*row || m_pages.rowCount() == 0)
        return std::nullopt;
    const int page = m_pages.pageFor(numberOf(**row), placement, m_query.ascending);
    if (m_pages.rowsOf(page) == 0 || !rowAt(m_pages.firstRowOf(page)))
        return std::nullopt;
    const auto place = placeOf(placement);
    return place ? std::optional(m_pages.firstRowOf(place->page) + place->offset) : std::nullopt;
}

std::size_t MessageListModel::rowsInMemory() const
{
    return m_pageOf.size();
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto *row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return rowSubject(*row);
    case Qt::AccessibleTextRole: return rowForEar(*row, m_outgoing);
    case PlacementRole: return QVariant::fromValue(static_cast<qlonglong>(row->placement.value));
    case UnreadRole: return row->threadUnread || !(row->flags & store::FlagSeen);
    case GroupRole: return dateGroup(row->date, m_today);
    default: return {};
    }
}

Qt::ItemFlags MessageListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

QStringList MessageListModel::mimeTypes() const
{
    return {messageDragType()};
}

QMimeData *MessageListModel::mimeData(const QModelIndexList &indexes) const
{
    std::vector<PlacementId> messages;
    for (const QModelIndex &index : indexes) {
        if (const PlacementId id = placementAt(index.row()); id.isValid())
            messages.push_back(id);
    }
    return makeMessageDrag(messages);
}

} // namespace tern::ui
