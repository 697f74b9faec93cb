// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rows/RowListModel.h"

#include <QListView>

namespace tern::ui {

class Theme;

/// A list of RowData with its actions reachable by click, context menu and keyboard (Enter: the first action; Delete: the last).
/// Shows a sentence when it is empty. Thread: UI.
class ActionRowList final : public QListView {
    Q_OBJECT

public:
    ActionRowList(const Theme &theme, const QString &emptyTitle, const QString &emptyText, QWidget *parent = nullptr);

    [[nodiscard]] RowListModel &rows() { return m_rows; }
    [[nodiscard]] const RowListModel &rows() const { return m_rows; }

Q_SIGNALS:
    void actionTriggered(qint64 key, int action);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void trigger(const QModelIndex &index, int action);
    void showDetails(const RowData &row);

    const Theme &m_theme;
    const QString m_emptyTitle;
    const QString m_emptyText;
    RowListModel m_rows;
};

} // namespace tern::ui
