// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/MessageListView.h"
#include "ui/models/FolderNode.h"

namespace tern::ui {

class Chip;
class FlatButton;
class SearchField;

/// The middle pane: search field, filter chips, sorting, the list. Puts the query together.
/// Thread: UI.
class ListPane final : public QWidget {
    Q_OBJECT
public:
    ListPane(const Theme &theme, MessageListModel &model, QWidget *parent = nullptr);

    /// Shows a folder or smart folder; ends a search.
    void showFolder(const FolderNode &node);
    /// Nothing to show: no account yet.
    void showNothing();
    [[nodiscard]] MessageListView &view() { return *m_view; }
    [[nodiscard]] SearchField &search() { return *m_search; }
    /// A way back to the folders, where there is room for one pane only.
    void showFoldersButton(bool on);
    [[nodiscard]] bool isSearching() const { return !m_searchText.isEmpty(); }
    [[nodiscard]] const std::optional<store::ListQuery> &folderQuery() const { return m_folder; }
    /// One line for each conversation, where nothing is searched or filtered and the list goes by date.
    void setGrouped(bool grouped);
    /// For the window's menus: the same as the chips and the sorting button.
    void setSorting(store::SortBy by, bool ascending);

Q_SIGNALS:
    void queryChanged();
    void foldersRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void searchFor(const QString &text);
    void apply();
    void fillSortMenu(QMenu *menu);
    void sayWhyEmpty();

    const Theme &m_theme;
    MessageListModel &m_model;
    SearchField *m_search;
    Chip *m_unread, *m_flagged, *m_attachments, *m_toMe, *m_here;
    FlatButton *m_folders;
    FlatButton *m_sort;
    MessageListView *m_view;
    std::optional<store::ListQuery> m_folder;
    QString m_folderTitle;
    bool m_outgoing = false;
    bool m_grouped = false;
    QString m_searchText;
    store::SortBy m_sortBy = store::SortBy::Date;
    bool m_ascending = false;
};

} // namespace tern::ui
