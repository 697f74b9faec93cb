// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QListView>

namespace tern::ui {

class ConversationModel;
class Theme;

/// Folded messages above or below the open one; as high as they are, but no higher than it may be, then it scrolls. Lines are painted: a thousand
/// cost what is on screen.
/// Thread: UI.
class ConversationStrip final : public QListView {
    Q_OBJECT
public:
    /// \param atEnd  where the open message is: it begins scrolled there.
    ConversationStrip(const Theme &theme, bool atEnd, QWidget *parent = nullptr);

    void setRows(std::vector<store::MessageRow> rows);
    void setMostHeight(int height);

Q_SIGNALS:
    void opened(tern::PlacementId message);
    void menuRequested(tern::PlacementId message, const QPoint &at);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void fit();
    [[nodiscard]] PlacementId messageAt(const QModelIndex &index) const;

    ConversationModel *m_lines;
    bool m_atEnd;
    int m_content = 0;
    int m_most = 0;
};

} // namespace tern::ui
