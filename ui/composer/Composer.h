// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"
#include "ui/composer/ComposeSeed.h"

#include <QWidget>

#include <memory>

namespace tern::ui {

/// What a composer has put into the Outbox.
struct QueuedMail {
    OutboxId item;
    QString subject;
    UnixMillis at = 0;                      ///< the time that was chosen for it; 0: none
    std::chrono::milliseconds undo{0};      ///< it is held so long
};

/// The window for writing one message. A top-level window that deletes itself when it closes.
/// Closing keeps the draft; sending closes as soon as the message is durable in the Outbox.
/// Thread: UI.
class Composer final : public QWidget {
    Q_OBJECT

public:
    Composer(const WindowContext &context, ComposeSeed seed, QWidget *parent = nullptr);
    ~Composer() override;

    /// The draft being written; 0 until the first save.
    [[nodiscard]] DraftId draft() const;
    /// Saves now, if there is something new. Called before the application quits.
    void saveNow();
    /// Adds files as attachments (also what a drop does).
    void attachFiles(const QStringList &files);

Q_SIGNALS:
    /// The message is durable in the Outbox.
    void queued(const tern::ui::QueuedMail &mail);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tern::ui
