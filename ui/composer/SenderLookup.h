// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/bridge/WindowContext.h"

#include <functional>

class QObject;

namespace tern::ui {

class RecipientEdit;

using People = std::vector<std::pair<QString, QString>>;   ///< name and address

/// Whoever wrote the messages, each once, in their order; only those whose name or address has a word that begins with `prefix`. Pure.
[[nodiscard]] People sendersOf(const std::vector<store::MessageRow> &rows, const QString &prefix);

/// Looks among the newest messages for senders whose name or address begins with `prefix`, on the reader thread. `then` runs on the UI
/// thread while `asker` lives and asks for nobody else; not at all without a reader thread. Thread: UI.
void lookForSenders(const WindowContext &context, QObject *asker, const QString &prefix, std::function<void(People)> then);

/// While somebody is typed there, people are offered: whom a person wrote with, and senders of the newest messages.
void offerPeople(const WindowContext &context, RecipientEdit &edit);

} // namespace tern::ui
