// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/ConversationLines.h"

#include "core/store/StoreReader.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ReaderThread.h"
#include "ui/reader/ConversationDelegate.h"
#include "ui/reader/ConversationStrip.h"

#include <algorithm>

namespace tern::ui {

namespace {
constexpr int kSlot = 902;      ///< of the reader thread: the next message's conversation replaces the last one's
constexpr int kMost = 1000;     ///< messages that are shown
constexpr int kAgainMs = 10;
constexpr int kNowAndThenMs = 300;
constexpr std::size_t kMostCompared = 200;  ///< changes of one kind
constexpr int kAbovePercent = 28;
constexpr int kBelowPercent = 20;
constexpr int kLineHeight = ConversationDelegate::kFolded;
}

ConversationLines::ConversationLines(const WindowContext &context, QWidget *parent)
    : QObject(parent), m_context(context), m_above(new ConversationStrip(context.theme, true, parent)), m_below(new ConversationStrip(context.theme, false, parent))
{
    m_above->setAccessibleName(tr("Earlier messages of this conversation"));
    m_below->setAccessibleName(tr("Later messages of this conversation"));
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &ConversationLines::ask);
    connect(&context.bridge, &EngineBridge::changed, this, &ConversationLines::follow);
}

/// What was done to its messages shows at once; whether what came somewhere belongs to it is asked now and then, as a sync brings much.
void ConversationLines::follow(const store::ChangeSet &changes)
{
    if (!m_on || !m_selected.isValid())
        return;
    const auto isOurs = [this](const auto &ids, auto member) {
        return std::any_of(ids.begin(), ids.end(), [&](const auto &id) {
            return std::any_of(m_conversation.rows.begin(), m_conversation.rows.end(), [&](const auto &row) { return row.*member == id; });
        });
    };
    bool brings = changes.bodies.size() >= kMostCompared;
    bool touches = !brings && isOurs(changes.bodies, &store::MessageRow::message);
    for (const auto &[mailbox, rows] : changes.mailboxes) {
        const bool isMuch = rows.reset || rows.changed.size() + rows.removed.size() >= kMostCompared;
        brings = brings || isMuch || !rows.inserted.empty();
        touches = touches || (!isMuch && (isOurs(rows.changed, &store::MessageRow::placement) || isOurs(rows.removed, &store::MessageRow::placement)));
    }
    if (touches)
        m_again.start(kAgainMs);
    else if (brings && !m_again.isActive())
        m_again.start(kNowAndThenMs);
}

void ConversationLines::setOn(bool on)
{
    if (on == m_on)
        return;
    m_on = on;
    if (on && m_selected.isValid())
        return ask();
    m_conversation = {};
    split();
    Q_EMIT found();
}

void ConversationLines::look(PlacementId selected)
{
    m_selected = selected;
    m_mailbox = m_open.mailbox;
    m_conversation = {};
    m_isFirst = true;
    m_again.stop();
    split();
    if (m_on)
        ask();
}

void ConversationLines::clear()
{
    m_selected = {};
    m_open = {};
    m_conversation = {};
    m_again.stop();
    split();
}

void ConversationLines::ask()
{
    const PlacementId asked = m_selected;
    const auto answer = [this, asked](store::Conversation conversation) {
        if (m_on && asked == m_selected)
            take(std::move(conversation));
    };
    // What was selected may lie in Trash by now: then it is no longer its folder that is looked at.
    const auto look = [asked, open = m_open.placement, mailbox = m_mailbox](store::StoreReader &reader) {
        const auto row = reader.row(asked);
        const bool isThere = row && *row && (*row)->mailbox == mailbox;
        return reader.conversation(isThere ? asked : open, kMost).valueOr({});
    };
    if (!m_context.thread)
        return answer(look(m_context.reader));
    m_context.thread->post(this, kSlot, [look, answer](store::StoreReader &reader, const StopToken &) -> std::function<void()> {
        return [answer, conversation = look(reader)] { answer(conversation); };
    });
}

void ConversationLines::take(store::Conversation conversation)
{
    m_conversation = std::move(conversation);
    split();
    Q_EMIT found();
    m_isFirst = false;
}

void ConversationLines::setOpen(const store::MessageRow &open)
{
    m_open = open;
    split();
}

void ConversationLines::split()
{
    const auto &rows = m_conversation.rows;
    auto open = std::find_if(rows.begin(), rows.end(), [this](const auto &row) { return row.placement == m_open.placement; });
    const bool isThere = open != rows.end();
    // It went to another folder while it is being read: the others stay around it.
    if (!isThere)
        open = std::find_if(rows.begin(), rows.end(), [this](const auto &row) { return row.date > m_open.date; });
    m_above->setRows({rows.begin(), open});
    m_below->setRows({isThere ? open + 1 : open, rows.end()});
}

PlacementId ConversationLines::firstUnread() const
{
    const auto &rows = m_conversation.rows;
    const auto unread = std::find_if(rows.begin(), rows.end(), [this](const auto &row) { return row.mailbox == m_mailbox && !(row.flags & store::FlagSeen); });
    return unread == rows.end() ? PlacementId{} : unread->placement;
}

PlacementId ConversationLines::neighbour(int by) const
{
    const auto &rows = m_conversation.rows;
    const auto open = std::find_if(rows.begin(), rows.end(), [this](const auto &row) { return row.placement == m_open.placement; });
    if (open == rows.end())
        return {};
    const auto place = (open - rows.begin()) + by;
    return place >= 0 && place < static_cast<std::ptrdiff_t>(rows.size()) ? rows[static_cast<std::size_t>(place)].placement : PlacementId{};
}

void ConversationLines::setRoom(int height)
{
    // Half a line says that there are more.
    const auto lines = [height](int percent) { return std::max(height * percent / 100 / kLineHeight, 1) * kLineHeight + kLineHeight / 2; };
    m_above->setMostHeight(lines(kAbovePercent));
    m_below->setMostHeight(lines(kBelowPercent));
}

} // namespace tern::ui
