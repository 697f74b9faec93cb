// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/TextFinder.h"
#include "ui/theme/Theme.h"

#include <QTextBrowser>

#include <set>

namespace tern::ui {

/// How a text is shown.
struct TextLook {
    double zoom = 1;
    bool fixedWidth = false;    ///< letters of one width, lines not wrapped, patches in colour
    bool narrow = true;         ///< lines no longer than what reads well
    bool operator==(const TextLook &) const = default;
};

/// A message's text: quotations with coloured bars by level, long ones folded, signature dimmed, links live.
/// Thread: UI.
class TextBody final : public QTextBrowser {
    Q_OBJECT
public:
    explicit TextBody(const Theme &theme, QWidget *parent = nullptr);
    void showText(const QString &text);
    void setLook(const TextLook &look);
    [[nodiscard]] const TextLook &look() const { return m_look; }
    /// Words in all of the text, that in folded quotations too. As TextFinder::find().
    Found find(const QString &text, int step);
    void endFind() { m_finder.clear(); }

Q_SIGNALS:
    /// http, https or mailto; nothing else is ever a link.
    void linkActivated(const QUrl &url);
    void linkHovered(const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QVariant loadResource(int, const QUrl &) override { return {}; }   ///< a text fetches nothing
    void doSetSource(const QUrl &, QTextDocument::ResourceType) override {}

private:
    void build();
    void limitWidth();
    [[nodiscard]] QFont textFont() const;
    void activate(const QUrl &url);

    const Theme &m_theme;
    QString m_text;
    TextLook m_look;
    TextFinder m_finder{*this};
    std::set<int> m_open;
    bool m_allOpen = false;
    bool m_whole = false;
};

} // namespace tern::ui
