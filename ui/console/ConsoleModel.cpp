// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/ConsoleModel.h"

#include "ui/console/ProtocolWords.h"

#include <QDateTime>

#include <algorithm>

namespace tern::ui {
namespace {

QString human(const std::string &bytes)
{
    QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    // A server may send control bytes; they must not disturb the row.
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7F)
            c = QChar(c.unicode() == '\t' ? u' ' : u'\u00B7');
    }
    return text;
}

QString timeOf(UnixMillis at)
{
    return QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace

ConsoleModel::ConsoleModel(std::size_t maxLines, QObject *parent)
    : QAbstractListModel(parent), m_maxLines(maxLines)
{
}

bool ConsoleModel::passes(const TraceLine &line) const
{
    if (m_source.connection != 0 && line.connectionId != m_source.connection)
        return false;
    if (!m_source.account.isEmpty() && human(line.account) != m_source.account)
        return false;
    if (!m_source.endpoint.isEmpty() && human(line.endpoint) != m_source.endpoint)
        return false;
    return m_text.isEmpty() || human(line.text).contains(m_text, Qt::CaseInsensitive);
}

void ConsoleModel::addRows(std::vector<Row> &rows, const TraceLine &line, std::int64_t &lastConnection)
{
    if (line.connectionId != lastConnection)
        rows.push_back({&line, true});
    lastConnection = line.connectionId;
    rows.push_back({&line, false});
}

void ConsoleModel::append(std::vector<TraceLine> lines)
{
    if (lines.empty())
        return;
    if (lines.size() > m_maxLines)
        lines.erase(lines.begin(), lines.end() - std::ptrdiff_t(m_maxLines));
    bool isChanged = m_lines.size() + lines.size() > m_maxLines && dropOldest(m_lines.size() + lines.size() - m_maxLines);
    std::int64_t last = m_rows.empty() ? -1 : m_rows.back().line->connectionId;
    std::vector<Row> added;
    for (TraceLine &line : lines) {
        m_lines.push_back(std::move(line));
        const TraceLine &kept = m_lines.back();
        Connection &connection = m_connections[kept.connectionId];
        if (connection.lines++ == 0) {
            connection.source = {human(kept.account), human(kept.endpoint), kept.connectionId, kept.at};
            isChanged = true;
        }
        if (passes(kept))
            addRows(added, kept, last);
    }
    if (!added.empty()) {
        const int first = int(m_rows.size());
        beginInsertRows({}, first, first + int(added.size()) - 1);
        m_rows.insert(m_rows.end(), added.begin(), added.end());
        endInsertRows();
    }
    if (isChanged)
        Q_EMIT sourcesChanged();
}

bool ConsoleModel::dropOldest(std::size_t count)
{
    count = std::min(count, m_lines.size());
    if (count == 0)
        return false;
    const std::int64_t keepFrom = count < m_lines.size() ? m_lines[count].sequence : m_lines.back().sequence + 1;
    std::size_t rows = 0;
    while (rows < m_rows.size() && m_rows[rows].line->sequence < keepFrom)
        ++rows;
    if (rows > 0) {
        beginRemoveRows({}, 0, int(rows) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + std::ptrdiff_t(rows));
        endRemoveRows();
    }
    bool connectionGone = false;
    for (std::size_t i = 0; i < count; ++i) {
        const auto connection = m_connections.find(m_lines[i].connectionId);
        if (connection != m_connections.end() && --connection->second.lines == 0) {
            m_connections.erase(connection);
            connectionGone = true;
        }
    }
    m_lines.erase(m_lines.begin(), m_lines.begin() + std::ptrdiff_t(count));
    return connectionGone;
}

std::vector<ConsoleModel::Source> ConsoleModel::sources() const
{
    std::map<std::pair<QString, QString>, std::vector<Source>> servers;
    for (const auto &[id, connection] : m_connections)
        servers[{connection.source.account, connection.source.endpoint}].push_back(connection.source);
    std::vector<Source> all;
    for (const auto &[server, connections] : servers) {
        all.push_back({server.first, server.second});
        if (connections.size() > 1)
            all.insert(all.end(), connections.begin(), connections.end());
    }
    return all;
}

void ConsoleModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_lines.clear();
    m_connections.clear();
    endResetModel();
    Q_EMIT sourcesChanged();
}

void ConsoleModel::setFilter(const Source &source, const QString &text)
{
    if (source == m_source && text == m_text)
        return;
    m_source = source;
    m_text = text;
    rebuild();
}

void ConsoleModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    std::vector<Row> rows;
    std::int64_t last = -1;
    for (const TraceLine &line : m_lines) {
        if (passes(line))
            addRows(rows, line, last);
    }
    m_rows.assign(rows.begin(), rows.end());
    endResetModel();
}

QString ConsoleModel::text(const Row &row) const
{
    if (!row.heading)
        return human(row.line->text);
    QStringList parts{timeOf(row.line->at), human(row.line->account), human(row.line->endpoint), human(row.line->protocol)};
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QString ConsoleModel::textOf(const QModelIndexList &rows, bool withTimes) const
{
    std::vector<int> wanted;
    if (rows.isEmpty()) {
        for (int i = 0; i < rowCount(); ++i)
            wanted.push_back(i);
    } else {
        for (const QModelIndex &index : rows)
            wanted.push_back(index.row());
        std::sort(wanted.begin(), wanted.end());
    }
    QString all;
    for (const int i : wanted) {
        const Row &row = m_rows[std::size_t(i)];
        if (!row.heading) {
            if (withTimes)
                all += timeOf(row.line->at) + QLatin1Char(' ');
            switch (row.line->direction) {
            case TraceDirection::Client: all += QLatin1String("C "); break;
            case TraceDirection::Server: all += QLatin1String("S "); break;
            case TraceDirection::Note: all += QLatin1String("  "); break;
            }
        }
        all += text(row);
        all += QLatin1Char('\n');
    }
    return all;
}

int ConsoleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConsoleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case TextRole: return text(row);
    case Qt::ToolTipRole: return row.heading ? timeOf(row.line->at) : lineExplanation(*row.line);
    case Qt::AccessibleTextRole: return text(row);
    case DirectionRole: return int(row.line->direction);
    case HeadingRole: return row.heading;
    case ConnectionRole: return qint64(row.line->connectionId);
    default: return {};
    }
}

} // namespace tern::ui
