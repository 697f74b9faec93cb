// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QTextBrowser>

#include <set>

namespace tern::ui {

/// A message's text: quotations with coloured bars by level, long ones folded, signature dimmed, links live.
/// Thread: UI.
class TextBody final : public QTextBrowser {
    Q_OBJECT
public:
    explicit TextBody(const Theme &theme, QWidget *parent = nullptr);
    void showText(const QString &text);

Q_SIGNALS:
    /// http, https or mailto; nothing else is ever a link.
    void linkActivated(const QUrl &url);
    void linkHovered(const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;
    QVariant loadResource(int, const QUrl &) override { return {}; }   ///< a text fetches nothing
    void doSetSource(const QUrl &, QTextDocument::ResourceType) override {}

private:
    void build();
    void activate(const QUrl &url);

    const Theme &m_theme;
    QString m_text;
    std::set<int> m_open;
    bool m_whole = false;
};

} // namespace tern::ui
