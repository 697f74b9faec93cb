// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include "ui/widgets/Buttons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace tern::ui {

namespace {

Theme::Ink inkFor(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Neutral: return Theme::Ink::Text;
    case Banner::Kind::Warning: return Theme::Ink::Warning;
    case Banner::Kind::Good: return Theme::Ink::Good;
    case Banner::Kind::Bad: return Theme::Ink::Bad;
    }
    return Theme::Ink::Text;
}

QColor groundFor(const Tokens &tokens, Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Neutral: return tokens.background;
    case Banner::Kind::Warning: return tokens.warningGround;
    case Banner::Kind::Good: return tokens.goodGround;
    case Banner::Kind::Bad: return tokens.badGround;
    }
    return tokens.background;
}

QLabel *wrappingLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return label;
}

} // namespace

Banner::Banner(const Theme &theme, Kind kind, const QString &text, QWidget *parent) : QFrame(parent), m_theme(theme), m_kind(kind)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 4, 4);
    column->setSpacing(2);
    m_row = new QHBoxLayout;
    m_row->setSpacing(2);
    m_text = wrappingLabel(this);
    m_text->setContentsMargins(0, 4, 0, 4);
    m_row->addWidget(m_text, 1);
    column->addLayout(m_row);
    m_detailsText = wrappingLabel(this);
    m_detailsText->setFont(theme.font(Theme::Type::Mono));
    m_detailsText->setContentsMargins(0, 0, 8, 6);
    m_detailsText->hide();
    column->addWidget(m_detailsText);
    connect(&theme, &Theme::changed, this, &Banner::recolour);
    recolour();
    setText(text);
}

void Banner::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::setKind(Kind kind)
{
    m_kind = kind;
    recolour();
}

void Banner::setDetails(const QString &details)
{
    m_detailsText->setText(details);
    m_detailsText->hide();
    if (!m_detailsButton && !details.isEmpty()) {
        m_detailsButton = addButton(tr("Details"));
        m_buttons.removeOne(m_detailsButton); // clearButtons() leaves it
        connect(m_detailsButton, &QAbstractButton::clicked, this, [this] { m_detailsText->setVisible(!m_detailsText->isVisible()); });
    }
    if (m_detailsButton)
        m_detailsButton->setVisible(!details.isEmpty());
}

FlatButton *Banner::addButton(const QString &text)
{
    auto *button = new FlatButton(m_theme, text, this);
    button->setStrong(true);
    button->setInk(m_kind == Kind::Neutral ? Theme::Ink::Accent : inkFor(m_kind));
    button->setAccessibleName(text);
    m_row->addWidget(button, 0, Qt::AlignTop);
    m_buttons << button;
    return button;
}

void Banner::clearButtons()
{
    for (FlatButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
}

void Banner::recolour()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_theme.colour(inkFor(m_kind)));
    m_text->setPalette(colours);
    m_detailsText->setPalette(colours);
    for (FlatButton *button : std::as_const(m_buttons))
        button->setInk(m_kind == Kind::Neutral ? Theme::Ink::Accent : inkFor(m_kind));
    if (m_detailsButton)
        m_detailsButton->setInk(inkFor(m_kind));
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_kind == Kind::Neutral ? QPen(m_theme.tokens().line) : QPen(Qt::NoPen));
    painter.setBrush(groundFor(m_theme.tokens(), m_kind));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
}

} // namespace tern::ui
