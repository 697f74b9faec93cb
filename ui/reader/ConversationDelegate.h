// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFontMetrics>
#include <QLocale>
#include <QStyledItemDelegate>

namespace tern::store {
struct MessageRow;
}

namespace tern::ui {

/// Paints a message of a conversation that is folded: a read one as one line, an unread one as two, semibold, with more of its text.
/// Thread: UI.
class ConversationDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kFolded = 36;  ///< height of a read message's line
    /// \param below  lines stand below the open message: what parts them is above each.
    ConversationDelegate(const Theme &theme, bool below, QObject *parent);

    [[nodiscard]] static int heightOf(const store::MessageRow &row);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    [[nodiscard]] int paintRight(QPainter &painter, const store::MessageRow &row, const QRect &line) const;

    const Theme &m_theme;
    const bool m_below;
    const QFont m_body, m_strong, m_small, m_caption;
    const QFontMetrics m_bodyMetrics, m_strongMetrics, m_smallMetrics;
    const QLocale m_locale;
};

} // namespace tern::ui
