// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QByteArray>
#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace tern::ui {

/// Arranges the window's panes: sidebar, list and reader side by side; below 900 px the reader covers the list, below 640
/// one pane at a time. A page (the Outbox) can stand in place of list and reader; a dock opens below all of them.
/// Thread: UI.
class PaneStage final : public QWidget {
    Q_OBJECT
public:
    enum class Level { Folders, List, Reader };

    PaneStage(QWidget *sidebar, QWidget *list, QWidget *reader, QWidget *parent = nullptr);

    /// What a person wants to see; matters only where there is no room for all.
    void show(Level level);
    [[nodiscard]] Level level() const { return m_level; }
    /// One level up. \return false at the top.
    bool back();
    /// Whether the reader covers the list now (so that "back" has a meaning there).
    [[nodiscard]] bool readerCovers() const;
    [[nodiscard]] bool onePane() const;
    /// Gives the keyboard to what the level says: folders, list or reader.
    void focusShown();

    /// Stands where list and reader stand; nullptr brings those back. Not owned twice: parented here.
    void showPage(QWidget *page);
    [[nodiscard]] QWidget *page() const;
    /// All but the dock.
    [[nodiscard]] QWidget &upper();
    /// Opens below; nullptr closes.
    void showDock(QWidget *dock);
    [[nodiscard]] QWidget *dock() const;

    /// One pane's; not what the panes shown ask for, which changes while they change places and would grow the window.
    [[nodiscard]] QSize minimumSizeHint() const override;

    [[nodiscard]] QByteArray saveSizes() const;
    void restoreSizes(const QByteArray &sizes);

Q_SIGNALS:
    void arranged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QWidget *m_sidebar, *m_list, *m_reader;
    QSplitter *m_rows, *m_columns, *m_mail;
    QStackedWidget *m_centre, *m_docks;
    Level m_level = Level::List;
};

} // namespace tern::ui
