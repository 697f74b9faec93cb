// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace tern::ui {

class AttachmentActions;
class AttachmentCards;
class ConversationLines;
class MessageCards;
class MessageHeader;
class ReaderBody;
class SubjectHeader;
class ToolRow;

/// The right pane: one message, and the others of its conversation folded to lines above and below it. Headers and snippet are there at once, the body
/// when it comes; the lines a moment later.
/// Thread: UI.
class ReaderPane final : public QWidget {
    Q_OBJECT
public:
    explicit ReaderPane(const WindowContext &context, QWidget *parent = nullptr);

    /// What is selected in the list.
    void showMessage(PlacementId placement);
    /// Another message of the conversation; the list keeps what is selected.
    void showOfConversation(PlacementId placement);
    /// Goes by so many messages within the conversation. \return false beyond its ends.
    bool stepInConversation(int by);
    /// To the message that is selected in the list.
    void backToSelected() { isElsewhere() ? showOfConversation(m_home) : void(); }
    /// Whether a person went on to another message than the one that was opened for what is selected.
    [[nodiscard]] bool isElsewhere() const { return m_placement.isValid() && m_placement != m_home; }
    /// What is selected stands for its conversation in that folder: the first unread message there is opened.
    void setOpensFirstUnread(bool on) { m_opensFirstUnread = on; }
    /// Nothing, or several selected: says so.
    void showNothing(int selected = 0);
    [[nodiscard]] PlacementId placement() const { return m_placement; }
    /// The opened message; null until its body came.
    [[nodiscard]] const engine::OpenedMessagePtr &message() const { return m_message; }
    /// Runs `then` with the opened message, now or when it came; not at all if another is shown before.
    void whenOpened(std::function<void(engine::OpenedMessagePtr)> then);
    [[nodiscard]] ToolRow &tools() { return *m_tools; }
    [[nodiscard]] MessageHeader &header() { return *m_header; }
    [[nodiscard]] ConversationLines &conversation() { return *m_lines; }
    [[nodiscard]] ReaderBody &body() { return *m_body; }
    [[nodiscard]] MessageCards &cards() { return *m_cards; }
    [[nodiscard]] AttachmentActions &files() { return *m_files; }
    /// Milliseconds until a message counts as read; -1: never.
    void setMarkReadAfter(int milliseconds) { m_markReadAfter = milliseconds; }

    /// Asks by which charset the open message is to be decoded, keeps the answer and shows it so.
    void chooseCharset();

Q_SIGNALS:
    /// It was in view long enough.
    void readLongEnough(tern::PlacementId placement);
    void mailtoActivated(const QUrl &url);
    void failed(const tern::Error &error);
    void said(const QString &sentence);
    /// Another message of the conversation is open.
    void openChanged();
    /// Everything that can be done to the open message is wanted.
    void menuRequested(const QPoint &at);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectConversation();
    bool show(PlacementId placement);
    void conversationFound();
    void holdPaint(const store::MessageRow &row);
    void open();
    void showOpened(engine::OpenedMessagePtr message);

    WindowContext m_context;
    ToolRow *m_tools;
    SubjectHeader *m_subject;
    ConversationLines *m_lines;
    MessageHeader *m_header;
    MessageCards *m_cards;
    ReaderBody *m_body;
    AttachmentCards *m_attachments;
    AttachmentActions *m_files;
    QLabel *m_empty;
    PlacementId m_selected;     ///< in the list
    PlacementId m_home;         ///< what was opened for it
    PlacementId m_placement;    ///< open
    bool m_opensFirstUnread = false;
    engine::OpenedMessagePtr m_message;
    std::function<void(engine::OpenedMessagePtr)> m_then;
    QTimer m_readTimer;
    QTimer m_paintTimer;        ///< runs while nothing is painted, as the lines come in a moment
    int m_markReadAfter = 1000;
};

} // namespace tern::ui
