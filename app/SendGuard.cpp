// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SendGuard.h"

#include "core/engine/Engine.h"
#include "ui/bridge/EngineBridge.h"
#include "ui/bridge/ErrorText.h"
#include "ui/mainwindow/MainWindow.h"
#include "ui/mainwindow/UndoBar.h"
#include "ui/outbox/SendTimes.h"

#include <QCloseEvent>
#include <QPushButton>

namespace tern::app {
namespace {

using store::OutboxRecord;
using store::OutboxState;

constexpr std::chrono::milliseconds kLook{200};
constexpr qint64 kPatience = 15'000;      // ms for what is on its way

} // namespace

LeavePlan planLeave(const std::vector<OutboxRecord> &outbox, UnixMillis now)
{
    LeavePlan plan;
    for (const OutboxRecord &item : outbox) {
        const bool isQueued = item.state == OutboxState::Queued;
        if (isQueued && item.sendAt > now) {
            ++plan.waiting;
            plan.next = plan.next == 0 ? item.sendAt : std::min(plan.next, item.sendAt);
        } else if (isQueued || item.state == OutboxState::Sending) {
            ++plan.going;
            if (isQueued && item.notBefore > now)
                plan.held.push_back(item.id);
        } else if (item.state == OutboxState::Waiting) {
            ++plan.waiting;
        }
    }
    return plan;
}

SendGuard::SendGuard(const ui::WindowContext &context, ui::MainWindow &window) : m_context(context), m_window(window)
{
    window.installEventFilter(this);
    m_poll.setInterval(kLook);
    connect(&m_poll, &QTimer::timeout, this, &SendGuard::lookAgain);
}

void SendGuard::queued(const ui::QueuedMail &mail)
{
    const QString subject = mail.subject.isEmpty() ? tr("(no subject)") : mail.subject;
    const auto undo = [this, item = mail.item] { takeBack(item); };
    if (mail.at != 0) {
        const QString when = tr("“%1” leaves on %2.").arg(subject, ui::sendTimeText(mail.at, QDateTime::currentMSecsSinceEpoch()));
        m_window.undoBar().offer(ui::joinSentences({when, ui::mustRunText()}), undo);
    } else if (mail.undo.count() > 0) {
        m_window.undoBar().offer(tr("“%1” leaves in a moment.").arg(subject), undo, mail.undo);
    }
}

void SendGuard::takeBack(OutboxId item)
{
    const auto record = m_context.reader.outboxItem(item);
    if (!record || !*record)
        return;
    const DraftId draft = (**record).draft;
    m_context.engine.cancelOutbox(item, ui::onUi(this, [this, draft](Result<void> outcome) {
        if (outcome)
            Q_EMIT editRequested(draft);
        else if (outcome.error().kind == ErrorKind::InvalidInput)
            m_window.tell(tr("It is too late: the message is on its way."), {}, true);
        else
            m_window.tell(ui::errorText(outcome.error()).sentence, ui::errorText(outcome.error()).details, true);
    }));
}

bool SendGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_window || event->type() != QEvent::Close || m_leaves || mayClose())
        return QObject::eventFilter(watched, event);
    event->ignore();
    return true;
}

bool SendGuard::mayClose()
{
    if (m_poll.isActive() || m_question)
        return false;
    const auto outbox = m_context.reader.outbox(false);
    if (!outbox)
        return true;
    const LeavePlan plan = planLeave(*outbox, QDateTime::currentMSecsSinceEpoch());
    if (plan.going > 0 && !m_waited) {
        // Who closes the window has thought it over.
        for (const OutboxId item : plan.held)
            m_context.engine.retryOutbox(item);
        m_until = QDateTime::currentMSecsSinceEpoch() + kPatience;
        m_poll.start();
        m_window.tell(tr("Tern sends what you have just written, then it closes."), {}, false);
        return false;
    }
    if (plan.going + plan.waiting == 0)
        return true;
    ask(plan);
    return false;
}

void SendGuard::lookAgain()
{
    const auto outbox = m_context.reader.outbox(false);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool isOver = !outbox || planLeave(*outbox, now).going == 0;
    if (!isOver && now < m_until)
        return;
    m_poll.stop();
    m_waited = true;
    if (mayClose())
        leave();
}

void SendGuard::ask(const LeavePlan &plan)
{
    m_question = new QMessageBox(QMessageBox::NoIcon, tr("Tern"), tr("%n message(s) in the Outbox have not been sent yet.", nullptr, plan.going + plan.waiting),
                                 QMessageBox::NoButton, &m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    QStringList sentences;
    if (plan.next != 0)
        sentences << (plan.waiting == 1 ? tr("It is to leave on %1.") : tr("The first of them is to leave on %1.")).arg(ui::sendTimeText(plan.next, QDateTime::currentMSecsSinceEpoch()));
    sentences << tr("Tern sends them only while it is open. They are safe, and go when it starts next.");
    m_question->setInformativeText(ui::joinSentences(sentences));
    QPushButton *close = m_question->addButton(tr("Close Tern"), QMessageBox::AcceptRole);
    QPushButton *stay = m_question->addButton(tr("Keep it open"), QMessageBox::RejectRole);
    m_question->setDefaultButton(stay);
    m_question->setEscapeButton(stay);
    connect(m_question, &QMessageBox::finished, this, [this, close] {
        const bool leaves = m_question->clickedButton() == close;
        m_question.clear();
        if (leaves)
            return leave();
        m_waited = false;
        Q_EMIT stayed();
    });
    m_question->open();
}

void SendGuard::leave()
{
    m_leaves = true;
    m_window.close();
    Q_EMIT left();
}

} // namespace tern::app
