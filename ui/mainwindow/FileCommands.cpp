// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/FileCommands.h"

#include "ui/reader/AttachmentActions.h"
#include "ui/reader/ReaderBody.h"
#include "ui/reader/ReaderPane.h"
#include "ui/reader/print/MessagePrinter.h"

#include <array>

namespace tern::ui {

namespace {
constexpr std::array kCommands{Command::QuickLook, Command::SaveAttachments, Command::SaveMessage, Command::SavePdf, Command::Print};
}

FileCommands::FileCommands(const WindowContext &context, ActionSet &actions, ReaderPane &reader, QWidget *window)
    : QObject(window), m_reader(reader), m_printer(new MessagePrinter(context, window))
{
    connect(m_printer, &MessagePrinter::failed, &reader, &ReaderPane::failed);
    connect(m_printer, &MessagePrinter::said, &reader, &ReaderPane::said);
    const auto on = [this, &actions](Command command, auto act) {
        connect(actions[command], &QAction::triggered, this, [this, act] { m_reader.whenOpened(act); });
    };
    const auto form = [this] { return MessagePrinter::Form{m_reader.body().showsHtml(), m_reader.body().showsRemote()}; };
    on(Command::QuickLook, [this](const engine::OpenedMessagePtr &message) { m_reader.files().lookAtFirst(message); });
    on(Command::SaveAttachments, [this](const engine::OpenedMessagePtr &message) { m_reader.files().saveAll(message); });
    on(Command::SaveMessage, [this](const engine::OpenedMessagePtr &message) { m_reader.files().saveMessage(message); });
    on(Command::SavePdf, [this, form](const engine::OpenedMessagePtr &message) { m_printer->savePdf(message, form()); });
    on(Command::Print, [this, form](const engine::OpenedMessagePtr &message) { m_printer->print(message, form()); });
}

std::span<const Command> FileCommands::commands()
{
    return kCommands;
}

} // namespace tern::ui
