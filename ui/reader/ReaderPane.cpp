// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ReaderPane.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/reader/AttachmentActions.h"
#include "ui/reader/AttachmentCards.h"
#include "ui/reader/CharsetMenu.h"
#include "ui/reader/ConversationLines.h"
#include "ui/reader/ConversationStrip.h"
#include "ui/reader/MessageHeader.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/SubjectHeader.h"
#include "ui/reader/ToolRow.h"
#include "ui/reader/cards/MessageCards.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace tern::ui {

namespace {

constexpr int kSlot = 1;   ///< of Engine::openMessage: the next message cancels the last
/// A conversation is looked up within a millisecond or two; without it the message would be painted first and jump then.
constexpr int kMostUnpaintedMs = 20;

} // namespace

ReaderPane::ReaderPane(const WindowContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tools = new ToolRow(context.theme, this);
    m_subject = new SubjectHeader(context.theme, this);
    m_lines = new ConversationLines(context, this);
    m_header = new MessageHeader(context.theme, this);
    m_cards = new MessageCards(context, this);
    m_body = new ReaderBody(context, this);
    m_attachments = new AttachmentCards(context.theme, this);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    column->addWidget(m_tools);
    column->addWidget(m_subject);
    column->addWidget(&m_lines->above());
    column->addWidget(m_header);
    column->addWidget(m_cards);
    column->addWidget(m_body, 1);
    column->addWidget(m_attachments);
    column->addWidget(&m_lines->below());
    column->addWidget(m_empty, 1);
    setFocusProxy(m_body);
    setMinimumWidth(280);

    m_readTimer.setSingleShot(true);
    connect(&m_readTimer, &QTimer::timeout, this, [this] { Q_EMIT readLongEnough(m_placement); });
    connect(m_body, &ReaderBody::retryRequested, this, &ReaderPane::open);
    connect(m_body, &ReaderBody::mailtoActivated, this, &ReaderPane::mailtoActivated);
    connect(m_body, &ReaderBody::said, this, &ReaderPane::said);
    connect(m_body, &ReaderBody::formChanged, this, [this] {
        if (m_message)
            m_attachments->show(m_message, !m_body->showsHtml());
    });
    connect(m_cards, &MessageCards::mailtoActivated, this, &ReaderPane::mailtoActivated);
    connect(m_cards, &MessageCards::failed, this, &ReaderPane::failed);
    connect(m_cards, &MessageCards::said, this, &ReaderPane::said);
    m_files = new AttachmentActions(context, this);
    m_files->serve(*m_attachments);
    connect(m_files, &AttachmentActions::failed, this, &ReaderPane::failed);
    connect(m_files, &AttachmentActions::said, this, &ReaderPane::said);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connectConversation();
    showNothing();
}

void ReaderPane::connectConversation()
{
    m_paintTimer.setSingleShot(true);
    m_paintTimer.setInterval(kMostUnpaintedMs);
    connect(&m_paintTimer, &QTimer::timeout, this, [this] { setUpdatesEnabled(true); });
    connect(m_lines, &ConversationLines::found, this, &ReaderPane::conversationFound);
    connect(m_header, &MessageHeader::moreRequested, this, &ReaderPane::menuRequested);
    for (ConversationStrip *strip : {&m_lines->above(), &m_lines->below()}) {
        connect(strip, &ConversationStrip::opened, this, [this](PlacementId placement) {
            showOfConversation(placement);
            m_body->setFocus(Qt::OtherFocusReason);
        });
        connect(strip, &ConversationStrip::menuRequested, this, [this](PlacementId placement, const QPoint &at) {
            showOfConversation(placement);
            Q_EMIT menuRequested(at);
        });
    }
}

void ReaderPane::conversationFound()
{
    if (m_lines->isFirst() && m_opensFirstUnread && m_placement == m_selected) {
        const PlacementId unread = m_lines->firstUnread();
        if (unread.isValid() && unread != m_placement && show(unread))
            m_home = unread;
    }
    m_subject->showCount(m_lines->count(), m_lines->older());
    m_header->showActions(m_lines->count() > 1);
    m_paintTimer.stop();
    setUpdatesEnabled(true);
}

void ReaderPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_lines->setRoom(height() - m_tools->height());
}

void ReaderPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_context.theme.tokens().pane);
}

void ReaderPane::showNothing(int selected)
{
    m_selected = m_home = m_placement = {};
    m_message.reset();
    m_then = nullptr;
    m_readTimer.stop();
    m_lines->clear();
    m_subject->hide();
    m_body->clear();
    m_cards->clear();
    m_attachments->clear();
    m_header->hide();
    m_body->hide();
    m_tools->setVisible(selected > 1);
    QPalette colours = m_empty->palette();
    colours.setColor(QPalette::WindowText, m_context.theme.tokens().muted);
    m_empty->setPalette(colours);
    m_empty->setText(selected > 1 ? tr("%n messages are selected", nullptr, selected) : tr("Choose a message to read it here."));
    m_empty->show();
}

void ReaderPane::showMessage(PlacementId placement)
{
    if (placement == m_selected)
        return;
    m_selected = m_home = placement;
    m_lines->clear();
    if (!show(placement))
        return showNothing();
    m_lines->look(placement);
}

void ReaderPane::showOfConversation(PlacementId placement)
{
    if (placement == m_placement || !show(placement))
        return;
    Q_EMIT openChanged();
}

bool ReaderPane::stepInConversation(int by)
{
    const PlacementId next = m_lines->neighbour(by);
    if (next.isValid())
        showOfConversation(next);
    return next.isValid();
}

/// \return false when the message is shown nowhere any more.
bool ReaderPane::show(PlacementId placement)
{
    const auto found = m_context.reader.row(placement);
    if (!found || !*found)
        return false;
    const store::MessageRow &row = **found;
    m_readTimer.stop();
    m_placement = placement;
    m_message.reset();
    m_then = nullptr;
    if (m_selected == placement)
        holdPaint(row);
    m_empty->hide();
    m_tools->show();
    m_lines->setOpen(row);
    m_subject->showRow(row);
    m_subject->showCount(m_lines->count(), m_lines->older());
    m_subject->show();
    m_header->showRow(row);
    m_header->showActions(m_lines->count() > 1);
    m_header->show();
    m_body->showSnippet(row.snippet);
    m_body->show();
    m_cards->clear();
    m_attachments->clear();
    if (m_markReadAfter >= 0 && !(row.flags & store::FlagSeen))
        m_readTimer.start(m_markReadAfter);
    open();
    return true;
}

void ReaderPane::holdPaint(const store::MessageRow &row)
{
    if (row.threadCount < 2 || !m_lines->isOn() || m_lines->count() > 1)
        return;
    setUpdatesEnabled(false);
    m_paintTimer.start();
}

void ReaderPane::open()
{
    const PlacementId asked = m_placement;
    m_context.engine.openMessage(asked, kSlot, onUi(this, [this, asked](Result<engine::OpenedMessagePtr> opened) {
        if (asked != m_placement)
            return;
        if (opened)
            showOpened(std::move(opened).value());
        else if (opened.error().kind != ErrorKind::Cancelled)
            m_body->showError(opened.error());
    }));
}

void ReaderPane::showOpened(engine::OpenedMessagePtr message)
{
    m_message = std::move(message);
    m_subject->showSubject(m_message->parsed.subject);
    m_header->showMessage(*m_message);
    m_cards->show(m_message);
    m_body->showMessage(m_message);
    m_attachments->show(m_message, !m_body->showsHtml());
    if (m_then)
        std::exchange(m_then, nullptr)(m_message);
}

void ReaderPane::whenOpened(std::function<void(engine::OpenedMessagePtr)> then)
{
    if (m_message)
        then(m_message);
    else if (m_placement.isValid())
        m_then = std::move(then);
}

void ReaderPane::chooseCharset()
{
    if (!m_message)
        return;
    auto *menu = new CharsetMenu(*m_message, this);
    connect(menu, &CharsetMenu::chosen, this, [this](engine::CharsetScope scope, const QString &of, const QString &charset) {
        m_context.engine.setSetting(engine::charsetKey(scope, of), charset, onUi(this, [this](Result<void> kept) {
            if (!kept)
                Q_EMIT failed(kept.error());
            else if (m_placement.isValid())
                open();
        }));
    });
    menu->popup(m_header->mapToGlobal(QPoint(m_header->width() / 2, m_header->height())));
}

} // namespace tern::ui
