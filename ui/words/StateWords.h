// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QString>

/// States of the engine in the words of a person. Pure; the UI language decides.
namespace tern::ui {

/// "Moving 3 messages to Archive".
[[nodiscard]] QString operationTitle(const store::OperationRecord &operation, const QString &targetName);
/// "Waits until 09:44", "Tried 3 times", "Blocked: …". \param now  for relative times.
[[nodiscard]] QString operationState(const store::OperationRecord &operation, UnixMillis now);

/// "Receiving", "Background", "Sending".
[[nodiscard]] QString laneName(engine::LaneKind kind);
/// "Listing messages in INBOX", "Waits for new mail", "Tries again in 25 s".
[[nodiscard]] QString laneDoing(const engine::LaneStatus &lane, UnixMillis now);
[[nodiscard]] QString accountState(const engine::AccountStatus &status, UnixMillis now);

/// "Waits to be sent", "Sending…", "Not known whether it arrived".
[[nodiscard]] QString outboxState(const store::OutboxRecord &item, UnixMillis now);

/// "38 KB" in the person's locale.
[[nodiscard]] QString byteCount(std::int64_t bytes);
/// "09:44" today, else with the day.
[[nodiscard]] QString shortTime(UnixMillis at, UnixMillis now);
/// "in 25 s", "in 4 min", else at a time.
[[nodiscard]] QString retryTime(UnixMillis at, UnixMillis now);

} // namespace tern::ui
