// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"

#include <QAbstractListModel>
#include <QStringList>

#include <deque>
#include <set>

namespace tern::ui {

/// The newest lines of all dialogues, bounded; shows those that pass the filter, with a heading row wherever the
/// connection changes. Appending many lines at once is one insertion.
/// Thread: UI.
class ConsoleModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        TextRole = Qt::DisplayRole,
        DirectionRole = Qt::UserRole,   ///< int of TraceDirection
        HeadingRole,                    ///< bool
        ConnectionRole                  ///< qint64
    };

    explicit ConsoleModel(std::size_t maxLines = 20'000, QObject *parent = nullptr);

    void append(std::vector<TraceLine> lines);
    void clear();

    /// \param endpoint  "imap.example.com:993", or empty for all.
    /// \param text      shown lines contain it, in any case; empty for all.
    void setFilter(const QString &account, const QString &endpoint, const QString &text);

    struct Source {
        QString account, endpoint;
        bool operator==(const Source &) const = default;
        bool operator<(const Source &other) const { return account == other.account ? endpoint < other.endpoint : account < other.account; }
    };
    /// Every account and endpoint seen since the last clear().
    [[nodiscard]] const std::set<Source> &sources() const { return m_sources; }
    /// The shown rows as text, one line each ("C ", "S ", or two blanks before it); `rows` empty: all.
    [[nodiscard]] QString textOf(const QModelIndexList &rows = {}) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void sourcesChanged();

private:
    struct Row {
        const TraceLine *line;  // into m_lines
        bool heading;
    };
    [[nodiscard]] bool passes(const TraceLine &line) const;
    [[nodiscard]] QString text(const Row &row) const;
    void dropOldest(std::size_t count);
    void rebuild();
    static void addRows(std::vector<Row> &rows, const TraceLine &line, std::int64_t &lastConnection);

    const std::size_t m_maxLines;
    std::deque<TraceLine> m_lines;      // references stay valid: only pushed at the end and popped at the front
    std::deque<Row> m_rows;
    std::set<Source> m_sources;
    QString m_account, m_endpoint, m_text;
};

} // namespace tern::ui
