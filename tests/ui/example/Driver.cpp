// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/example/Driver.h"

#include "ui/composer/Composer.h"
#include "ui/console/ConsoleModel.h"
#include "ui/mainwindow/ListPane.h"
#include "ui/mainwindow/MessageListView.h"
#include "ui/mainwindow/Sidebar.h"
#include "ui/mainwindow/UndoBar.h"
#include "ui/models/FolderModel.h"
#include "ui/models/MessageListModel.h"
#include "ui/reader/ReaderPane.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextEdit>

#include <cstdio>

namespace tern::test {
namespace {

const QString kReceiver = QStringLiteral("receiver@qq.test");
const QString kSubject = QStringLiteral("第二封");
const QString kText = QStringLiteral("你好，\n这是第二封信，请查收附件。\n谢谢！");

template <typename Widget>
Widget *named(QWidget *parent, const QString &accessibleName)
{
    for (Widget *widget : parent->findChildren<Widget *>()) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

qsizetype openComposers()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    return std::count_if(windows.begin(), windows.end(), [](QWidget *one) { return qobject_cast<ui::Composer *>(one) && one->isVisible(); });
}

} // namespace

void Driver::waitFor(const char *what, const std::function<bool()> &comesTrue, int milliseconds)
{
    if (!QTest::qWaitFor(comesTrue, milliseconds))
        throw std::runtime_error(std::string("did not come: ") + what);
}

void Driver::trigger(ui::Command command)
{
    m_app.window().actions()[command]->trigger();
}

QWidget *Driver::composer()
{
    QWidget *found = nullptr;
    waitFor("a composer", [&found] {
        for (QWidget *window : QApplication::topLevelWidgets()) {
            if (qobject_cast<ui::Composer *>(window) && window->isVisible())
                found = window;
        }
        return found != nullptr;
    });
    return found;
}

void Driver::write(QWidget *composer, const QString &to, const QString &subject, const QString &text)
{
    if (!to.isEmpty()) {
        auto *edit = named<QLineEdit>(composer, QStringLiteral("To"));
        edit->setFocus();
        QTest::keyClicks(edit, to);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    if (!subject.isEmpty())
        named<QLineEdit>(composer, QStringLiteral("Subject"))->setText(subject);
    // Chinese comes from an input method, as a commit of text.
    auto *body = named<QWidget>(composer, QStringLiteral("Message text"));
    body->setFocus();
    QInputMethodEvent event;
    event.setCommitString(text);
    QApplication::sendEvent(body, &event);
}

void Driver::clickSend(QWidget *composer)
{
    for (auto *button : composer->findChildren<QAbstractButton *>()) {
        if (button->text() == QLatin1String("Send") && button->isVisible()) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    throw std::runtime_error("the composer has no Send button");
}

int Driver::rowOfSubject(const QString &subject)
{
    auto &messages = m_app.window().messages();
    for (int row = 0; row < messages.rowCount(); ++row) {
        const store::MessageRow *found = messages.rowAt(row);
        if (found != nullptr && found->subject == subject)
            return row;
    }
    return -1;
}

void Driver::selectRows(int first, int last)
{
    auto &view = m_app.window().list().view();
    view.setFocus();
    view.setCurrentIndex(m_app.window().messages().index(first));
    view.selectionModel()->select(QItemSelection(m_app.window().messages().index(first), m_app.window().messages().index(last)),
                                  QItemSelectionModel::ClearAndSelect);
}

QString Driver::consoleText()
{
    QString text;
    for (const TraceLine &line : m_app.context().engine.trace().snapshot()) {
        if (line.protocol == "SMTP")
            text += QLatin1String(line.direction == TraceDirection::Client ? "C " : "S ") + QString::fromStdString(line.text) + QLatin1Char('\n');
    }
    return text;
}

int Driver::waitingOperations()
{
    auto operations = m_app.context().reader.operations();
    return operations ? static_cast<int>(operations->size()) : -1;
}

std::vector<store::OutboxRecord> Driver::outbox()
{
    return m_app.context().reader.outbox(true).valueOr({});
}

void Driver::picture(QWidget *window, const char *name)
{
    QDir().mkpath(m_pictures);
    window->grab().save(m_pictures + QLatin1String("/example-") + QLatin1String(name) + QLatin1String(".png"));
}

void Driver::sendReadAndMove(const QString &attachment)
{
    auto &window = m_app.window();
    waitFor("the seeded inboxes", [&] { return window.messages().rowCount() > 20; });
    waitFor("the connection to both accounts", [&] {
        const auto status = m_app.context().engine.accountStatus();
        return status.size() == 2 && std::all_of(status.begin(), status.end(), [](const auto &one) { return one.state == engine::AccountStatus::State::Online; });
    });

    trigger(ui::Command::Write);
    QWidget *letter = composer();
    write(letter, kReceiver, kSubject, kText);
    qobject_cast<ui::Composer *>(letter)->attachFiles({attachment});
    QTest::qWait(300); // the attachment's card is laid out
    picture(letter, "composer");
    clickSend(letter);
    // Taken back, all is there as it was; then it goes.
    waitFor("the offer to undo", [&] { return window.undoBar().isVisible(); });
    picture(&window, "undo-send");
    waitFor("the composer closed", [] { return openComposers() == 0; });
    window.undoBar().undo();
    letter = composer();
    const auto *subject = named<QLineEdit>(letter, QStringLiteral("Subject"));
    if (subject->text() != kSubject || outbox().at(0).state != store::OutboxState::Cancelled)
        throw std::runtime_error("undo gave back something else");
    clickSend(letter);

    waitFor("the server's 250", [&] {
        const auto items = outbox();
        return items.size() == 2 && (items[1].state == store::OutboxState::Accepted || items[1].state == store::OutboxState::SentCopySaved);
    });
    QElapsedTimer sinceAccepted;
    sinceAccepted.start();
    waitFor("the message in the other account's list", [&] { return rowOfSubject(kSubject) >= 0; }, 5'000);
    std::printf("{\"event\":\"arrived\",\"milliseconds\":%lld}\n", static_cast<long long>(sinceAccepted.elapsed()));
    const store::MessageRow *row = window.messages().rowAt(rowOfSubject(kSubject));
    if ((row->flags & store::FlagSeen) != 0)
        throw std::runtime_error("it arrived as read");
    waitFor("the Sent copy", [&] { return outbox().at(1).state == store::OutboxState::SentCopySaved; });
    std::printf("%s\n", qPrintable(consoleText()));

    selectRows(rowOfSubject(kSubject), rowOfSubject(kSubject));
    waitFor("the opened message", [&] { return window.reader().message() != nullptr && window.reader().message()->parsed.subject == kSubject; });
    mime::ParsedMessage read = window.reader().message()->parsed;
    mime::hashAttachments(window.reader().message()->raw, read);
    if (read.text.trimmed() != kText || read.attachments.size() != 1 || read.attachments[0].name != QStringLiteral("附件.xlsx"))
        throw std::runtime_error("what was read is not what was written: " + read.text.toStdString());
    if (read.from.at(0).address != QLatin1String("sender@163.test"))
        throw std::runtime_error("it is from " + read.from.at(0).address.toStdString());
    std::printf("{\"event\":\"attachment\",\"sha256\":\"%s\"}\n", qPrintable(read.attachments[0].sha256));
    QTest::qWait(400); // painted
    picture(&window, "window");

    trigger(ui::Command::Delete);
    waitFor("the message gone from the list", [&] { return rowOfSubject(kSubject) < 0; });
    waitFor("the move carried out", [&] { return waitingOperations() == 0; });
}

void Driver::workOffline()
{
    auto &window = m_app.window();
    waitFor("the list", [&] { return window.messages().rowCount() > 20; });
    const int before = window.messages().rowCount();
    // An answer to the newest message that is a person's.
    selectRows(0, 0);
    waitFor("the opened message", [&] { return window.reader().message() != nullptr; });
    trigger(ui::Command::Reply);
    QWidget *letter = composer();
    write(letter, {}, QStringLiteral("Re: offline answer"), QStringLiteral("离线时写的回信。"));
    clickSend(letter);
    waitFor("the answer in the Outbox", [&] { return !outbox().empty(); });
    waitFor("the composer closed", [] { return openComposers() == 0; });

    selectRows(0, 9);
    trigger(ui::Command::ToggleFlag);
    waitFor("ten flags shown", [&] {
        int flagged = 0;
        for (int row = 0; row < 10; ++row)
            flagged += (window.messages().rowAt(row)->flags & store::FlagFlagged) != 0 && window.messages().rowAt(row)->pending ? 1 : 0;
        return flagged == 10;
    });
    QStringList moved;
    for (int row = 0; row < 10; ++row)
        moved << QString::number(window.messages().rowAt(row)->message.value);
    selectRows(0, 9);
    trigger(ui::Command::Archive);
    waitFor("ten moved away", [&] { return window.messages().rowCount() == before - 10; });
    QTest::qWait(300); // painted
    picture(&window, "offline");
    if (waitingOperations() < 2)
        throw std::runtime_error("nothing waits");
    std::printf("{\"event\":\"offline\",\"waiting\":%d}\n", waitingOperations());
}

void Driver::catchUp()
{
    waitFor("everything carried out", [&] { return waitingOperations() == 0; }, 40'000);
    waitFor("the answer sent", [&] {
        const auto items = outbox();
        return !items.empty() && std::all_of(items.begin(), items.end(), [](const auto &item) {
            return item.state == store::OutboxState::SentCopySaved || item.state == store::OutboxState::Cancelled;
        });
    }, 40'000);
}

} // namespace tern::test
