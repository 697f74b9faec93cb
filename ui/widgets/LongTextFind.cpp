// SPDX-License-Identifier: GPL-3.0-or-later
// Finding words in a long text: LongText's second half.
#include "ui/widgets/LongText.h"

#include <QScrollBar>

#include <algorithm>

namespace tern::ui {

namespace {

constexpr qsizetype kSlice = 500'000;               // bytes that are looked through at a time: some milliseconds
constexpr std::size_t kMostMatches = 100'000;

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

} // namespace

void LongText::find(const QString &words, int step)
{
    QByteArray wanted = words.toUtf8();
    std::transform(wanted.begin(), wanted.end(), wanted.begin(), folded);
    if (wanted != m_words) {
        m_words = wanted;
        m_matches.clear();
        m_current.reset();
        m_match = -1;
        m_searched = 0;
        m_from = m_lines[static_cast<std::size_t>(std::clamp(verticalScrollBar()->value(), 0, lineCount() - 1))];
        m_anchor = m_cursor = 0;
        viewport()->update();
        if (m_words.isEmpty()) {
            m_slices.stop();
            return tellFound();
        }
        m_slices.start();
        return searchSlice();
    }
    if (m_matches.empty())
        return tellFound();
    if (step == 0 && m_current)
        return goToMatch(*m_current);
    const std::size_t count = m_matches.size();
    const std::size_t now = m_current.value_or(step > 0 ? count - 1 : 0);
    goToMatch(step < 0 ? (now + count - 1) % count : (now + 1) % count);
}

void LongText::searchSlice()
{
    const qsizetype end = std::min(m_bytes.size(), m_searched + kSlice);
    const char *all = m_bytes.constData();
    const char first = m_words.front();
    const qsizetype size = m_words.size();
    qsizetype at = m_searched;
    for (; at < end && at + size <= m_bytes.size() && m_matches.size() < kMostMatches; ++at) {
        if (folded(all[at]) != first)
            continue;
        qsizetype same = 1;
        while (same < size && folded(all[at + same]) == m_words[same])
            ++same;
        if (same == size) {
            m_matches.push_back(at);
            at += size - 1;
        }
    }
    m_searched = std::max(at, end);
    const bool done = m_searched >= m_bytes.size() || m_matches.size() >= kMostMatches;
    if (done)
        m_slices.stop();
    // The first from what is seen on, or, when all was looked through, the first at all.
    if (!m_current && !m_matches.empty() && (done || m_matches.back() >= m_from)) {
        const auto next = std::lower_bound(m_matches.begin(), m_matches.end(), m_from);
        return goToMatch(next == m_matches.end() ? 0 : static_cast<std::size_t>(next - m_matches.begin()));
    }
    tellFound();
}

void LongText::goToMatch(std::size_t index)
{
    m_current = index;
    m_match = m_matches[index];
    m_anchor = m_match;
    m_cursor = m_match + m_words.size();
    ensureVisible(m_match);
    viewport()->update();
    tellFound();
}

void LongText::tellFound()
{
    Q_EMIT found(m_current ? int(*m_current) + 1 : 0, int(m_matches.size()), !m_slices.isActive() && m_matches.size() < kMostMatches);
}

} // namespace tern::ui
