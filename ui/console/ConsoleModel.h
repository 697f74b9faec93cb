// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ProtocolTrace.h"

#include <QAbstractListModel>

#include <deque>
#include <map>
#include <vector>

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

    /// Whose lines: of one server for one account, or of one connection with it.
    struct Source {
        QString account, endpoint;      ///< "imap.example.com:993"; empty: all
        std::int64_t connection = 0;    ///< 0: all of them
        UnixMillis since = 0;           ///< of a connection: its first line here
        bool operator==(const Source &) const = default;
    };
    /// \param text  shown lines contain it, in any case; empty for all.
    void setFilter(const Source &source, const QString &text);
    /// Every account and server of which there are lines, each followed by its connections if there are several.
    [[nodiscard]] std::vector<Source> sources() const;
    /// The shown rows as text, one line each ("C ", "S ", or two blanks before it); `rows` empty: all.
    /// \param withTimes  each line begins with when it was said
    [[nodiscard]] QString textOf(const QModelIndexList &rows = {}, bool withTimes = false) const;

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
    /// \return whether the last line of a connection went.
    bool dropOldest(std::size_t count);
    void rebuild();
    static void addRows(std::vector<Row> &rows, const TraceLine &line, std::int64_t &lastConnection);

    struct Connection {
        Source source;
        std::size_t lines = 0;
    };
    const std::size_t m_maxLines;
    std::deque<TraceLine> m_lines;      // references stay valid: only pushed at the end and popped at the front
    std::deque<Row> m_rows;
    std::map<std::int64_t, Connection> m_connections;   // those that have lines
    Source m_source;
    QString m_text;
};

} // namespace tern::ui
