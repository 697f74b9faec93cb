// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/RowListModel.h"

#include <QSet>

namespace tern::ui {

void RowListModel::removeVanished(const std::vector<RowData> &wanted)
{
    QSet<qint64> keys;
    for (const RowData &row : wanted)
        keys.insert(row.key);
    for (int i = int(m_rows.size()) - 1; i >= 0; --i) {
        if (keys.contains(m_rows[std::size_t(i)].key))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.erase(m_rows.begin() + i);
        endRemoveRows();
    }
}

void RowListModel::setRows(std::vector<RowData> rows)
{
    removeVanished(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto old = std::find_if(m_rows.begin() + std::ptrdiff_t(std::min(i, m_rows.size())), m_rows.end(),
                                      [&](const RowData &row) { return row.key == rows[i].key; });
        if (old == m_rows.end()) {
            beginInsertRows({}, int(i), int(i));
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(i), std::move(rows[i]));
            endInsertRows();
            continue;
        }
        if (const int from = int(old - m_rows.begin()); from != int(i)) {
            beginMoveRows({}, from, from, {}, int(i));
            std::rotate(m_rows.begin() + std::ptrdiff_t(i), old, old + 1);
            endMoveRows();
        }
        if (m_rows[i] != rows[i]) {
            m_rows[i] = std::move(rows[i]);
            Q_EMIT dataChanged(index(int(i)), index(int(i)));
        }
    }
}

int RowListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RowListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RowData &row = m_rows[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return row.title;
    if (role == Qt::AccessibleTextRole) {
        QStringList parts{row.title, row.subtitle, row.problem, row.aside};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    return {};
}

} // namespace tern::ui
