// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>
#include <QPointer>

#include <functional>

class QLineEdit;
class QListWidget;

namespace tern::ui {

/// One thing to choose.
struct Choice {
    QString text;
    QString detail;        ///< small and muted, at the right: account, shortcut
    QString icon;          ///< freedesktop name; may be empty
    std::function<void()> act;
    QString id;            ///< for remembering what was used lately
};

/// Choices that match what was typed: every word must occur, in any order; those that begin with it come first. Pure.
[[nodiscard]] std::vector<int> matchChoices(const std::vector<Choice> &choices, const QString &typed);

/// A list to type into: for moving to a folder and for the command palette. Enter takes the marked line, Esc leaves.
/// Deletes itself when it is left. Thread: UI.
class Picker final : public QFrame {
    Q_OBJECT
public:
    Picker(const Theme &theme, const QString &hint, std::vector<Choice> choices, QWidget *parent);
    /// Shows itself in the upper middle of its parent's window.
    void popUp();

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill(const QString &typed);
    void fitHeight();
    void take();
    void leave();

    const Theme &m_theme;
    std::vector<Choice> m_choices;
    QLineEdit *m_edit;
    QListWidget *m_list;
    QPointer<QWidget> m_focusBefore;
};

} // namespace tern::ui
