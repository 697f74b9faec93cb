// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ChangeSet.h"
#include "ui/bridge/WindowContext.h"

#include <QObject>
#include <QTimer>

class QWidget;

namespace tern::ui {

class ConversationStrip;

/// The conversation around the open message: looks it up behind the window's back, keeps it as the store changes, and puts the other messages above
/// and below. Nothing of a message's body is read before it is opened.
/// Thread: UI.
class ConversationLines final : public QObject {
    Q_OBJECT
public:
    ConversationLines(const WindowContext &context, QWidget *parent);

    [[nodiscard]] ConversationStrip &above() { return *m_above; }
    [[nodiscard]] ConversationStrip &below() { return *m_below; }
    /// Whether conversations are shown at all.
    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }
    /// Another message was selected, and is open.
    void look(PlacementId selected);
    /// Another one of the conversation is open.
    void setOpen(const store::MessageRow &open);
    void clear();

    /// Messages of it; 1: there is only the open one.
    [[nodiscard]] int count() const { return std::max(static_cast<int>(m_conversation.rows.size()), 1); }
    [[nodiscard]] int older() const { return m_conversation.older; }
    /// The message `by` places further; none beyond the ends.
    [[nodiscard]] PlacementId neighbour(int by) const;
    /// The oldest one in the folder of the selected one that was not read; none if all were.
    [[nodiscard]] PlacementId firstUnread() const;
    /// Whether found() tells of this selection for the first time.
    [[nodiscard]] bool isFirst() const { return m_isFirst; }
    /// How high the reader is: the open message keeps most of it.
    void setRoom(int height);

Q_SIGNALS:
    /// It was looked up, or changed.
    void found();

private:
    void follow(const store::ChangeSet &changes);
    void ask();
    void take(store::Conversation conversation);
    void split();

    WindowContext m_context;
    ConversationStrip *m_above;
    ConversationStrip *m_below;
    bool m_on = true;
    PlacementId m_selected;
    MailboxId m_mailbox;    ///< where that lay then
    store::MessageRow m_open;
    store::Conversation m_conversation;
    bool m_isFirst = true;
    QTimer m_again;     ///< the store changed
};

} // namespace tern::ui
