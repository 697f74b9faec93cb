// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace tern::ui {

class AttachmentCards;
class MessageHeader;
class ReaderBody;
class ToolRow;

/// The right pane: one message. Headers and snippet are there at once, the body when it comes.
/// Thread: UI.
class ReaderPane final : public QWidget {
    Q_OBJECT
public:
    explicit ReaderPane(const WindowContext &context, QWidget *parent = nullptr);

    void showMessage(PlacementId placement);
    /// Nothing, or several selected: says so.
    void showNothing(int selected = 0);
    [[nodiscard]] PlacementId placement() const { return m_placement; }
    /// The opened message; null until its body came.
    [[nodiscard]] const engine::OpenedMessagePtr &message() const { return m_message; }
    /// Runs `then` with the opened message, now or when it came; not at all if another is shown before.
    void whenOpened(std::function<void(engine::OpenedMessagePtr)> then);
    [[nodiscard]] ToolRow &tools() { return *m_tools; }
    [[nodiscard]] ReaderBody &body() { return *m_body; }
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

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void open();
    void showOpened(engine::OpenedMessagePtr message);

    WindowContext m_context;
    ToolRow *m_tools;
    MessageHeader *m_header;
    ReaderBody *m_body;
    AttachmentCards *m_attachments;
    QLabel *m_empty;
    PlacementId m_placement;
    engine::OpenedMessagePtr m_message;
    std::function<void(engine::OpenedMessagePtr)> m_then;
    QTimer m_readTimer;
    int m_markReadAfter = 1000;
};

} // namespace tern::ui
