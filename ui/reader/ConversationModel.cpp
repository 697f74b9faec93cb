// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ConversationModel.h"

#include "ui/models/RowWords.h"

#include <algorithm>

namespace tern::ui {

void ConversationModel::setRows(std::vector<store::MessageRow> rows)
{
    const bool areSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                    [](const auto &a, const auto &b) { return a.placement == b.placement && isUnread(a) == isUnread(b); });
    if (!areSame)
        beginResetModel();
    m_rows = std::move(rows);
    if (!areSame)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return rowForEar(row(index.row()), false);
}

} // namespace tern::ui
