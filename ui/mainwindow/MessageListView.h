// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/MessageRowPainter.h"
#include "ui/models/MessageListModel.h"

#include <QListView>
#include <QScrollBar>

namespace tern::ui {

/// The message list. Rows are of one height and headings of another, and the model knows where headings stand, so that a
/// million rows are laid out by arithmetic. Keeps what is selected, current and at the top when the model resets.
/// Thread: UI.
class MessageListView final : public QListView {
    Q_OBJECT
public:
    explicit MessageListView(const Theme &theme, QWidget *parent = nullptr);

    void setMessages(MessageListModel *model);
    void setDensity(Density density);
    /// What stands in the middle of an empty list.
    void setEmptyText(const QString &title, const QString &hint);
    void setEmptyTextNow(bool now) { m_emptyNow = now; }   ///< even before anything was read
    /// The next query is another list: nothing is to be kept.
    void forgetPlace();

    [[nodiscard]] PlacementId currentMessage() const;
    /// Of a selection of some size; a large one is asked for with withSelected().
    [[nodiscard]] std::vector<PlacementId> selectedMessages() const;
    [[nodiscard]] int selectedCount() const;
    /// Runs `then` with the selected messages in the list's order: at once when they are in memory, else when the reader thread has them. Not at all
    /// when nothing is selected, or the list changed again and again meanwhile.
    void withSelected(std::function<void(const std::vector<PlacementId> &)> then);
    void selectRow(int row);
    /// Moves from the current row; \return false at the end.
    bool step(int by);
    /// The first and last row on screen.
    [[nodiscard]] std::pair<int, int> rowsOnScreen() const;

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void doItemsLayout() override;
    void reset() override;

Q_SIGNALS:
    void currentMessageChanged(tern::PlacementId placement);
    void selectionCountChanged(int count);
    void opened(tern::PlacementId placement);
    /// The rows on screen changed.
    void visibleRowsChanged();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Place {
        PlacementId current, top;
        int topOffset = 0;
        std::vector<PlacementId> selected;
    };
    [[nodiscard]] int yOf(int row) const;            ///< of the row itself, below its heading
    [[nodiscard]] int rowAtY(int y) const;           ///< in contents; a heading belongs to the row below it
    [[nodiscard]] int contentHeight() const;
    void noteAnchor();
    void holdAnchor();
    void notePlace();
    void restorePlace();
    void setHovered(int row);
    void askForSelected(std::function<void(const std::vector<PlacementId> &)> then, int tries);

    const Theme &m_theme;
    MessageListModel *m_messages = nullptr;
    std::unique_ptr<MessageRowPainter> m_painter;
    Density m_density = Density::ThreeLines;
    QPersistentModelIndex m_anchor;
    int m_anchorOffset = 0;
    Place m_place;
    bool m_restoring = false;
    PlacementId m_told;
    int m_hovered = -1;
    QString m_emptyTitle, m_emptyHint;
    bool m_emptyNow = false;
    QScrollBar *m_bar = nullptr;   ///< over the rows, so that they keep the whole width
};

} // namespace tern::ui
