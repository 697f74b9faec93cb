// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

/// The initials of a correspondent on a ground of their own: one character for Chinese, Japanese and Korean names.
[[nodiscard]] QString initialsOf(const QString &name, const QString &address);
/// For delegates.
void paintAvatar(QPainter &painter, const QRect &area, const QFont &font, const QString &initials, const QString &address);

class Avatar final : public QWidget {
    Q_OBJECT
public:
    explicit Avatar(const Theme &theme, QWidget *parent = nullptr);
    void setPerson(const QString &name, const QString &address);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_initials;
    QString m_address;
};

} // namespace tern::ui
