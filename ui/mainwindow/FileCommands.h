// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"
#include "ui/mainwindow/ActionSet.h"

#include <QObject>

#include <span>

namespace tern::ui {

class MessagePrinter;
class ReaderPane;

/// What makes files and paper of the open message and its attachments.
/// Thread: UI.
class FileCommands final : public QObject {
    Q_OBJECT
public:
    /// Connects the actions. Both outlive it.
    FileCommands(const WindowContext &context, ActionSet &actions, ReaderPane &reader, QWidget *window);
    [[nodiscard]] static std::span<const Command> commands();

private:
    ReaderPane &m_reader;
    MessagePrinter *m_printer;
};

} // namespace tern::ui
