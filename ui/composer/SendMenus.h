// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace tern::ui {

class FlatButton;
class Theme;

/// The composer's two menus about sending: when the message is to go, and what is asked of the servers for it.
/// Thread: UI.
class SendMenus final : public QObject {
    Q_OBJECT
public:
    SendMenus(const Theme &theme, QWidget *window);

    [[nodiscard]] FlatButton &laterButton() { return *m_later; }
    [[nodiscard]] FlatButton &optionsButton() { return *m_options; }
    [[nodiscard]] QMenu &laterMenu() { return *m_laterMenu; }
    [[nodiscard]] QMenu &optionsMenu() { return *m_optionsMenu; }

    void setWishes(bool reportDelivery, bool requireTls);
    [[nodiscard]] bool reportDelivery() const;
    [[nodiscard]] bool requireTls() const;

Q_SIGNALS:
    void laterChosen(tern::UnixMillis at);
    void wishesChanged();

private:
    void fillLater();
    void choose();
    void showMark();

    const Theme &m_theme;
    QWidget *m_window;
    FlatButton *m_later;
    FlatButton *m_options;
    QMenu *m_laterMenu;
    QMenu *m_optionsMenu;
    QAction *m_report;
    QAction *m_tls;
};

} // namespace tern::ui
