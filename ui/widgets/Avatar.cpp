// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Avatar.h"

#include <QPainter>

namespace tern::ui {

namespace {

bool isIdeograph(char32_t c)
{
    const auto script = QChar::script(c);
    return script == QChar::Script_Han || script == QChar::Script_Hangul || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

QString upper(char32_t c)
{
    return QString::fromUcs4(&c, 1).toUpper();
}

} // namespace

QString initialsOf(const QString &name, const QString &address)
{
    const auto characters = (name.isEmpty() ? address : name).toUcs4();
    QString initials;
    bool atStart = true;
    for (const uint character : characters) {
        const char32_t c = character;
        if (isIdeograph(c))
            return upper(c);
        if (!QChar::isLetterOrNumber(c)) {
            atStart = c == U' ' || c == U'-' || c == U'.' || initials.isEmpty();
            if (c == U'@')
                break;
            continue;
        }
        if (atStart && initials.size() < 2)
            initials += upper(c);
        atStart = false;
    }
    return initials.isEmpty() ? QStringLiteral("?") : initials;
}

void paintAvatar(QPainter &painter, const QRect &area, const QFont &font, const QString &initials, const QString &address)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(avatarGround(address));
    painter.drawEllipse(area);
    painter.setPen(avatarText());
    painter.setFont(font);
    painter.drawText(area, Qt::AlignCenter, initials);
    painter.restore();
}

Avatar::Avatar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(metrics::kAvatar, metrics::kAvatar);
}

void Avatar::setPerson(const QString &name, const QString &address)
{
    m_initials = initialsOf(name, address);
    m_address = address;
    update();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAvatar(painter, rect(), m_theme.font(Theme::Type::Strong), m_initials, m_address);
}

} // namespace tern::ui
