// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTextEdit;

namespace tern::ui {

struct Found {
    int current = 0;      ///< from 1; 0: none
    int total = 0;
    bool more = false;    ///< there are more than were counted
    bool operator==(const Found &) const = default;
};

/// Finds words in a text and marks every place in the colours of its palette, the current one most. Letters' case doesn't matter.
/// Thread: UI.
class TextFinder final {
public:
    explicit TextFinder(QTextEdit &edit) : m_edit(edit) {}

    /// \param step  0: the first at or behind what is on top of the view; 1, -1: on from the current one, around the ends
    Found find(const QString &text, int step);
    void clear();

private:
    QTextEdit &m_edit;
    QString m_text;
    int m_current = 0;
};

} // namespace tern::ui
