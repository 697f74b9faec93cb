// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"
#include "ui/composer/Composer.h"

#include <QMessageBox>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace tern::ui {
class MainWindow;
}

namespace tern::app {

/// What is to be thought of in the Outbox before the program ends. Pure.
struct LeavePlan {
    std::vector<OutboxId> held;     ///< only for undo: they can go now
    int going = 0;                  ///< on their way or about to be, the held ones included
    int waiting = 0;                ///< for their time or for the server: until the next start, if the program ends now
    UnixMillis next = 0;            ///< the first time that was chosen for one of them; 0: none
};
[[nodiscard]] LeavePlan planLeave(const std::vector<store::OutboxRecord> &outbox, UnixMillis now);

/// Between Send and the server: offers to undo, and sees to it that nobody closes the window believing that what waits was sent.
/// Thread: UI.
class SendGuard final : public QObject {
    Q_OBJECT
public:
    SendGuard(const ui::WindowContext &context, ui::MainWindow &window);

    void queued(const ui::QueuedMail &mail);
    /// The question that is open, if there is one.
    [[nodiscard]] QMessageBox *question() const { return m_question; }

Q_SIGNALS:
    /// It was taken back: its draft is to be opened.
    void editRequested(tern::DraftId draft);
    /// The window is closed.
    void left();
    /// The person keeps it open.
    void stayed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeBack(OutboxId item);
    [[nodiscard]] bool mayClose();
    void lookAgain();
    void ask(const LeavePlan &plan);
    void leave();

    ui::WindowContext m_context;
    ui::MainWindow &m_window;
    QTimer m_poll;
    qint64 m_until = 0;
    bool m_waited = false;          ///< what could go has had its time
    bool m_leaves = false;
    QPointer<QMessageBox> m_question;
};

} // namespace tern::app
