// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QAbstractScrollArea>
#include <QByteArray>
#include <QTimer>

#include <optional>
#include <vector>

namespace tern::ui {

/// A long text in letters of one width, of which only what is seen is decoded and drawn: 50 MB are there at once. Lines are cut where they are longer than
/// 2,000 bytes. Selecting, copying, finding; bytes that are no UTF-8 are shown as such.
/// Thread: UI.
class LongText final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LongText(const Theme &theme, QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] int lineCount() const { return static_cast<int>(m_lines.size()); }
    [[nodiscard]] QString line(int number) const;
    /// At most 10 MB of it.
    [[nodiscard]] QString selectedText() const;
    void selectAll();
    void copy() const;

    /// Looks for words, whatever their case (of ASCII), from slice to slice, so that nothing waits; found() comes as they are counted.
    /// \param step  0: another word, from what is seen on; 1: the next; -1: the previous
    void find(const QString &words, int step);
    /// A byte's place in the text that is selected now: where the current match begins. -1: none.
    [[nodiscard]] qsizetype currentMatch() const { return m_match; }

Q_SIGNALS:
    /// \param done  false: it still counts
    void found(int current, int total, bool done);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void indexLines();
    void updateBars();
    void ensureVisible(qsizetype place);
    void searchSlice();
    void goToMatch(std::size_t index);
    void tellFound();
    [[nodiscard]] int lineOf(qsizetype place) const;
    [[nodiscard]] QByteArray bytesOf(int number) const;
    [[nodiscard]] int widthUntil(int number, qsizetype place) const;
    [[nodiscard]] qsizetype placeAt(const QPoint &point) const;

    const Theme &m_theme;
    QByteArray m_bytes;
    std::vector<qsizetype> m_lines;         ///< where each begins
    qsizetype m_anchor = 0, m_cursor = 0;   ///< the selection
    QByteArray m_words;                     ///< in lower case
    qsizetype m_searched = 0;               ///< bytes that were looked through
    std::vector<qsizetype> m_matches;
    std::optional<std::size_t> m_current;
    qsizetype m_match = -1;
    qsizetype m_from = 0;                   ///< where the first match is wanted
    QTimer m_slices;
};

} // namespace tern::ui
