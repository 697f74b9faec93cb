// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/AttachmentStrip.h"

#include "ui/widgets/FlowLayout.h"
#include "ui/theme/Theme.h"
#include "ui/words/StateWords.h"

#include <QFileInfo>
#include <QKeyEvent>

namespace tern::ui {
namespace {

constexpr QSize kCard{220, 52};
constexpr QSize kBadge{30, 34};
constexpr int kPad = 12;
constexpr int kCross = 24;

QString badgeOf(const QString &name)
{
    const QString suffix = QFileInfo(name).suffix().toUpper();
    return suffix.isEmpty() || suffix.size() > 4 ? QStringLiteral("···") : suffix;
}

} // namespace

AttachmentCard::AttachmentCard(const Theme &theme, int id, const QString &name, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_id(id)
{
    m_attachment.name = name;
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void AttachmentCard::setAttachment(const store::DraftRecord::Attachment &attachment)
{
    m_attachment = attachment;
    m_ready = true;
    describe();
    update();
}

void AttachmentCard::describe()
{
    const QString size = m_ready ? byteCount(m_attachment.size) : tr("being added");
    setAccessibleName(tr("Attachment %1, %2. Delete takes it off.").arg(m_attachment.name, size));
    setToolTip(m_attachment.name);
}

QSize AttachmentCard::sizeHint() const
{
    return kCard;
}

QRect AttachmentCard::crossRect() const
{
    return {width() - kCross - 6, (height() - kCross) / 2, kCross, kCross};
}

void AttachmentCard::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? tokens.accent : tokens.line, 1));
    painter.setBrush(tokens.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
    const QRect badge(QPoint(kPad, (height() - kBadge.height()) / 2), kBadge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.accentSoft);
    painter.drawRoundedRect(badge, 4, 4);
    QFont badgeFont = m_theme.font(Theme::Type::SmallStrong);
    badgeFont.setPixelSize(10);
    painter.setFont(badgeFont);
    painter.setPen(tokens.accent);
    painter.drawText(badge, Qt::AlignCenter, badgeOf(m_attachment.name));

    const int left = badge.right() + 11;
    const int room = crossRect().left() - left - 2;
    const QFont body = m_theme.font(Theme::Type::Body);
    const QFont small = m_theme.font(Theme::Type::Small);
    const QFontMetrics bodyMetrics(body);
    const QFontMetrics smallMetrics(small);
    int y = (height() - bodyMetrics.height() - smallMetrics.height()) / 2;
    painter.setFont(body);
    painter.setPen(tokens.text);
    painter.drawText(QRect(left, y, room, bodyMetrics.height()), Qt::AlignVCenter, bodyMetrics.elidedText(m_attachment.name, Qt::ElideMiddle, room));
    y += bodyMetrics.height();
    painter.setFont(small);
    painter.setPen(tokens.muted);
    painter.drawText(QRect(left, y, room, smallMetrics.height()), Qt::AlignVCenter, m_ready ? byteCount(m_attachment.size) : tr("being added"));

    const QPointF centre = QRectF(crossRect()).center();
    painter.setPen(QPen(tokens.muted, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre + QPointF(-3.5, -3.5), centre + QPointF(3.5, 3.5));
    painter.drawLine(centre + QPointF(-3.5, 3.5), centre + QPointF(3.5, -3.5));
}

void AttachmentCard::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint()))
        Q_EMIT removeRequested();
    else
        QWidget::mousePressEvent(event);
}

void AttachmentCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT removeRequested();
    else
        QWidget::keyPressEvent(event);
}

AttachmentStrip::AttachmentStrip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    m_flow = new FlowLayout(10, false, this);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Attachments"));
    hide();
}

AttachmentCard *AttachmentStrip::insert(const QString &name)
{
    auto *card = new AttachmentCard(m_theme, m_next++, name, this);
    connect(card, &AttachmentCard::removeRequested, this, [this, id = card->id()] { drop(id); });
    m_flow->addWidget(card);
    m_cards.append(card);
    card->show();
    show();
    return card;
}

int AttachmentStrip::begin(const QString &name)
{
    const int id = insert(name)->id();
    Q_EMIT changed();
    return id;
}

void AttachmentStrip::finish(int card, const Attachment &attachment)
{
    for (AttachmentCard *known : std::as_const(m_cards)) {
        if (known->id() != card)
            continue;
        known->setAttachment(attachment);
        Q_EMIT changed();
    }
}

void AttachmentStrip::drop(int card)
{
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        AttachmentCard *known = m_cards.at(i);
        if (known->id() != card)
            continue;
        m_cards.removeAt(i);
        m_flow->removeWidget(known);
        known->hide();
        known->deleteLater();
        setVisible(!m_cards.isEmpty());
        Q_EMIT changed();
        return;
    }
}

void AttachmentStrip::add(const Attachment &attachment)
{
    insert(attachment.name)->setAttachment(attachment);
    Q_EMIT changed();
}

std::vector<AttachmentStrip::Attachment> AttachmentStrip::attachments() const
{
    std::vector<Attachment> ready;
    for (const AttachmentCard *card : m_cards) {
        if (card->isReady())
            ready.push_back(card->attachment());
    }
    return ready;
}

bool AttachmentStrip::isBusy() const
{
    return std::any_of(m_cards.begin(), m_cards.end(), [](const AttachmentCard *card) { return !card->isReady(); });
}

} // namespace tern::ui
