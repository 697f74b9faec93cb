// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/cards/CardPanel.h"

#include "ui/widgets/Buttons.h"
#include "ui/widgets/FlowLayout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace tern::ui {

namespace {

constexpr int kButtonPad = 10;      ///< between the edge of a flat button and its words

/// A text whose colour follows the theme.
class CardLine final : public QLabel {
public:
    CardLine(const Theme &theme, const QString &text, Theme::Ink ink, Theme::Type type, bool onGround, QWidget *parent)
        : QLabel(parent), m_theme(theme), m_ink(ink), m_onGround(onGround)
    {
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
        setTextInteractionFlags(Qt::TextSelectableByMouse);
        setFont(theme.font(type));
        setText(text);
        if (onGround)
            setContentsMargins(8, 4, 8, 4);
        connect(&theme, &Theme::changed, this, &CardLine::recolour);
        recolour();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (m_onGround) {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.tokens().warningGround);
            painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
        }
        QLabel::paintEvent(event);
    }

private:
    void recolour()
    {
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, m_theme.colour(m_ink));
        setPalette(colours);
    }

    const Theme &m_theme;
    const Theme::Ink m_ink;
    const bool m_onGround;
};

} // namespace

CardPanel::CardPanel(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(14, 12, 14, 12);
    m_row->setSpacing(14 - kButtonPad);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    clear();
}

void CardPanel::clear()
{
    for (QWidget *old : {m_sign, m_content}) {
        if (!old)
            continue;
        m_row->removeWidget(old);
        old->hide();
        old->deleteLater();     // it may be the one that asked
    }
    m_sign = nullptr;
    m_buttons = nullptr;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_lines = new QVBoxLayout;
    m_lines->setContentsMargins(kButtonPad, 0, 0, 0);
    m_lines->setSpacing(3);
    column->addLayout(m_lines);
    m_row->addWidget(m_content, 1);
}

void CardPanel::setIcon(const QString &name)
{
    auto *icon = new QLabel(this);
    icon->setPixmap(m_theme.icon(name, Theme::Ink::Muted).pixmap(metrics::kIconLarge, metrics::kIconLarge));
    icon->setFixedWidth(metrics::kIconLarge);
    setSign(icon);
}

void CardPanel::setSign(QWidget *sign)
{
    m_sign = sign;
    sign->setParent(this);
    m_row->insertWidget(0, sign, 0, Qt::AlignTop);
}

QLabel *CardPanel::addLine(const QString &text, Theme::Ink ink, Theme::Type type)
{
    auto *line = new CardLine(m_theme, text, ink, type, false, m_content);
    m_lines->addWidget(line);
    return line;
}

QLabel *CardPanel::addWarning(const QString &text)
{
    auto *line = new CardLine(m_theme, text, Theme::Ink::Warning, Theme::Type::Body, true, m_content);
    m_lines->addSpacing(3);
    m_lines->addWidget(line);
    return line;
}

void CardPanel::addWidget(QWidget *widget)
{
    widget->setParent(m_content);
    m_lines->addSpacing(3);
    m_lines->addWidget(widget);
}

PrimaryButton *CardPanel::addPrimary(const QString &text)
{
    auto *button = new PrimaryButton(m_theme, text, m_content);
    addToRow(button);
    return button;
}

FlatButton *CardPanel::addButton(const QString &text)
{
    auto *button = new FlatButton(m_theme, text, m_content);
    button->setInk(Theme::Ink::Accent);
    button->setStrong(true);
    addToRow(button);
    return button;
}

void CardPanel::addToRow(QWidget *button)
{
    if (!m_buttons) {
        auto *row = new QWidget(m_content);
        m_buttons = new FlowLayout(4, false, row);
        // The words of a flat button stand below those of the lines; a ground of its own does.
        m_buttons->setContentsMargins(qobject_cast<PrimaryButton *>(button) ? kButtonPad : 0, 5, 0, 0);
        m_content->layout()->addWidget(row);
    }
    button->setAccessibleName(static_cast<QAbstractButton *>(button)->text());
    m_buttons->addWidget(button);
    button->show();
}

void CardPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().line);
    painter.setBrush(m_theme.tokens().pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
}

} // namespace tern::ui
