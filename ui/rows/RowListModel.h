// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace tern::ui {

enum class RowTone { Normal, Busy, Good, Warning, Bad };

struct RowAction {
    int id = 0;
    QString text;
    bool operator==(const RowAction &) const = default;
};

/// A row of two or three lines with actions at its right, ready to be painted. Made from a record by a pure function.
struct RowData {
    qint64 key = 0;             ///< tells rows apart; not 0
    QString title;
    QString subtitle;           ///< muted; empty: none
    QString problem;            ///< in the tone's colour; empty: none
    QString details;            ///< the server's words, shown on request; empty: none
    QString aside;              ///< small, right of the title
    RowTone tone = RowTone::Normal;
    std::vector<RowAction> actions;
    bool operator==(const RowData &) const = default;
};

/// A list of such rows. Takes the whole list each time and tells views only what is different.
/// Thread: UI.
class RowListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<RowData> rows);
    [[nodiscard]] const RowData &row(int index) const { return m_rows[std::size_t(index)]; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void removeVanished(const std::vector<RowData> &wanted);

    std::vector<RowData> m_rows;
};

} // namespace tern::ui
