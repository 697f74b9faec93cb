// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/CardCommands.h"

#include "ui/mainwindow/ActionSet.h"
#include "ui/reader/HeadersWindow.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/WhyHereWindow.h"
#include "ui/reader/cards/MessageCards.h"

namespace tern::ui {

void connectCardCommands(ActionSet &actions, ReaderPane &reader, const WindowContext &context, QWidget *window)
{
    const auto on = [&](Command command, auto act) { QObject::connect(actions[command], &QAction::triggered, &reader, act); };
    MessageCards &cards = reader.cards();
    on(Command::AnswerAccept, [&cards] { cards.answerInvitation(calendar::Answer::Accepted); });
    on(Command::AnswerTentative, [&cards] { cards.answerInvitation(calendar::Answer::Tentative); });
    on(Command::AnswerDecline, [&cards] { cards.answerInvitation(calendar::Answer::Declined); });
    on(Command::Unsubscribe, [&cards] { cards.unsubscribe(); });
    on(Command::ShowHeaders, [&reader, context, window] {
        reader.whenOpened([context, window](const engine::OpenedMessagePtr &message) { (new HeadersWindow(context.theme, message, window))->show(); });
    });
    on(Command::WhyHere, [&reader, context, window] {
        reader.whenOpened([context, window](const engine::OpenedMessagePtr &message) { (new WhyHereWindow(context, message, window))->show(); });
    });
}

void enableCardCommands(ActionSet &actions, ReaderPane &reader, bool one)
{
    const auto set = [&actions](std::initializer_list<Command> commands, bool enabled) {
        for (const Command command : commands)
            actions[command]->setEnabled(enabled);
    };
    const engine::OpenedMessagePtr &message = reader.message();
    const bool isOpen = one && message;
    set({Command::ShowHeaders, Command::WhyHere}, one);
    set({Command::AnswerAccept, Command::AnswerTentative, Command::AnswerDecline}, isOpen && reader.cards().canAnswerInvitation());
    set({Command::Unsubscribe}, isOpen && reader.cards().canUnsubscribe());
    set({Command::ReplyList}, isOpen && message->special.list && !message->special.list->post.isEmpty());
}

} // namespace tern::ui
