// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/TextFinder.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextEdit>

namespace tern::ui {

namespace {

constexpr int kMost = 1'000;    ///< places that are marked

/// A quarter of `ink` on `ground`: text stays readable on it.
QColor mixed(const QColor &ground, const QColor &ink)
{
    const auto part = [](int a, int b) { return (3 * a + b) / 4; };
    return {part(ground.red(), ink.red()), part(ground.green(), ink.green()), part(ground.blue(), ink.blue())};
}

std::vector<QTextCursor> places(const QTextDocument &document, const QString &text, bool &more)
{
    std::vector<QTextCursor> found;
    for (QTextCursor at = document.find(text); !at.isNull(); at = document.find(text, at)) {
        if (found.size() == kMost) {
            more = true;
            break;
        }
        found.push_back(at);
    }
    return found;
}

} // namespace

Found TextFinder::find(const QString &text, int step)
{
    if (text.isEmpty()) {
        clear();
        return {};
    }
    Found answer;
    const auto found = places(*m_edit.document(), text, answer.more);
    answer.total = static_cast<int>(found.size());
    if (found.empty()) {
        clear();
        return answer;
    }
    if (step == 0 || text != m_text) {
        const int top = m_edit.cursorForPosition(QPoint(0, 0)).position();
        m_current = 0;
        for (const QTextCursor &one : found) {
            if (one.selectionStart() >= top)
                break;
            ++m_current;
        }
    } else {
        m_current += step;
    }
    m_text = text;
    m_current = (m_current + answer.total) % answer.total;
    answer.current = m_current + 1;
    const QPalette colours = m_edit.palette();
    const QColor others = mixed(colours.base().color(), colours.link().color());
    QList<QTextEdit::ExtraSelection> marks;
    for (int i = 0; i < answer.total; ++i) {
        QTextEdit::ExtraSelection mark{found[static_cast<std::size_t>(i)], {}};
        mark.format.setBackground(i == m_current ? colours.link().color() : others);
        mark.format.setForeground(i == m_current ? colours.base() : colours.text());
        marks << mark;
    }
    m_edit.setExtraSelections(marks);
    QTextCursor there = found[static_cast<std::size_t>(m_current)];
    there.setPosition(there.selectionStart());
    m_edit.setTextCursor(there);
    m_edit.ensureCursorVisible();
    return answer;
}

void TextFinder::clear()
{
    m_edit.setExtraSelections({});
    m_text.clear();
    m_current = 0;
}

} // namespace tern::ui
