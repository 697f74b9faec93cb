// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

namespace tern::ui {

struct NotificationText {
    QString summary;
    QString body;       ///< plain text; escaped by who sends it, where the service wants markup
};

/// What a notification says of messages that arrived together in one account: sender and subject of one, a count and the senders of several.
/// \param rows  newest first, not empty.
[[nodiscard]] NotificationText notificationText(const std::vector<store::MessageRow> &rows, const QString &account);

} // namespace tern::ui
