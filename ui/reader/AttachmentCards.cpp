// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/AttachmentCards.h"

#include "ui/reader/MessageHeader.h"
#include "ui/widgets/Buttons.h"

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
}

QString attachmentBadge(const mime::Attachment &attachment)
{
    const QString suffix = QFileInfo(attachment.name).suffix().toUpper();
    if (!suffix.isEmpty() && suffix.size() <= kBadgeLetters)
        return suffix;
    return attachment.type.section(u'/', 1).section(u'.', -1).section(u'-', -1).left(kBadgeLetters).toUpper();
}

bool isProgram(const QString &name)
{
    static const QStringList suffixes{
        QStringLiteral("exe"), QStringLiteral("com"), QStringLiteral("bat"), QStringLiteral("cmd"), QStringLiteral("scr"), QStringLiteral("pif"),
        QStringLiteral("msi"), QStringLiteral("js"), QStringLiteral("jse"), QStringLiteral("vbs"), QStringLiteral("vbe"), QStringLiteral("wsf"),
        QStringLiteral("hta"), QStringLiteral("jar"), QStringLiteral("sh"), QStringLiteral("desktop"), QStringLiteral("appimage"), QStringLiteral("run"),
        QStringLiteral("py"), QStringLiteral("pl"), QStringLiteral("lnk"), QStringLiteral("ps1"), QStringLiteral("deb"), QStringLiteral("rpm")};
    return suffixes.contains(QFileInfo(name).suffix().toLower());
}

ReceivedAttachment::ReceivedAttachment(const Theme &theme, const mime::Attachment &attachment, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_attachment(attachment), m_badge(attachmentBadge(attachment))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Attachment %1, %2").arg(attachment.name, shortSize(attachment.size)));
    setToolTip(attachment.name.toHtmlEscaped());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ReceivedAttachment::sizeHint() const
{
    const int text = QFontMetrics(m_theme.font(Theme::Type::Body)).horizontalAdvance(m_attachment.name) + 12 + 30 + 10 + 16;
    return {std::clamp(text, kCardWidth, kWidest), kCardHeight};
}

void ReceivedAttachment::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? tokens.accent : tokens.line, hasFocus() ? 1.5 : 1));
    painter.setBrush(underMouse() ? tokens.background : tokens.pane);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), metrics::kCardRadius, metrics::kCardRadius);
    const bool program = isProgram(m_attachment.name);
    const QRect badge(12, 10, 30, 34);
    painter.setPen(Qt::NoPen);
    painter.setBrush(program ? tokens.warningGround : tokens.accentSoft);
    painter.drawRoundedRect(badge, 4, 4);
    QFont letters = m_theme.font(Theme::Type::SmallStrong);
    letters.setPixelSize(m_badge.size() > 3 ? 9 : 10);
    letters.setWeight(QFont::Bold);
    painter.setFont(letters);
    painter.setPen(program ? tokens.warning : tokens.accent);
    painter.drawText(badge, Qt::AlignCenter, m_badge);
    const QRect name(52, 9, width() - 52 - 12, 18);
    painter.setFont(m_theme.font(Theme::Type::Body));
    painter.setPen(tokens.text);
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(m_attachment.name, Qt::ElideMiddle, name.width()));
    painter.setFont(m_theme.font(Theme::Type::Small));
    painter.setPen(program ? tokens.warning : tokens.muted);
    const QString size = shortSize(m_attachment.size);
    painter.drawText(name.translated(0, 18), Qt::AlignVCenter | Qt::AlignLeft, program ? tr("%1, a program").arg(size) : size);
}

void ReceivedAttachment::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        popMenu(mapToGlobal(QPoint(0, height())));
}

void ReceivedAttachment::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        popMenu(mapToGlobal(QPoint(0, height())));
    else
        QWidget::keyPressEvent(event);
}

void ReceivedAttachment::contextMenuEvent(QContextMenuEvent *event)
{
    popMenu(event->globalPos());
}

void ReceivedAttachment::popMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // A program is saved, never started from here.
    if (!isProgram(m_attachment.name))
        menu->addAction(tr("Open"), this, &ReceivedAttachment::openRequested);
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
        const QString part = QString::fromStdString(attachment.part);
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
}

void AttachmentCards::clear()
{
    hide();
    delete m_scroll->takeWidget();
    m_row = nullptr;
    m_message.reset();
}

} // namespace tern::ui
