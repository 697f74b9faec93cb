// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace tern::ui {

class FlatButton;

/// A sentence on a coloured ground with what can be done about it at its right end. Wraps; never modal.
class Banner final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Neutral, Warning, Good, Bad };
    Banner(const Theme &theme, Kind kind, const QString &text, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    void setKind(Kind kind);
    /// The server's own words, behind a "Details" button.
    void setDetails(const QString &details);
    /// A button at the right; the caller connects its clicked().
    FlatButton *addButton(const QString &text);
    void clearButtons();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void recolour();

    const Theme &m_theme;
    Kind m_kind;
    QLabel *m_text = nullptr;
    QLabel *m_detailsText = nullptr;
    FlatButton *m_detailsButton = nullptr;
    QHBoxLayout *m_row = nullptr;
    QList<FlatButton *> m_buttons;
};

} // namespace tern::ui
