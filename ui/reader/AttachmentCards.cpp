// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/AttachmentCards.h"

#include "ui/reader/MessageHeader.h"
#include "ui/reader/quicklook/FileWords.h"
#include "ui/widgets/Buttons.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>

namespace tern::ui {

namespace {
constexpr int kCardHeight = 54;
constexpr int kCardWidth = 200;
constexpr int kWidest = 320;
constexpr int kMostCards = 100;            ///< a message can have 20,000 parts; "Save all" saves every one
constexpr qsizetype kBadgeLetters = 4;
constexpr int kTextLeft = 52;
constexpr int kArrow = 32;
}

QString attachmentBadge(const mime::Attachment &attachment)
{
    const QString suffix = QFileInfo(attachment.name).suffix().toUpper();
    if (!suffix.isEmpty() && suffix.size() <= kBadgeLetters)
        return suffix;
    return attachment.type.section(u'/', 1).section(u'.', -1).section(u'-', -1).left(kBadgeLetters).toUpper();
}

ReceivedAttachment::ReceivedAttachment(const Theme &theme, const mime::Attachment &attachment, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_attachment(attachment), m_badge(attachmentBadge(attachment))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(files::lookAtName(attachment.name, attachment.type));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ReceivedAttachment::setLook(const files::FileLook &look)
{
    m_look = look;
    const FileWarning warning = fileWarning(look);
    setAccessibleName(tr("Attachment %1, %2").arg(m_attachment.name, secondLine()));
    setAccessibleDescription(warning.sentence);
    QStringList tip{m_attachment.name.toHtmlEscaped()};
    if (!warning.sentence.isEmpty())
        tip << warning.sentence.toHtmlEscaped();
    setToolTip(tip.join(QStringLiteral("<br>")));
    updateGeometry();
    update();
}

/// "48 KB", "48 KB, a program".
QString ReceivedAttachment::secondLine() const
{
    const QString size = shortSize(m_attachment.size);
    const QString warning = shortWarning(m_look);
    return warning.isEmpty() ? size : tr("%1, %2").arg(size, warning);
}

QSize ReceivedAttachment::sizeHint() const
{
    const int name = QFontMetrics(m_theme.font(Theme::Type::Body)).horizontalAdvance(m_attachment.name);
    const int second = QFontMetrics(m_theme.font(Theme::Type::Small)).horizontalAdvance(secondLine());
    return {std::clamp(std::max(name, second) + kTextLeft + kArrow + 8, kCardWidth, kWidest), kCardHeight};
}

QRect ReceivedAttachment::arrow() const
{
    return {width() - kArrow, 0, kArrow, height()};
}

void ReceivedAttachment::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    const bool isOdd = m_look.level != files::FileLook::Level::Harmless;
    const bool isBad = m_look.level == files::FileLook::Level::Dangerous;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? tokens.accent : tokens.line, hasFocus() ? 1.5 : 1));
    painter.setBrush(underMouse() ? tokens.background : tokens.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), metrics::kCardRadius, metrics::kCardRadius);
    const QRect badge(12, 10, 30, 34);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isBad ? tokens.badGround : isOdd ? tokens.warningGround : tokens.accentSoft);
    painter.drawRoundedRect(badge, 4, 4);
    QFont letters = m_theme.font(Theme::Type::SmallStrong);
    letters.setPixelSize(m_badge.size() > 3 ? 9 : 10);
    letters.setWeight(QFont::Bold);
    painter.setFont(letters);
    painter.setPen(isBad ? tokens.bad : isOdd ? tokens.warning : tokens.accent);
    painter.drawText(badge, Qt::AlignCenter, m_badge);
    const QRect name(kTextLeft, 9, width() - kTextLeft - kArrow, 18);
    painter.setFont(m_theme.font(Theme::Type::Body));
    painter.setPen(tokens.text);
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(m_attachment.name, Qt::ElideMiddle, name.width()));
    painter.setFont(m_theme.font(Theme::Type::Small));
    painter.setPen(isBad ? tokens.bad : isOdd ? tokens.warning : tokens.muted);
    painter.drawText(name.translated(0, 18), Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(secondLine(), Qt::ElideRight, name.width()));
    const QPixmap mark = m_theme.pixmap(QStringLiteral("go-down"), metrics::kIcon, tokens.muted, devicePixelRatioF());
    painter.drawPixmap(arrow().center() - QPoint(metrics::kIcon / 2, metrics::kIcon / 2), mark);
}

void ReceivedAttachment::mousePressEvent(QMouseEvent *event)
{
    m_isHeld = event->button() == Qt::LeftButton;
    m_pressed = event->position().toPoint();
}

void ReceivedAttachment::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isHeld || (event->position().toPoint() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_isHeld = false;
    Q_EMIT dragRequested();
}

void ReceivedAttachment::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (!std::exchange(m_isHeld, false) || !rect().contains(at))
        return;
    if (arrow().contains(at))
        popMenu(mapToGlobal(QPoint(0, height())));
    else
        Q_EMIT lookRequested();
}

void ReceivedAttachment::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        Q_EMIT lookRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        popMenu(mapToGlobal(QPoint(0, height())));
    else
        QWidget::keyPressEvent(event);
}

void ReceivedAttachment::contextMenuEvent(QContextMenuEvent *event)
{
    popMenu(event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : mapToGlobal(QPoint(0, height())));
}

void ReceivedAttachment::popMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Quick look"), this, &ReceivedAttachment::lookRequested);
    menu->addAction(asksBeforeOpening(m_look) ? tr("Open…") : tr("Open"), this, &ReceivedAttachment::openRequested);
    menu->addAction(tr("Save as…"), this, &ReceivedAttachment::saveRequested);
    menu->popup(at);
}

void ReceivedAttachment::enterEvent(QEnterEvent *) { update(); }
void ReceivedAttachment::leaveEvent(QEvent *) { update(); }

AttachmentCards::AttachmentCards(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 8, 16, 10);
    row->setSpacing(8);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFixedHeight(kCardHeight + 10);
    m_scroll->setFocusPolicy(Qt::NoFocus); // the cards take the keyboard
    m_scroll->viewport()->setAutoFillBackground(false);
    row->addWidget(m_scroll, 1);
    m_saveAll = new FlatButton(theme, tr("Save all…"), this);
    m_saveAll->setInk(Theme::Ink::Muted);
    m_saveAll->setAccessibleName(tr("Save all attachments"));
    connect(m_saveAll, &QAbstractButton::clicked, this, &AttachmentCards::saveAllRequested);
    row->addWidget(m_saveAll);
    hide();
}

void AttachmentCards::show(engine::OpenedMessagePtr message, bool withInline)
{
    clear();
    m_message = std::move(message);
    m_row = new QWidget;
    m_row->setAutoFillBackground(false);
    auto *cards = new QHBoxLayout(m_row);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(10);
    int count = 0;
    for (const auto &attachment : m_message->parsed.attachments) {
        if (attachment.isInline && !withInline)
            continue;
        if (++count > kMostCards)
            continue;
        auto *card = new ReceivedAttachment(m_theme, attachment, m_row);
        m_parts.push_back(attachment.part);
        m_cards.push_back(card);
        const QString part = QString::fromStdString(attachment.part);
        connect(card, &ReceivedAttachment::lookRequested, this, [this, part] { Q_EMIT lookRequested(part); });
        connect(card, &ReceivedAttachment::dragRequested, this, [this, part] { Q_EMIT dragRequested(part); });
        connect(card, &ReceivedAttachment::openRequested, this, [this, part] { Q_EMIT openRequested(part); });
        connect(card, &ReceivedAttachment::saveRequested, this, [this, part] { Q_EMIT saveRequested(part); });
        cards->addWidget(card, 0, Qt::AlignTop);
    }
    if (count > kMostCards)
        cards->addWidget(new QLabel(tr("%n more", nullptr, count - kMostCards), m_row));
    cards->addStretch(1);
    m_scroll->setWidget(m_row);
    m_saveAll->setVisible(count > 1);
    setVisible(count > 0);
    if (!m_parts.empty())
        Q_EMIT shown();
}

void AttachmentCards::setLooks(const engine::OpenedMessagePtr &message, const std::vector<files::FileLook> &looks)
{
    if (message != m_message || looks.size() != m_cards.size())
        return;
    for (std::size_t i = 0; i < looks.size(); ++i)
        m_cards[i]->setLook(looks[i]);
}

void AttachmentCards::clear()
{
    hide();
    delete m_scroll->takeWidget();
    m_row = nullptr;
    m_message.reset();
    m_parts.clear();
    m_cards.clear();
}

} // namespace tern::ui
