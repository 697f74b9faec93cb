// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/reader/JourneyWords.h"
#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

/// A drawing of a message's way, from its writer at the top to its reader: a station for each hop, joined by a line that is whole where the hop was
/// encrypted, and a rule between what can be believed and what can't. Its accessible description says the same in words.
/// Thread: UI.
class JourneyView final : public QWidget {
    Q_OBJECT
public:
    JourneyView(const Theme &theme, const mime::Journey &journey, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintHop(QPainter &painter, const HopWords &words, int top, bool isFirst, bool isLast) const;
    void paintTrustLine(QPainter &painter, int top) const;
    [[nodiscard]] int hopHeight() const;
    [[nodiscard]] int ruleHeight() const;

    const Theme &m_theme;
    std::vector<HopWords> m_hops;
    std::size_t m_firstVouched;
    QString m_trust;
};

} // namespace tern::ui
