// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/WindowContext.h"

class QWidget;

namespace tern::ui {

class ActionSet;
class ReaderPane;

/// Connects what can be done about the open message beside answering and filing it: its invitation, its list, its fields, why it is here.
/// \param window  parent of the windows that open
void connectCardCommands(ActionSet &actions, ReaderPane &reader, const WindowContext &context, QWidget *window);
/// Those that the open message allows. \param one  a message is open
void enableCardCommands(ActionSet &actions, ReaderPane &reader, bool one);

} // namespace tern::ui
