// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QAbstractListModel>

namespace tern::ui {

/// Some messages of a conversation, oldest first.
/// Thread: UI.
class ConversationModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Where the messages are the same as before nothing moves.
    void setRows(std::vector<store::MessageRow> rows);
    [[nodiscard]] const store::MessageRow &row(int place) const { return m_rows[static_cast<std::size_t>(place)]; }
    [[nodiscard]] static bool isUnread(const store::MessageRow &row) { return !(row.flags & store::FlagSeen); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    /// The whole line in words.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<store::MessageRow> m_rows;
};

} // namespace tern::ui
